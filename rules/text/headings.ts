import { cleanPhrase, titleCase } from "./normalise.ts";
import type { DoubtedHeading } from "./section.ts";
import type { MarkedLine } from "./source-lines.ts";

export type Heading = {
  readonly line: number;
  /** 0 for a chapter, deeper for what stands below it. */
  readonly level: number;
  readonly title: string;
};

export type Headings = { readonly headings: readonly Heading[]; readonly doubted: readonly DoubtedHeading[] };

const CHAPTER = /^(?:chapter|appendix|part)\s+(?:\d+|[A-Z]|[IVXL]+)\s*[:.-]\s*(\S.*)$/iu;
const NUMBERED = /^((?:\d{1,2}|[A-Z])(?:\.\d{1,2})+)\.?\s+([A-Z]\S*.*)$/u;
const SMALL = new Set(
  "a an and as at but by for from if in into nor of off on onto or out over per than the to up vs with your".split(
    " ",
  ),
);
const MAX_LENGTH = 64;
const MAX_WORDS = 9;

/** Parts of a stat block: they belong to the creature and head nothing of their own. */
const STAT_PARTS = new Set([
  "actions",
  "reactions",
  "bonus actions",
  "legendary actions",
  "lair actions",
  "regional effects",
]);

/** The headings of a text export. Whether a heading stands apart from its text or close above it is learnt first. */
export function findHeadings(lines: readonly MarkedLine[]): Headings {
  const view = new Surroundings(lines);
  const bare = lines.filter(
    (line) => line.furniture === undefined && isBareTitle(line.text) && view.blankBefore(line),
  );
  const apart = bare.filter((line) => view.blankAfter(line) && !view.tableBelow(line)).length;
  const loose = apart > bare.length * 0.6;
  const numbered = lines.some((line) => line.furniture === undefined && CHAPTER.test(line.text.trim()));
  const headings: Heading[] = [];
  const doubted: DoubtedHeading[] = [];
  for (const line of lines) {
    if (line.furniture !== undefined) continue;
    const text = cleanPhrase(line.text);
    const heading = numberedHeading(text, line, view);
    if (heading !== undefined) {
      headings.push({ line: line.number, ...heading });
      continue;
    }
    if (!isBareTitle(line.text) || !view.blankBefore(line)) continue;
    const why = doubt(line, view, loose);
    if (why !== undefined) {
      doubted.push({ line: line.number, text, taken: false, why });
      continue;
    }
    const capitals = !/[a-z]/u.test(text);
    const level = capitals ? (numbered ? 1 : 0) : numbered ? 2 : 1;
    headings.push({ line: line.number, level, title: titleCase(text) });
  }
  return { headings, doubted };
}

function numberedHeading(
  text: string,
  line: MarkedLine,
  view: Surroundings,
): Omit<Heading, "line"> | undefined {
  if (text.length > MAX_LENGTH + 16 || !view.blankBefore(line)) return undefined;
  const chapter = CHAPTER.exec(text)?.[1];
  if (chapter !== undefined && !/[.;,]$/u.test(chapter)) return { level: 0, title: titleCase(chapter) };
  const part = NUMBERED.exec(text);
  if (part?.[1] === undefined || part[2] === undefined || /[.;,]$/u.test(part[2])) return undefined;
  if (part[2].split(" ").length > MAX_WORDS || /^\d+\.\d+\s+\S+\s+\d/u.test(text)) return undefined;
  return { level: part[1].split(".").length - 1, title: titleCase(part[2]) };
}

/** Why a line that reads like a title is not one, if so. */
function doubt(line: MarkedLine, view: Surroundings, loose: boolean): string | undefined {
  const text = line.text.trim();
  const capitals = !/[a-z]/u.test(text);
  if (view.tableBelow(line)) return "a table follows";
  if (loose) {
    if (view.blankAfter(line)) return undefined;
    return "text follows without a blank line";
  }
  if (!view.blankAfter(line)) return undefined;
  if (STAT_PARTS.has(text.toLowerCase())) return "part of a stat block";
  if (capitals) return undefined;
  const next = view.nextText(line);
  if (next === undefined) return "nothing follows";
  if (isBareTitle(next.text) && !view.tableBelow(next) && !STAT_PARTS.has(next.text.trim().toLowerCase()))
    return undefined;
  return "stands alone";
}

/** A short line in title case or capitals, without the punctuation of a sentence. */
export function isBareTitle(raw: string): boolean {
  const text = raw.trim();
  if (text.length < 2 || text.length > MAX_LENGTH || raw.search(/\S/u) > 8) return false;
  if (
    /\s{2,}/u.test(text) ||
    /[.,;:]$/u.test(text) ||
    /^[^A-Z0-9"]/u.test(text) ||
    !/[A-Za-z]{2}/u.test(text)
  )
    return false;
  if (/^table[:\s]/iu.test(text) || /[=|<>_*]/u.test(text)) return false;
  const words = text.split(/\s+/u);
  if (words.length > MAX_WORDS) return false;
  if (/^\d/u.test(text) && !/^\d+(?:st|nd|rd|th)[- ]level/iu.test(text)) return false;
  const plain = words.filter((word, index) => {
    const bare = word.replace(/^[("'“]+|[)"'”,!?]+$/gu, "");
    if (bare === "" || /^[+-]?\d+(?:st|nd|rd|th)?$/u.test(bare)) return false;
    return /^[a-z]/u.test(bare) && (index === 0 || !SMALL.has(bare));
  });
  return plain.length === 0;
}

/** What stands around a line once furniture is taken away. */
class Surroundings {
  readonly #lines: readonly MarkedLine[];
  readonly #width: number;

  constructor(lines: readonly MarkedLine[]) {
    this.#lines = lines;
    const lengths = lines.map((line) => line.text.length).sort((a, b) => a - b);
    this.#width = Math.max(40, lengths[Math.floor(lengths.length * 0.9)] ?? 40);
  }

  blankBefore(line: MarkedLine): boolean {
    const before = this.#lines[line.number - 2];
    return before === undefined || before.furniture !== undefined || before.text.trim() === "";
  }

  blankAfter(line: MarkedLine): boolean {
    const after = this.#lines[line.number];
    return after === undefined || after.furniture !== undefined || after.text.trim() === "";
  }

  nextText(line: MarkedLine): MarkedLine | undefined {
    return this.#lines
      .slice(line.number, line.number + 20)
      .find((other) => other.furniture === undefined && other.text.trim() !== "");
  }

  /** Whether the lines right below are rows: several, short, and hardly one ends like a sentence. */
  tableBelow(line: MarkedLine): boolean {
    if (this.blankAfter(line)) return false;
    const rows: string[] = [];
    for (const other of this.#lines.slice(line.number, line.number + 8)) {
      if (other.furniture !== undefined || other.text.trim() === "") break;
      rows.push(other.text.trim());
    }
    if (rows.length < 2 || rows[0]?.startsWith("•") === true) return false;
    const columns = rows.filter((row) => /\s{2,}/u.test(row)).length;
    if (columns >= 2) return true;
    const short = rows.filter((row) => row.length < this.#width * 0.75 && !/[.;,:-]$/u.test(row)).length;
    return short > rows.length * 0.7 && short >= 2;
  }
}
