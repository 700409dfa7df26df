import type { Part } from "../creature.ts";
import type { Creature } from "../state.ts";
import { sumOf } from "./abilities.ts";
import { armorPenalties, wornArmor, wornShield } from "./armor-class.ts";
import { featureOf } from "./features.ts";

/**
 * The walking speed that gear and features leave, before conditions.
 * @srd Equipment > Armor > Heavy Armor; Barbarian > Fast Movement; Monk > Unarmored Movement
 */
export function walkingSpeed(creature: Pick<Creature, "block" | "items" | "features">): {
  readonly feet: number;
  readonly parts: readonly Part[];
} {
  const parts: Part[] = [{ value: creature.block.speeds.walk, why: "speed" }];
  const armor = wornArmor(creature);
  const fast = featureOf(creature, "fast-movement");
  if (fast !== null && armor?.armor?.category !== "heavy") {
    parts.push({ value: fast.values.feet ?? 10, why: fast.name });
  }
  const free = featureOf(creature, "unarmored-movement");
  if (free !== null && armor === null && wornShield(creature) === null) {
    parts.push({ value: free.values.feet ?? 10, why: free.name });
  }
  const { speedFeet } = armorPenalties(creature);
  if (speedFeet > 0) parts.push({ value: -speedFeet, why: `too weak for ${armor?.name ?? "the armor"}` });
  return { feet: Math.max(0, sumOf(parts)), parts };
}
