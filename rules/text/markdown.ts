import type { Heading, Headings } from "./headings.ts";
import { cleanPhrase } from "./normalise.ts";
import type { MarkedLine } from "./source-lines.ts";
import { isStatPart } from "./titles.ts";

const HEADING = /^(?:>\s*)?(#{1,6})\s+(.+?)\s*#*$/u;
/** The line under the head of a table. */
const TABLE_RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/u;
/** Conversions of books head the parts of a stat block at the deepest level; they are part of the creature. */
const PART_LEVEL = 6;

/** The title of a box: a quoted line that is bold from end to end. */
const BOX_TITLE = /^>\s*\*\*([^*]+)\*\*\s*$/u;

/** The headings of a Markdown file; those inside fenced code are text. */
export function findMarkdownHeadings(lines: readonly MarkedLine[]): Headings {
  const headings: Heading[] = [];
  let fenced = false;
  for (const line of lines) {
    if (/^\s*(?:```|~~~)/u.test(line.text)) fenced = !fenced;
    if (fenced) continue;
    const found = HEADING.exec(line.text);
    const title = plainMarkdown(found?.[2] ?? "");
    const box = BOX_TITLE.exec(line.text)?.[1];
    if (box !== undefined && boxEndsSection(lines, line)) {
      const within = headings.findLast((heading) => !heading.boxed)?.level ?? -1;
      headings.push({ line: line.number, level: within + 1, title: plainMarkdown(box), boxed: true });
    } else if (found?.[1] !== undefined && !(found[1].length === PART_LEVEL && isStatPart(title))) {
      headings.push({ line: line.number, level: found[1].length - 1, title });
    }
  }
  return { headings, doubted: [] };
}

/** A box in mid-section is left in its text, which would else be cut in two. */
function boxEndsSection(lines: readonly MarkedLine[], title: MarkedLine): boolean {
  const after = lines.slice(title.number).find(({ text }) => text !== "" && !text.startsWith(">"));
  return after === undefined || HEADING.test(after.text);
}

/** Emphasis, links and heading marks taken off; the letters stay. */
export function plainMarkdown(text: string): string {
  return cleanPhrase(
    text
      .replace(/!?\[([^\]]*)\]\(([^)]*)\)/gu, "$1")
      .replace(/^\s*#{1,6}\s+/u, "")
      .replace(/^\s*>\s?/u, "")
      .replace(/(\*{1,3}|_{2,3}|`)(?=\S)([^*`]*?\S)\1/gu, "$2")
      .replace(/\*{2,}/gu, ""),
  );
}

/** A Markdown file's lines with their marks taken off; a table row's cells are set apart by two spaces. */
export function plainMarkdownLines(lines: readonly MarkedLine[]): readonly MarkedLine[] {
  return lines.map((line) =>
    TABLE_RULE.test(line.text)
      ? { ...line, text: "", furniture: "table-rule" }
      : { ...line, text: plainLine(line.text) },
  );
}

function plainLine(text: string): string {
  const row = /^\s*\|(.*)\|\s*$/u.exec(text)?.[1];
  if (row === undefined) return plainMarkdown(text).replace(/^[-+*]\s+/u, "• ");
  return row.split("|").map(plainMarkdown).join("  ");
}
