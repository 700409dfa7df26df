import type { FeedEntry } from "./protocol.ts";

export type Taken = {
  /** Entries not seen before, in order, each the follower of the last. */
  readonly fresh: readonly FeedEntry[];
  /** True when a number is missing: ask for everything after `last`. */
  readonly gap: boolean;
};

/** Where a client stands in the feed. An entry is taken once; what comes after a hole waits for the hole. */
export class FeedCursor {
  #last: number;

  constructor(after = 0) {
    this.#last = after;
  }

  /** Number of the last entry taken. */
  get last(): number {
    return this.#last;
  }

  /** Leaves out what happened before. */
  skipTo(sequence: number): void {
    this.#last = Math.max(this.#last, sequence);
  }

  take(entries: readonly FeedEntry[]): Taken {
    const fresh: FeedEntry[] = [];
    for (const entry of entries) {
      if (entry.sequence <= this.#last) continue;
      if (entry.sequence > this.#last + 1) return { fresh, gap: true };
      this.#last = entry.sequence;
      fresh.push(entry);
    }
    return { fresh, gap: false };
  }
}
