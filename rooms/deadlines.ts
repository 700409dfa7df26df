import type { RequestId, SeatId } from "../rules/ids.ts";
import type { Request } from "../rules/request.ts";
import type { State } from "../rules/state.ts";
import type { Clock } from "./ports.ts";

/**
 * The clocks of decisions that wait. A deadline is a duration, not a moment: it runs while whoever is asked is
 * at the table, and starts again when they come back, when a pause ends or when the room is made again.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #expired: (request: RequestId) => void;
  readonly #running = new Map<RequestId, () => void>();

  constructor(clock: Clock, expired: (request: RequestId) => void) {
    this.#clock = clock;
    this.#expired = expired;
  }

  /** Starts what now waits, stops what no longer does. */
  follow(state: State, present: (seat: SeatId) => boolean): void {
    const active = state.session.status === "active";
    const due = active ? state.requests.filter((request) => runs(request, present)) : [];
    const ids = new Set(due.map((request) => request.id));
    for (const [id, cancel] of this.#running) {
      if (ids.has(id)) continue;
      cancel();
      this.#running.delete(id);
    }
    for (const request of due) this.#start(request);
  }

  stop(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }

  #start({ id, timeoutSeconds }: Request): void {
    if (timeoutSeconds === null || this.#running.has(id)) return;
    const expire = () => {
      this.#running.delete(id);
      this.#expired(id);
    };
    this.#running.set(id, this.#clock.after(timeoutSeconds * 1000, expire));
  }
}

/** The DM's creatures are always there: whoever speaks for them may be no person at all. */
function runs(request: Request, present: (seat: SeatId) => boolean): boolean {
  return request.timeoutSeconds !== null && (request.seat === null || present(request.seat));
}
