/** A table as the source prints it: its caption, when it has one, and rows of cells. */
export type Table = {
  readonly caption: string | undefined;
  readonly rows: readonly (readonly string[])[];
  /** 1-based lines of the source file, inclusive. */
  readonly lineStart: number;
  readonly lineEnd: number;
};

/** Says that the normalised text from `offset` on was read from `line` of the source file. */
export type LineMark = { readonly offset: number; readonly line: number };

/** One headed piece of a book. */
export type Section = {
  /** Stable while the titles are: file name and slugs of the path, with a number where they repeat. */
  readonly id: string;
  /** Titles from the chapter down to this section, without their numbers. */
  readonly path: readonly string[];
  readonly title: string;
  /** File name of the book. */
  readonly source: string;
  readonly sourceId: string;
  /** 1-based lines of the source file, inclusive; the first is the heading. */
  readonly lineStart: number;
  readonly lineEnd: number;
  /** Counted from form feeds; absent in a book that has none. */
  readonly page?: number;
  /** The text below the heading, mended: paragraphs, list items and table rows, one to a line. */
  readonly text: string;
  readonly lineMap: readonly LineMark[];
  readonly tables: readonly Table[];
};

/** A distinct text that recurs as head, foot or page number and was kept out of the sections. */
export type Furniture = { readonly text: string; readonly kind: FurnitureKind; readonly count: number };
export type FurnitureKind = "running-head" | "running-foot" | "page-number" | "contents" | "table-rule";

export type ParsedBook = {
  readonly name: string;
  readonly sha256: string;
  /** `<file name>@<first 12 hex digits of its sha256>` */
  readonly sourceId: string;
  readonly lineCount: number;
  readonly sections: readonly Section[];
  readonly furniture: readonly Furniture[];
  /** Lines with text before the first heading. */
  readonly unowned: readonly LineText[];
  /** Lines that look like a heading but were not taken for one, or were taken with doubt. */
  readonly doubted: readonly DoubtedHeading[];
};

export type LineText = { readonly line: number; readonly text: string };
export type DoubtedHeading = LineText & { readonly taken: boolean; readonly why: string };

/** The lines of the source, inclusive, that hold the normalised text from `start` up to `end`. */
export function linesOf(section: Section, start: number, end: number): readonly [number, number] {
  let first = section.lineStart;
  let last = section.lineStart;
  for (const mark of section.lineMap) {
    if (mark.offset <= start) first = mark.line;
    if (mark.offset < end) last = mark.line;
  }
  return [first, Math.max(first, last)];
}
