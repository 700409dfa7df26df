import type { Furniture, FurnitureKind } from "./section.ts";
import type { MarkedLine, SourceLine } from "./source-lines.ts";

const CONTENTS_ENTRY = /(?:\.\s?){4,}\s*\d+$/u;
const CONTENTS_TITLE = /^(?:table of )?contents$/iu;
/** A head or foot that recurs on fewer pages than this may be text. */
const RECURS = 3;
/** Numbers that grow from line to line are a table; feet stand at least this many lines apart. */
const PAGE_LINES = 12;

/** Marks what the printer added to the text: running heads and feet, page numbers, the list of contents. */
export function markFurniture(lines: readonly SourceLine[]): readonly MarkedLine[] {
  const kinds = new Map<number, FurnitureKind>();
  markContents(lines, kinds);
  const pages = splitPages(lines);
  if (pages.length > 1) markPageEdges(pages, kinds);
  markNumberedFeet(lines, kinds);
  return lines.map((line) => ({ ...line, furniture: kinds.get(line.number) }));
}

/** Every distinct text that was kept out of the sections, with how often. */
export function furnitureReport(lines: readonly MarkedLine[]): readonly Furniture[] {
  const found = new Map<string, { text: string; kind: FurnitureKind; count: number }>();
  for (const line of lines) {
    if (line.furniture === undefined || line.text.trim() === "") continue;
    const text = line.furniture === "contents" ? line.text.trim() : pattern(line.text);
    const key = `${line.furniture} ${text}`;
    const entry = found.get(key) ?? { text, kind: line.furniture, count: 0 };
    entry.count += 1;
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.text.localeCompare(b.text));
}

/** A line with its numbers made `#`, so that feet which differ by the page number are one text. */
function pattern(text: string): string {
  return text
    .trim()
    .replace(/\s+/gu, " ")
    .replace(/(?:^|(?<= ))\d+(?= |$)/gu, "#");
}

/** A head or foot without its page number, which left and right pages set on different sides. */
function core(text: string): string {
  return pattern(text)
    .replace(/#/gu, "")
    .replace(/[-\s]+/gu, " ")
    .trim();
}

function markContents(lines: readonly SourceLine[], kinds: Map<number, FurnitureKind>): void {
  for (const [index, line] of lines.entries()) {
    const text = line.text.trim();
    if (CONTENTS_ENTRY.test(text)) kinds.set(line.number, "contents");
    if (CONTENTS_TITLE.test(text)) {
      const next = lines.slice(index + 1, index + 6).find((other) => other.text.trim() !== "");
      if (next !== undefined && CONTENTS_ENTRY.test(next.text)) kinds.set(line.number, "contents");
    }
  }
}

function splitPages(lines: readonly SourceLine[]): readonly (readonly SourceLine[])[] {
  const pages = new Map<number, SourceLine[]>();
  for (const line of lines) {
    const page = pages.get(line.page) ?? [];
    page.push(line);
    pages.set(line.page, page);
  }
  return [...pages.values()].map((page) => page.filter((line) => line.text.trim() !== ""));
}

/** The first and last line of each page: furniture when the same text stands there on several pages. */
function markPageEdges(pages: readonly (readonly SourceLine[])[], kinds: Map<number, FurnitureKind>): void {
  const heads = countCores(pages.map((page) => page[0]));
  const feet = countCores(pages.map((page) => page.at(-1)));
  const recurringHeads = [...heads.values()].reduce((sum, count) => sum + (count >= RECURS ? count : 0), 0);
  // In a book whose pages nearly all begin with a head, a head seen once or twice is a short chapter's.
  const headed = recurringHeads > pages.length / 2;
  const often = Math.max(RECURS, pages.length / 5);
  const numbered = (at: 0 | -1) =>
    pages.filter((page) => isPageNumber(page.at(at)?.text ?? "")).length >= often;
  const [numberAbove, numberBelow] = [numbered(0), numbered(-1)];
  for (const page of pages) {
    const [head, foot] = [page[0], page.at(-1)];
    if (head !== undefined && !kinds.has(head.number)) {
      const count = heads.get(core(head.text)) ?? 0;
      const alone = headed && head.startsPage && isCapitals(head.text) && !/\d/u.test(head.text);
      if (numberAbove && isPageNumber(head.text)) kinds.set(head.number, "page-number");
      else if ((headed && count >= RECURS) || alone || count >= often) kinds.set(head.number, "running-head");
    }
    if (foot !== undefined && foot !== head && !kinds.has(foot.number)) {
      if (numberBelow && isPageNumber(foot.text)) kinds.set(foot.number, "page-number");
      else if ((feet.get(core(foot.text)) ?? 0) >= often) kinds.set(foot.number, "running-foot");
    }
  }
}

/** Feet in a file whose form feeds were lost: one text again and again with a number that only grows. */
function markNumberedFeet(lines: readonly SourceLine[], kinds: Map<number, FurnitureKind>): void {
  const seen = new Map<string, { number: number; line: number }[]>();
  for (const line of lines) {
    const text = line.text.trim();
    const match = /^(\d+)\s+\D+$|^\D+\s(\d+)$|^-?\s?(\d+)\s?-?$/u.exec(text);
    if (match === null || text.length > 100) continue;
    const key = core(text);
    const list = seen.get(key) ?? [];
    list.push({ number: Number(match[1] ?? match[2] ?? match[3]), line: line.number });
    seen.set(key, list);
  }
  for (const [key, list] of seen) {
    const growing = list.every((entry, index) => {
      const before = list[index - 1];
      return before === undefined || (entry.number > before.number && entry.line - before.line >= PAGE_LINES);
    });
    if (list.length < 5 || !growing) continue;
    for (const entry of list) {
      if (!kinds.has(entry.line)) kinds.set(entry.line, key === "" ? "page-number" : "running-foot");
    }
  }
}

function countCores(lines: readonly (SourceLine | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    if (line === undefined) continue;
    const text = core(line.text);
    // A table row or a die result recurs too; a head has letters and no sentence end.
    if (/[.:;,!?]$/u.test(text) || text === "") continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function isPageNumber(text: string): boolean {
  return /^[-\s]*(?:page\s+)?\d{1,4}[-\s]*$/iu.test(text);
}

function isCapitals(text: string): boolean {
  return /[A-Z]/u.test(text) && !/[a-z]/u.test(text);
}
