import type { Command } from "commander";
import { type Verdict, verifySession } from "../../client-sdk/src/verify.ts";
import { loggedOf } from "../../rooms/index.ts";
import { fold } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { loadRuleBook, type RuleBook } from "../../rules/text/index.ts";
import { recordsOf, stateHash } from "../backstage.ts";
import { readConfig } from "../config.ts";
import { print } from "./globals.ts";
import { sessionFileOf } from "./source.ts";

type Accepted = Extract<Verdict, { readonly ok: true }>;
/** Where and how it does not hold; sequence 0 is the file itself. */
type Fault = { readonly sequence: number; readonly code: string; readonly detail: string };

/** How many quotes were held against the books that are loaded here; the others name books that are not. */
type Quotes = { readonly checked: number; readonly otherBooks: number };
type Report =
  | (Accepted & { readonly stateHash: string; readonly citations: Quotes })
  | { readonly ok: false; readonly fault: Fault };

export function registerVerify(program: Command): void {
  program
    .command("verify")
    .argument("<source>", "a session's id, a session file, or - for standard input")
    .description("check a session: chain, order, commands, dice, quotes, and that it folds")
    .action(async (source: string, _options: object, command: Command) => {
      const file = await sessionFileOf(source);
      const report = verify(file, loadRuleBook({ books: readConfig(process.env).rulesPaths }));
      print(command, report, report.ok ? told(report) : refused(report.fault));
      if (!report.ok) process.exitCode = 1;
    });
}

export function verify(file: string, book: RuleBook): Report {
  const verdict = verifySession(file);
  if (!verdict.ok) return verdict;
  const records = recordsOf(file);
  const unfoldable = firstThatDoesNotFold(records);
  if (unfoldable !== null) return { ok: false, fault: unfoldable };
  const quotes = checkQuotes(records, book);
  if ("code" in quotes) return { ok: false, fault: quotes };
  return { ...verdict, stateHash: stateHash(fold(records.map(loggedOf))), citations: quotes };
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

const told = ({ sessionId, events, head, dice, stateHash, citations }: Extract<Report, { ok: true }>) => [
  `Session ${sessionId} holds.`,
  `  chain    ${events} events, head ${head}`,
  `  fold     state ${stateHash}`,
  dice.revealed
    ? `  dice     ${dice.checked} of ${dice.drawn} follow from the revealed secret; ${dice.entered} entered by hand`
    : `  dice     ${dice.drawn} drawn without a gap; their secret is told when the session ends`,
  `  quotes   ${citations.checked} stand word for word in the loaded books${citations.otherBooks === 0 ? "" : `; ${citations.otherBooks} are from books that are not loaded`}`,
];

const refused = ({ sequence, code, detail }: Fault) => `REFUSED at event ${sequence}: ${code}, ${detail}.`;
