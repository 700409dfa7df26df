import type { RuleId } from "./rule-ids.ts";

/** How a rule stood to the event it is cited for. */
export type CitationRole = "applied" | "considered" | "house-rule";

/**
 * Proof of a ruling: the words of a loaded rule book that govern an event. The quote is a contiguous part of
 * the section's normalised text, at most 400 characters, and holds the anchor of the rule.
 */
export type Citation = {
  readonly ruleId: RuleId;
  /** Names the book by its content: `<file name>@<first 12 hex digits of its sha256>`. */
  readonly sourceId: string;
  readonly sectionPath: readonly string[];
  /** 1-based lines of the source file, inclusive, that hold the quote. */
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly quote: string;
  /** Lower-case hex sha256 of the quote's UTF-8 bytes. */
  readonly quoteSha256: string;
  readonly role: CitationRole;
};
