import type { Part } from "../creature.ts";
import { ABILITIES, type Ability, SKILLS, type Skill } from "../vocabulary.ts";

export const ABILITY_NAMES: Readonly<Record<Ability, string>> = {
  str: "Strength",
  dex: "Dexterity",
  con: "Constitution",
  int: "Intelligence",
  wis: "Wisdom",
  cha: "Charisma",
};

/** @srd Abilities > Ability Scores and Modifiers: half of what the score is above 10, rounded down. */
export function abilityModifier(score: number): number {
  return Math.floor((score - 10) / 2);
}

/** @srd Abilities > Proficiency Bonus: +2, and one more at levels 5, 9, 13 and 17. */
export function proficiencyBonusOfLevel(level: number): number {
  return 2 + Math.floor((Math.max(level, 1) - 1) / 4);
}

/** Monsters follow their challenge rating in the same steps; ratings below 1 count as 1. */
export function proficiencyBonusOfChallenge(challengeEighths: number): number {
  return proficiencyBonusOfLevel(Math.max(1, Math.floor(challengeEighths / 8)));
}

export function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.value, 0);
}

export function forEachAbility<Value>(value: (ability: Ability) => Value): Readonly<Record<Ability, Value>> {
  const of = Object.fromEntries(ABILITIES.map((ability) => [ability, value(ability)]));
  return of as Record<Ability, Value>;
}

export function forEachSkill<Value>(
  value: (skill: Skill, ability: Ability) => Value,
): Readonly<Record<Skill, Value>> {
  const of = Object.entries(SKILLS).map(([skill, ability]) => [skill, value(skill as Skill, ability)]);
  return Object.fromEntries(of) as Record<Skill, Value>;
}
