import type { SeatRole } from "../rules/command.ts";
import type { SeatId } from "../rules/ids.ts";
import { evolve, fold, initialState, view } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import type { SeatView } from "../rules/view.ts";
import { loggedOf } from "./history.ts";

/** Whose eyes a recording is seen through. */
export type As = SeatId | "table" | "dm";

/** The numbers that end an append: what lies between was never seen by anybody. */
export function appendEnds(records: readonly StoredEvent[]): readonly number[] {
  return records
    .filter((_, at) => records[at + 1] === undefined || records[at + 1]?.causationId === null)
    .map(({ sequence }) => sequence);
}

/** The state right after a number of the log; 0 is before the first event. */
export function stateAt(records: readonly StoredEvent[], sequence: number): State {
  if (sequence === 0) return initialState();
  return fold(records.filter((record) => record.sequence <= sequence).map(loggedOf));
}

/** A recording with its position: going on a little costs a little, going back folds anew. */
export class Reel {
  readonly records: readonly StoredEvent[];
  #state: State = initialState();

  constructor(records: readonly StoredEvent[]) {
    this.records = records;
  }

  /** The state right after a number. */
  at(sequence: number): State {
    const next = this.records.slice(this.#state.sequence, sequence).map(loggedOf);
    const onward = sequence >= this.#state.sequence && next.every(({ event }) => event.kind !== "undone");
    this.#state = onward ? next.reduce(evolve, this.#state) : stateAt(this.records, sequence);
    return this.#state;
  }
}

/** Before a seat was taken nobody sat there, and whoever comes later sees what the table saw. */
export const eyesIn = (state: State, as: As): As =>
  as === "dm" || as === "table" || state.seats[as] !== undefined ? as : "table";

/** What somebody saw right after a number of the log. */
export const viewAt = (records: readonly StoredEvent[], sequence: number, as: As): SeatView =>
  view(stateAt(records, sequence), as);

/** The role that a pair of eyes has in feeds and views. */
export const roleOf = (records: readonly StoredEvent[], as: As): SeatRole => {
  if (as === "dm") return "dm";
  if (as === "table") return "spectator";
  return stateAt(records, records.at(-1)?.sequence ?? 0).seats[as]?.role ?? "spectator";
};
