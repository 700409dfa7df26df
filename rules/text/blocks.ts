import { areRows, isListItem } from "./rows.ts";
import type { LineMark, Table } from "./section.ts";
import type { MarkedLine } from "./source-lines.ts";

/** The mended text of a section's lines, where each part of it was read, and the tables in it. */
export type Mended = {
  readonly text: string;
  readonly lineMap: readonly LineMark[];
  readonly tables: readonly Table[];
};

type Block = { readonly lines: readonly MarkedLine[]; readonly table: boolean };

/** First parts of words that are written with a hyphen wherever they break. */
const COMPOUNDS = new Set(
  "all cross half ill long low high ready right left self semi short three two four one well".split(" "),
);
const CAPTION = /^(?:table)\s*(?:\d+\s*)?[:.]\s*(.+)$/iu;

/** Mends wraps: lines of one paragraph become one, list items and table rows keep a line each. */
export function mend(lines: readonly MarkedLine[], words: ReadonlySet<string>, width: number): Mended {
  const writer = new Writer(words);
  const tables: Table[] = [];
  let caption: string | undefined;
  for (const block of splitBlocks(lines, width)) {
    if (block.table) {
      const table = readTable(block.lines, caption);
      tables.push(table);
      for (const [index, row] of table.rows.entries()) {
        const line = block.lines[index];
        if (line !== undefined) writer.line(row.join(" | "), line.number);
      }
      caption = undefined;
      continue;
    }
    writer.paragraph(block.lines);
    const first = block.lines[0];
    caption = block.lines.length === 1 && first !== undefined ? captionOf(first.text) : undefined;
  }
  return { text: writer.text, lineMap: writer.map, tables };
}

function captionOf(text: string): string | undefined {
  const plain = text.trim();
  const named = CAPTION.exec(plain)?.[1];
  if (named !== undefined) return named;
  return plain.length < 60 && !/[.,;:]$/u.test(plain) ? plain : undefined;
}

function splitBlocks(lines: readonly MarkedLine[], width: number): readonly Block[] {
  const blocks: Block[] = [];
  let current: MarkedLine[] = [];
  let turned = false;
  let blank = false;
  const close = () => {
    if (current.length > 0) blocks.push({ lines: current, table: isTable(current, width) });
    current = [];
  };
  for (const line of lines) {
    if (line.furniture !== undefined || line.startsPage) turned = true;
    if (line.furniture !== undefined) continue;
    if (line.text.trim() === "") {
      blank = true;
      continue;
    }
    const last = current.at(-1);
    const broken = turned ? last === undefined || !runsOn(last, line, current, width) : blank;
    if (broken || isListItem(line.text)) close();
    current.push(line);
    turned = false;
    blank = false;
  }
  close();
  return blocks;
}

/** Whether a paragraph or a table goes on over the turn of a page. */
function runsOn(last: MarkedLine, next: MarkedLine, block: readonly MarkedLine[], width: number): boolean {
  const [end, start] = [last.text.trim(), next.text.trim()];
  if (/\S\s{2,}\S/u.test(end) && /\S\s{2,}\S/u.test(start)) return true;
  if (/[a-z]-$/u.test(end) || /^[a-z]/u.test(start)) return !isTable(block, width) || /^[a-z]/u.test(start);
  return !/[.!?:;)"']$/u.test(end) && end.length > width * 0.75 && !isTable(block, width);
}

function isTable(lines: readonly MarkedLine[], width: number): boolean {
  const texts = lines.map((line) => line.text.trim());
  return !isListItem(texts[0] ?? "") && areRows(texts, width);
}

function readTable(lines: readonly MarkedLine[], caption: string | undefined): Table {
  const rows = lines.map((line) =>
    line.text
      .trim()
      .split(/\s{2,}/u)
      .map((cell) => cell.trim()),
  );
  const first = lines[0]?.number ?? 0;
  return { caption, rows, lineStart: first, lineEnd: lines.at(-1)?.number ?? first };
}

/** Writes normalised text and remembers from which line each part came. */
class Writer {
  text = "";
  readonly map: LineMark[] = [];
  readonly #words: ReadonlySet<string>;

  constructor(words: ReadonlySet<string>) {
    this.#words = words;
  }

  line(text: string, line: number): void {
    if (this.text !== "") this.text += "\n";
    this.map.push({ offset: this.text.length, line });
    this.text += text.replace(/\s+/gu, " ").trim();
  }

  paragraph(lines: readonly MarkedLine[]): void {
    for (const [index, line] of lines.entries()) {
      const text = line.text.replace(/\s+/gu, " ").trim();
      if (index === 0) {
        this.line(text, line.number);
        continue;
      }
      this.#join(text);
      this.map.push({ offset: this.text.length, line: line.number });
      this.text += text;
    }
  }

  /** A hyphen at the end of a line is the printer's if the whole word is known, the author's if the parts are. */
  #join(next: string): void {
    if (!this.text.endsWith("-")) {
      this.text += " ";
      return;
    }
    // Only the end is looked at: the whole text would be read again for every line of it.
    const tail = /([A-Za-z']+)-$/u.exec(this.text.slice(-40))?.[1]?.toLowerCase();
    const head = /^[A-Za-z']+/u.exec(next)?.[0];
    if (tail === undefined || head === undefined) {
      if (this.text.endsWith(" -")) this.text += " ";
      return;
    }
    const start = head.toLowerCase();
    const known = this.#words.has(tail + start);
    const hyphened = this.#words.has(`${tail}-${start}`);
    const parts = this.#words.has(tail) && this.#words.has(start);
    const compound = COMPOUNDS.has(tail);
    const mends = /^[a-z]/u.test(head) && (known || (!hyphened && !parts && !compound));
    if (mends) this.text = this.text.slice(0, -1);
  }
}

/** The words of a book that stand within a line, whole; compounds with their hyphens too. */
export function vocabulary(lines: readonly MarkedLine[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const line of lines) {
    const text = line.text.toLowerCase();
    const found = text.match(/[a-z']+(?:-[a-z']+)*-?/gu) ?? [];
    for (const [index, word] of found.entries()) {
      // The first and last word of a line may be halves of a broken one.
      if (word.endsWith("-")) continue;
      if (index === 0 && /^\s*[a-z]/u.test(text) && /^\s*[a-z]/u.test(line.text)) continue;
      words.add(word);
      for (const part of word.split("-")) words.add(part);
    }
  }
  return words;
}
