import { heal } from "../combat/dying.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { HealFrame } from "../state.ts";

/** Dice: the healing's own, together. */
export function stepHeal(run: Resolution, frame: HealFrame): void {
  const target = run.find(frame.target);
  if (target === null || target.dead) {
    run.pop();
    return;
  }
  const { count, sides, bonus } = frame.dice;
  const by = frame.source ?? target.id;
  const dice = rollFor(run, frame, { sides: Array<number>(count).fill(sides), purpose: "healing", by });
  if (dice === null) return;
  run.pop();
  const amount = dice.reduce((sum, die) => sum + die.face, bonus);
  heal(run, target, Math.max(0, amount), { source: frame.source, dice });
}
