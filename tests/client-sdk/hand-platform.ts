import type { Platform } from "../../client-sdk/src/platform.ts";

type Timer = { readonly at: number; readonly call: () => void };

/** Time that moves when a test says so, and chance that repeats itself. */
export class HandPlatform implements Platform {
  #now = 0;
  #drawn = 0;
  readonly #timers = new Set<Timer>();

  now = (): number => this.#now;

  after = (ms: number, call: () => void): (() => void) => {
    const timer = { at: this.#now + ms, call };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  };

  hex = (bytes: number): string => {
    this.#drawn += 1;
    return this.#drawn
      .toString(16)
      .padStart(bytes * 2, "0")
      .slice(-bytes * 2);
  };

  /** Lets `ms` pass, and with it what was due, in order; promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#timers.delete(due);
      this.#now = due.at;
      due.call();
      await settle();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every promise that can go on do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
