import type { Event } from "./event.ts";
import { countDraws, evolve, type Numbered } from "./evolve.ts";
import { initialState } from "./initial.ts";
import { assert } from "./result.ts";
import type { State } from "./state.ts";

/**
 * The state after all of these events. An `undone` event takes everything back to just after the number before
 * its `from`; of the events it revokes only draw numbers, seats, pauses and dice contributions stand. An
 * `undone` that is itself revoked has no effect. `from` is the state before the first of the events; whoever
 * folds from a snapshot must start before anything that the events revoke.
 */
export function fold(events: Iterable<Numbered>, from: State = initialState()): State {
  const log = [...events];
  const revoked = revokedIn(log);
  return log.reduce((state, entry) => foldOn(state, entry, revoked), from);
}

/** One step of `fold`, for who knows what is revoked and does not hold the whole log. */
export function foldOn(state: State, entry: Numbered, revoked: ReadonlySet<number>): State {
  return revoked.has(entry.sequence) ? survive(state, entry) : evolve(state, entry);
}

/**
 * The numbers that `undone` events revoke, latest first, so that an undo can itself be undone. Events of other kinds
 * may be left out when it is said where the log begins.
 */
export function revokedIn(log: readonly Numbered[], first = log[0]?.sequence ?? 1): ReadonlySet<number> {
  const revoked = new Set<number>();
  for (const { sequence, event } of log.toReversed()) {
    if (event.kind !== "undone" || revoked.has(sequence)) continue;
    assert(event.from >= first, "an undo reaches behind the state that is folded from");
    for (let number = event.from; number <= event.to; number++) revoked.add(number);
  }
  return revoked;
}

/** What of a revoked event stands: nobody's die is drawn twice, nobody leaves the table by an undo. */
function survive(state: State, { sequence, event }: Numbered): State {
  const kept = outlivesUndo(event) ? evolve(state, { sequence, event }) : state;
  const nextRequest = event.kind === "request-opened" ? kept.nextRequest + 1 : kept.nextRequest;
  return { ...kept, sequence, nextRequest, dice: countDraws(kept.dice, event) };
}

export function outlivesUndo(event: Event): boolean {
  switch (event.kind) {
    case "seat-taken":
    case "seat-left":
    case "session-paused":
    case "session-resumed":
    case "dice-contributed":
    case "appeal-made":
    case "appeal-answered":
    case "ruling-made":
      return true;
    default:
      return false;
  }
}
