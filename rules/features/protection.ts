import { wornShield } from "../creatures/armor-class.ts";
import { hasFightingStyle } from "../creatures/features.ts";
import type { CreatureId } from "../ids.ts";
import { within } from "../movement/geometry.ts";
import { spend } from "../resolve/context.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { AttackFrame } from "../state.ts";
import { canReact } from "./hit-reactions.ts";

export const PROTECTION = "Protection";

/**
 * Before the roll, a neighbour of the target with the style and a shield is asked; true when it waits.
 * @rule features.fighting-style @srd Fighter > Fighting Style > Protection
 */
export function askProtection(run: Resolution, frame: AttackFrame): boolean {
  if (frame.entered !== null || frame.hindered === true) return false;
  const offered = frame.offered ?? [];
  const guard = run.state.roster.find((id) => !offered.includes(id) && mayGuard(run, frame, id));
  if (guard === undefined) return false;
  run.step({ ...frame, offered: [...offered, guard] });
  openRequest(run, guard, {
    kind: "reaction",
    trigger: "attack-on-neighbour",
    about: frame.target,
    options: [{ choice: PROTECTION }, { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
  return true;
}

function mayGuard(run: Resolution, frame: AttackFrame, id: CreatureId): boolean {
  const guard = run.find(id);
  const target = run.find(frame.target);
  const attacker = run.find(frame.attacker);
  if (!guard || !target || !attacker || id === target.id || guard.side !== target.side) return false;
  if (!hasFightingStyle(guard, "protection") || wornShield(guard) === null) return false;
  return within(guard, target, 5) && canReact(run, guard, attacker);
}

export function protect(run: Resolution, frame: AttackFrame, guard: CreatureId): void {
  spend(run, guard, "reaction", PROTECTION, "features.fighting-style");
  run.step({ ...frame, hindered: true });
}
