import type { Event, Seen, Sight } from "../event.ts";
import type { CreatureId, SeatId } from "../ids.ts";
import type { State } from "../state.ts";
import { type Audience, audienceOf, playerSeats } from "./audience.ts";
import { sightOfEvent } from "./event-sight.ts";

/**
 * Who witnessed an event, from the states around it: what shows before or after it shows. DM seats see the
 * whole and are not listed; a seat is listed where it differs from the table.
 */
export function witness(before: State, after: State, event: Event): Seen {
  const table = sightOfEvent(event, around(before, after, "table"), after);
  const seats: Record<SeatId, Sight> = {};
  for (const { id } of playerSeats(after)) {
    const sight = sightOfEvent(event, around(before, after, id), after);
    if (JSON.stringify(sight) !== JSON.stringify(table)) seats[id] = sight;
  }
  return { table, seats };
}

function around(before: State, after: State, as: SeatId | "table"): Audience {
  const earlier = audienceOf(before, as);
  const later = audienceOf(after, as);
  const either = (of: "sees" | "knows" | "owns") => (id: CreatureId) => later[of](id) || earlier[of](id);
  return { sees: either("sees"), seesAt: later.seesAt, knows: either("knows"), owns: either("owns") };
}

/** Only these seats, and the DM. */
export function seenOnlyBy(...seats: readonly (SeatId | null)[]): Seen {
  const entries = seats.filter((seat) => seat !== null).map((seat) => [seat, "whole"] as const);
  return { table: "nothing", seats: Object.fromEntries(entries) };
}

export const SEEN_BY_ALL: Seen = { table: "whole", seats: {} };
export const SEEN_BY_DM: Seen = { table: "nothing", seats: {} };

/** What an audience saw of a recorded event. DM seats ask as `dm`. */
export function sightOf(seen: Seen, as: SeatId | "dm" | "table"): Sight {
  if (as === "dm") return "whole";
  return as === "table" ? seen.table : (seen.seats[as] ?? seen.table);
}
