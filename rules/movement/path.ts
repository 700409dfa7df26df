import type { MoveMode } from "../command.ts";
import type { MapSpec, Square } from "../map.ts";
import { approachesFear, type Body, isOccupied, obstacle, stepCost, type Walker } from "./cost.ts";

const STEPS: readonly Square[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
  [1, -1],
  [1, 1],
  [-1, 1],
  [-1, -1],
];

/** A square on the way, and the one before it. */
type Place = { readonly to: Square; readonly costFeet: number; readonly from: Place | null };

export type Reached = { readonly to: Square; readonly costFeet: number };

/** One number for a square; maps are at most 200 squares wide, and without a map nobody walks further. */
const key = ([x, y]: Square): number => y * 1_000 + x;

/**
 * Every square within `feet` and the cheapest way there, over what the mover knows; straight steps before
 * diagonal ones. Squares where it could not stop are passed through but not listed.
 */
function explore(
  map: MapSpec | null,
  mover: Walker,
  mode: MoveMode,
  bodies: readonly Body[],
  feet: number,
): ReadonlyMap<number, Place> {
  const start = mover.at;
  const found = new Map<number, Place>();
  if (start === null) return found;
  const near = nearby(bodies, start, feet);
  // Buckets of 5 feet: costs are whole steps, so the queue needs no heap.
  const queue: Place[][] = [[{ to: start, costFeet: 0, from: null }]];
  const settled = new Set<number>();
  for (let bucket = 0; bucket < queue.length; bucket++) {
    for (const here of queue[bucket] ?? []) {
      if (settled.has(key(here.to))) continue;
      settled.add(key(here.to));
      if (here.from !== null && !isOccupied(mover, here.to, near)) found.set(key(here.to), here);
      for (const [dx, dy] of STEPS) {
        const to: Square = [here.to[0] + dx, here.to[1] + dy];
        // Without a map there is no edge to the east and the south; squares count from 0 all the same.
        if (to[0] < 0 || to[1] < 0 || settled.has(key(to))) continue;
        if (approachesFear(mover, here.to, to) || obstacle(map, mover, here.to, to, near) !== null) continue;
        const costFeet = here.costFeet + stepCost(map, mover, to, mode, near).feet;
        if (costFeet > feet) continue;
        const slot = costFeet / 5;
        const waiting = queue[slot];
        if (waiting === undefined) queue[slot] = [{ to, costFeet, from: here }];
        else waiting.push({ to, costFeet, from: here });
      }
    }
  }
  return found;
}

/** Bodies too far away to matter are left out. */
function nearby(bodies: readonly Body[], [x, y]: Square, feet: number): readonly Body[] {
  const squares = Math.min(feet / 5, 400) + 4;
  return bodies.filter(
    ({ at }) => at !== null && Math.abs(at[0] - x) <= squares && Math.abs(at[1] - y) <= squares,
  );
}

/** Every square where the mover could end within `feet`, with what the cheapest way there costs. */
export function reachable(
  map: MapSpec | null,
  mover: Walker,
  mode: MoveMode,
  bodies: readonly Body[],
  feet: number,
): readonly Reached[] {
  return [...explore(map, mover, mode, bodies, feet).values()].map(({ to, costFeet }) => ({ to, costFeet }));
}

/** The cheapest way to a square within `feet`; null when there is none. */
export function pathTo(
  map: MapSpec | null,
  mover: Walker,
  mode: MoveMode,
  bodies: readonly Body[],
  feet: number,
  to: Square,
): (Reached & { readonly path: readonly Square[] }) | null {
  const found = explore(map, mover, mode, bodies, feet).get(key(to));
  if (found === undefined) return null;
  const path: Square[] = [];
  for (let place: Place | null = found; place !== null && place.from !== null; place = place.from) {
    path.push(place.to);
  }
  return { to, costFeet: found.costFeet, path: path.toReversed() };
}
