import { instances } from "../conditions/table.ts";
import type { CreatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, State } from "../state.ts";
import { bodyOf, type Walker, walkerOf } from "./cost.ts";
import { type Footprint, footprint } from "./geometry.ts";

/** Whom the mover holds and takes along; only who it has grappled. @rule combat.grappling */
export function draggedBy(
  state: State,
  mover: Creature,
  drag: readonly CreatureId[] | undefined,
): Result<readonly CreatureId[]> {
  for (const id of drag ?? []) {
    const held = state.creatures[id];
    if (held === undefined || !instances(held, "grappled").some(({ source }) => source === mover.id)) {
      return reject("no-such-target", `${mover.name} holds nobody like that`);
    }
  }
  return ok(drag ?? []);
}

/** Half the speed with somebody in tow, unless it is two sizes smaller: as if every foot cost two. */
export function towing(state: State, mover: Creature, drag: readonly CreatureId[]): Walker {
  const walker = { ...walkerOf(mover), fears: fearsOf(state, mover) };
  const heavy = drag.some((id) => {
    const held = state.creatures[id];
    return held !== undefined && bodyOf(held).rank > walker.rank - 2;
  });
  return heavy ? { ...walker, burdened: true } : walker;
}

/** Where the sources of its fear stand. */
function fearsOf(state: State, mover: Creature): readonly Footprint[] {
  return instances(mover, "frightened").flatMap(({ source }) => {
    const feared = source === null ? undefined : state.creatures[source];
    return (feared && footprint(feared)) ?? [];
  });
}

/** Those in tow follow in the steps of who drags them, one behind the other. */
export function follow(
  run: Resolution,
  drag: readonly CreatureId[],
  start: Square,
  path: readonly Square[],
): void {
  const trail = [start, ...path.slice(0, -1)];
  for (const [place, id] of drag.entries()) {
    const walked = trail.slice(0, trail.length - place);
    if (walked.length === 0 || run.find(id) === null) continue;
    run.emit({ kind: "moved", creature: id, mode: "walk", path: walked, costFeet: 0, forced: true }, [
      "combat.grappling",
      "combat.forced-movement",
    ]);
  }
}
