import { slug } from "../normalise.ts";
import { quoteOf } from "../quote.ts";
import type { Section } from "../section.ts";
import { namesOtherBook, type Titles } from "./foreign.ts";
import { bestPassage } from "./passage.ts";
import { type Question, readQuestion, type Vocabulary } from "./question.ts";
import { isClass, type Scorer, scorerOf } from "./scorer.ts";
import { type Ranked, spread } from "./spread.ts";
import { stem, words } from "./tokens.ts";

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
export type SearchAnswer = { readonly abstain: boolean; readonly hits: readonly SearchHit[] };

export type Search = (query: string, options?: SearchOptions) => SearchAnswer;

/** So many of the best are looked at for what they add to one another. */
const POOL = 40;
/** Nobody asks longer; what comes after is not read. */
const LONGEST_QUESTION = 1000;

/** Sections made searchable. A few beside many, such as a campaign's house rules, lie on a shelf of their own. */
export type Shelf = {
  readonly sections: readonly Section[];
  readonly scorer: Scorer;
  readonly prints: readonly string[];
  readonly titles: Titles;
};

/** Indexes sections: some 300 ms for the SRD. `beside` is the shelf by which rare words are known to be rare. */
export function buildShelf(sections: readonly Section[], beside?: Shelf): Shelf {
  return {
    sections,
    scorer: scorerOf(sections, beside?.scorer.rarity),
    prints: sections.map(printOf),
    titles: titlesOf(sections),
  };
}

/** A search over one set of sections. */
export function buildSearch(sections: readonly Section[]): Search {
  return searchShelves([buildShelf(sections)]);
}

/** A search over shelves, the first of which holds most: a millisecond or two a question. */
export function searchShelves(shelves: readonly Shelf[]): Search {
  const sections = shelves.flatMap((shelf) => shelf.sections);
  const prints = shelves.flatMap((shelf) => shelf.prints);
  const titles: Titles = {
    is: (title) => shelves.some((shelf) => shelf.titles.is(title)),
    hold: (stems) => shelves.some((shelf) => shelf.titles.hold(stems)),
  };
  const vocabulary: Vocabulary = {
    has: (stem) => shelves.some(({ scorer }) => scorer.vocabulary.has(stem)),
    near: (word) => shelves.flatMap(({ scorer }) => scorer.vocabulary.near(word)),
  };
  const rarity = (term: string) => shelves[0]?.scorer.rarity(term) ?? 0;
  return (query, { limit = 5 } = {}) => {
    const question = readQuestion(query.slice(0, LONGEST_QUESTION), vocabulary);
    const ranked = rankAll(shelves, question);
    const named = spread(distinct(ranked, prints), limit);
    const worth = (term: string) => (question.present.get(term) ?? 0) * rarity(term);
    const hits = named.flatMap(({ at, score }) => {
      const section = sections[at];
      if (section === undefined) return [];
      return [{ section, score, ...passageOf(section, worth) }];
    });
    const best = ranked[0];
    const covered = best === undefined ? 0 : (shelves[0]?.scorer.coverage(question, best) ?? 0);
    const abstain = namesOtherBook(query, titles) || isGuess(best?.score ?? 0, covered, question.unknown);
    return { abstain, hits };
  };
}

/** The sections of all shelves, best first; those of later shelves are numbered on from the ones before. */
function rankAll(shelves: readonly Shelf[], question: Question): readonly Ranked[] {
  let before = 0;
  const lists = shelves.map(({ scorer, sections }) => {
    const offset = before;
    before += sections.length;
    const ranked = scorer.rank(question);
    return offset === 0 ? ranked : ranked.map((each) => ({ ...each, at: each.at + offset }));
  });
  const [only = [], ...more] = lists;
  return more.length === 0 ? only : lists.flat().sort((a, b) => b.score - a.score);
}

/** What two exports of one section share: its chapter where that is a class, its title and how its text begins. */
function printOf({ title, path, text }: Section): string {
  const start = text
    .slice(0, 240)
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, "")
    .slice(0, 80);
  return [isClass(path[0]) ? path[0] : "", slug(title), start].join("|").toLowerCase();
}

/** The best of a pool without a section that a better one repeats: the same book may be loaded in two forms. */
function distinct(ranked: readonly Ranked[], prints: readonly string[]): readonly Ranked[] {
  const pool: Ranked[] = [];
  const seen = new Set<string>();
  for (const each of ranked) {
    const print = prints[each.at] ?? "";
    if (seen.has(print)) continue;
    seen.add(print);
    pool.push(each);
    if (pool.length === POOL) break;
  }
  return pool;
}

function passageOf(section: Section, worth: (stem: string) => number) {
  const { quote, lineStart, lineEnd } = quoteOf(section, bestPassage(section, worth));
  return { quote, lineStart, lineEnd };
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
