import { createHash } from "node:crypto";
import { mend, vocabulary } from "./blocks.ts";
import { BookError } from "./book-error.ts";
import { furnitureReport, markFurniture } from "./furniture.ts";
import { findHeadings, type Heading } from "./headings.ts";
import { findMarkdownHeadings, plainMarkdownLines } from "./markdown.ts";
import { slug } from "./normalise.ts";
import { wrapWidth } from "./rows.ts";
import type { ParsedBook, Section } from "./section.ts";
import { decodeBook, type MarkedLine, sourceLines } from "./source-lines.ts";

/**
 * Reads a text export or Markdown file of a rule book into sections.
 * `name` is its file name; it and the hash of the bytes name the book.
 * Throws {@link BookError} for a file that is empty, not text, or has no headings.
 */
export function parseBook(name: string, bytes: Uint8Array): ParsedBook {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const sourceId = `${name}@${sha256.slice(0, 12)}`;
  const raw = sourceLines(decodeBook(name, bytes));
  const markdown = /\.(?:md|markdown)$/iu.test(name);
  const marked = markdown ? raw.map((line) => ({ ...line, furniture: undefined })) : markFurniture(raw);
  const { headings, doubted } = markdown ? findMarkdownHeadings(marked) : findHeadings(marked);
  if (headings.length === 0) throw new BookError("book-without-sections", name, "no headings were found");
  const lines = markdown ? plainMarkdownLines(marked) : marked;
  const paged = lines.at(-1)?.page !== 1;
  const sections = cutSections({ name, sourceId, paged, lines, headings });
  const first = headings[0]?.line ?? 1;
  return {
    name,
    sha256,
    sourceId,
    lineCount: lines.length,
    sections,
    furniture: furnitureReport(marked),
    unowned: lines
      .filter((line) => line.number < first && line.furniture === undefined && line.text.trim() !== "")
      .map((line) => ({ line: line.number, text: line.text.trim() })),
    doubted,
  };
}

type Cut = {
  readonly name: string;
  readonly sourceId: string;
  readonly paged: boolean;
  readonly lines: readonly MarkedLine[];
  readonly headings: readonly Heading[];
};

function cutSections({ name, sourceId, paged, lines, headings }: Cut): readonly Section[] {
  const words = vocabulary(lines);
  const width = wrapWidth(lines);
  const above: Heading[] = [];
  const taken = new Map<string, number>();
  return headings.map((heading, index) => {
    while ((above.at(-1)?.level ?? -1) >= heading.level) above.pop();
    above.push(heading);
    const path = above.map((each) => each.title);
    const next = headings[index + 1]?.line ?? lines.length + 1;
    const body = lines.slice(heading.line, next - 1);
    const lastLine = body.findLast((line) => line.furniture === undefined && line.text.trim() !== "");
    const page = lines[heading.line - 1]?.page;
    return {
      id: uniqueId(`${slug(name.replace(/\.[^.]+$/u, ""))}/${path.map(slug).join("/")}`, taken),
      path,
      title: heading.title,
      source: name,
      sourceId,
      lineStart: heading.line,
      lineEnd: lastLine?.number ?? heading.line,
      ...(paged && page !== undefined ? { page } : {}),
      ...mend(body, words, width),
    };
  });
}

function uniqueId(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}~${count}`;
}
