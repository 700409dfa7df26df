/** Heads of the log that this client has seen. A log that later denies one of them was changed. */
export type Head = { readonly sequence: number; readonly hash: string };

export class Heads {
  readonly #seen = new Map<number, string>();
  #newest = 0;

  /** All heads kept, oldest first. */
  get all(): readonly Head[] {
    return [...this.#seen]
      .map(([sequence, hash]) => ({ sequence, hash }))
      .sort((a, b) => a.sequence - b.sequence);
  }

  get newest(): number {
    return this.#newest;
  }

  /** True when the log tells this event otherwise than before. */
  contradicted(head: Head): boolean {
    const before = this.#seen.get(head.sequence);
    return before !== undefined && before !== head.hash;
  }

  keep(head: Head): void {
    if (head.sequence === 0) return;
    this.#seen.set(head.sequence, head.hash);
    this.#newest = Math.max(this.#newest, head.sequence);
  }
}
