import type { Square } from "../map.ts";
import type { Creature } from "../state.ts";
import { SIZES, type Size } from "../vocabulary.ts";

export const FEET_PER_SQUARE = 5;

/** Side of a creature's space in squares. @srd Combat > Movement and Position > Creature Size */
export function squaresOf(size: Size): number {
  switch (size) {
    case "tiny":
    case "small":
    case "medium":
      return 1;
    case "large":
      return 2;
    case "huge":
      return 3;
    case "gargantuan":
      return 4;
  }
}

/** A creature's space: its top left square and its side. */
export type Footprint = { readonly x: number; readonly y: number; readonly side: number };

export function footprint(creature: Creature): Footprint | null {
  return creature.at === null ? null : footprintAt(creature, creature.at);
}

export function footprintAt(creature: Creature, at: Square): Footprint {
  return { x: at[0], y: at[1], side: squaresOf(creature.block.size) };
}

export function squaresIn(space: Footprint): readonly Square[] {
  const squares: Square[] = [];
  for (let dy = 0; dy < space.side; dy++) {
    for (let dx = 0; dx < space.side; dx++) squares.push([space.x + dx, space.y + dy]);
  }
  return squares;
}

export function overlap(one: Footprint, other: Footprint): boolean {
  return (
    one.x < other.x + other.side &&
    other.x < one.x + one.side &&
    one.y < other.y + other.side &&
    other.y < one.y + one.side
  );
}

/** Squares between two spaces, diagonals counting one (RUL-2); 1 for neighbours, 0 for an overlap. */
export function gap(one: Footprint, other: Footprint): number {
  const dx = Math.max(other.x - (one.x + one.side - 1), one.x - (other.x + other.side - 1), 0);
  const dy = Math.max(other.y - (one.y + one.side - 1), one.y - (other.y + other.side - 1), 0);
  return Math.max(dx, dy);
}

/** Distance in feet; without places on a map everyone is within 5 feet. */
export function distanceFeet(one: Creature, other: Creature): number {
  const from = footprint(one);
  const to = footprint(other);
  if (from === null || to === null) return FEET_PER_SQUARE;
  return Math.max(gap(from, to) * FEET_PER_SQUARE, heightBetween(one, other));
}

/** Feet between the height of one and the other; height counts like any other direction (RUL-2). */
const heightBetween = (one: Creature, other: Creature): number =>
  Math.abs((one.altitude ?? 0) - (other.altitude ?? 0));

export const within = (one: Creature, other: Creature, feet: number): boolean =>
  distanceFeet(one, other) <= feet;

export const sizeRank = (size: Size): number => SIZES.indexOf(size);

export const sameSquare = (one: Square, other: Square): boolean => one[0] === other[0] && one[1] === other[1];
