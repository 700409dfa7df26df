import { cleanPhrase, titleCase } from "./normalise.ts";
import type { DoubtedHeading } from "./section.ts";
import type { MarkedLine } from "./source-lines.ts";
import { Surroundings } from "./surroundings.ts";
import { isBareTitle, isStatPart, MAX_LENGTH, MAX_WORDS } from "./titles.ts";

export type Heading = {
  readonly line: number;
  /** 0 for a chapter, deeper for what stands below it. */
  readonly level: number;
  readonly title: string;
  /** Heads a box set apart from the text around it. */
  readonly boxed?: true;
};

export type Headings = { readonly headings: readonly Heading[]; readonly doubted: readonly DoubtedHeading[] };

const CHAPTER = /^(?:chapter|appendix|part)\s+(?:\d+|[A-Z]|[IVXL]+)\s*[:.-]\s*(\S.*)$/iu;
const NUMBERED = /^((?:\d{1,2}|[A-Z])(?:\.\d{1,2})+)\.?\s+([A-Z]\S*.*)$/u;
/** A title such as `Class Features` recurs with every class; a label recurs with every monster. */
const MAX_REPEATS = 24;
/** Deep indents included; what is longer is no heading of any kind. */
const LONGEST_LINE = 100;

/** The headings of a text export. Whether a heading stands apart from its text or close above it is learnt first. */
export function findHeadings(lines: readonly MarkedLine[]): Headings {
  const view = new Surroundings(lines);
  const bare = lines.filter(
    (line) => line.furniture === undefined && view.blankBefore(line) && isBareTitle(line.text),
  );
  const apart = bare.filter((line) => view.blankAfter(line) && !view.tableBelow(line)).length;
  const loose = apart > bare.length * 0.6;
  const numbered = lines.some((line) => line.furniture === undefined && CHAPTER.test(line.text.trim()));
  const repeats = countTexts(bare.filter((line) => view.blankAfter(line) === loose));
  const found: Found[] = [];
  const doubted: DoubtedHeading[] = [];
  for (const line of lines) {
    if (line.furniture !== undefined || line.text === "" || line.text.length > LONGEST_LINE) continue;
    if (!view.blankBefore(line)) continue;
    const text = cleanPhrase(line.text);
    const heading = numberedHeading(text);
    if (heading !== undefined) {
      found.push({ line: line.number, ...heading, style: "numbered", opensPage: false });
      continue;
    }
    if (!isBareTitle(line.text)) continue;
    const repeated = (repeats.get(text) ?? 0) > MAX_REPEATS;
    const why = repeated ? "recurs too often for a title" : doubt(line, view, loose);
    if (why !== undefined) {
      doubted.push({ line: line.number, text, taken: false, why });
      continue;
    }
    // A box is set in from the margin; it stands within the section around it whatever its letters.
    const capitals = !/[a-z]/u.test(text) && !/^\s/u.test(line.text);
    const style = capitals ? "capitals" : "bare";
    found.push({
      line: line.number,
      level: 0,
      title: titleCase(text),
      style,
      opensPage: view.opensPage(line),
    });
  }
  const paged = lines.at(-1)?.page !== 1;
  return { headings: withLevels(found, numbered, paged), doubted };
}

type Found = Heading & { readonly style: "numbered" | "capitals" | "bare"; readonly opensPage: boolean };

/**
 * Numbers say how deep a heading lies. Without them, capitals lie above title case; and where chapters begin on a page
 * of their own, capitals further down a page lie below those that open one.
 */
function withLevels(found: readonly Found[], numbered: boolean, paged: boolean): readonly Heading[] {
  const capitals = found.filter((heading) => heading.style === "capitals");
  const opening = capitals.filter((heading) => heading.opensPage).length;
  const byPage = paged && !numbered && opening > capitals.length * 0.5;
  // Where the parts of chapters are numbered too, capitals without a number head a box within a part.
  const parted = found.some((heading) => heading.style === "numbered" && heading.level > 0);
  return found.map(({ line, level, title, style, opensPage }) => {
    if (style === "numbered") return { line, level, title };
    if (style === "bare") return { line, title, level: numbered || byPage ? 2 : 1 };
    return { line, title, level: parted ? 2 : numbered || (byPage && !opensPage) ? 1 : 0 };
  });
}

function countTexts(lines: readonly MarkedLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const text = cleanPhrase(line.text);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function numberedHeading(text: string): Omit<Heading, "line"> | undefined {
  if (text.length > MAX_LENGTH + 16) return undefined;
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
  if (isStatPart(text)) return "part of a stat block";
  if (capitals) return undefined;
  const next = view.nextText(line);
  if (next === undefined) return "nothing follows";
  if (isBareTitle(next.text) && !view.tableBelow(next) && !isStatPart(next.text)) return undefined;
  return "stands alone";
}
