import type { MoveMode } from "../command.ts";
import { CONDITION_TABLE, exhaustion, names } from "../conditions/table.ts";
import { walkingSpeed } from "../creatures/speed.ts";
import type { Creature, State } from "../state.ts";

/** A printed or derived speed of 5-foot steps, halved and rounded down to whole steps (RUL-1). */
const half = (feet: number): number => Math.floor(feet / 10) * 5;

/**
 * The speed of a creature in a mode, after conditions and armor. Climbing and swimming without a speed of
 * their own use the walking speed at double cost.
 * @rule combat.movement @srd Combat > Movement and Position
 */
export function speedFeet(creature: Creature, mode: MoveMode): number {
  if (creature.dead || names(creature).some((name) => CONDITION_TABLE[name].speedZero)) return 0;
  const own = ownSpeed(creature, mode);
  const base = own > 0 ? own : mode === "fly" || mode === "burrow" ? 0 : walkingSpeed(creature).feet;
  const level = exhaustion(creature);
  if (level >= 5) return 0;
  return level >= 2 ? half(base) : base;
}

function ownSpeed(creature: Creature, mode: MoveMode): number {
  const { speeds } = creature.block;
  switch (mode) {
    case "fly":
      return speeds.fly;
    case "climb":
      return speeds.climb;
    case "swim":
      return speeds.swim;
    case "burrow":
      return speeds.burrow;
    case "walk":
    case "jump":
    case "crawl":
      return walkingSpeed(creature).feet;
  }
}

/** Whether a mode costs an extra foot for each foot, for want of a speed of its own. */
export function isLaborious(creature: Creature, mode: MoveMode): boolean {
  return (mode === "climb" || mode === "swim") && ownSpeed(creature, mode) === 0;
}

/** Feet left this turn; switching modes subtracts what was already moved. No limit outside a fight. */
export function movementLeftFeet(state: State, creature: Creature, mode: MoveMode = "walk"): number {
  const speed = speedFeet(creature, mode);
  if (state.encounter === null) return speed === 0 ? 0 : Number.MAX_SAFE_INTEGER;
  if (state.encounter.turn !== creature.id) return 0;
  const { dashes, movementUsedFeet } = creature.economy;
  return Math.max(0, speed * (1 + dashes) - movementUsedFeet);
}

/** What standing up costs. @srd Combat > Movement and Position > Being Prone */
export const standingCostFeet = (creature: Creature): number => half(speedFeet(creature, "walk"));
