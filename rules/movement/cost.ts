import type { MoveMode } from "../command.ts";
import { has } from "../conditions/table.ts";
import type { CreatureId } from "../ids.ts";
import type { MapSpec, Square } from "../map.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature, State } from "../state.ts";
import { FEET_PER_SQUARE, type Footprint, gap, overlap, sizeRank, squaresIn, squaresOf } from "./geometry.ts";
import { isLaborious } from "./speed.ts";
import { isDifficult, isSolid, isWater, standsClear } from "./terrain.ts";

/** What stands on the map, as far as movement asks: of the state, or of somebody's view of it. */
export type Body = {
  readonly id: CreatureId;
  readonly side: string;
  readonly at: Square | null;
  /** Side of its space in squares. */
  readonly squares: number;
  /** Its place in the list of sizes. */
  readonly rank: number;
  readonly dead: boolean;
};

/** Who moves. */
export type Walker = Body & {
  readonly prone: boolean;
  /** Modes that cost an extra foot for each foot. */
  readonly laborious: readonly MoveMode[];
  /** Drags somebody of nearly its own size: every foot costs two. */
  readonly burdened?: boolean;
  /** Spaces of what it is frightened of: it does not come nearer of its own will. */
  readonly fears?: readonly Footprint[];
};

export function bodyOf(creature: Creature): Body {
  const { id, side, at, dead, block } = creature;
  return { id, side, at, dead, squares: squaresOf(block.size), rank: sizeRank(block.size) };
}

export function walkerOf(creature: Creature): Walker {
  const laborious = (["climb", "swim"] as const).filter((mode) => isLaborious(creature, mode));
  return { ...bodyOf(creature), prone: has(creature, "prone"), laborious };
}

export const everyone = (state: State): readonly Body[] =>
  state.roster.flatMap((id) => (state.creatures[id] ? [bodyOf(state.creatures[id])] : []));

const space = ({ squares }: Body, [x, y]: Square): Footprint => ({ x, y, side: squares });

/** Why a square cannot be entered; null when it can. */
export function obstacle(
  map: MapSpec | null,
  walker: Walker,
  from: Square,
  to: Square,
  bodies: readonly Body[],
): string | null {
  if (!standsClear(map, space(walker, to))) return "a wall is in the way";
  if (cutsCorner(map, walker, from, to)) return "a corner is in the way";
  const blocked = bodies.some((body) => overlaps(body, walker, to) && !canPassThrough(walker, body));
  return blocked ? "a creature is in the way" : null;
}

/** @rule conditions.frightened: not willingly closer to the source of the fear. */
export function approachesFear(walker: Walker, from: Square, to: Square): boolean {
  return (walker.fears ?? []).some(
    (feared) => gap(space(walker, to), feared) < gap(space(walker, from), feared),
  );
}

/** Whether a creature cannot end its move there. */
export const isOccupied = (walker: Body, at: Square, bodies: readonly Body[]): boolean =>
  bodies.some((body) => overlaps(body, walker, at));

function overlaps(body: Body, walker: Body, at: Square): boolean {
  if (body.id === walker.id || body.dead || body.at === null) return false;
  return overlap(space(body, body.at), space(walker, at));
}

/** Friends let one through; foes two sizes larger or smaller do. @rule combat.moving-through-creatures */
const canPassThrough = (walker: Body, body: Body): boolean =>
  body.side === walker.side || Math.abs(body.rank - walker.rank) >= 2;

/** A diagonal step does not cut past the corner of a wall (RUL-3). */
function cutsCorner(map: MapSpec | null, walker: Body, from: Square, to: Square): boolean {
  if (map === null || from[0] === to[0] || from[1] === to[1]) return false;
  const beside: readonly Square[] = [
    [to[0], from[1]],
    [from[0], to[1]],
  ];
  return beside.some((at) => squaresIn(space(walker, at)).some((square) => isSolid(map, square)));
}

export type StepCost = { readonly feet: number; readonly rules: readonly RuleId[] };

/**
 * What entering a square costs: 5 feet, 5 more for difficult ground or a creature's space (once), 5 more for
 * crawling, 5 more for climbing or swimming without a speed for it.
 * @rule combat.difficult-terrain @srd Combat > Movement and Position
 */
export function stepCost(
  map: MapSpec | null,
  walker: Walker,
  to: Square,
  mode: MoveMode,
  bodies: readonly Body[],
): StepCost {
  const entered = space(walker, to);
  const rules: RuleId[] = [];
  let feet = FEET_PER_SQUARE;
  const airborne = mode === "fly" || mode === "jump";
  const rough = isDifficult(map, entered) && !airborne;
  if (rough || isOccupied(walker, to, bodies)) {
    feet += FEET_PER_SQUARE;
    rules.push(rough ? "combat.difficult-terrain" : "combat.moving-through-creatures");
  }
  if ((walker.prone && mode !== "fly") || mode === "crawl") {
    feet += FEET_PER_SQUARE;
    rules.push("combat.prone");
  }
  const wades = isWater(map, entered) && !airborne && mode !== "swim";
  if (walker.laborious.includes(wades ? "swim" : mode)) feet += FEET_PER_SQUARE;
  if (!walker.burdened) return { feet, rules };
  return { feet: feet * 2, rules: [...rules, "combat.grappling"] };
}
