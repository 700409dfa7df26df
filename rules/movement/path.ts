import type { MoveMode } from "../command.ts";
import type { MapSpec, Square } from "../map.ts";
import { type Body, isOccupied, obstacle, stepCost, type Walker } from "./cost.ts";

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

export type Reached = { readonly to: Square; readonly costFeet: number; readonly path: readonly Square[] };

const key = ([x, y]: Square): string => `${x},${y}`;

/**
 * Every square within `feet` and the cheapest way there, over what the mover knows; straight steps before
 * diagonal ones. Squares where it could not stop are passed through but not listed.
 */
export function reachable(
  map: MapSpec | null,
  mover: Walker,
  mode: MoveMode,
  bodies: readonly Body[],
  feet: number,
): ReadonlyMap<string, Reached> {
  const start = mover.at;
  const found = new Map<string, Reached>();
  if (start === null) return found;
  const near = nearby(bodies, start, feet);
  const queue: Reached[][] = [[{ to: start, costFeet: 0, path: [] }]];
  const settled = new Set<string>();
  // Buckets of 5 feet: costs are whole steps, so the queue needs no heap.
  for (let bucket = 0; bucket < queue.length; bucket++) {
    for (const here of queue[bucket] ?? []) {
      if (settled.has(key(here.to))) continue;
      settled.add(key(here.to));
      if (here.path.length > 0 && !isOccupied(mover, here.to, near)) found.set(key(here.to), here);
      for (const [dx, dy] of STEPS) {
        const to: Square = [here.to[0] + dx, here.to[1] + dy];
        // Without a map there is no edge to the east and the south; squares count from 0 all the same.
        if (to[0] < 0 || to[1] < 0) continue;
        if (settled.has(key(to)) || obstacle(map, mover, here.to, to, near) !== null) continue;
        const costFeet = here.costFeet + stepCost(map, mover, to, mode, near).feet;
        if (costFeet > feet) continue;
        const next = { to, costFeet, path: [...here.path, to] };
        const slot = costFeet / 5;
        queue[slot] = [...(queue[slot] ?? []), next];
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

export function pathTo(
  map: MapSpec | null,
  mover: Walker,
  mode: MoveMode,
  bodies: readonly Body[],
  feet: number,
  to: Square,
): Reached | null {
  return reachable(map, mover, mode, bodies, feet).get(key(to)) ?? null;
}
