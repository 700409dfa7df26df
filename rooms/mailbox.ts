/**
 * The queue in front of one session: whatever is put in runs alone and in order. Bounded, so that a table that
 * cannot keep up says `busy` and does not grow.
 */
export class Mailbox {
  readonly #limit: number;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  /** `limit` counts the work under way and all that waits behind it. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#waiting;
  }

  /** Runs the work when its turn comes; null, and nothing runs, when the mailbox is full. */
  post<T>(work: () => Promise<T>): Promise<T> | null {
    if (this.#waiting >= this.#limit) return null;
    this.#waiting += 1;
    const result = this.#last.then(work);
    const done = () => {
      this.#waiting -= 1;
    };
    // What fails is told to whoever posted it; the next in line must run all the same.
    this.#last = result.then(done, done);
    return result;
  }

  /** Resolves when all that is in now has run. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
