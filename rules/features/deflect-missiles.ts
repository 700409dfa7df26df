import { attackWith } from "../creatures/attack-options.ts";
import { featureOf, hasFeature } from "../creatures/features.ts";
import type { DamageRoll } from "../event.ts";
import { rollFor } from "../resolve/dice.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { AttackFrame } from "../state.ts";
import { canReact } from "./hit-reactions.ts";

export const DEFLECT_MISSILES = "Deflect Missiles";

/** Whether the one who was hit by a missile may knock it aside; its damage has been rolled. */
export function mayDeflect(run: Resolution, frame: AttackFrame): boolean {
  const target = run.find(frame.target);
  const attacker = run.find(frame.attacker);
  const attack = attacker && attackWith(attacker, frame.with, { mode: frame.mode });
  if (!target || !attacker || !attack || !hasFeature(target, "deflect-missiles")) return false;
  const missile = attack.kind === "ranged-weapon" || frame.mode === "thrown";
  return missile && canReact(run, target, attacker);
}

/** @rule features.deflect-missiles @srd Monk > Deflect Missiles */
export function askDeflect(run: Resolution, frame: AttackFrame): void {
  openRequest(run, frame.target, {
    kind: "reaction",
    trigger: "hit-by-missile",
    about: frame.attacker,
    options: [{ choice: DEFLECT_MISSILES }, { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
}

/** What is left of the damage. Dice: one d10. Null while it waits for the die. */
export function deflected(run: Resolution, frame: AttackFrame): readonly DamageRoll[] | null {
  const { target: id, rolls = [] } = frame;
  const feature = featureOf(run.creature(id), "deflect-missiles");
  const dice = rollFor(run, frame, { sides: [10], purpose: "check", by: id });
  if (dice === null) return null;
  const bonus = feature?.values.bonus ?? 0;
  const total = (dice[0]?.face ?? 0) + bonus;
  run.emit(
    {
      kind: "check-rolled",
      creature: id,
      purpose: "check",
      ability: "dex",
      skill: null,
      roll: {
        dice,
        modifier: bonus,
        parts: [{ value: bonus, why: "Dexterity and monk level" }],
        total,
        advantage: [],
        disadvantage: [],
      },
      against: null,
      outcome: null,
    },
    ["features.deflect-missiles"],
  );
  let left = total;
  return rolls.map((roll) => {
    const taken = Math.min(left, roll.amount);
    left -= taken;
    return { ...roll, amount: roll.amount - taken };
  });
}
