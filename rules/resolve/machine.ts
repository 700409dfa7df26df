import { stepCheck } from "../checks/check-steps.ts";
import { stepContest } from "../checks/contest.ts";
import { stepArea } from "../combat/area-steps.ts";
import { stepAttack } from "../combat/attack-steps.ts";
import { stepDamage } from "../combat/damage.ts";
import { stepInitiative } from "../combat/encounter.ts";
import { stepGuess } from "../combat/guess.ts";
import { stepRider } from "../combat/riders.ts";
import { stepDeathSave, stepTurn } from "../combat/turn.ts";
import { upkeep } from "../conditions/upkeep.ts";
import { stepFall } from "../movement/fall.ts";
import { stepMove } from "../movement/move-steps.ts";
import { stepHeal } from "../rest/heal-steps.ts";
import { stepHitDice } from "../rest/rest.ts";
import { stepWaking } from "../rest/time.ts";
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
      stepAttack(run, frame);
      return;
    case "move":
      stepMove(run, frame);
      return;
    case "damage":
      stepDamage(run, frame);
      return;
    case "check":
      stepCheck(run, frame);
      return;
    case "contest":
      stepContest(run, frame);
      return;
    case "initiative":
      stepInitiative(run, frame);
      return;
    case "turn":
      stepTurn(run, frame);
      return;
    case "death-save":
      stepDeathSave(run, frame);
      return;
    case "hit-dice":
      stepHitDice(run, frame);
      return;
    case "heal":
      stepHeal(run, frame);
      return;
    case "fall":
      stepFall(run, frame);
      return;
    case "rider":
      stepRider(run, frame);
      return;
    case "area":
      stepArea(run, frame);
      return;
    case "guess":
      stepGuess(run, frame);
      return;
    case "waking":
      stepWaking(run, frame);
      return;
    default:
      never(frame, "frame");
  }
}
