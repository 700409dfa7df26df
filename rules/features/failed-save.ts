import { featureOf } from "../creatures/features.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { CheckFrame, Creature } from "../state.ts";
import { usesLeft, useUp } from "./uses.ts";

/** Features that undo a failed saving throw: by a success, or by another roll that counts. */
const SECOND_CHANCES: readonly {
  readonly id: string;
  readonly choice: string;
  readonly rule: RuleId;
  readonly again: boolean;
}[] = [
  {
    id: "legendary-resistance",
    choice: "Legendary Resistance",
    rule: "monsters.legendary-resistance",
    again: false,
  },
  { id: "indomitable", choice: "Indomitable", rule: "features.indomitable", again: true },
];

const chancesOf = (creature: Creature) =>
  SECOND_CHANCES.filter(({ id }) => {
    const feature = featureOf(creature, id);
    return feature !== null && (usesLeft(creature, feature) ?? 0) > 0;
  });

/** Whether a failed save can still be helped; asked once for each save. */
export const mayResist = (creature: Creature, frame: CheckFrame): boolean =>
  frame.purpose !== "check" && frame.retried !== true && chancesOf(creature).length > 0;

/** @rule monsters.legendary-resistance @rule features.indomitable */
export function askResistance(run: Resolution, creature: Creature, frame: CheckFrame): void {
  run.step({ ...frame, step: "failed", entered: null, retried: true });
  openRequest(run, creature.id, {
    kind: "reaction",
    trigger: "save-failed",
    about: null,
    options: [...chancesOf(creature).map(({ choice }) => ({ choice })), { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
}

/** The answer: the save counts as made, is rolled again, or stays failed. */
export function resist(run: Resolution, frame: CheckFrame, choice: string): void {
  const creature = run.find(frame.creature);
  const chance = SECOND_CHANCES.find((one) => one.choice === choice);
  const feature = creature && chance ? featureOf(creature, chance.id) : null;
  if (!creature || !chance || !feature) return;
  useUp(run, creature, feature, chance.rule);
  run.step(chance.again ? { ...frame, step: "roll" } : { ...frame, resisted: true });
}
