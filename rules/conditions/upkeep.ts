import { concentrationOn, endConcentration } from "../combat/concentration.ts";
import { reachFeet } from "../combat/opportunity.ts";
import { endRageOfFallen } from "../features/rage.ts";
import type { CreatureId } from "../ids.ts";
import { dropFliers } from "../movement/fall.ts";
import { within } from "../movement/geometry.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature } from "../state.ts";
import { conditionRule, isIncapacitated } from "./table.ts";

/** What ends by itself as soon as its ground is gone. Runs after every step. */
export function upkeep(run: Resolution): void {
  dropFliers(run);
  for (const id of run.state.roster) {
    const creature = run.find(id);
    if (creature === null) continue;
    for (const { name, source } of creature.conditions) {
      if (name === "grappled" && source !== null && !stillHolds(run, source, creature)) {
        release(run, id, source, "no longer held");
      }
    }
    endRageOfFallen(run, creature);
    if (concentrationOn(creature) !== null && isIncapacitated(creature)) {
      endConcentration(run, creature, creature.dead ? "dead" : "incapacitated");
    }
  }
}

/** @rule conditions.grappled: ends with a grappler that is incapacitated or out of reach. */
function stillHolds(run: Resolution, grappler: CreatureId, held: Creature): boolean {
  const holder = run.find(grappler);
  return holder !== null && !isIncapacitated(holder) && within(holder, held, Math.max(5, reachFeet(holder)));
}

/** Lets go: the grapple of that source, and what came with it. */
export function release(run: Resolution, id: CreatureId, source: CreatureId, why: string): void {
  const held = run.creature(id).conditions.find((one) => one.name === "grappled" && one.source === source);
  for (const condition of run.creature(id).conditions) {
    const { name } = condition;
    const bound = name === "restrained" && sameText(condition.until, held?.until ?? null);
    if (condition.source !== source || !(name === "grappled" || bound)) continue;
    run.emit({ kind: "condition-lost", creature: id, name, source, why }, [conditionRule(name)]);
  }
}

const sameText = (one: Creature["conditions"][number]["until"], other: typeof one): boolean =>
  one?.kind === "text" && other?.kind === "text" && one.text === other.text;
