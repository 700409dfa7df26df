import { cleanPhrase, titleCase } from "./normalise.ts";
import { areRows, isListItem, wrapWidth } from "./rows.ts";
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
  (
    "a about above after against an and as at before below beneath between beyond but by during for from if in into nor of " +
    "off on onto or out over per than the through to under up upon via vs with within without your"
  ).split(" "),
);
const MAX_LENGTH = 64;
const MAX_WORDS = 9;
/** A title such as `Class Features` recurs with every class; a label recurs with every monster. */
const MAX_REPEATS = 24;

/** Parts of a stat block: they belong to the creature and head nothing of their own. */
const STAT_PARTS = new Set([
  "actions",
  "reactions",
  "bonus actions",
  "legendary actions",
  "lair actions",
  "regional effects",
]);

/** Lines of a stat block that read like a title. */
const STAT_LINE =
  /^(?:armor class \d|hit points \d|speed \d|saving throws [A-Z]\w+ [+-]|skills [A-Z].*[+-]\d|(?:damage|condition) (?:resistances|immunities|vulnerabilities) |senses |languages (?!of |and |in )|challenge [\d-]|str\s+dex\s+con)/iu;

/** What columns are called; a line made of such names heads a table. */
const COLUMN_NAMES = new Set(
  (
    "ability ac area armor attack bonus capacity carrying cantrips challenge charges class con cost cr damage dc dex distance down effect effects " +
    "example examples face features from gained hp int item known kind language optional prerequisite size lever level max modifier name origin price " +
    "proficiencies proficiency breath properties range rarity rating roll saving save score size skill slots speed spells stealth str strength throw " +
    "total type up weight wis xp d4 d6 d8 d10 d12 d20 d100 1st 2nd 3rd 4th 5th 6th 7th 8th 9th points result number value domain " +
    "symbol symbols deity alignment suggested service goods pace minute hour day"
  ).split(" "),
);

function isColumnHead(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  if (words.length === 2)
    return /^(?:item cost|cost goods|challenge xp|class proficiencies)$/u.test(words.join(" "));
  return words.length > 2 && words.filter((word) => COLUMN_NAMES.has(word)).length >= words.length * 0.75;
}

/** The headings of a text export. Whether a heading stands apart from its text or close above it is learnt first. */
export function findHeadings(lines: readonly MarkedLine[]): Headings {
  const view = new Surroundings(lines);
  const bare = lines.filter(
    (line) => line.furniture === undefined && isBareTitle(line.text) && view.blankBefore(line),
  );
  const apart = bare.filter((line) => view.blankAfter(line) && !view.tableBelow(line)).length;
  const loose = apart > bare.length * 0.6;
  const numbered = lines.some((line) => line.furniture === undefined && CHAPTER.test(line.text.trim()));
  const repeats = countTexts(bare.filter((line) => view.blankAfter(line) === loose));
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
    const repeated = (repeats.get(text) ?? 0) > MAX_REPEATS;
    const why = repeated ? "recurs too often for a title" : doubt(line, view, loose);
    if (why !== undefined) {
      doubted.push({ line: line.number, text, taken: false, why });
      continue;
    }
    const capitals = !/[a-z]/u.test(text);
    // A box is set in from the margin; it stands within the section around it whatever its letters.
    const boxed = /^\s/u.test(line.text);
    const level = capitals && !boxed ? (numbered ? 1 : 0) : numbered ? 2 : 1;
    headings.push({ line: line.number, level, title: titleCase(text) });
  }
  return { headings, doubted };
}

function countTexts(lines: readonly MarkedLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const text = cleanPhrase(line.text);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
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
  if (/^table[:\s]/iu.test(text) || /\.\s/u.test(text) || /[=|<>_*]/u.test(text)) return false;
  if (
    text.includes(":") &&
    !/^[A-Z][a-z]+(?: [A-Z][a-z]+)?: [A-Z][a-z]+ [^\d,]+$/u.test(text) &&
    !/^variant: /iu.test(text)
  )
    return false;
  if (STAT_LINE.test(text) || isColumnHead(text)) return false;
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
    this.#width = wrapWidth(lines);
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
    for (let at = line.number; at < line.number + 20; at += 1) {
      const other = this.#lines[at];
      if (other !== undefined && other.furniture === undefined && other.text.trim() !== "") return other;
    }
    return undefined;
  }

  /** Whether the lines right below are rows: set in columns, or broken where a wrap would not have broken them. */
  tableBelow(line: MarkedLine): boolean {
    if (this.blankAfter(line)) return false;
    const rows: string[] = [];
    for (let at = line.number; at < line.number + 8; at += 1) {
      const other = this.#lines[at];
      if (other === undefined || other.furniture !== undefined || other.text.trim() === "") break;
      rows.push(other.text.trim());
    }
    return !isListItem(rows[0] ?? "") && areRows(rows, this.#width);
  }
}
