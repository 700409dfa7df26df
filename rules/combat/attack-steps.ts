import { askAboutHit } from "../features/hit-reactions.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { assert } from "../result.ts";
import type { AttackFrame } from "../state.ts";
import { deflect, rollDamage } from "./attack-damage.ts";
import { attackOf, rollAttack } from "./attack-roll.ts";
import { resolveRiders } from "./riders.ts";
import { letFly } from "./supply.ts";

/** Dice: the d20s, then the damage group by group, then what its riders roll. */
export function stepAttack(run: Resolution, frame: AttackFrame): void {
  switch (frame.step) {
    case "roll":
      rollAttack(run, frame);
      return;
    case "reactions":
      run.step({ ...frame, step: "damage" });
      askAboutHit(run, { ...frame, step: "damage" });
      return;
    case "damage":
      rollDamage(run, frame);
      return;
    case "deflect":
      deflect(run, frame);
      return;
    case "after":
      after(run, frame);
      return;
  }
}

function after(run: Resolution, frame: AttackFrame): void {
  assert(frame.outcome !== null, "an attack ends with an outcome");
  run.pop();
  if (frame.outcome !== "miss") resolveRiders(run, frame);
  const attacker = run.find(frame.attacker);
  const attack = attacker && attackOf(attacker, frame);
  if (attack) letFly(run, frame, attack);
}
