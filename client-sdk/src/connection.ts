/**
 * One seat's line to its room, kept up by itself: joins again after a drop or a restart, asks for what it missed,
 * sends again what was not answered, and hands every feed entry on exactly once.
 */
import type { SeatView } from "../../rules/view.ts";
import { FeedCursor } from "./feed-cursor.ts";
import { type Head, Heads } from "./heads.ts";
import { Listeners } from "./listeners.ts";
import { type Answer, Outbox } from "./outbox.ts";
import { type Platform, platform as realPlatform } from "./platform.ts";
import {
  type AcceptedMessage,
  CLOSE,
  type FeedEntry,
  type FeedMessage,
  type PendingMessage,
  PROTOCOL_VERSION,
  type RejectedMessage,
  type WelcomeMessage,
  type WireCommand,
} from "./protocol.ts";
import { type Line, Refused, type Transport } from "./transport.ts";

export type ConnectionChange =
  | { readonly status: "connecting" }
  | { readonly status: "open" }
  /** The line broke; the next try is in `retryMs`. */
  | {
      readonly status: "reconnecting";
      readonly attempt: number;
      readonly retryMs: number;
      readonly why: string;
    }
  /** For good. `code` says why: `left`, `replaced`, `not-welcome`, `log-denied`, `protocol`, `refused` ... */
  | { readonly status: "closed"; readonly code: string; readonly detail: string };

export type ConnectionOptions = {
  readonly platform?: Platform;
  /** False skips what happened before sitting down. */
  readonly history?: boolean;
  /** Longest wait between two tries, ms. */
  readonly maxRetryMs?: number;
  /** True for a recording: each line starts over from its beginning. */
  readonly startsOver?: boolean;
};

/** Closed by the table left, kicked for nonsense or haste, replaced, or shown the door: no way back by itself. */
const FINAL_CLOSES: Readonly<Record<number, string>> = {
  1009: "too-large",
  4000: "left",
  4002: "kicked",
  [CLOSE.replaced]: "replaced",
  [CLOSE.notWelcome]: "not-welcome",
};

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;
/** A resume that nobody answers is asked again, and a line that does not become ready is given up. */
const RESUME_MS = 5_000;
const READY_MS = 15_000;
/** The state is sent before its feed: this long after it, the feed is missed. */
const LATE_MS = 2_000;

/** Sitting down failed, or the seat was lost for good. */
export class SeatLost extends Error {
  override readonly name = "SeatLost";
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

export class Connection {
  readonly views = new Listeners<SeatView>();
  readonly entries = new Listeners<FeedEntry>();
  readonly changes = new Listeners<ConnectionChange>();
  /** Messages that are no part of the log: `signal`, `playback-state`. */
  readonly messages = new Listeners<{ readonly type: string; readonly payload: unknown }>();
  readonly ready: Promise<void>;

  readonly #transport: Transport;
  readonly #platform: Platform;
  readonly #outbox: Outbox;
  readonly #cursor = new FeedCursor();
  readonly #heads = new Heads();
  readonly #maxRetryMs: number;
  readonly #startsOver: boolean;
  readonly #settleReady: { resolve: () => void; reject: (error: Error) => void };
  #history: boolean;
  #line: Line | null = null;
  /** Counts lines, so that what a dead one still says is not heard. */
  #era = 0;
  #attempt = 0;
  #welcome: WelcomeMessage | null = null;
  #view: SeatView | null = null;
  /** True once this line brought a view, not an earlier one. */
  #viewed = false;
  #status: ConnectionChange = { status: "connecting" };
  #resuming: (() => void) | null = null;
  /** Runs while the log is known to be further than the feed. */
  #late: (() => void) | null = null;
  #timer: (() => void) | null = null;

  constructor(transport: Transport, options: ConnectionOptions = {}) {
    this.#transport = transport;
    this.#platform = options.platform ?? realPlatform;
    this.#history = options.history ?? true;
    this.#startsOver = options.startsOver ?? false;
    this.#maxRetryMs = options.maxRetryMs ?? MAX_RETRY_MS;
    this.#outbox = new Outbox(this.#platform, {
      send: (message) => this.#line?.send("command", message),
      dead: () => this.#broken("no answer came"),
    });
    let settle = { resolve: (): void => undefined, reject: (_: Error): void => undefined };
    this.ready = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    this.#settleReady = settle;
    // Not before whoever made this had the chance to listen.
    queueMicrotask(() => void this.#open());
  }

  get status(): ConnectionChange {
    return this.#status;
  }

  get view(): SeatView | null {
    return this.#view;
  }

  get welcome(): WelcomeMessage | null {
    return this.#welcome;
  }

  /** Number of the last feed entry handed on. */
  get last(): number {
    return this.#cursor.last;
  }

  get heads(): readonly Head[] {
    return this.#heads.all;
  }

  submit(command: WireCommand, commandId?: string): Promise<Answer> {
    return this.#outbox.submit(command, commandId);
  }

  /** A message that may be lost: signals, playback. */
  send(type: string, payload: unknown): void {
    if (this.#status.status === "open") this.#line?.send(type, payload);
  }

  /** Leaves the table. What was not answered is rejected with `LeftBeforeAnswer`. */
  close(): void {
    this.#end("left", "the table was left");
  }

  async #open(): Promise<void> {
    if (this.#status.status === "closed") return;
    this.#era += 1;
    const era = this.#era;
    const alive = (): boolean => era === this.#era;
    this.#wait(READY_MS, () => this.#broken("the room did not answer"));
    try {
      const line = await this.#transport.open({
        view: (view) => alive() && this.#seen(view),
        message: (type, payload) => alive() && this.#heard(type, payload),
        closed: (code, reason) => alive() && this.#closed(code, reason),
      });
      if (!alive()) {
        line.close();
        return;
      }
      this.#line = line;
      if (this.#welcome !== null) this.#catchUp(this.#welcome.head.sequence);
      this.#readyYet();
    } catch (error) {
      if (!alive()) return;
      if (error instanceof Refused) this.#end(error.code, error.message);
      else this.#broken(error instanceof Error ? error.message : "the server cannot be reached");
    }
  }

  #heard(type: string, payload: unknown): void {
    if (type === "welcome") this.#welcomed(payload as WelcomeMessage);
    else if (type === "feed") this.#fed(payload as FeedMessage);
    else if (type === "accepted") this.#accepted(payload as AcceptedMessage);
    else if (type === "rejected") this.#outbox.rejected(payload as RejectedMessage);
    else if (type === "pending") this.#outbox.pending(payload as PendingMessage);
    else this.messages.tell({ type, payload });
  }

  #welcomed(welcome: WelcomeMessage): void {
    if (welcome.protocol > PROTOCOL_VERSION) {
      this.#end("protocol", `the server speaks version ${welcome.protocol}, this client ${PROTOCOL_VERSION}`);
      return;
    }
    const shorter = welcome.head.sequence < this.#heads.newest && !this.#startsOver;
    if (shorter || this.#heads.contradicted(welcome.head)) {
      this.#end("log-denied", `the log denies what it told before event ${this.#heads.newest}`);
      return;
    }
    this.#heads.keep(welcome.head);
    this.#welcome = welcome;
    if (!this.#history) {
      this.#history = true;
      this.#cursor.skipTo(welcome.head.sequence);
    }
    this.#catchUp(welcome.head.sequence);
    this.#readyYet();
  }

  #accepted(message: AcceptedMessage): void {
    this.#outbox.accepted(message);
    this.#expect(message.sequence);
  }

  #seen(view: SeatView): void {
    this.#view = view;
    this.#viewed = true;
    this.#expect(view.sequence);
    this.views.tell(view);
    this.#readyYet();
  }

  #fed(feed: FeedMessage): void {
    if (this.#heads.contradicted(feed.head)) {
      this.#end("log-denied", `the log tells event ${feed.head.sequence} otherwise than before`);
      return;
    }
    const { fresh, gap } = this.#cursor.take(feed.entries);
    if (fresh.length > 0) {
      this.#resuming?.();
      this.#resuming = null;
    }
    this.#heads.keep(feed.head);
    for (const entry of fresh) this.entries.tell(entry);
    if (gap || this.#cursor.last < feed.head.sequence) this.#catchUp(feed.head.sequence);
    this.#readyYet();
  }

  /** The log has reached this number: its feed has to come, or is asked for. */
  #expect(sequence: number): void {
    if (this.#late !== null || sequence <= this.#cursor.last) return;
    this.#late = this.#platform.after(LATE_MS, () => {
      this.#late = null;
      this.#catchUp(sequence);
    });
  }

  /** Asks for what is missing up to `head`, once until it is answered. */
  #catchUp(head: number): void {
    if (this.#line === null || this.#resuming !== null || this.#cursor.last >= head) return;
    this.#line.send("resume", { after: this.#cursor.last });
    this.#resuming = this.#platform.after(RESUME_MS, () => {
      this.#resuming = null;
      this.#catchUp(head);
    });
  }

  #readyYet(): void {
    const ready = this.#line !== null && this.#viewed && this.#welcome !== null;
    if (!ready || this.#status.status === "open" || this.#status.status === "closed") return;
    if (this.#cursor.last < (this.#welcome?.head.sequence ?? 0)) return;
    this.#rest();
    this.#attempt = 0;
    this.#change({ status: "open" });
    this.#outbox.online();
    this.#settleReady.resolve();
  }

  #closed(code: number, reason: string): void {
    const final = FINAL_CLOSES[code];
    if (final === undefined) this.#broken(reason === "" ? `the line closed (${code})` : reason);
    else this.#end(final, reason === "" ? `the room closed the line (${code})` : reason);
  }

  /** The line is of no more use; a new one is tried after a while that grows, a little random. */
  #broken(why: string): void {
    if (this.#status.status === "closed") return;
    this.#drop();
    const full = Math.min(this.#maxRetryMs, FIRST_RETRY_MS * 2 ** Math.min(this.#attempt, 10));
    const retryMs = Math.round(full * (0.5 + Number.parseInt(this.#platform.hex(1), 16) / 512));
    this.#attempt += 1;
    this.#change({ status: "reconnecting", attempt: this.#attempt, retryMs, why });
    this.#wait(retryMs, () => void this.#open());
  }

  #end(code: string, detail: string): void {
    if (this.#status.status === "closed") return;
    this.#drop();
    this.#outbox.close();
    this.#change({ status: "closed", code, detail });
    this.#settleReady.reject(new SeatLost(code, detail));
    this.ready.catch(() => undefined);
  }

  #drop(): void {
    this.#era += 1;
    this.#rest();
    this.#resuming?.();
    this.#resuming = null;
    this.#late?.();
    this.#late = null;
    this.#welcome = null;
    this.#viewed = false;
    this.#outbox.offline();
    this.#line?.close();
    this.#line = null;
  }

  #wait(ms: number, call: () => void): void {
    this.#rest();
    this.#timer = this.#platform.after(ms, call);
  }

  #rest(): void {
    this.#timer?.();
    this.#timer = null;
  }

  #change(change: ConnectionChange): void {
    this.#status = change;
    this.changes.tell(change);
  }
}
