import { createHash } from "node:crypto";
import { mend, vocabulary } from "./blocks.ts";
import { BookError } from "./book-error.ts";
import { furnitureReport, markFurniture } from "./furniture.ts";
import { findHeadings, type Heading } from "./headings.ts";
import { findMarkdownHeadings, plainMarkdownLines } from "./markdown.ts";
import { slug } from "./normalise.ts";
import { wrapWidth } from "./rows.ts";
import type { DoubtedHeading, Furniture, ParsedBook, Section } from "./section.ts";
import { decodeBook, type MarkedLine, sourceLines } from "./source-lines.ts";

/**
 * Reads a text export or Markdown file of a rule book into sections.
 * `name` is its file name; it and the hash of the bytes name the book.
 * Throws {@link BookError} for a file that is empty, not text, or has no headings.
 */
export function parseBook(name: string, bytes: Uint8Array): ParsedBook {
  if (isPdf(bytes)) throw new BookError("book-not-text", name, "a PDF has to be opened with openRuleBook");
  const raw = sourceLines(decodeBook(name, bytes));
  const markdown = /\.(?:md|markdown)$/iu.test(name);
  const marked = markdown ? raw.map((line) => ({ ...line, furniture: undefined })) : markFurniture(raw);
  const { headings, doubted } = markdown ? findMarkdownHeadings(marked) : findHeadings(marked);
  const lines = markdown ? plainMarkdownLines(marked) : marked;
  return buildBook({ name, bytes, lines, headings, doubted, furniture: furnitureReport(marked) });
}

/** What a reader of some file format found in it. */
export type ReadBook = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lines: readonly MarkedLine[];
  readonly headings: readonly Heading[];
  readonly doubted: readonly DoubtedHeading[];
  readonly furniture: readonly Furniture[];
  /** Characters to a full line; measured where it is not given. */
  readonly width?: number;
};

export function buildBook(read: ReadBook): ParsedBook {
  const { name, bytes, lines, headings, doubted, furniture, width = wrapWidth(lines) } = read;
  if (headings.length === 0) throw new BookError("book-without-sections", name, "no headings were found");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const sourceId = `${name}@${sha256.slice(0, 12)}`;
  const paged = lines.at(-1)?.page !== 1;
  const first = headings[0]?.line ?? 1;
  return {
    name,
    sha256,
    sourceId,
    lineCount: lines.length,
    sections: cutSections({ name, sourceId, paged, lines, headings, width }),
    furniture,
    unowned: lines
      .filter((line) => line.number < first && line.furniture === undefined && line.text.trim() !== "")
      .map((line) => ({ line: line.number, text: line.text.trim() })),
    doubted,
  };
}

export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 5)) === "%PDF-";
}

type Cut = {
  readonly name: string;
  readonly sourceId: string;
  readonly paged: boolean;
  readonly lines: readonly MarkedLine[];
  readonly headings: readonly Heading[];
  readonly width: number;
};

function cutSections({ name, sourceId, paged, lines, headings, width }: Cut): readonly Section[] {
  const words = vocabulary(lines);
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
