/** What a campaign has ruled and kept, as a layer of the rule book above the others. */
import type { RulingRecord } from "../client-sdk/src/protocol.ts";
import type { Citation } from "../rules/citation.ts";
import type { RuleId } from "../rules/rule-ids.ts";
import { citeHouse, type HouseRule, houseLayer, type RuleBook } from "../rules/text/index.ts";

type Kept = Omit<RulingRecord, "precedent" | "citation">;

/** All take the rulings of one campaign, oldest first. */
export type RulingBooks = {
  /** The books with these rulings on top; the books alone when there are none. */
  bookOf(rulings: readonly Kept[]): RuleBook;
  /** Each with the words that name it as a precedent, and the citation that proves it. */
  told(rulings: readonly Kept[]): readonly RulingRecord[];
  /** What was ruled beside a rule, newest first, at most three. */
  precedents(rulings: readonly Kept[], rule: RuleId): readonly Citation[];
};

const NAME = "Rulings";
/** Campaigns whose layers are kept at hand. */
const AT_HAND = 64;
/** Cited with one appeal. */
const PRECEDENTS = 3;

export function openRulingBooks(book: RuleBook): RulingBooks {
  const made = new Map<string, RuleBook>();
  const bookOf = (rulings: readonly Kept[]): RuleBook => {
    if (rulings.length === 0) return book;
    const layer = houseLayer(NAME, rulings.map(houseRule));
    const known = made.get(layer.sha256);
    const layered = known ?? book.withLayer(layer);
    // The one used last goes last.
    made.delete(layer.sha256);
    made.set(layer.sha256, layered);
    if (made.size > AT_HAND) made.delete(made.keys().next().value ?? "");
    return layered;
  };
  const told = (rulings: readonly Kept[]): readonly RulingRecord[] => {
    const sections = bookOf(rulings).sections.slice(-rulings.length);
    return rulings.flatMap((ruling, at) => {
      const section = sections[at];
      // A ruling beside no rule is told as the DM's right to rule.
      const rule = ruling.ruleId ?? "table.override";
      return section === undefined
        ? []
        : [{ ...ruling, precedent: precedentOf(ruling), citation: citeHouse(section, rule) }];
    });
  };
  return {
    bookOf,
    told,
    precedents: (rulings, rule) =>
      told(rulings)
        .filter(({ ruleId }) => ruleId === rule)
        .slice(-PRECEDENTS)
        .toReversed()
        .map(({ citation }) => citation),
  };
}

/** `Ruled so on 3 March 2026, session 4, event 212`. */
export const precedentOf = ({ madeAt, sessionNumber, sequence }: Kept): string =>
  `Ruled so on ${day().format(new Date(madeAt))}, session ${sessionNumber}, event ${sequence}`;

let english: Intl.DateTimeFormat | undefined;
/** Made when a ruling is first told: it takes longer than most modules do. */
const day = (): Intl.DateTimeFormat =>
  (english ??= new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }));

const TITLE = /^Ruled so on (.+), session \d+, event (\d+)(?: \(\d+\))?$/;

/** A citation of what a campaign ruled, by the number of the event that its title names; null for any other. */
export function ruledAt({ sourceId, sectionPath: [chapter, title = ""] }: Citation): number | null {
  if (chapter !== NAME || !sourceId.startsWith(`${NAME}@`)) return null;
  return Number(TITLE.exec(title)?.[2] ?? 0);
}

/** Whether that citation tells the day and the words of this ruling. Another session may have one of the same number. */
export function quotesRuling(citation: Citation, { text, madeAt }: Pick<Kept, "text" | "madeAt">): boolean {
  const [, title = ""] = citation.sectionPath;
  if (TITLE.exec(title)?.[1] !== day().format(new Date(madeAt))) return false;
  const [section] = houseLayer(NAME, [{ chapter: NAME, title, text }]).sections;
  return section !== undefined && citeHouse(section, citation.ruleId).quote === citation.quote;
}

const houseRule = (ruling: Kept): HouseRule => ({
  chapter: NAME,
  title: precedentOf(ruling),
  text: ruling.text,
  ...(ruling.ruleId === null ? {} : { ruleId: ruling.ruleId }),
});
