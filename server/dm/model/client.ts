import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources/chat/completions";
import type { Clock, Meter, Randomness } from "../../../rooms/ports.ts";
import type { ModelSettings } from "../settings.ts";
import { Breaker, Budget } from "./breaker.ts";

/** Why a model gave nothing usable. `context` alone is worth a second try, with less. */
export type FailureReason =
  | "resting"
  | "budget"
  | "deadline"
  | "stalled"
  | "stopped"
  | "too-long"
  | "cut"
  | "empty"
  | "refused"
  | "context"
  | "limited"
  | "refused-call"
  | "server"
  | "unreadable";

export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  readonly reason: FailureReason;

  constructor(reason: FailureReason, options?: { readonly cause?: unknown }) {
    super(`the model gave nothing usable: ${reason}`, options);
    this.reason = reason;
  }
}

export type Ask = {
  readonly purpose: "narration" | "reading";
  readonly system: string;
  readonly user: string;
  readonly tool?: ChatCompletionTool;
  /** Bytes of an answer; more is cut off there. */
  readonly answerBytes: number;
  readonly signal: AbortSignal;
  /** Words as they come. Returns false to stop listening: it has enough. */
  readonly onText?: (text: string) => Promise<boolean>;
  /** Whether the whole answer was of any use; a model that is not understood counts as one that is down. */
  readonly accepts: (answer: Answer) => Promise<boolean>;
};

export type Answer = { readonly text: string; readonly toolArguments: readonly string[] };

const DEADLINE_MS = 20_000;
const IDLE_MS = 6_000;
const CALLS = 2_000;
const BYTES = 8_000_000;

/** One model for all sessions of a process: the connection, and whether it is worth asking at all. */
export class Model {
  readonly #client: OpenAI;
  readonly #settings: ModelSettings;
  readonly #clock: Clock;
  readonly #meter: Meter;
  readonly breaker: Breaker;

  constructor(
    settings: ModelSettings,
    world: { readonly clock: Clock; readonly meter: Meter; readonly randomness: Randomness },
  ) {
    this.#settings = settings;
    this.#clock = world.clock;
    this.#meter = world.meter;
    this.breaker = new Breaker(world.clock, world.randomness);
    this.#client = new OpenAI({
      baseURL: settings.baseUrl,
      // A model at home asks for no key; the client insists on one.
      apiKey: settings.apiKey === "" ? "none" : settings.apiKey,
      // The deadline is ours and counts for the whole call; a retry inside the client would outlive it.
      maxRetries: 0,
      timeout: settings.deadlineMs ?? DEADLINE_MS,
      // Nothing of the environment reaches a request.
      organization: null,
      project: null,
      logLevel: "off",
    });
  }

  budget(): Budget {
    return new Budget(this.#settings.callsPerSession ?? CALLS, this.#settings.bytesPerSession ?? BYTES);
  }

  /** @throws ModelFailure, always within the deadline. */
  async ask(ask: Ask, budget: Budget): Promise<Answer> {
    if (!this.breaker.allows()) throw this.#failure("resting", ask);
    if (!budget.takes(Buffer.byteLength(ask.system) + Buffer.byteLength(ask.user))) {
      this.breaker.succeeded();
      throw this.#failure("budget", ask);
    }
    const began = this.#clock.now();
    try {
      const answer = await this.#listen(ask, budget);
      if (!(await ask.accepts(answer))) throw new ModelFailure("unreadable");
      this.breaker.succeeded();
      this.#meter.observe("model_ms", this.#clock.now() - began, { purpose: ask.purpose });
      return answer;
    } catch (error) {
      const failure = toFailure(error);
      // Being told to stop, or a prompt that is too long, says nothing about the model's health.
      if (failure.reason === "stopped" || failure.reason === "context") this.breaker.succeeded();
      else this.breaker.failed(retryAfterMs(error));
      throw this.#failure(failure.reason, ask, error);
    }
  }

  #failure(reason: FailureReason, ask: Ask, cause?: unknown): ModelFailure {
    this.#meter.count("model_failures", { reason, purpose: ask.purpose });
    return new ModelFailure(reason, { cause });
  }

  async #listen(ask: Ask, budget: Budget): Promise<Answer> {
    const abort = new AbortController();
    let why: FailureReason = "stopped";
    const stop = (reason: FailureReason): void => {
      if (abort.signal.aborted) return;
      why = reason;
      abort.abort();
    };
    const onStop = (): void => stop("stopped");
    ask.signal.addEventListener("abort", onStop);
    if (ask.signal.aborted) onStop();
    const cancelDeadline = this.#clock.after(this.#settings.deadlineMs ?? DEADLINE_MS, () =>
      stop("deadline"),
    );
    const idleMs = this.#settings.idleMs ?? IDLE_MS;
    let cancelIdle = this.#clock.after(idleMs, () => stop("stalled"));
    const heard = (): void => {
      cancelIdle();
      cancelIdle = this.#clock.after(idleMs, () => stop("stalled"));
    };
    // The client's stream ends without a word when it is aborted, and may wait for ever on a dead socket.
    const aborted = new Promise<never>((_, reject) => {
      abort.signal.addEventListener("abort", () => reject(new ModelFailure(why)));
    });
    try {
      return await Promise.race([this.#read(ask, budget, abort, heard), aborted]);
    } finally {
      cancelDeadline();
      cancelIdle();
      ask.signal.removeEventListener("abort", onStop);
      aborted.catch(() => undefined);
      abort.abort();
    }
  }

  async #read(ask: Ask, budget: Budget, abort: AbortController, heard: () => void): Promise<Answer> {
    const messages: ChatCompletionMessageParam[] = [
      { role: "system", content: ask.system },
      { role: "user", content: ask.user },
    ];
    const stream = await this.#client.chat.completions.create(
      {
        model: this.#settings.model,
        messages,
        stream: true,
        ...(ask.tool === undefined ? {} : { tools: [ask.tool] }),
      },
      { signal: abort.signal },
    );
    const answer = new Gathering();
    for await (const chunk of stream) {
      heard();
      const news = answer.add(chunk);
      if (!budget.spends(news.bytes)) throw new ModelFailure("budget");
      if (answer.bytes > ask.answerBytes) throw new ModelFailure("too-long");
      if (news.text !== "" && ask.onText !== undefined && !(await ask.onText(news.text)))
        return answer.done(true);
    }
    if (abort.signal.aborted) throw new ModelFailure("stopped");
    return answer.done(false);
  }
}

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk;

/** The pieces of one streamed answer. Only its first choice counts. */
class Gathering {
  #text = "";
  readonly #tools = new Map<number, string>();
  #finish: string | null = null;
  #refused = false;
  bytes = 0;

  add(chunk: Chunk): { readonly text: string; readonly bytes: number } {
    const choice = chunk.choices?.find((one) => (one.index ?? 0) === 0);
    if (choice === undefined) return { text: "", bytes: 0 };
    const text = typeof choice.delta?.content === "string" ? choice.delta.content : "";
    if (typeof choice.delta?.refusal === "string" && choice.delta.refusal !== "") this.#refused = true;
    let bytes = Buffer.byteLength(text);
    for (const call of choice.delta?.tool_calls ?? []) {
      const piece = call.function?.arguments ?? "";
      bytes += Buffer.byteLength(piece);
      this.#tools.set(call.index ?? 0, (this.#tools.get(call.index ?? 0) ?? "") + piece);
    }
    this.#text += text;
    this.bytes += bytes;
    this.#finish = choice.finish_reason ?? this.#finish;
    return { text, bytes };
  }

  /** @throws ModelFailure for an answer that broke off, was withheld, or says nothing. */
  done(enough: boolean): Answer {
    if (!enough && this.#finish === null) throw new ModelFailure("cut");
    if (this.#refused || this.#finish === "content_filter") throw new ModelFailure("refused");
    if (this.#text.trim() === "" && this.#tools.size === 0) throw new ModelFailure("empty");
    return { text: this.#text, toolArguments: [...this.#tools.values()] };
  }
}

function toFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIConnectionTimeoutError) return new ModelFailure("deadline");
  if (error instanceof APIUserAbortError) return new ModelFailure("stopped");
  if (error instanceof APIError) {
    const status = typeof error.status === "number" ? error.status : 0;
    if (status === 429) return new ModelFailure("limited");
    if (
      /context.{0,20}(?:length|window)|maximum context|too many tokens/i.test(
        `${error.code} ${error.message}`,
      )
    )
      return new ModelFailure("context");
    return new ModelFailure(status >= 400 && status < 500 ? "refused-call" : "server");
  }
  return new ModelFailure(error instanceof SyntaxError ? "unreadable" : "cut");
}

function retryAfterMs(error: unknown): number {
  if (!(error instanceof APIError)) return 0;
  const header = error.headers?.get("retry-after-ms") ?? null;
  if (header !== null && Number.isFinite(Number(header))) return Number(header);
  const seconds = Number(error.headers?.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}
