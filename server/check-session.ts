/** A session file held against everything it claims. */
import { type Verdict, verifySession } from "../client-sdk/src/verify.ts";
import { type HandDice, handDice, loggedOf, presentRecord } from "../rooms/index.ts";
import { fold } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { RuleBook } from "../rules/text/index.ts";
import { stateHash } from "./backstage.ts";
import { firstUnreadable, recordsOf } from "./session-file.ts";

type Accepted = Extract<Verdict, { readonly ok: true }>;
/** Where and how it does not hold; sequence 0 is the file itself. */
export type Fault = { readonly sequence: number; readonly code: string; readonly detail: string };

/** How many quotes were held against the books that are loaded here; the others name books that are not. */
export type Quotes = { readonly checked: number; readonly otherBooks: number };
export type Report =
  | (Accepted & {
      readonly stateHash: string;
      readonly citations: Quotes;
      readonly handDice: readonly HandDice[];
    })
  | { readonly ok: false; readonly fault: Fault };

/** Chain, order, commands, dice; then that it folds, and that its quotes stand in the books that are loaded. */
export function checkSession(file: string, book: RuleBook): Report {
  const verdict = verifySession(file);
  if (!verdict.ok) return verdict;
  const stored = recordsOf(file);
  const unreadable = firstUnreadable(stored);
  if (unreadable !== null) return { ok: false, fault: unreadable };
  const records = stored.map(presentRecord);
  const unfoldable = firstThatDoesNotFold(records);
  if (unfoldable !== null) return { ok: false, fault: unfoldable };
  const quotes = checkQuotes(records, book);
  if ("code" in quotes) return { ok: false, fault: quotes };
  const folded = stateHash(fold(records.map(loggedOf)));
  return { ...verdict, stateHash: folded, citations: quotes, handDice: handDice(records) };
}

/** Null when the whole log folds; else the event before which it still did, found by halving. */
function firstThatDoesNotFold(records: readonly StoredEvent[]): Fault | null {
  const events = records.map(loggedOf);
  const failureOf = (count: number): string | null => {
    try {
      fold(events.slice(0, count));
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  let detail = failureOf(events.length);
  if (detail === null) return null;
  let [good, bad] = [0, events.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const failure = failureOf(middle);
    if (failure === null) good = middle;
    else [bad, detail] = [middle, failure];
  }
  return { sequence: bad, code: "does-not-fold", detail };
}

function checkQuotes(records: readonly StoredEvent[], book: RuleBook): Quotes | Fault {
  const loaded = new Set(book.sources.map(({ sourceId }) => sourceId));
  let checked = 0;
  let otherBooks = 0;
  for (const { sequence, citations } of records) {
    for (const citation of citations) {
      if (!loaded.has(citation.sourceId)) {
        otherBooks += 1;
        continue;
      }
      const [problem] = book.verify(citation);
      if (problem !== undefined)
        return { sequence, code: problem.code, detail: `${citation.ruleId}: ${problem.detail}` };
      checked += 1;
    }
  }
  return { checked, otherBooks };
}
