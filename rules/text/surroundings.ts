import { areRows, isListItem, wrapWidth } from "./rows.ts";
import type { MarkedLine } from "./source-lines.ts";

/** What stands around a line once furniture is taken away. */
export class Surroundings {
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

  /** Whether no text of its page stands above the line. */
  opensPage(line: MarkedLine): boolean {
    for (let at = line.number - 2; at >= 0; at -= 1) {
      const other = this.#lines[at];
      if (other === undefined || other.page !== line.page) return true;
      if (other.furniture === undefined && other.text.trim() !== "") return false;
    }
    return true;
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
