import { cleanPhrase } from "../normalise.ts";
import { EVERYDAY, IRREGULAR, KEEP, STOP } from "./lexicon/words.ts";

export type Token = {
  /** As typed, in small letters. */
  readonly word: string;
  readonly stem: string;
};

/** The words of a text in small letters without apostrophes; compounds are parted at their hyphens. */
export function words(text: string): readonly string[] {
  return (
    cleanPhrase(text)
      .toLowerCase()
      .replace(/(\w)'(?:s|d|ed)\b/gu, "$1")
      .replace(/(\w)'(\w)/gu, "$1$2")
      .match(/[a-z]+|\d+(?:d\d+|st|nd|rd|th)?|\d+/gu) ?? []
  );
}

export function isStopWord(word: string): boolean {
  return STOP.has(word);
}

/** The words that carry meaning, with their stems. */
export function tokens(text: string): readonly Token[] {
  return words(text)
    .filter((word) => !STOP.has(word) && (word.length > 1 || /\d/u.test(word)))
    .map((word) => ({ word, stem: stem(word) }));
}

const STEMS = new Map<string, string>();

/** What the forms of a word share: `grappled`, `grappling` and `grapple` are one. */
export function stem(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  const found = reduce(plainSpelling(word));
  // A cache of every word ever typed would grow without end.
  if (STEMS.size > 60_000) STEMS.clear();
  STEMS.set(word, found);
  return found;
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/our(ed|ing|s)?$/u, "or$1"],
  [/ys(e|ed|es|ing)$/u, "yz$1"],
  [/is(ed|ing|es|e|ation)$/u, "iz$1"],
  [/efence/u, "efense"],
  [/^grey/u, "gray"],
];

function plainSpelling(word: string): string {
  if (word.length < 5 || KEEP.has(word)) return word;
  for (const [from, to] of SPELLINGS) {
    if (from.test(word)) return word.replace(from, to);
  }
  return word;
}

function reduce(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || /\d/u.test(word)) return word;
  let out = word;
  if (/(?:ss|us|is)$/u.test(out)) return out;
  out = out
    .replace(/ies$/u, "y")
    .replace(/(sh|ch|x|ss|zz)es$/u, "$1")
    .replace(/([^s])s$/u, "$1");
  const bare = out.replace(/(?:ing|ed)$/u, "");
  if (bare !== out && bare.length >= 3 && /[aeiouy]/u.test(bare)) {
    out = bare.replace(/([bdfgmnprt])\1$/u, "$1");
  }
  out = out
    .replace(/(?:ations?|ational)$/u, "at")
    .replace(/ness$/u, "")
    .replace(/([^aeiou])ly$/u, "$1")
    .replace(/fully?$/u, "");
  if (out.length > 5) out = out.replace(/(?:ment|able|ible)$/u, "");
  if (out.length > 3) out = out.replace(/e$/u, "");
  return out.replace(/y$/u, "i");
}

/** How much a word says: numbers and everyday words say less than the words of the game. */
export function weightOf(word: string): number {
  if (/^\d/u.test(word)) return /d\d/u.test(word) ? 1 : 0.6;
  return EVERYDAY.has(word) ? 0.75 : 1;
}
