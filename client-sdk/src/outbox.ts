/** Commands on their way. Each keeps its id until it is answered, however often the line breaks. */
import type { Platform } from "./platform.ts";
import { uuid } from "./platform.ts";
import type {
  AcceptedMessage,
  CommandMessage,
  PendingMessage,
  RejectedMessage,
  WireCommand,
} from "./protocol.ts";
import { LIMITS } from "./protocol.ts";

/** What became of a command. */
export type Answer =
  | { readonly outcome: "accepted"; readonly commandId: string; readonly sequence: number }
  | {
      readonly outcome: "rejected";
      readonly commandId: string;
      readonly code: RejectedMessage["code"];
      readonly detail: string;
    };

/** The table was left before the answer came: the command may have been applied or not. */
export class LeftBeforeAnswer extends Error {
  override readonly name = "LeftBeforeAnswer";
}

type Waiting = {
  readonly message: CommandMessage;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  tries: number;
  cancel: (() => void) | null;
};

/** Well under what the room cuts a client off for. */
const SENDS_PER_SECOND = Math.floor(LIMITS.messagesPerSecond * 0.6);
/** Without an answer for this long the command is sent again; twice, and the line counts as dead. */
const ANSWER_MS = 8_000;
/** After `pending`: the room is settling what became of the commit. */
const PENDING_MS = 500;

export type OutboxHooks = {
  readonly send: (message: CommandMessage) => void;
  /** Nothing answers: the line looks open and is not. */
  readonly dead: () => void;
};

export class Outbox {
  readonly #waiting = new Map<string, Waiting>();
  readonly #platform: Platform;
  readonly #hooks: OutboxHooks;
  #online = false;
  #closed = false;
  #sent: number[] = [];
  #pace: (() => void) | null = null;
  #due: string[] = [];

  constructor(platform: Platform, hooks: OutboxHooks) {
    this.#platform = platform;
    this.#hooks = hooks;
  }

  /** Commands not answered yet, oldest first. */
  get unanswered(): readonly CommandMessage[] {
    return [...this.#waiting.values()].map((waiting) => waiting.message);
  }

  submit(command: WireCommand, commandId: string = uuid(this.#platform)): Promise<Answer> {
    const message: CommandMessage = { commandId, command };
    if (new TextEncoder().encode(JSON.stringify(message)).length > LIMITS.messageBytes - 256) {
      return Promise.resolve({
        outcome: "rejected",
        commandId,
        code: "limit-exceeded",
        detail: "too long to send",
      });
    }
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new LeftBeforeAnswer("the table was left"));
        return;
      }
      this.#waiting.set(commandId, { message, resolve, reject, tries: 0, cancel: null });
      this.#enqueue(commandId);
    });
  }

  /** A new line is up: everything unanswered goes out again, in the order it was given. */
  online(): void {
    this.#online = true;
    for (const waiting of this.#waiting.values()) {
      waiting.tries = 0;
      this.#rest(waiting);
    }
    this.#due = [...this.#waiting.keys()];
    this.#drain();
  }

  offline(): void {
    this.#online = false;
    this.#due = [];
    this.#pace?.();
    this.#pace = null;
    for (const waiting of this.#waiting.values()) this.#rest(waiting);
  }

  accepted(message: AcceptedMessage): void {
    this.#settle(message.commandId)?.resolve({ outcome: "accepted", ...message });
  }

  rejected(message: RejectedMessage): void {
    this.#settle(message.commandId)?.resolve({ outcome: "rejected", ...message });
  }

  pending(message: PendingMessage): void {
    const waiting = this.#waiting.get(message.commandId);
    if (waiting === undefined) return;
    waiting.tries = 0;
    this.#again(waiting, PENDING_MS);
  }

  close(): void {
    this.#closed = true;
    this.offline();
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new LeftBeforeAnswer("the table was left before the answer came"));
    }
    this.#waiting.clear();
  }

  #settle(commandId: string): Waiting | undefined {
    const waiting = this.#waiting.get(commandId);
    if (waiting !== undefined) this.#rest(waiting);
    this.#waiting.delete(commandId);
    return waiting;
  }

  #rest(waiting: Waiting): void {
    waiting.cancel?.();
    waiting.cancel = null;
  }

  #again(waiting: Waiting, ms: number): void {
    this.#rest(waiting);
    waiting.cancel = this.#platform.after(ms, () => {
      waiting.cancel = null;
      if (waiting.tries >= 2) this.#hooks.dead();
      else this.#enqueue(waiting.message.commandId);
    });
  }

  #enqueue(commandId: string): void {
    if (!this.#online) return;
    this.#due.push(commandId);
    this.#drain();
  }

  /** Sends what is due, no faster than the room allows. */
  #drain(): void {
    while (this.#online && this.#due.length > 0) {
      const now = this.#platform.now();
      this.#sent = this.#sent.filter((at) => now - at < 1_000);
      const [oldest] = this.#sent;
      if (oldest !== undefined && this.#sent.length >= SENDS_PER_SECOND) {
        this.#pace ??= this.#platform.after(Math.max(1, oldest + 1_000 - now), () => {
          this.#pace = null;
          this.#drain();
        });
        return;
      }
      const waiting = this.#waiting.get(this.#due.shift() ?? "");
      if (waiting === undefined) continue;
      this.#sent.push(now);
      waiting.tries += 1;
      this.#again(waiting, ANSWER_MS);
      this.#hooks.send(waiting.message);
    }
  }
}
