import type { CreatureCommand, MoveMode } from "../command.ts";
import { has } from "../conditions/table.ts";
import type { CreatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import { type Context, type Decision, onTurn } from "../resolve/context.ts";
import { ok, type Rejection, type Result, reject } from "../result.ts";
import type { Creature, State } from "../state.ts";
import { approachesFear, type Body, everyone, isOccupied, obstacle, stepCost } from "./cost.ts";
import { draggedBy, towing } from "./drag.ts";
import { rise } from "./fall.ts";
import { FEET_PER_SQUARE, footprintAt, sameSquare } from "./geometry.ts";
import { highJump, longJumpFeet } from "./jump.ts";
import { pathTo } from "./path.ts";
import { movementLeftFeet, speedFeet } from "./speed.ts";

type MoveCommand = Extract<CreatureCommand, { readonly do: "move" }>;
type MoveToCommand = Extract<CreatureCommand, { readonly do: "move-to" }>;

/** How far `move-to` looks where no turn limits it. */
const FAR_FEET = 600;

/** Walks a path, as far as the mover knows the way. @rule combat.movement */
export function move(context: Context, command: MoveCommand): Decision {
  const mover = moverOf(context, command.by, command.mode);
  if (!mover.ok) return mover;
  if (command.altitude !== undefined) {
    return command.mode === "jump"
      ? highJump(context, mover.value, command.altitude)
      : rise(context, mover.value, command.altitude);
  }
  const drag = draggedBy(context.state, mover.value, command.drag);
  if (!drag.ok) return drag;
  return walk(context, mover.value, {
    path: command.path,
    mode: modeOf(mover.value, command.mode),
    drag: drag.value,
  });
}

/** Goes to a square by the cheapest way that the mover knows. */
export function moveTo(context: Context, command: MoveToCommand): Decision {
  const mover = moverOf(context, command.by, command.mode);
  if (!mover.ok) return mover;
  const creature = mover.value;
  const mode = modeOf(creature, command.mode);
  const { state } = context;
  const drag = draggedBy(state, creature, command.drag);
  if (!drag.ok) return drag;
  const bodies = knownBodies(context).filter(({ id }) => !drag.value.includes(id));
  const walker = towing(state, creature, drag.value);
  const left = allowance(context, creature, mode) ?? movementLeftFeet(state, creature, mode);
  if (creature.at !== null && sameSquare(creature.at, command.to)) {
    return reject("no-effect", `${creature.name} is there already`);
  }
  if (isOccupied(walker, command.to, bodies)) return reject("occupied", "a creature is there");
  const found = pathTo(state.map, walker, mode, bodies, Math.min(left, FAR_FEET), command.to);
  if (found === null) {
    const far = pathTo(state.map, walker, mode, bodies, FAR_FEET, command.to);
    if (far === null) {
      const brave = pathTo(state.map, { ...walker, fears: [] }, mode, bodies, FAR_FEET, command.to);
      return brave === null
        ? reject("no-path", "there is no way there")
        : reject("cannot-move", `${creature.name} is too frightened to come closer`);
    }
    return reject("not-enough-movement", `the way costs ${far.costFeet} ft; ${left} ft are left`);
  }
  return walk(context, creature, { path: found.path, mode, drag: drag.value });
}

/** A way that is asked for, and who comes along. */
type Way = {
  readonly path: readonly Square[];
  readonly mode: MoveMode;
  readonly drag: readonly CreatureId[];
};

/** A readied move is up to the speed; its turn's movement has nothing to do with it. */
const allowance = ({ readied }: Context, mover: Creature, mode: MoveMode): number | null =>
  readied === mover.id ? speedFeet(mover, mode) : null;

function walk(context: Context, creature: Creature, way: Way): Decision {
  const refused = refusePath(context, creature, way);
  if (refused !== null) return { ok: false, rejection: refused };
  const { path, mode, drag } = way;
  const allowanceFeet = allowance(context, creature, mode);
  return ok((run) =>
    run.push({
      kind: "move",
      step: "next-square",
      entered: null,
      creature: creature.id,
      mode,
      path,
      asked: [],
      request: null,
      ...(drag.length === 0 ? {} : { drag }),
      ...(allowanceFeet === null ? {} : { allowanceFeet }),
    }),
  );
}

const modeOf = (creature: Creature, mode: MoveMode | undefined): MoveMode =>
  mode ?? (has(creature, "prone") ? "crawl" : "walk");

export const knownBodies = ({ state, audience, isDm }: Context): readonly Body[] =>
  everyone(state).filter(({ id }) => isDm || audience.sees(id));

function moverOf(context: Context, by: MoveCommand["by"], asked: MoveMode | undefined): Result<Creature> {
  const found = onTurn(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  if (creature.at === null) return reject("cannot-move", `${creature.name} has no place on the map`);
  if (has(creature, "unconscious")) return reject("unconscious", `${creature.name} is unconscious`);
  if (context.state.encounter?.surprised.includes(by)) {
    return reject("cannot-move", `${creature.name} is surprised`);
  }
  if (speedFeet(creature, modeOf(creature, asked)) === 0) {
    return reject("cannot-move", `${creature.name} has no speed to move with`);
  }
  return found;
}

function refusePath(context: Context, mover: Creature, { path, mode, drag }: Way): Rejection | null {
  const { state } = context;
  const bodies = knownBodies(context).filter(({ id }) => !drag.includes(id));
  const walker = towing(state, mover, drag);
  const last = path.at(-1);
  if (last === undefined) return { code: "malformed", detail: "the path is empty" };
  let from = mover.at ?? last;
  let cost = 0;
  for (const to of path) {
    if (!isNeighbour(from, to)) return { code: "malformed", detail: "the path has a gap" };
    if (!inside(state, mover, to)) return { code: "out-of-bounds", detail: "the map ends there" };
    const why = obstacle(state.map, walker, from, to, bodies);
    if (why !== null) return { code: "path-blocked", detail: why };
    if (approachesFear(walker, from, to)) {
      return { code: "cannot-move", detail: `${mover.name} is too frightened to come closer` };
    }
    cost += stepCost(state.map, walker, to, mode, bodies).feet;
    from = to;
  }
  if (isOccupied(walker, last, bodies)) return { code: "occupied", detail: "a creature is there" };
  const leap = mode === "jump" ? longJumpFeet(state, mover) : null;
  if (leap !== null && path.length * FEET_PER_SQUARE > leap) {
    return { code: "not-enough-movement", detail: `${mover.name} jumps ${leap} ft at most from here` };
  }
  const left = allowance(context, mover, mode) ?? movementLeftFeet(state, mover, mode);
  if (cost > left) {
    return { code: "not-enough-movement", detail: `the way costs ${cost} ft; ${left} ft are left` };
  }
  return null;
}

function isNeighbour(from: Square, to: Square): boolean {
  const dx = Math.abs(from[0] - to[0]);
  const dy = Math.abs(from[1] - to[1]);
  return Math.max(dx, dy) === 1;
}

function inside({ map }: State, mover: Creature, to: Square): boolean {
  if (map === null) return true;
  const { x, y, side } = footprintAt(mover, to);
  return x >= 0 && y >= 0 && x + side <= map.width && y + side <= map.height;
}
