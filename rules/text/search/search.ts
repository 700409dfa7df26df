import { quoteOf } from "../quote.ts";
import type { Section } from "../section.ts";
import { namesOtherBook, type Titles } from "./foreign.ts";
import { type Kind, kindOf } from "./kinds.ts";
import { bestPassage } from "./passage.ts";
import { aliasesOf, PhraseIndex } from "./phrases.ts";
import { readQuestion } from "./question.ts";
import { type Document, FieldIndex, type Scored } from "./ranking.ts";
import { spellingOf } from "./spelling.ts";
import { stem, tokens, words } from "./tokens.ts";

export type SearchOptions = { readonly limit?: number };

export type SearchHit = {
  readonly section: Section;
  readonly score: number;
  /** The words of the section's normalised text that answer best, at most 400 characters. */
  readonly quote: string;
  /** 1-based lines of the source file that hold the quote, inclusive. */
  readonly lineStart: number;
  readonly lineEnd: number;
};

/** Hits, best first. `abstain` says that the books do not answer; the hits are then the nearest that they have. */
export type SearchAnswer = {
  readonly abstain: boolean;
  readonly hits: readonly SearchHit[];
  readonly debug?: unknown;
};

export type Search = (query: string, options?: SearchOptions) => SearchAnswer;

const stems = (text: string) => tokens(text).map((token) => token.stem);

const PHRASE_SHARE = 1.4;
/** How much of what a hit before it has answered is taken off a later one. */
const REPEAT_COST = 0.2;
const POOL = 40;
/** A word that the books are full of still says something when it is part of a title or a saying. */
const COMMON_WORD = 2;

/** Indexes sections by title path and text. */
export function buildSearch(sections: readonly Section[]): Search {
  const aliases = aliasesOf(sections);
  const phrases = new PhraseIndex();
  const titles = titlesOf(sections);
  const documents: Document[] = sections.map((section, at) => {
    const said = (aliases.get(section) ?? []).map(stems);
    const title = stems(section.title);
    phrases.add(at, title, true);
    for (const phrase of said) phrases.add(at, phrase, false);
    return {
      title,
      above: stems(section.path.slice(0, -1).join(" ")),
      alias: said.flat(),
      text: stems(section.text),
    };
  });
  const kinds = sections.map(kindOf);
  const index = new FieldIndex(documents);
  const vocabulary = spellingOf(index.terms(), (term) => index.has(term));
  const classOf = sections.map((section) =>
    CLASS_STEMS.find((each) => stem((section.path[0] ?? "").toLowerCase()) === each),
  );
  return (query, { limit = 5 } = {}) => {
    const question = readQuestion(query, vocabulary);
    const scored = index.score(question.groups);
    const worths = phrases.match(question.present, question.said, (term) =>
      Math.max(COMMON_WORD, index.idf(term)),
    );
    const classes = CLASS_STEMS.filter((each) => question.present.has(each));
    const ranked = [...scored]
      .map(([at, each]) => {
        let total = each.score + PHRASE_SHARE * (worths.get(at) ?? 0);
        total *= PRIOR[kinds[at] ?? "rule"];
        const own = classOf[at];
        if (own !== undefined && classes.length > 0) total *= classes.includes(own) ? 1.15 : 0.75;
        return { ...each, at, score: total };
      })
      .sort((a, b) => b.score - a.score);
    const hits = spread(ranked.slice(0, POOL), limit).flatMap(({ at, score }) => {
      const section = sections[at];
      if (section === undefined) return [];
      const worth = (term: string) => (question.present.get(term) ?? 0) * index.idf(term);
      const { quote, lineStart, lineEnd } = quoteOf(section, bestPassage(section, worth));
      return [{ section, score, quote, lineStart, lineEnd }];
    });
    const best = ranked[0];
    const covered = best === undefined ? 0 : best.covered / Math.max(1, index.mass(question.groups));
    const abstain = namesOtherBook(query, titles) || isGuess(best?.score ?? 0, covered, question.unknown);
    return { abstain, hits };
  };
}

/** Below this the best section shares hardly a word with the question. */
const HARDLY_A_WORD = 9;
const FAINT = 16;
const FAINT_SHARE = 0.12;

/** Whether even the best hit is no answer: it scores next to nothing, or only where the question says little. */
function isGuess(score: number, covered: number, unknown: readonly string[]): boolean {
  if (score < HARDLY_A_WORD) return true;
  if (score < FAINT && unknown.some((word) => word.length > 5)) return true;
  return covered < FAINT_SHARE && score < 2 * FAINT;
}

function titlesOf(sections: readonly Section[]): Titles {
  const lists = sections.map((section) => words(section.title).map(stem));
  const whole = new Set(lists.map((list) => list.join(" ")));
  return {
    is: (title) => whole.has(title),
    hold: (some) => lists.some((list) => some.every((each) => list.includes(each))),
  };
}

type Ranked = Scored & { readonly at: number };

/** The best, then each time the one that adds most to those before it, so that a question of two parts gets both. */
function spread(ranked: readonly Ranked[], limit: number): readonly Ranked[] {
  const left = [...ranked];
  const taken: Ranked[] = [];
  const answered: number[] = [];
  while (taken.length < limit && left.length > 0) {
    let best = 0;
    let bestScore = -1;
    for (const [at, each] of left.entries()) {
      const score = each.score * (1 - REPEAT_COST * overlap(each.shares, answered));
      if (score > bestScore) [best, bestScore] = [at, score];
    }
    const [next] = left.splice(best, 1);
    if (next === undefined) break;
    taken.push(next);
    next.shares.forEach((share, group) => {
      answered[group] = Math.max(answered[group] ?? 0, share ?? 0);
    });
  }
  return taken;
}

function overlap(shares: readonly (number | undefined)[], answered: readonly number[]): number {
  let shared = 0;
  let own = 0;
  shares.forEach((share, group) => {
    own += share ?? 0;
    shared += Math.min(share ?? 0, answered[group] ?? 0);
  });
  return own === 0 ? 0 : shared / own;
}

const CLASS_STEMS = "barbarian bard cleric druid fighter monk paladin ranger rogue sorcerer warlock wizard"
  .split(" ")
  .map(stem);

const PRIOR: Readonly<Record<Kind, number>> = {
  rule: 1,
  spell: 1,
  monster: 1,
  item: 1,
  feature: 1,
  list: 0.4,
  stub: 0.3,
};
