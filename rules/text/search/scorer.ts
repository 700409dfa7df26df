import type { Section } from "../section.ts";
import { ITEM_NOUNS, type Kind, kindOf } from "./kinds.ts";
import { aliasesOf, PhraseIndex } from "./phrases.ts";
import type { Question, Vocabulary } from "./question.ts";
import { type Document, FieldIndex } from "./ranking.ts";
import { spellingOf } from "./spelling.ts";
import type { Ranked } from "./spread.ts";
import { stem, tokens } from "./tokens.ts";

/** What a title or saying held whole counts for beside its single words. */
const PHRASE_SHARE = 1.4;
/** A word that the books are full of still says something when it is part of a title or a saying. */
const COMMON_WORD = 2;
const ITEM_OF_ITS_NAME = 1.3;
const OWN_CLASS = 1.15;
const OTHER_CLASS = 0.75;

/** A list of names or a heading without text answers few questions, however often it names the thing. */
const PRIOR: Readonly<Record<Kind, number>> = {
  rule: 1,
  spell: 1,
  monster: 1,
  item: 1,
  feature: 1,
  list: 0.4,
  stub: 0.3,
};

const ITEM_STEMS = [...ITEM_NOUNS].map(stem);
const CLASS_STEMS = "barbarian bard cleric druid fighter monk paladin ranger rogue sorcerer warlock wizard"
  .split(" ")
  .map(stem);

function classOf(chapter: string | undefined): string | undefined {
  const own = stem((chapter ?? "").toLowerCase());
  return CLASS_STEMS.find((each) => each === own);
}

/** Whether a chapter is that of a class. */
export function isClass(chapter: string | undefined): boolean {
  return classOf(chapter) !== undefined;
}

export type Scorer = {
  readonly vocabulary: Vocabulary;
  /** How rare a stem is in the books. */
  rarity(stem: string): number;
  /** Sections that share a word with the question, best first. */
  rank(question: Question): readonly Ranked[];
  /** How much of the question a section answers, from 0 to 1. */
  coverage(question: Question, ranked: Ranked): number;
};

/** Indexes sections by their words, titles and what people say for them. */
export function scorerOf(sections: readonly Section[], background?: (stem: string) => number): Scorer {
  const known = new Set<string>();
  const stemsOf = (text: string): readonly string[] =>
    tokens(text).map((token) => {
      known.add(token.word);
      return token.stem;
    });
  const phrases = new PhraseIndex();
  const aliases = aliasesOf(sections);
  const documents = sections.map((section, at): Document => {
    const said = (aliases.get(section) ?? []).map(stemsOf);
    const title = stemsOf(section.title);
    phrases.add(at, title, true);
    for (const phrase of said) phrases.add(at, phrase, false);
    const above = stemsOf(section.path.slice(0, -1).join(" "));
    return { title, above, alias: said.flat(), text: stemsOf(section.text) };
  });
  const index = new FieldIndex(documents, background);
  const kinds = sections.map(kindOf);
  const classes = sections.map(({ path }) => classOf(path[0]));
  const rarity = (term: string) => index.idf(term);

  /** What the question's words for kinds of things make of a section. */
  const favour = (at: number, asked: readonly string[], nouns: readonly string[], list: boolean): number => {
    const own = classes[at];
    const kind = kinds[at] ?? "rule";
    let factor = kind === "list" && list ? 1 : PRIOR[kind];
    if (own !== undefined && asked.length > 0) factor *= asked.includes(own) ? OWN_CLASS : OTHER_CLASS;
    if (kind === "item" && nouns.some((noun) => documents[at]?.title.includes(noun)))
      factor *= ITEM_OF_ITS_NAME;
    return factor;
  };
  return {
    vocabulary: spellingOf(known, (term) => index.has(term)),
    rarity,
    rank(question) {
      const worths = phrases.match(question.present, question.said, (term) =>
        Math.max(COMMON_WORD, rarity(term)),
      );
      const asked = CLASS_STEMS.filter((each) => question.present.has(each));
      const list = question.present.has("list");
      const nouns = ITEM_STEMS.filter((each) => question.present.has(each));
      return [...index.score(question.groups)]
        .map(([at, each]) => {
          const score = (each.score + PHRASE_SHARE * (worths.get(at) ?? 0)) * favour(at, asked, nouns, list);
          return { ...each, at, score };
        })
        .sort((a, b) => b.score - a.score);
    },
    coverage: (question, ranked) => ranked.covered / Math.max(1, index.mass(question.groups)),
  };
}
