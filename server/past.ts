/** What was, at any number of the log. */
import { type As, eyesIn, loggedOf } from "../rooms/index.ts";
import type { EventLog } from "../rooms/ports.ts";
import type { LoggedEvent } from "../rules/event.ts";
import type { SessionId } from "../rules/ids.ts";
import { fold, view } from "../rules/index.ts";
import type { State } from "../rules/state.ts";
import type { SeatView } from "../rules/view.ts";
import { pages } from "./session-file.ts";

/** Whose sight of things: a seat's, the whole, or what everybody at the table sees. */
export type Eyes = As;

/** The state after event `at`; an undo that came later has not happened yet. */
export async function stateAt(log: EventLog, session: SessionId, at: number): Promise<State> {
  const events: LoggedEvent[] = [];
  for await (const page of pages(log, session, at)) events.push(...page.map(loggedOf));
  return fold(events);
}

/** What was seen then. Before a seat was taken nobody sat there, and saw what the table saw. */
export async function seatViewAt(
  log: EventLog,
  session: SessionId,
  at: number,
  eyes: Eyes,
): Promise<SeatView> {
  const state = await stateAt(log, session, at);
  return view(state, eyesIn(state, eyes));
}
