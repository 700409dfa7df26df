import { featureOf } from "../creatures/features.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, DamageFrame } from "../state.ts";
import { usesLeft, useUp } from "./uses.ts";

export const RELENTLESS_ENDURANCE = "Relentless Endurance";
const ID = "relentless-endurance";

/** Who may stay up with 1 hit point: once a long rest, and not when the blow kills outright. */
export function canEndure(target: Creature, frame: DamageFrame): boolean {
  const feature = featureOf(target, ID);
  if (feature === null || frame.done.includes(ID) || usesLeft(target, feature) === 0) return false;
  return (frame.result?.overflow ?? 0) < target.maxHp;
}

/** @rule features.relentless-endurance @srd Races > Half-Orc > Relentless Endurance */
export function askEndurance(run: Resolution, target: Creature, frame: DamageFrame): void {
  run.step({ ...frame, done: [...frame.done, ID] });
  openRequest(run, target.id, {
    kind: "reaction",
    trigger: "drops-to-0",
    about: frame.source,
    options: [{ choice: RELENTLESS_ENDURANCE }, { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
}

export function endure(run: Resolution, target: Creature): void {
  const feature = featureOf(target, ID);
  if (feature === null) return;
  useUp(run, target, feature, "features.relentless-endurance");
  run.emit({ kind: "hit-points-adjusted", target: target.id, hp: 1, reason: RELENTLESS_ENDURANCE }, [
    "features.relentless-endurance",
  ]);
}
