import { createHash } from "node:crypto";
import type { Place } from "./anchor.ts";
import { linesOf, type Section } from "./section.ts";

/** No quote is longer than this many characters. */
export const QUOTE_LIMIT = 400;
/** Sentences are added after the one that holds the anchor while the quote stays under this. */
const QUOTE_COMFORT = 260;

export type Span = { readonly start: number; readonly end: number };

/** The sentence that holds the anchor, with the sentences after it in the same paragraph as far as they fit. */
export function quoteSpan(place: Place): Span {
  const { section, start, end } = place;
  const paragraph = paragraphAround(section.text, start, end);
  const sentences = sentencesIn(section.text, paragraph);
  const first = sentences.find((sentence) => sentence.end > start) ?? paragraph;
  let stop = first.end;
  for (const sentence of sentences) {
    if (sentence.end <= stop) continue;
    if (stop < end || sentence.end - first.start <= QUOTE_COMFORT) stop = sentence.end;
    else break;
  }
  if (stop - first.start <= QUOTE_LIMIT) return { start: first.start, end: stop };
  return wordsAround(section.text, start, end, first.start, stop);
}

/** Runs of text between line ends. */
function paragraphAround(text: string, start: number, end: number): Span {
  const from = text.lastIndexOf("\n", start) + 1;
  const to = text.indexOf("\n", end);
  return { start: from, end: to < 0 ? text.length : to };
}

/** Where sentences begin and end; an abbreviation such as `5 ft.` ends none. */
export function sentencesIn(text: string, within: Span): readonly Span[] {
  const spans: Span[] = [];
  let start = within.start;
  const ends = /[.!?]["')\]]*(?=\s+["'(]?[A-Z0-9])/gu;
  ends.lastIndex = within.start;
  for (let match = ends.exec(text); match !== null && match.index < within.end; match = ends.exec(text)) {
    const end = match.index + match[0].length;
    if (/(?:\b(?:ft|lb|vs|e\.g|i\.e|St|Str|Dex|Con|Int|Wis|Cha)|\s[A-Z])\.$/u.test(text.slice(start, end)))
      continue;
    spans.push({ start, end });
    start = end + (/^\s+/u.exec(text.slice(end, end + 4))?.[0].length ?? 0);
  }
  if (start < within.end) spans.push({ start, end: within.end });
  return spans;
}

/** Whole words on both sides of a phrase in a sentence that is longer than a quote may be. */
function wordsAround(text: string, start: number, end: number, from: number, to: number): Span {
  const spare = Math.max(0, Math.floor((QUOTE_LIMIT - 2 - (end - start)) / 2));
  let first = Math.max(from, start - spare);
  let last = Math.min(to, end + spare);
  while (first > from && first < start && text[first - 1] !== " ") first += 1;
  while (last < to && last > end && text[last] !== " ") last -= 1;
  return { start: first, end: last };
}

export function quoteHash(quote: string): string {
  return createHash("sha256").update(quote, "utf8").digest("hex");
}

/** A quote with its lines, from a span of a section's normalised text. */
export function quoteOf(section: Section, span: Span) {
  const quote = section.text.slice(span.start, span.end);
  const [lineStart, lineEnd] = linesOf(section, span.start, span.end);
  return { quote, quoteSha256: quoteHash(quote), lineStart, lineEnd };
}
