import type { MoveMode } from "../command.ts";
import { has } from "../conditions/table.ts";
import type { Square } from "../map.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature, State } from "../state.ts";
import { FEET_PER_SQUARE, footprint, footprintAt, overlap, sizeRank, squaresIn } from "./geometry.ts";
import { isLaborious } from "./speed.ts";
import { isDifficult, isSolid, isWater, standsClear } from "./terrain.ts";

/** Which creatures a path is judged by: those one knows of, or all there are. */
export type Bodies = readonly Creature[];

export const everyone = (state: State): Bodies => state.roster.flatMap((id) => state.creatures[id] ?? []);

/** Why a square cannot be entered; null when it can. */
export function obstacle(
  state: State,
  mover: Creature,
  from: Square,
  to: Square,
  bodies: Bodies,
): string | null {
  const space = footprintAt(mover, to);
  if (!standsClear(state.map, space)) return "a wall is in the way";
  if (cutsCorner(state, mover, from, to)) return "a corner is in the way";
  const blocker = bodies.find((body) => overlaps(body, mover, to) && !canPassThrough(mover, body));
  return blocker === undefined ? null : "a creature is in the way";
}

/** Whether a creature cannot end its move there. */
export const isOccupied = (mover: Creature, at: Square, bodies: Bodies): boolean =>
  bodies.some((body) => overlaps(body, mover, at));

function overlaps(body: Creature, mover: Creature, at: Square): boolean {
  if (body.id === mover.id || body.dead) return false;
  const space = footprint(body);
  return space !== null && overlap(space, footprintAt(mover, at));
}

/** Friends let one through; foes two sizes larger or smaller do. @rule combat.moving-through-creatures */
function canPassThrough(mover: Creature, body: Creature): boolean {
  if (body.side === mover.side) return true;
  return Math.abs(sizeRank(body.block.size) - sizeRank(mover.block.size)) >= 2;
}

/** A diagonal step does not cut past the corner of a wall (RUL-3). */
function cutsCorner(state: State, mover: Creature, from: Square, to: Square): boolean {
  if (from[0] === to[0] || from[1] === to[1]) return false;
  const beside: readonly Square[] = [
    [to[0], from[1]],
    [from[0], to[1]],
  ];
  return beside.some((at) => squaresIn(footprintAt(mover, at)).some((square) => isSolid(state.map, square)));
}

export type StepCost = { readonly feet: number; readonly rules: readonly RuleId[] };

/**
 * What entering a square costs: 5 feet, 5 more for difficult ground or a creature's space (once), 5 more for
 * crawling, 5 more for climbing or swimming without a speed for it.
 * @rule combat.difficult-terrain @srd Combat > Movement and Position
 */
export function stepCost(
  state: State,
  mover: Creature,
  to: Square,
  mode: MoveMode,
  bodies: Bodies,
): StepCost {
  const space = footprintAt(mover, to);
  const rules: RuleId[] = [];
  let feet = FEET_PER_SQUARE;
  const rough = isDifficult(state.map, space) && mode !== "fly";
  const crowded = bodies.some((body) => overlaps(body, mover, to));
  if (rough || crowded) {
    feet += FEET_PER_SQUARE;
    rules.push(rough ? "combat.difficult-terrain" : "combat.moving-through-creatures");
  }
  if (has(mover, "prone") && mode !== "fly") {
    feet += FEET_PER_SQUARE;
    rules.push("combat.prone");
  } else if (mode === "crawl") feet += FEET_PER_SQUARE;
  const swims = isWater(state.map, space) && mode !== "fly" && mode !== "swim" && isLaborious(mover, "swim");
  if (isLaborious(mover, mode) || swims) feet += FEET_PER_SQUARE;
  return { feet, rules };
}
