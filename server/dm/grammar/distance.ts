import type { Square } from "../../../rules/map.ts";
import type { CreatureView } from "../../../rules/view.ts";

export const placed = (creature: CreatureView): boolean => creature.x >= 0 && creature.y >= 0;

/** Squares between a square and a creature's space, 1 when next to it, 0 when inside. Diagonals count one. */
export function squaresBetween(from: Square, size: number, creature: CreatureView): number {
  const gap = (low: number, width: number, otherLow: number, otherWidth: number): number =>
    Math.max(0, otherLow - (low + width - 1), low - (otherLow + otherWidth - 1));
  return Math.max(
    gap(from[0], size, creature.x, creature.squares),
    gap(from[1], size, creature.y, creature.squares),
  );
}

export function feetBetween(one: CreatureView, other: CreatureView): number {
  if (!placed(one) || !placed(other)) return 0;
  return 5 * squaresBetween([one.x, one.y], one.squares, other);
}

const COLUMN_A = "A".charCodeAt(0);

/** `C7` for column 2, row 6: letters from A, rows from 1, as a map is read aloud. */
export function squareName([x, y]: Square): string {
  const letter = (value: number): string =>
    (value >= 26 ? letter(Math.floor(value / 26) - 1) : "") + String.fromCharCode(COLUMN_A + (value % 26));
  return `${letter(x)}${y + 1}`;
}

export function squareFrom(letters: string, row: string): Square {
  const x =
    [...letters.toUpperCase()].reduce((sum, char) => sum * 26 + char.charCodeAt(0) - COLUMN_A + 1, 0) - 1;
  return [x, Number(row) - 1];
}
