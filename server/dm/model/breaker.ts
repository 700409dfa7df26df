import type { Clock, Randomness } from "../../../rooms/ports.ts";

/** Failures in a row before calls are withheld. */
const FAILURES = 3;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Keeps a model that fails from being asked again and again: after some failures in a row it is left alone for
 * a while, longer each time, with jitter so that many servers do not come back as one. Then one call tries.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #randomness: Randomness;
  #failures = 0;
  #until = 0;
  #trying = false;

  constructor(clock: Clock, randomness: Randomness) {
    this.#clock = clock;
    this.#randomness = randomness;
  }

  /** False while the model is to be left alone. */
  allows(): boolean {
    if (this.#failures < FAILURES && this.#clock.now() >= this.#until) return true;
    if (this.#trying || this.#clock.now() < this.#until) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#until = 0;
    this.#trying = false;
  }

  /** `retryAfterMs`: what the model itself asked for. */
  failed(retryAfterMs = 0): void {
    this.#trying = false;
    this.#failures += 1;
    const grown = FIRST_PAUSE_MS * 2 ** Math.max(0, this.#failures - FAILURES);
    const jitter = 0.5 + Number.parseInt(this.#randomness.hex(2), 16) / 0x20000;
    const pause = this.#failures < FAILURES ? 0 : Math.min(LONGEST_PAUSE_MS, grown) * jitter;
    this.#until = this.#clock.now() + Math.max(pause, Math.min(retryAfterMs, LONGEST_PAUSE_MS));
  }
}

/** What one session may spend, by our own count of bytes; what a model says of its use is not believed. */
export class Budget {
  readonly #calls: number;
  readonly #bytes: number;
  #usedCalls = 0;
  #usedBytes = 0;

  constructor(calls: number, bytes: number) {
    this.#calls = calls;
    this.#bytes = bytes;
  }

  /** Takes a call with a prompt of so many bytes; false when it would not fit. */
  takes(promptBytes: number): boolean {
    if (this.#usedCalls >= this.#calls || this.#usedBytes + promptBytes > this.#bytes) return false;
    this.#usedCalls += 1;
    this.#usedBytes += promptBytes;
    return true;
  }

  /** Counts what came back; false once the budget is spent. */
  spends(bytes: number): boolean {
    this.#usedBytes += bytes;
    return this.#usedBytes <= this.#bytes;
  }
}
