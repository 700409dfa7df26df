import { featureOf } from "../creatures/features.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, DamageFrame } from "../state.ts";
import { rageOf } from "./rage.ts";

const ID = "relentless-rage";

/** Raging, at 0 hit points, and not killed outright. */
export function canRageOn(target: Creature, frame: DamageFrame): boolean {
  const feature = featureOf(target, ID);
  if (feature === null || rageOf(target) === null || frame.done.includes(ID)) return false;
  return (frame.result?.overflow ?? 0) < target.maxHp;
}

/** Constitution against 10, and 5 more each time until a rest. @rule features.relentless-rage */
export function rageOn(run: Resolution, target: Creature, frame: DamageFrame): void {
  const times = target.resources[ID] ?? 0;
  run.step({ ...frame, done: [...frame.done, ID] });
  run.emit({ kind: "feature-used", creature: target.id, feature: ID, left: times + 1 }, [
    "features.relentless-rage",
  ]);
  run.push({
    kind: "check",
    step: "roll",
    entered: null,
    creature: target.id,
    purpose: "save",
    ability: "con",
    skill: null,
    dc: 10 + 5 * times,
    advantage: [],
    disadvantage: [],
    hidden: false,
    for: { kind: "relentless-rage", data: {} },
  });
}
