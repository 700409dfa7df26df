import { comeIntoView } from "../combat/hiding.ts";
import { opportunistsAt } from "../combat/opportunity.ts";
import { has } from "../conditions/table.ts";
import { attackOptions } from "../creatures/attack-options.ts";
import type { Square } from "../map.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature, MoveFrame } from "../state.ts";
import { type Body, everyone, isOccupied, obstacle, stepCost, type Walker, walkerOf } from "./cost.ts";
import { follow, towing } from "./drag.ts";
import { movementLeftFeet } from "./speed.ts";

/** A stretch of squares entered without anything in between. */
type Stretch = { readonly path: Square[]; costFeet: number; readonly rules: Set<RuleId> };

/**
 * Moves square by square until something intervenes: somebody's reach is left, an unseen creature stands in the
 * way, speed runs out. What was walked till then is one `moved` event.
 * @rule combat.movement @srd Combat > Movement and Position
 */
export function stepMove(run: Resolution, frame: MoveFrame): void {
  const mover = run.find(frame.creature);
  if (mover === null || mover.at === null) {
    run.pop();
    return;
  }
  let here = mover.at;
  let asked = frame.asked;
  const stretch: Stretch = { path: [], costFeet: 0, rules: new Set() };
  for (const [index, to] of frame.path.entries()) {
    const now = { ...mover, at: here };
    const cost = stepCost(run.state.map, walkerIn(run, frame, now), to, frame.mode, others(run, frame));
    const why = stopped(run, now, to, stretch.costFeet + cost.feet, frame);
    if (why !== null) {
      record(run, frame, stretch);
      settle(run, frame, why);
      return;
    }
    // Whoever is dragged along is not left behind.
    const away = [...asked, ...(frame.drag ?? [])];
    const next = opportunistsAt(run.state, now, to).find(({ id }) => !away.includes(id));
    if (next !== undefined) {
      record(run, frame, stretch);
      const rest = frame.path.slice(index);
      const paid = paidFor(frame, stretch);
      ask(run, { ...paid, path: rest, asked: [...asked, next.id] }, next, now);
      return;
    }
    stretch.path.push(to);
    stretch.costFeet += cost.feet;
    for (const rule of cost.rules) stretch.rules.add(rule);
    here = to;
    asked = [];
  }
  record(run, frame, stretch);
  settle(run, frame, null);
}

/** Everyone but whom the mover takes along. */
const others = (run: Resolution, { drag = [] }: MoveFrame): readonly Body[] =>
  everyone(run.state).filter(({ id }) => !drag.includes(id));

const walkerIn = (run: Resolution, { drag = [] }: MoveFrame, mover: Creature): Walker =>
  towing(run.state, mover, drag);

/** What keeps the mover from the next square, as the world truly is. */
function stopped(
  run: Resolution,
  mover: Creature,
  to: Square,
  feet: number,
  frame: MoveFrame,
): string | null {
  if (mover.dead || has(mover, "unconscious")) return "fell";
  const bodies = others(run, frame);
  const why = obstacle(run.state.map, walkerOf(mover), mover.at ?? to, to, bodies);
  if (why !== null) return why;
  const last = frame.path.at(-1);
  const ends = last !== undefined && last[0] === to[0] && last[1] === to[1];
  if (ends && isOccupied(walkerOf(mover), to, bodies)) return "a creature is in the way";
  const left = frame.allowanceFeet ?? movementLeftFeet(run.state, mover, frame.mode);
  return feet > left ? "no movement left" : null;
}

const paidFor = (frame: MoveFrame, { costFeet }: Stretch): MoveFrame =>
  frame.allowanceFeet === undefined ? frame : { ...frame, allowanceFeet: frame.allowanceFeet - costFeet };

function record(run: Resolution, frame: MoveFrame, { path, costFeet, rules }: Stretch): void {
  if (path.length === 0) return;
  const { creature, mode, drag = [] } = frame;
  const start = run.creature(creature).at;
  run.emit({ kind: "moved", creature, mode, path, costFeet, forced: false }, [
    "combat.movement",
    ...rules,
    "combat.grid",
  ]);
  if (start !== null) follow(run, drag, start, path);
  comeIntoView(run, creature);
}

function settle(run: Resolution, frame: MoveFrame, why: string | null): void {
  run.pop();
  if (why === null) return;
  const mover = run.find(frame.creature);
  if (mover === null || mover.dead || has(mover, "unconscious")) return;
  run.emit({ kind: "movement-stopped", creature: mover.id, why }, ["combat.movement"]);
  backOff(run, mover);
}

/** Nobody ends in another's space: whoever was stopped in passing steps back to the nearest free square. */
function backOff(run: Resolution, mover: Creature): void {
  const bodies = everyone(run.state);
  if (mover.at === null || !isOccupied(walkerOf(mover), mover.at, bodies)) return;
  const free = ring(mover.at).find(
    (square) =>
      !isOccupied(walkerOf(mover), square, bodies) &&
      obstacle(run.state.map, walkerOf(mover), mover.at ?? square, square, bodies) === null,
  );
  if (free === undefined) return;
  const { id: creature } = mover;
  run.emit({ kind: "moved", creature, mode: "walk", path: [free], costFeet: 0, forced: true }, [
    "combat.moving-through-creatures",
  ]);
}

function ring([x, y]: Square): readonly Square[] {
  const squares: Square[] = [];
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) if (dx !== 0 || dy !== 0) squares.push([x + dx, y + dy]);
  return squares;
}

/** @rule combat.opportunity-attacks: before it leaves; who is asked sees it going. */
function ask(run: Resolution, frame: MoveFrame, reactor: Creature, mover: Creature): void {
  run.step({ ...frame, step: "asking" });
  const strikes = attackOptions(reactor).filter(({ reachFeet }) => reachFeet > 0);
  openRequest(run, reactor.id, {
    kind: "reaction",
    trigger: "leaves-reach",
    about: mover.id,
    options: [{ choice: "opportunity-attack", with: strikes.map(({ name }) => name) }, { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
}
