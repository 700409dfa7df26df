import type { Footprint } from "./geometry.ts";

/** A point on the map, in squares; corners are whole numbers. */
export type Point = readonly [x: number, y: number];

/** Points sampled along each side of the target's space. */
const SAMPLES = 4;

/** Where a space is looked at: a grid of points inside it. */
function samples(space: Footprint): readonly Point[] {
  const points: Point[] = [];
  for (let row = 0; row < SAMPLES; row++) {
    for (let column = 0; column < SAMPLES; column++) {
      points.push([
        space.x + ((2 * column + 1) * space.side) / (2 * SAMPLES),
        space.y + ((2 * row + 1) * space.side) / (2 * SAMPLES),
      ]);
    }
  }
  return points;
}

function corners({ x, y, side }: Footprint): readonly Point[] {
  return [
    [x, y],
    [x + side, y],
    [x, y + side],
    [x + side, y + side],
  ];
}

/** Whether a line passes through the inside of a space; touching an edge or a corner does not count. */
export function crosses(from: Point, to: Point, space: Footprint): boolean {
  const across = inside(from[0], to[0] - from[0], space.x, space.x + space.side);
  if (across === null) return false;
  const down = inside(from[1], to[1] - from[1], space.y, space.y + space.side);
  if (down === null) return false;
  return Math.min(across[1], down[1], 1) - Math.max(across[0], down[0], 0) > 1e-9;
}

const ALWAYS: readonly [number, number] = [0, 1];

/** The part of a line, as shares of it, that lies between two bounds on one axis; null for none. */
function inside(start: number, delta: number, low: number, high: number): readonly [number, number] | null {
  if (delta === 0) return start <= low || start >= high ? null : ALWAYS;
  const first = (low - start) / delta;
  const second = (high - start) / delta;
  return first < second ? [first, second] : [second, first];
}

/**
 * From the best corner of one space to a grid of points in another: how many sixteenths of the lines pass
 * through any of `blockers`. 0 is a clear line, 16 is none at all. (RUL-5)
 */
export function blockedSixteenths(from: Footprint, to: Footprint, blockers: readonly Footprint[]): number {
  const near = blockers.filter((blocker) => between(from, to, blocker));
  if (near.length === 0) return 0;
  const points = samples(to);
  let best = SAMPLES * SAMPLES;
  for (const corner of corners(from)) {
    const blocked = points.filter((point) => near.some((blocker) => crosses(corner, point, blocker))).length;
    best = Math.min(best, blocked);
  }
  return best;
}

/** From one point to a grid of points in a space: how many sixteenths of the lines pass through any blocker. */
export function blockedFromPoint(from: Point, to: Footprint, blockers: readonly Footprint[]): number {
  if (blockers.length === 0) return 0;
  return samples(to).filter((point) => blockers.some((blocker) => crosses(from, point, blocker))).length;
}

/** Whether any line at all from a corner of one space to a point in another is clear. */
export function hasClearLine(from: Footprint, to: Footprint, blockers: readonly Footprint[]): boolean {
  const near = blockers.filter((blocker) => between(from, to, blocker));
  if (near.length === 0) return true;
  const points = samples(to);
  return corners(from).some((corner) =>
    points.some((point) => !near.some((blocker) => crosses(corner, point, blocker))),
  );
}

function between(from: Footprint, to: Footprint, blocker: Footprint): boolean {
  const left = Math.min(from.x, to.x);
  const right = Math.max(from.x + from.side, to.x + to.side);
  const top = Math.min(from.y, to.y);
  const bottom = Math.max(from.y + from.side, to.y + to.side);
  return (
    blocker.x < right &&
    blocker.x + blocker.side > left &&
    blocker.y < bottom &&
    blocker.y + blocker.side > top
  );
}
