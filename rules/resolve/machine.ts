import { stepCheck } from "../checks/check-steps.ts";
import { stepContest } from "../checks/contest.ts";
import { stepAttack } from "../combat/attack-steps.ts";
import { stepDamage } from "../combat/damage.ts";
import { stepInitiative } from "../combat/encounter.ts";
import { stepDeathSave, stepTurn } from "../combat/turn.ts";
import { upkeep } from "../conditions/upkeep.ts";
import { stepMove } from "../movement/move-steps.ts";
import { stepHeal, stepHitDice } from "../rest/heal-steps.ts";
import { assert, never } from "../result.ts";
import type { Frame } from "../state.ts";
import type { Resolution } from "./resolution.ts";

/** Steps of one command. */
export const MAX_STEPS = 2_000;

/** Takes the top frame's next step, again and again, until nothing is left to do or somebody is asked. */
export function settle(run: Resolution): void {
  upkeep(run);
  for (let steps = 0; !run.waiting; steps++) {
    const frame = run.top;
    if (frame === undefined) break;
    assert(steps < MAX_STEPS, `one command took more than ${MAX_STEPS} steps`);
    step(run, frame);
    upkeep(run);
  }
  if (!run.waiting) run.recordStack();
}

function step(run: Resolution, frame: Frame): void {
  switch (frame.kind) {
    case "attack":
      return stepAttack(run, frame);
    case "move":
      return stepMove(run, frame);
    case "damage":
      return stepDamage(run, frame);
    case "check":
      return stepCheck(run, frame);
    case "contest":
      return stepContest(run, frame);
    case "initiative":
      return stepInitiative(run, frame);
    case "turn":
      return stepTurn(run, frame);
    case "death-save":
      return stepDeathSave(run, frame);
    case "hit-dice":
      return stepHitDice(run, frame);
    case "heal":
      return stepHeal(run, frame);
    default:
      return never(frame, "frame");
  }
}
