import type { CreatureId } from "../ids.ts";
import { footprint } from "../movement/geometry.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { hasSightOf, lightOn } from "../senses/sight.ts";
import type { Creature, State } from "../state.ts";
import { coverFrom } from "./cover.ts";

/** Sight without anything that could hide one: bright light, no cover. @srd Abilities > Using Each Ability > Hiding */
export function seesClearly(state: State, observer: Creature, target: Creature): boolean {
  if (observer.dead || observer.conditions.some(({ name }) => name === "unconscious")) return false;
  if (!hasSightOf(state, observer, target)) return false;
  const space = footprint(target);
  if (space !== null && lightOn(state.map, space) !== "bright") return false;
  return coverFrom(state, observer, target) === "none";
}

/**
 * After a move: who hid and now stands in plain sight is found, and who came round the corner finds. When a door
 * opens or the light changes, that goes for everyone.
 */
export function comeIntoView(run: Resolution, moved: CreatureId | null): void {
  for (const id of run.state.roster) {
    const creature = run.creature(id);
    for (const by of creature.hidden?.from ?? []) {
      if (moved !== null && id !== moved && by !== moved) continue;
      const observer = run.find(by);
      if (observer === null || !seesClearly(run.state, observer, creature)) continue;
      run.emit({ kind: "found", creature: id, by, why: "in plain sight" }, ["abilities.hiding"]);
    }
  }
}
