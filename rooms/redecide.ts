import type { DiceSource } from "../rules/dice.ts";
import { canonical, decide, evolve, fold, initialState } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import { loggedOf, presentRecord } from "./history.ts";

/** Where deciding a recorded command again gave something else. */
export type Difference = {
  /** The first number of the append. */
  readonly sequence: number;
  readonly command: string;
  readonly recorded: string;
  readonly decided: string;
};

/**
 * Decides a recorded session again from its commands and compares the events, byte for byte. Null when all are
 * the same. Of a fork, the events before its own are taken as they stand. `diceFor` gives the session's dice
 * after these contributions.
 */
export function redecide(
  records: readonly StoredEvent[],
  diceFor: (contributions: readonly string[]) => DiceSource,
): Difference | null {
  let state = initialState();
  for (const append of appendsOf(records.map(presentRecord))) {
    const [first] = append;
    if (first === undefined) continue;
    const difference = isInherited(first, records) ? null : compare(state, first, append, diceFor);
    if (difference !== null) return difference;
    state = after(state, append, records);
  }
  return null;
}

/** Up to the event that it was forked from, a session's dice follow from the secret of another. */
function isInherited({ sequence }: StoredEvent, [start]: readonly StoredEvent[]): boolean {
  const event = start?.content.event;
  return sequence > 1 && event?.kind === "session-started" && sequence <= (event.ancestry?.sequence ?? 0);
}

function compare(
  state: State,
  first: StoredEvent,
  append: readonly StoredEvent[],
  diceFor: (contributions: readonly string[]) => DiceSource,
): Difference | null {
  const { actor, command } = first.content;
  const fault = (recorded: string, decided: string): Difference => ({
    sequence: first.sequence,
    command: command?.do ?? "",
    recorded,
    decided,
  });
  if (command === null || first.commandId === null) return fault("an append without its command", "");
  const dice = diceFor(state.dice.contributions.map(({ entropy }) => entropy));
  const decided = decide(state, { commandId: first.commandId, actor, command }, dice);
  const recorded = canonical(append.map(({ content, seen }) => ({ event: content.event, seen })));
  const again = decided.ok
    ? canonical(decided.value.map(({ event, seen }) => ({ event, seen })))
    : canonical({ refused: decided.rejection });
  return recorded === again ? null : fault(recorded, again);
}

function after(state: State, append: readonly StoredEvent[], records: readonly StoredEvent[]): State {
  const events = append.map(loggedOf);
  const last = append.at(-1)?.sequence ?? 0;
  if (!events.some(({ event }) => event.kind === "undone")) return events.reduce(evolve, state);
  return fold(records.filter(({ sequence }) => sequence <= last).map(loggedOf));
}

/** The log's appends: each begins with the event that nothing caused. */
export function appendsOf(records: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const appends: StoredEvent[][] = [];
  for (const record of records) {
    if (record.causationId === null) appends.push([record]);
    else appends.at(-1)?.push(record);
  }
  return appends;
}
