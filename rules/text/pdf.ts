import { BookError } from "./book-error.ts";
import { furnitureReport } from "./furniture.ts";
import { findHeadings, type Heading } from "./headings.ts";
import { cleanLine, cleanPhrase, titleCase } from "./normalise.ts";
import { buildBook } from "./parse.ts";
import type { ParsedBook } from "./section.ts";
import type { MarkedLine } from "./source-lines.ts";

/** A piece of text where the page prints it; `y` grows upwards. */
type Item = {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
};

/** A printed line: its text and the size of most of its letters. */
type PrintedLine = { text: string; size: number; readonly y: number; readonly page: number; after: number };

/** Text this much larger than the body is a heading. */
const HEADING_RATIO = 1.12;
const MAX_LEVELS = 4;
const MAX_TITLE = 90;
/** Letters of many widths: how many fit on a line says nothing, so rows are told by their columns alone. */
const PROPORTIONAL = 0;
/** A head or foot stands at one height on at least this many pages. */
const RECURS = 3;

/**
 * Reads a PDF with text in it into sections: headings by their size, columns in the order in which they were set.
 * Lines count the printed lines from 1. Throws {@link BookError} for a file without text or headings.
 */
export async function parsePdf(name: string, bytes: Uint8Array): Promise<ParsedBook> {
  const printed = joinTitles(await printedLines(name, bytes));
  if (printed.length === 0)
    throw new BookError("book-empty", name, "the PDF holds no text; it may be scanned pictures");
  const lines = markRecurring(spaced(printed), printed.at(-1)?.page ?? 1);
  const headings = headingsBySize(lines);
  const found = headings.length > 0 ? { headings, doubted: [] } : findHeadings(lines);
  return buildBook({ name, bytes, lines, ...found, furniture: furnitureReport(lines), width: PROPORTIONAL });
}

async function printedLines(name: string, bytes: Uint8Array): Promise<readonly PrintedLine[]> {
  // The library is large; a table without a PDF never loads it.
  const { extractTextItems, getDocumentProxy } = await import("unpdf");
  try {
    // The library takes the buffer for itself, and the bytes are still to be hashed.
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { items } = await extractTextItems(document);
    return items.flatMap((page, index) => linesOfPage(page, index + 1));
  } catch (cause) {
    throw new BookError("book-not-text", name, "the PDF cannot be read", { cause });
  }
}

function linesOfPage(items: readonly Item[], page: number): readonly PrintedLine[] {
  const lines: PrintedLine[] = [];
  let end = 0;
  for (const item of items) {
    // The gap that a blank item fills is measured between the texts on its sides.
    if (item.str.trim() === "") continue;
    const last = lines.at(-1);
    const gap = item.x - end;
    if (last !== undefined && Math.abs(last.y - item.y) < item.fontSize * 0.4 && gap > -item.fontSize) {
      // A wide gap is the space between two columns of a table, a narrow one that between two words.
      if (gap > item.fontSize * 0.9) last.text += "  ";
      else if (gap > item.fontSize * 0.15 && !last.text.endsWith(" ")) last.text += " ";
      last.text += item.str;
      last.size = Math.max(last.size, item.fontSize);
    } else {
      if (last !== undefined) last.after = last.y - item.y;
      lines.push({ text: item.str, size: item.fontSize, y: item.y, page, after: 0 });
    }
    end = item.x + item.width;
  }
  return lines;
}

/** A title that was wrapped is one title. */
function joinTitles(lines: readonly PrintedLine[]): readonly PrintedLine[] {
  const body = bodySize(lines);
  const joined: PrintedLine[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const continues =
      last !== undefined &&
      last.size > body * HEADING_RATIO &&
      Math.abs(last.size - line.size) < 0.1 &&
      last.page === line.page &&
      last.after > 0 &&
      last.after < line.size * 1.6;
    if (continues) {
      last.text = `${last.text.trimEnd()} ${line.text}`;
      last.after = line.after;
    } else joined.push({ ...line });
  }
  return joined;
}

type SizedLine = MarkedLine & { readonly size: number; readonly y: number };

/** Puts a blank line wherever the print leaves more room than between two lines of a paragraph. */
function spaced(printed: readonly PrintedLine[]): readonly SizedLine[] {
  const step = usualStep(printed);
  const lines: SizedLine[] = [];
  const add = (line: PrintedLine, text: string, startsPage: boolean) =>
    lines.push({
      number: lines.length + 1,
      page: line.page,
      text,
      startsPage,
      furniture: undefined,
      size: line.size,
      y: line.y,
    });
  for (const [index, line] of printed.entries()) {
    add(line, cleanLine(line.text), line.page !== printed[index - 1]?.page);
    const larger = line.size !== printed[index + 1]?.size;
    if (line.after > step * 1.25 || (larger && line.after > 0)) add(line, "", false);
  }
  return lines;
}

function usualStep(lines: readonly PrintedLine[]): number {
  return (
    mostCommon(lines.filter((line) => line.after > 0).map((line) => [Math.round(line.after * 2) / 2, 1])) ??
    12
  );
}

function bodySize(lines: readonly { readonly text: string; readonly size: number }[]): number {
  return mostCommon(lines.map((line) => [Math.round(line.size * 4) / 4, line.text.length])) ?? 10;
}

function mostCommon(values: readonly (readonly [value: number, weight: number])[]): number | undefined {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight);
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Marks what stands at the same height with the same words, but for numbers, on many pages. */
function markRecurring(lines: readonly SizedLine[], pages: number): readonly SizedLine[] {
  const key = (line: SizedLine) => `${Math.round(line.y)} ${line.text.replace(/\d+/gu, "#").trim()}`;
  const counts = new Map<string, number>();
  for (const line of lines) if (line.text !== "") counts.set(key(line), (counts.get(key(line)) ?? 0) + 1);
  const often = Math.max(RECURS, pages / 5);
  return lines.map((line) => {
    if (line.text === "" || (counts.get(key(line)) ?? 0) < often) return line;
    const number = /^\d+$/u.test(line.text.trim());
    return { ...line, furniture: number ? "page-number" : "running-foot" };
  });
}

const NUMBER =
  /^(?:(?:chapter|appendix|part)\s+\w+\s*[:.-]\s*|(?:\d+|[A-Z])(?:\.\d+)*\.\s+|\d+(?:\.\d+)+\s+)/iu;

function headingsBySize(lines: readonly SizedLine[]): readonly Heading[] {
  const body = bodySize(lines);
  const titles = lines.filter(
    (line) =>
      line.furniture === undefined &&
      line.size > body * HEADING_RATIO &&
      line.text.trim().length <= MAX_TITLE &&
      /\p{L}{2}/u.test(line.text),
  );
  const sizes = [...new Set(titles.map((line) => Math.round(line.size)))].sort((a, b) => b - a);
  return titles.map((line) => ({
    line: line.number,
    level: Math.min(MAX_LEVELS, sizes.indexOf(Math.round(line.size))),
    title: titleCase(cleanPhrase(line.text).replace(NUMBER, "")),
  }));
}
