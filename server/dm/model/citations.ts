import type { Citation } from "../../../rules/citation.ts";

export type Offered = { readonly ruleId: string; readonly quote: string };
export type CitationVerdict = "kept" | "unknown-rule" | "irrelevant" | "fabricated";

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s"“”'’]+/g, " ")
    .trim();
/** A quote shorter than this could be anybody's words. */
const SHORTEST = 12;

/**
 * Judges a citation that a model offers for some events against the engine's own citations of them: only a
 * verbatim part of a quote that stands there, under the rule it stands under, is kept.
 */
export function judgeCitation(
  offered: Offered,
  ofEvents: readonly Citation[],
  ofScene: readonly Citation[],
): CitationVerdict {
  const named = ofEvents.filter((citation) => citation.ruleId === offered.ruleId);
  if (named.length === 0)
    return ofScene.some((citation) => citation.ruleId === offered.ruleId) ? "irrelevant" : "unknown-rule";
  const quote = plain(offered.quote);
  const verbatim =
    quote.length >= SHORTEST && named.some((citation) => plain(citation.quote).includes(quote));
  return verbatim ? "kept" : "fabricated";
}
