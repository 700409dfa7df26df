import type { PlaybackMessage, PlaybackState } from "../client-sdk/src/protocol.ts";
import type { Clock } from "./ports.ts";

/** Between two steps at speed 1. A step is one command's events; a long pause at the table is not sat out. */
const STEP_MS = 1_000;

/**
 * Plays a recorded session: a position that moves by itself, or is put somewhere. `stops` are the numbers that
 * end an append, which are the only ones anybody at the table ever saw.
 */
export class Playback {
  readonly #stops: readonly number[];
  readonly #clock: Clock;
  readonly #moved: (from: number, to: number) => void;
  readonly #changed: () => void;
  #at = 0;
  #speed = 1;
  #cancel: (() => void) | null = null;

  constructor(
    stops: readonly number[],
    clock: Clock,
    moved: (from: number, to: number) => void,
    changed: () => void,
  ) {
    this.#stops = stops;
    this.#clock = clock;
    this.#moved = moved;
    this.#changed = changed;
  }

  get state(): PlaybackState {
    return { playing: this.#cancel !== null, speed: this.#speed, sequence: this.#at, last: this.#last };
  }

  control(message: PlaybackMessage): void {
    switch (message.do) {
      case "play":
        this.#speed = message.speed;
        this.stop();
        if (this.#at < this.#last) this.#next();
        break;
      case "pause":
        this.stop();
        break;
      case "seek":
        this.#move(this.#stops.findLast((stop) => stop <= message.sequence) ?? 0);
        break;
    }
    this.#changed();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  get #last(): number {
    return this.#stops.at(-1) ?? 0;
  }

  #next(): void {
    this.#cancel = this.#clock.after(STEP_MS / this.#speed, () => {
      this.#move(this.#stops.find((stop) => stop > this.#at) ?? this.#last);
      if (this.#at < this.#last) this.#next();
      else this.stop();
      this.#changed();
    });
  }

  #move(to: number): void {
    const from = this.#at;
    this.#at = to;
    if (to !== from) this.#moved(from, to);
  }
}
