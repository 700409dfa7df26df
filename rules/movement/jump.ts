import { abilityModifier } from "../creatures/abilities.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import type { Creature, State } from "../state.ts";
import { movementLeftFeet } from "./speed.ts";

/** With a run of 10 feet before it on this turn; in a scene without turns there is always room for one. */
const isRunning = ({ encounter }: State, { economy }: Creature): boolean =>
  encounter === null || economy.movementUsedFeet >= 10;

/**
 * As many feet as the Strength score after a run of 10 feet, half of it standing.
 * @srd Adventuring > Movement > Special Types of Movement > Jumping
 */
export function longJumpFeet(state: State, creature: Creature): number {
  return Math.floor(creature.block.abilities.str / (isRunning(state, creature) ? 1 : 2));
}

/**
 * Straight up and down again: 3 feet and the Strength modifier after a run, half of it standing, at a foot of
 * movement for each foot.
 * @srd Adventuring > Movement > Special Types of Movement > Jumping
 */
export function highJump({ state }: Context, creature: Creature, feet: number): Decision {
  if (!Number.isInteger(feet) || feet < 1) return reject("malformed", "a jump is counted in feet");
  const running = Math.max(0, 3 + abilityModifier(creature.block.abilities.str));
  const highest = Math.floor(running / (isRunning(state, creature) ? 1 : 2));
  if (feet > highest) {
    return reject("not-enough-movement", `${creature.name} jumps ${highest} ft high at most from here`);
  }
  const left = movementLeftFeet(state, creature, "jump");
  if (feet > left) return reject("not-enough-movement", `the jump costs ${feet} ft; ${left} ft are left`);
  return ok((run) =>
    run.emit(
      { kind: "moved", creature: creature.id, mode: "jump", path: [], costFeet: feet, forced: false },
      ["combat.movement"],
    ),
  );
}
