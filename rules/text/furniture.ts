import type { Furniture, FurnitureKind } from "./section.ts";
import type { MarkedLine, SourceLine } from "./source-lines.ts";

const CONTENTS_ENTRY = /(?:\.\s?){4,}\s*\d+$/u;
/** An entry of a contents list whose leaders were lost. */
const LISTED = /^\S.{2,80}?(?:\s{2,}|\s)\d{1,4}$/u;
const CONTENTS_TITLE = /^(?:table of )?contents$/iu;
/** A head or foot that recurs on fewer pages than this may be text. */
const RECURS = 3;
/** Numbers that grow from line to line are a table; feet stand at least this many lines apart, taken together. */
const PAGE_LINES = 12;
/** Fewer numbered lines than this may be anything. */
const FEET = 5;

/** Marks what the printer added to the text: running heads and feet, page numbers, the list of contents. */
export function markFurniture(lines: readonly SourceLine[]): readonly MarkedLine[] {
  const kinds = new Map<number, FurnitureKind>();
  const feet = numberedFeet(lines);
  const paged = lines.at(-1)?.page === 1 && feet.length > 0 ? pagesByFeet(lines, feet) : lines;
  const pages = splitPages(paged);
  if (pages.length > 1) markPageEdges(pages, kinds);
  for (const { line, kind } of feet) if (!kinds.has(line)) kinds.set(line, kind);
  markContents(lines, kinds);
  return paged.map((line) => ({ ...line, furniture: kinds.get(line.number) }));
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

/** Entries with dot leaders anywhere, and below the title of a contents list whatever ends in a page number. */
function markContents(lines: readonly SourceLine[], kinds: Map<number, FurnitureKind>): void {
  let listing: SourceLine | undefined;
  let found = false;
  for (const line of lines) {
    if (kinds.has(line.number)) continue;
    const text = line.text.trim();
    if (CONTENTS_TITLE.test(text)) {
      listing = line;
      found = false;
    } else if (CONTENTS_ENTRY.test(text) || (listing !== undefined && LISTED.test(text))) {
      kinds.set(line.number, "contents");
      if (listing !== undefined && !found) kinds.set(listing.number, "contents");
      found = true;
    } else if (text !== "" && !line.startsPage) listing = undefined;
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

type Foot = { readonly line: number; readonly kind: FurnitureKind };

/** Feet in a file whose form feeds were lost: one text again and again with a number that only grows. */
function numberedFeet(lines: readonly SourceLine[]): readonly Foot[] {
  const seen = new Map<string, { number: number; line: number }[]>();
  for (const line of lines) {
    const text = line.text.trim();
    if (text.length > 100 || !/^\d|\d$/u.test(text)) continue;
    const match = /^(\d{1,4})(?:\s.*)?$|\s(\d{1,4})$|^-\s?(\d{1,4})\s?-$/u.exec(text);
    if (match === null) continue;
    const key = core(text);
    const list = seen.get(key) ?? [];
    list.push({ number: Number(match[1] ?? match[2] ?? match[3]), line: line.number });
    seen.set(key, list);
  }
  return [...seen].flatMap(([key, list]) => {
    const growing = list.every(
      (entry, index) => index === 0 || entry.number > (list[index - 1]?.number ?? 0),
    );
    const apart = ((list.at(-1)?.line ?? 0) - (list[0]?.line ?? 0)) / Math.max(1, list.length - 1);
    if (list.length < FEET || !growing || apart < PAGE_LINES) return [];
    return list.map(({ line }): Foot => ({ line, kind: key === "" ? "page-number" : "running-foot" }));
  });
}

/** Begins a page after each foot, so that heads are found in a file without form feeds too. */
function pagesByFeet(lines: readonly SourceLine[], feet: readonly Foot[]): readonly SourceLine[] {
  const ends = new Set(feet.map((foot) => foot.line));
  let page = 1;
  let opening = false;
  return lines.map((line) => {
    const startsPage = opening && line.text.trim() !== "";
    if (startsPage) opening = false;
    const numbered = { ...line, page, startsPage };
    if (ends.has(line.number)) {
      page += 1;
      opening = true;
    }
    return numbered;
  });
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
