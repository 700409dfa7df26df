import type { Part } from "../creature.ts";
import type { Creature } from "../state.ts";
import { abilityModifier } from "./abilities.ts";
import { hasFeature } from "./features.ts";

/**
 * Initiative is a Dexterity check: what helps such a check without proficiency helps it too.
 * @rule combat.initiative @srd Combat > Initiative
 */
export function initiativeParts(creature: Pick<Creature, "block" | "features">): readonly Part[] {
  const { block } = creature;
  const parts: Part[] = [{ value: abilityModifier(block.abilities.dex), why: "Dexterity" }];
  const half = halfProficiencyOf(creature, "dex");
  return half === null ? parts : [...parts, half];
}

/** Half the proficiency bonus on a bare ability check, for whom a feature grants it; null for everyone else. */
export function halfProficiencyOf(
  creature: Pick<Creature, "block" | "features">,
  ability: string,
): Part | null {
  const bonus = creature.block.proficiencyBonus;
  if (["str", "dex", "con"].includes(ability) && hasFeature(creature, "remarkable-athlete")) {
    return { value: Math.ceil(bonus / 2), why: "Remarkable Athlete" };
  }
  if (hasFeature(creature, "jack-of-all-trades")) {
    return { value: Math.floor(bonus / 2), why: "Jack of All Trades" };
  }
  return null;
}
