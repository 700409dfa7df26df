/** A session held against everything it claims. */
import { SessionCheck, type Verdict } from "../client-sdk/src/verify.ts";
import { type HandDice, HandDiceTally } from "../rooms/hand-dice.ts";
import { loggedOf } from "../rooms/history.ts";
import type { LoggedEvent } from "../rules/event.ts";
import { foldOn, initialState, revokedIn } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import type { RuleBook } from "../rules/text/index.ts";
import { stateHash } from "./backstage.ts";
import { QuoteCheck, type Quotes } from "./check-quotes.ts";
import { type Lines, presentOr } from "./session-file.ts";

type Accepted = Extract<Verdict, { readonly ok: true }>;
/** Where and how it does not hold; sequence 0 is the file itself. */
export type Fault = { readonly sequence: number; readonly code: string; readonly detail: string };

export type Report =
  | (Accepted & {
      readonly stateHash: string;
      readonly citations: Quotes;
      readonly handDice: readonly HandDice[];
    })
  | { readonly ok: false; readonly fault: Fault };

/**
 * Chain, order, commands, dice; then that it folds, and that its quotes stand in the books that are loaded. The lines
 * are read twice, since what an undo leaves is known at the end alone; no more than one of them is held.
 */
export async function checkSession(
  lines: Lines,
  book: RuleBook,
  hiddenSecret: string | null = null,
): Promise<Report> {
  const check = new SessionCheck([], hiddenSecret);
  const quotes = new QuoteCheck(book);
  const byHand = new HandDiceTally();
  const undone: LoggedEvent[] = [];
  let unreadable: Fault | null = null;
  for await (const line of lines()) {
    const row = check.next(line);
    if (check.fault !== null) break;
    if (row === null || unreadable !== null) continue;
    // The check has seen that it has the shape of a record; what is in it is for `presentOr` to say.
    const record = presentOr(row as StoredEvent);
    if ("code" in record) {
      unreadable = record;
      continue;
    }
    quotes.next(record);
    byHand.take(record);
    const { event } = record.content;
    if (event.kind !== "undone") continue;
    undone.push(loggedOf(record));
    // Whoever wrote the file may have made up how much is taken back.
    if (event.to >= record.sequence)
      unreadable = {
        sequence: record.sequence,
        code: "does-not-fold",
        detail: "it takes back what is to come",
      };
  }
  const verdict = check.verdict();
  if (!verdict.ok) return verdict;
  if (unreadable !== null) return { ok: false, fault: unreadable };
  const state = await folded(lines, verdict.events, revokedIn(undone, 1));
  if ("code" in state) return { ok: false, fault: state };
  if (quotes.fault !== null) return { ok: false, fault: quotes.fault };
  return {
    ...verdict,
    stateHash: stateHash(state),
    citations: quotes.counted,
    handDice: byHand.told(state),
  };
}

/** The state after `count` events of lines that were checked, or the first event that does not follow. */
async function folded(lines: Lines, count: number, revoked: ReadonlySet<number>): Promise<State | Fault> {
  let state = initialState();
  let sequence = 0;
  for await (const line of lines()) {
    // The first line is the file's; behind the last event may stand more by now, when the session goes on.
    if (sequence > 0) {
      try {
        state = foldOn(state, loggedOf(JSON.parse(line)), revoked);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return { sequence, code: "does-not-fold", detail };
      }
    }
    if (sequence === count) break;
    sequence += 1;
  }
  return state;
}
