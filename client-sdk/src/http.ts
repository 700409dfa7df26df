import { platform, uuid } from "./platform.ts";
import type { Problem } from "./protocol.ts";

/** The server said no over HTTP. `code` is stable, `message` is for people. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail === "" ? problem.title : problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** The server did not answer, or what answered is no Skald server. Trying again may help. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** What to show with a request, and what instead when it was refused. */
export type TokenSource = {
  token(): Promise<string | null>;
  after(refused: string): Promise<string | null>;
};

export type HttpOptions = {
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
};

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

const DEFAULT_TIMEOUT_MS = 15_000;
/** The largest picture over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** Sends requests to one server, signed with whatever token `tokens` gives. */
export class Http {
  readonly endpoint: string;
  readonly #tokens: TokenSource;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;

  constructor(endpoint: string, tokens: TokenSource | (() => string | null), options: HttpOptions = {}) {
    this.endpoint = endpoint.replace(/\/+$/, "");
    this.#tokens =
      typeof tokens === "function" ? { token: async () => tokens(), after: async () => null } : tokens;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** The decoded body. @throws ProblemError, Unreachable. */
  async json<Body>(method: Method, path: string, body?: unknown): Promise<Body> {
    const response = await this.#send(method, path, body);
    if (response.status === 204 || response.status === 202) return undefined as Body;
    try {
      return (await response.json()) as Body;
    } catch (cause) {
      throw new Unreachable(`${method} ${path} did not answer with JSON`, { cause });
    }
  }

  /** The body as text. @throws ProblemError, Unreachable. */
  async text(method: Method, path: string): Promise<string> {
    const response = await this.#send(method, path, undefined);
    return response.text();
  }

  /** Sends bytes as they are. @throws ProblemError, Unreachable. */
  async upload<Body>(path: string, bytes: Blob): Promise<Body> {
    const response = await this.#send("POST", path, bytes, Math.max(this.#timeoutMs, UPLOAD_TIMEOUT_MS));
    return (await response.json()) as Body;
  }

  /** The body as bytes. @throws ProblemError, Unreachable. */
  async download(path: string): Promise<Blob> {
    const response = await this.#send("GET", path, undefined);
    return response.blob();
  }

  async #send(method: Method, path: string, body: unknown, timeoutMs = this.#timeoutMs): Promise<Response> {
    // The same for every attempt at this one request, so that none of them is done twice.
    const key = method === "GET" ? null : uuid(platform);
    const token = await this.#tokens.token();
    const first = await this.#attempt(method, path, body, key, token, timeoutMs);
    if (first.ok) return first;
    const other = first.status === 401 && token !== null ? await this.#tokens.after(token) : null;
    const response = other === null ? first : await this.#attempt(method, path, body, key, other, timeoutMs);
    if (response.ok) return response;
    throw new ProblemError(await problemOf(response));
  }

  #attempt(
    method: Method,
    path: string,
    body: unknown,
    key: string | null,
    token: string | null,
    timeoutMs: number,
  ): Promise<Response> {
    return this.#reach(method, path, {
      method,
      headers: {
        Accept: "application/json, application/problem+json, application/jsonl",
        ...(body === undefined ? {} : { "Content-Type": typeOf(body) }),
        ...(key === null ? {} : { "Idempotency-Key": key }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  async #reach(method: Method, path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(this.endpoint + path, init);
    } catch (cause) {
      throw new Unreachable(`${method} ${path}: the server does not answer`, { cause });
    }
  }
}

/** A file keeps its own type. */
const typeOf = (body: unknown): string =>
  body instanceof Blob ? body.type || "application/octet-stream" : "application/json";

/** What a failed answer says; proxies and crashes do not always say it in our words. */
async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: "about:blank",
    title: response.statusText === "" ? `HTTP ${response.status}` : response.statusText,
    status: response.status,
    code: "http-error",
    detail: "",
  };
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null
      ? { ...fallback, ...(body as Partial<Problem>) }
      : fallback;
  } catch {
    return fallback;
  }
}
