import { FEET_PER_SQUARE, type Footprint, squaresIn } from "./geometry.ts";
import type { Point } from "./lines.ts";

export const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One step in each direction; y grows to the south. */
const VECTORS: Readonly<Record<Direction, Point>> = {
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
  nw: [-1, -1],
};

/** A cone is as wide as it is long, at every distance; a line is 5 feet wide unless it says more. */
export type AreaShape =
  | { readonly kind: "cone"; readonly lengthFeet: number }
  | { readonly kind: "line"; readonly lengthFeet: number; readonly widthFeet: number };

/** Where an area that leaves a space begins: the middle of that side, or its corner. */
export function originOf({ x, y, side }: Footprint, direction: Direction): Point {
  const [dx, dy] = VECTORS[direction];
  return [x + (side * (1 + dx)) / 2, y + (side * (1 + dy)) / 2];
}

/**
 * Whether a space lies in an area: the centre of one of its squares is inside (RUL-29).
 * @srd Spellcasting > Casting a Spell > Areas of Effect
 */
export function isInArea(shape: AreaShape, origin: Point, direction: Direction, space: Footprint): boolean {
  return squaresIn(space).some(([x, y]) => holds(shape, origin, direction, [x + 0.5, y + 0.5]));
}

function holds(shape: AreaShape, origin: Point, direction: Direction, point: Point): boolean {
  const [dx, dy] = VECTORS[direction];
  const size = Math.hypot(dx, dy);
  const across = point[0] - origin[0];
  const down = point[1] - origin[1];
  const along = (across * dx + down * dy) / size;
  const aside = Math.abs(across * dy - down * dx) / size;
  if (along <= 0 || along > shape.lengthFeet / FEET_PER_SQUARE + MARGIN) return false;
  const half = shape.kind === "cone" ? along / 2 : shape.widthFeet / FEET_PER_SQUARE / 2;
  return aside <= half + MARGIN;
}

/** Rounding must not decide whether a centre on the edge is inside. */
const MARGIN = 1e-9;

/** The direction that points best from one space to another. */
export function directionTo(from: Footprint, to: Footprint): Direction {
  const across = to.x + to.side / 2 - (from.x + from.side / 2);
  const down = to.y + to.side / 2 - (from.y + from.side / 2);
  const eighth = Math.round((Math.atan2(down, across) * 4) / Math.PI);
  return DIRECTIONS[(eighth + 10) % 8] ?? "n";
}
