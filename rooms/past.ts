import type { SessionId } from "../rules/ids.ts";
import { evolve, fold, initialState } from "../rules/index.ts";
import type { State } from "../rules/state.ts";
import { type Head, headOf, NO_EVENTS } from "./chain.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { loggedOf, pagesAfter, RecentRecords, readAfter } from "./history.ts";
import type { EventLog } from "./ports.ts";

/** Records kept in memory for clients that missed something. */
const RECENT = 1_000;

/** What a room keeps of everything that was. */
export type Past = {
  readonly state: State;
  readonly head: Head;
  readonly answers: EarlierAnswers;
  readonly recent: RecentRecords;
};

/**
 * The past of a session, folded page by page: however long its log, only the newest records stay in memory. Only a
 * log with an undo in it is held whole while it is folded, since what an undo leaves is known from all of it.
 * @throws CorruptLog, LogUnavailable, UnknownSchemaVersion.
 */
export async function recall(log: EventLog, session: SessionId): Promise<Past> {
  const answers = new EarlierAnswers();
  const recent = new RecentRecords(RECENT);
  let state = initialState();
  let head = NO_EVENTS;
  let undone = false;
  for await (const page of pagesAfter(log, session)) {
    answers.accept(page);
    recent.add(page);
    head = headOf(page, head);
    undone ||= page.some(({ kind }) => kind === "undone");
    if (!undone) state = page.map(loggedOf).reduce(evolve, state);
  }
  if (undone) state = fold((await readAfter(log, session)).map(loggedOf));
  return { state, head, answers, recent };
}
