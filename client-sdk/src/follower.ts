/** Follows the log over however many lines: tells each entry once, in order, and asks for what is missing. */
import { FeedCursor } from "./feed-cursor.ts";
import { type Head, Heads } from "./heads.ts";
import { Listeners } from "./listeners.ts";
import type { Platform } from "./platform.ts";
import type { FeedEntry, FeedMessage } from "./protocol.ts";

/** A resume that nobody answers is asked again. */
const RESUME_MS = 5_000;
/** The state is sent before its feed: this long after it, the feed is missed. */
const LATE_MS = 2_000;

/** Asks the room for everything after a number. */
export type Ask = (after: number) => void;

export class Follower {
  readonly entries = new Listeners<FeedEntry>();
  readonly #platform: Platform;
  /** True when each line tells the log from its beginning: a recording. */
  readonly #startsOver: boolean;
  readonly #cursor = new FeedCursor();
  readonly #heads = new Heads();
  /** Null while there is no line. */
  #ask: Ask | null = null;
  #resuming: (() => void) | null = null;
  /** The furthest number that the log is known to have reached. */
  #expected = 0;
  /** Runs while the log is known to be further than the feed. */
  #late: (() => void) | null = null;

  constructor(platform: Platform, startsOver: boolean) {
    this.#platform = platform;
    this.#startsOver = startsOver;
  }

  /** Number of the last entry told. */
  get last(): number {
    return this.#cursor.last;
  }

  get heads(): readonly Head[] {
    return this.#heads.all;
  }

  /** A line is up that can be asked. */
  attach(ask: Ask, head: number): void {
    this.#ask = ask;
    this.#catchUp(head);
  }

  detach(): void {
    this.#ask = null;
    this.#resuming?.();
    this.#resuming = null;
    this.#late?.();
    this.#late = null;
    this.#expected = 0;
  }

  /** Leaves out what happened before. */
  skipTo(sequence: number): void {
    this.#cursor.skipTo(sequence);
  }

  /** Where the log ends, as a new line's first words have it. False when it denies what was told before. */
  begins(head: Head): boolean {
    const shorter = head.sequence < this.#heads.newest && !this.#startsOver;
    if (shorter || this.#heads.contradicted(head)) return false;
    this.#heads.keep(head);
    this.#catchUp(head.sequence);
    return true;
  }

  /** False when the log denies what was told before; then nothing of it is told. */
  take({ entries, head }: FeedMessage): boolean {
    if (this.#heads.contradicted(head)) return false;
    const { fresh, gap } = this.#cursor.take(entries);
    if (fresh.length > 0) {
      this.#resuming?.();
      this.#resuming = null;
    }
    this.#heads.keep(head);
    for (const entry of fresh) this.entries.tell(entry);
    if (gap || this.#cursor.last < head.sequence) this.#catchUp(head.sequence);
    return true;
  }

  /** The log has reached this number: its feed has to come, or is asked for. */
  expect(sequence: number): void {
    this.#expected = Math.max(this.#expected, sequence);
    if (this.#late !== null || sequence <= this.#cursor.last) return;
    this.#late = this.#platform.after(LATE_MS, () => {
      this.#late = null;
      this.#catchUp(this.#expected);
    });
  }

  /** Asks for what is missing up to `head`, once until it is answered. */
  #catchUp(head: number): void {
    if (this.#ask === null || this.#resuming !== null || this.#cursor.last >= head) return;
    this.#ask(this.#cursor.last);
    this.#resuming = this.#platform.after(RESUME_MS, () => {
      this.#resuming = null;
      this.#catchUp(head);
    });
  }
}
