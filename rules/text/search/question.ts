import { TERMS } from "./lexicon/terms.ts";
import type { TermGroup } from "./ranking.ts";
import { isStopWord, stem, weightOf, words } from "./tokens.ts";

type Variant = readonly string[];

/** What is printed for what is written, by the stems of what is written. */
const VARIANTS = parseTerms(TERMS);
const LONGEST = 4;
/** Longer strings of letters are no words that could be mended. */
const LONGEST_WORD = 30;

function parseTerms(text: string): ReadonlyMap<string, readonly Variant[]> {
  const variants = new Map<string, readonly Variant[]>();
  for (const line of text.split("\n")) {
    const [written, printed] = line.split(" = ");
    if (written === undefined || printed === undefined) continue;
    const key = words(written).map(stem).join(" ");
    variants.set(
      key,
      printed.split(", ").map((each) => words(each).map(stem)),
    );
  }
  return variants;
}

export type Question = {
  readonly groups: readonly TermGroup[];
  /** Each stem of the question, with how surely it is meant. */
  readonly present: ReadonlyMap<string, number>;
  /** The stems in the order in which they were said, with a space around each. */
  readonly said: string;
  /** Words that no book and no list knows, even when read as misspelt. */
  readonly unknown: readonly string[];
};

export type Vocabulary = {
  has(stem: string): boolean;
  /** Stems of the known words that a misspelt one may stand for. */
  near(word: string): readonly { readonly stem: string; readonly distance: number }[];
};

/** Reads a question as people type it: abbreviations, slang and slips of the keyboard become terms of the books. */
export function readQuestion(text: string, vocabulary: Vocabulary): Question {
  const all = words(text);
  const stems = all.map(stem);
  const groups: TermGroup[] = [];
  const present = new Map<string, number>();
  const unknown: string[] = [];
  const meant = (term: string, sure: number) => present.set(term, Math.max(sure, present.get(term) ?? 0));
  const extra = (variant: Variant, weight: number) => {
    for (const term of variant) {
      meant(term, weight);
      if (vocabulary.has(term)) groups.push({ weight: weight * 0.6, alternatives: [{ term, weight: 1 }] });
    }
  };
  for (const { from, length } of longestTerms(stems)) {
    const variants = VARIANTS.get(stems.slice(from, from + length).join(" ")) ?? [];
    if (length > 1) for (const variant of variants) extra(variant, 0.9);
  }
  for (const [at, word] of all.entries()) {
    const own = stems[at] ?? word;
    if (isStopWord(word) || (word.length === 1 && !/\d/u.test(word))) continue;
    const variants = VARIANTS.get(own) ?? [];
    const known = vocabulary.has(own);
    const alternatives = known ? [{ term: own, weight: 1 }] : [];
    if (known) meant(own, 1);
    for (const variant of variants) {
      const [only, ...more] = variant;
      if (only === undefined) continue;
      if (more.length > 0) extra(variant, known ? 0.7 : 1);
      else if (only !== own) {
        alternatives.push({ term: only, weight: 0.8 });
        meant(only, 0.8);
      }
    }
    if (!known && variants.length === 0) {
      const repaired = repair(word, vocabulary);
      for (const each of repaired) {
        alternatives.push(each);
        meant(each.term, each.weight);
      }
      if (repaired.length === 0 && !/\d/u.test(word)) unknown.push(word);
    }
    const next = stems[at + 1];
    if (next !== undefined && vocabulary.has(own + next) && own.length + next.length > 5) {
      groups.push({ weight: 1, alternatives: [{ term: own + next, weight: 1 }] });
      meant(own + next, 1);
    }
    if (alternatives.length > 0) groups.push({ weight: weightOf(word), alternatives });
  }
  const said = ` ${stems.filter((_, at) => !isStopWord(all[at] ?? "")).join(" ")} `;
  return { groups: once(groups), present, said, unknown };
}

function longestTerms(
  stems: readonly string[],
): readonly { readonly from: number; readonly length: number }[] {
  const found: { from: number; length: number }[] = [];
  for (let from = 0; from < stems.length; from += 1) {
    for (let length = Math.min(LONGEST, stems.length - from); length > 1; length -= 1) {
      if (!VARIANTS.has(stems.slice(from, from + length).join(" "))) continue;
      found.push({ from, length });
      break;
    }
  }
  return found;
}

/** Two known words run together, or the nearest known words. */
function repair(
  word: string,
  vocabulary: Vocabulary,
): readonly { readonly term: string; readonly weight: number }[] {
  if (word.length > LONGEST_WORD) return [];
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const [left, right] = [stem(word.slice(0, cut)), stem(word.slice(cut))];
    if (vocabulary.has(left) && vocabulary.has(right) && cut > 2) {
      return [
        { term: left, weight: 0.7 },
        { term: right, weight: 0.7 },
      ];
    }
  }
  return vocabulary
    .near(word)
    .map(({ stem: term, distance }) => ({ term, weight: distance === 1 ? 0.85 : 0.65 }));
}

/** A term that is named twice counts once, at its heaviest. */
function once(groups: readonly TermGroup[]): readonly TermGroup[] {
  const kept = new Map<string, TermGroup>();
  for (const group of groups) {
    const key = group.alternatives.map(({ term }) => term).join("|");
    const before = kept.get(key);
    if (before === undefined || before.weight < group.weight) kept.set(key, group);
  }
  return [...kept.values()];
}
