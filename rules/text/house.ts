import { createHash } from "node:crypto";
import type { Citation } from "../citation.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Anchor } from "./anchor.ts";
import type { HouseLayer } from "./layers.ts";
import { cleanPhrase, slug } from "./normalise.ts";
import { quoteOf, quoteSpan, sentencesIn } from "./quote.ts";
import type { Section } from "./section.ts";

/** A rule of one campaign: a house rule, or a ruling that its table goes by since. */
export type HouseRule = {
  /** Above the title: `House Rules`, `Rulings`. */
  readonly chapter: string;
  readonly title: string;
  readonly text: string;
  /** The rule of the engine that it stands beside, if any. */
  readonly ruleId?: RuleId;
};

/**
 * The house rules of a campaign as a layer above its books. It is named by its content like any book, so that a session
 * records which rules it was played under; lines count a text of one line a title and one a paragraph.
 */
export function houseLayer(name: string, rules: readonly HouseRule[]): HouseLayer {
  const sha256 = createHash("sha256").update(JSON.stringify(rules)).digest("hex");
  const sourceId = `${name}@${sha256.slice(0, 12)}`;
  const bindings: Partial<Record<RuleId, Anchor>> = {};
  const taken = new Map<string, number>();
  let line = 1;
  const sections = rules.map((rule): Section => {
    const paragraphs = rule.text
      .split(/\n+/u)
      .map(cleanPhrase)
      .filter((each) => each !== "");
    const text = paragraphs.join("\n");
    const title = uniqueTitle(rule.title, rule.chapter, taken);
    const path = [rule.chapter, title];
    if (rule.ruleId !== undefined) {
      const [first] = sentencesIn(text, {
        start: 0,
        end: text.indexOf("\n") < 0 ? text.length : text.indexOf("\n"),
      });
      bindings[rule.ruleId] = {
        titles: path,
        phrase: shortened(first === undefined ? text : text.slice(first.start, first.end)),
      };
    }
    const lineStart = line;
    const starts = offsetsOf(paragraphs);
    line += paragraphs.length + 1;
    return {
      id: `${slug(name)}/${path.map(slug).join("/")}`,
      path,
      title,
      source: name,
      sourceId,
      lineStart,
      lineEnd: line - 1,
      text,
      lineMap: starts.map((offset, at) => ({ offset, line: lineStart + 1 + at })),
      tables: [],
    };
  });
  return { name, sha256, sections, bindings };
}

/** What a rule of the house says, from its beginning, as a citation beside a rule of the engine. */
export function citeHouse(section: Section, ruleId: RuleId): Citation {
  const quoted = quoteOf(section, quoteSpan({ section, start: 0, end: 0 }));
  return { ruleId, sourceId: section.sourceId, sectionPath: section.path, ...quoted, role: "house-rule" };
}

/** Whole words, and few enough that a quote may hold them all. */
function shortened(phrase: string): string {
  if (phrase.length <= 120) return phrase;
  const end = phrase.lastIndexOf(" ", 120);
  return phrase.slice(0, end < 1 ? 120 : end);
}

/** Two rulings of one title are told apart by a number. */
function uniqueTitle(title: string, chapter: string, taken: Map<string, number>): string {
  const key = slug(`${chapter} ${title}`);
  const count = (taken.get(key) ?? 0) + 1;
  taken.set(key, count);
  return count === 1 ? title : `${title} (${count})`;
}

function offsetsOf(paragraphs: readonly string[]): readonly number[] {
  let offset = 0;
  return paragraphs.map((paragraph) => {
    const start = offset;
    offset += paragraph.length + 1;
    return start;
  });
}
