import type { Square } from "../map.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature } from "../state.ts";
import { everyone, isOccupied, obstacle, walkerOf } from "./cost.ts";
import { footprint } from "./geometry.ts";

/**
 * One square straight away from somebody. Forced movement provokes nothing; what stands behind stops it.
 * @rule combat.forced-movement
 */
export function forcedStep(run: Resolution, from: Creature, target: Creature): void {
  const one = footprint(from);
  const other = footprint(target);
  if (one === null || other === null || target.at === null) return;
  const to: Square = [
    target.at[0] + away(one.x, one.side, other.x, other.side),
    target.at[1] + away(one.y, one.side, other.y, other.side),
  ];
  const bodies = everyone(run.state);
  if (
    obstacle(run.state.map, walkerOf(target), target.at, to, bodies) !== null ||
    isOccupied(walkerOf(target), to, bodies)
  )
    return;
  run.emit({ kind: "moved", creature: target.id, mode: "walk", path: [to], costFeet: 0, forced: true }, [
    "combat.shoving",
    "combat.forced-movement",
  ]);
}

/** The direction along one axis: 0 where the spaces overlap. */
function away(from: number, fromSide: number, to: number, toSide: number): number {
  if (to >= from + fromSide) return 1;
  return to + toSide <= from ? -1 : 0;
}
