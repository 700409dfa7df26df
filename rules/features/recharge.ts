import type { Feature } from "../creature.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, TurnFrame } from "../state.ts";
import { usesLeft } from "./uses.ts";

const spent = (creature: Creature): readonly Feature[] =>
  creature.features.filter(
    (feature) => feature.values.recharge !== undefined && usesLeft(creature, feature) === 0,
  );

/**
 * At the start of its turn a creature rolls a d6 for each thing it has used, in the order of its stat block.
 * False while it waits for dice.
 * @rule monsters.recharge @srd Monsters > Limited Usage > Recharge X-Y
 */
export function recharge(run: Resolution, frame: TurnFrame): boolean {
  const creature = run.find(frame.creature);
  if (creature === null || creature.dead) return true;
  const features = spent(creature);
  if (features.length === 0) return true;
  const sides = Array<number>(features.length).fill(6);
  const dice = rollFor(run, frame, { sides, purpose: "recharge", by: creature.id });
  if (dice === null) return false;
  for (const [index, feature] of features.entries()) {
    const die = dice[index];
    if (die === undefined) continue;
    const needed = feature.values.recharge ?? 6;
    const outcome = die.face >= needed ? "success" : "failure";
    const roll = {
      dice: [die],
      modifier: 0,
      parts: [],
      total: die.face,
      advantage: [],
      disadvantage: [],
    };
    run.emit(
      {
        kind: "check-rolled",
        creature: creature.id,
        purpose: "recharge",
        ability: "con",
        skill: null,
        roll,
        against: { dc: needed },
        outcome,
      },
      ["monsters.recharge"],
    );
    if (outcome === "failure") continue;
    const left = feature.values.uses ?? 1;
    run.emit({ kind: "feature-used", creature: creature.id, feature: feature.id, left }, [
      "monsters.recharge",
    ]);
  }
  return true;
}
