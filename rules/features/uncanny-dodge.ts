import { isIncapacitated } from "../conditions/table.ts";
import { hasFeature } from "../creatures/features.ts";
import { spend } from "../resolve/context.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { canSee } from "../senses/sight.ts";
import type { AttackFrame } from "../state.ts";

export const UNCANNY_DODGE = "Uncanny Dodge";

/**
 * Asks who was hit, before the damage falls; true when it waits for the answer.
 * @rule features.uncanny-dodge @srd Rogue > Uncanny Dodge
 */
export function askUncannyDodge(run: Resolution, frame: AttackFrame): boolean {
  const target = run.find(frame.target);
  const attacker = run.find(frame.attacker);
  if (target === null || attacker === null || !hasFeature(target, "uncanny-dodge")) return false;
  if (isIncapacitated(target) || !target.economy.reaction) return false;
  if (run.state.encounter?.surprised.includes(target.id) || !canSee(run.state, target, attacker))
    return false;
  openRequest(run, target.id, {
    kind: "reaction",
    trigger: "hit",
    about: attacker.id,
    options: [{ choice: UNCANNY_DODGE }, { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
  return true;
}

export function dodgeUncannily(run: Resolution, frame: AttackFrame): void {
  spend(run, frame.target, "reaction", UNCANNY_DODGE, "features.uncanny-dodge");
  run.emit({ kind: "feature-used", creature: frame.target, feature: "uncanny-dodge", left: null }, [
    "features.uncanny-dodge",
  ]);
  run.step({ ...frame, halved: UNCANNY_DODGE });
}
