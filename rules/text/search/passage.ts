import { type Span, sentencesIn } from "../quote.ts";
import type { Section } from "../section.ts";
import { tokens } from "./tokens.ts";

const LONGEST = 400;

/** The sentences of a section that hold most of what a question asks, at most 400 characters. */
export function bestPassage(section: Section, worth: (stem: string) => number): Span {
  const { text } = section;
  const sentences: Span[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (line !== "") sentences.push(...sentencesIn(text, { start, end: start + line.length }));
    start += line.length + 1;
  }
  const scores = sentences.map((span) => {
    const stems = new Set(tokens(text.slice(span.start, span.end)).map((token) => token.stem));
    let score = 0;
    for (const stem of stems) score += worth(stem);
    return score;
  });
  let best = 0;
  for (const [at, score] of scores.entries()) if (score > (scores[best] ?? 0)) best = at;
  const chosen = sentences[best] ?? { start: 0, end: Math.min(text.length, LONGEST) };
  const next = sentences[best + 1];
  const together = next !== undefined && (scores[best + 1] ?? 0) > 0 && next.end - chosen.start <= LONGEST;
  return { start: chosen.start, end: Math.min(together ? next.end : chosen.end, chosen.start + LONGEST) };
}
