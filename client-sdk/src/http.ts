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

export type HttpOptions = {
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
};

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

const DEFAULT_TIMEOUT_MS = 15_000;

/** Sends requests to one server, signed with whatever token `token` gives. */
export class Http {
  readonly endpoint: string;
  readonly #token: () => string | null;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;

  constructor(endpoint: string, token: () => string | null, options: HttpOptions = {}) {
    this.endpoint = endpoint.replace(/\/+$/, "");
    this.#token = token;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** The decoded body. @throws ProblemError, Unreachable. */
  async json<Body>(method: Method, path: string, body?: unknown): Promise<Body> {
    const response = await this.#send(method, path, body);
    if (response.status === 204) return undefined as Body;
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

  async #send(method: Method, path: string, body: unknown): Promise<Response> {
    const token = this.#token();
    const response = await this.#reach(method, path, {
      method,
      headers: {
        Accept: "application/json, application/problem+json, application/jsonl",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    if (response.ok) return response;
    throw new ProblemError(await problemOf(response));
  }

  async #reach(method: Method, path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(this.endpoint + path, init);
    } catch (cause) {
      throw new Unreachable(`${method} ${path}: the server does not answer`, { cause });
    }
  }
}

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
