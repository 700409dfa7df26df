/**
 * One seat's line to its room, kept up by itself: joins again after a drop or a restart, asks for what it missed,
 * sends again what was not answered, and hands every feed entry on exactly once.
 */
import type { SeatView } from "../../rules/view.ts";
import { Follower } from "./follower.ts";
import type { Head } from "./heads.ts";
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
/** Of the time that the server has been away: whoever was away for a second is found again within a third of one. */
const RETRY_SHARE = 1 / 3;
/** A line that does not become ready is given up. */
const READY_MS = 15_000;

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
  readonly entries: Listeners<FeedEntry>;
  readonly changes = new Listeners<ConnectionChange>();
  /** Messages that are no part of the log: `signal`, `playback-state`. */
  readonly messages = new Listeners<{ readonly type: string; readonly payload: unknown }>();
  readonly ready: Promise<void>;

  readonly #transport: Transport;
  readonly #platform: Platform;
  readonly #outbox: Outbox;
  readonly #follower: Follower;
  readonly #maxRetryMs: number;
  readonly #settleReady: { resolve: () => void; reject: (error: Error) => void };
  #history: boolean;
  #line: Line | null = null;
  /** Counts lines, so that what a dead one still says is not heard. */
  #era = 0;
  #attempt = 0;
  /** When the line broke that is being mended. */
  #brokeAt = 0;
  #welcome: WelcomeMessage | null = null;
  #view: SeatView | null = null;
  /** Makes the newest view, which nobody has asked for yet. */
  #read: (() => SeatView) | null = null;
  /** True once this line brought a view, not an earlier one. */
  #viewed = false;
  #status: ConnectionChange = { status: "connecting" };
  #timer: (() => void) | null = null;

  constructor(transport: Transport, options: ConnectionOptions = {}) {
    this.#transport = transport;
    this.#platform = options.platform ?? realPlatform;
    this.#history = options.history ?? true;
    this.#follower = new Follower(this.#platform, options.startsOver ?? false);
    this.entries = this.#follower.entries;
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
    if (this.#read !== null) this.#view = this.#read();
    this.#read = null;
    return this.#view;
  }

  get welcome(): WelcomeMessage | null {
    return this.#welcome;
  }

  /** Number of the last feed entry handed on. */
  get last(): number {
    return this.#follower.last;
  }

  get heads(): readonly Head[] {
    return this.#follower.heads;
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
        view: (read, sequence) => alive() && this.#seen(read, sequence),
        message: (type, payload) => alive() && this.#heard(type, payload),
        closed: (code, reason) => alive() && this.#closed(code, reason),
      });
      if (!alive()) {
        line.close();
        return;
      }
      this.#line = line;
      this.#follower.attach((after) => line.send("resume", { after }), this.#welcome?.head.sequence ?? 0);
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
    if (!this.#history) this.#follower.skipTo(welcome.head.sequence);
    this.#history = true;
    if (!this.#follower.begins(welcome.head)) {
      this.#denied();
      return;
    }
    this.#welcome = welcome;
    this.#readyYet();
  }

  #accepted(message: AcceptedMessage): void {
    this.#outbox.accepted(message);
    this.#follower.expect(message.sequence);
  }

  #seen(read: () => SeatView, sequence: number): void {
    this.#read = read;
    this.#viewed = true;
    this.#follower.expect(sequence);
    if (this.views.any && this.view !== null) this.views.tell(this.view);
    this.#readyYet();
  }

  #fed(feed: FeedMessage): void {
    if (this.#follower.take(feed)) this.#readyYet();
    else this.#denied();
  }

  #denied(): void {
    this.#end("log-denied", `the log denies what it told up to event ${this.#follower.last}`);
  }

  #readyYet(): void {
    const ready = this.#line !== null && this.#viewed && this.#welcome !== null;
    if (!ready || this.#status.status === "open" || this.#status.status === "closed") return;
    if (this.#follower.last < (this.#welcome?.head.sequence ?? 0)) return;
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
    const now = this.#platform.now();
    if (this.#attempt === 0) this.#brokeAt = now;
    const full = Math.min(this.#maxRetryMs, Math.max(FIRST_RETRY_MS, (now - this.#brokeAt) * RETRY_SHARE));
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
    this.#follower.detach();
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
