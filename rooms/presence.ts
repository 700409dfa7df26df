import type { SeatId } from "../rules/ids.ts";
import type { State } from "../rules/state.ts";

/** Which seats have a connection. */
export class Presence {
  readonly #connections = new Map<SeatId, number>();

  /** A connection of this seat came (true) or went. A seat with several is there while one is. */
  change(seat: SeatId, there: boolean): void {
    const count = (this.#connections.get(seat) ?? 0) + (there ? 1 : -1);
    if (count > 0) this.#connections.set(seat, count);
    else this.#connections.delete(seat);
  }

  has(seat: SeatId): boolean {
    return this.#connections.has(seat);
  }

  /** True while a DM's seat is there. */
  hasDm(state: State): boolean {
    return [...this.#connections.keys()].some((seat) => state.seats[seat]?.role === "dm");
  }
}
