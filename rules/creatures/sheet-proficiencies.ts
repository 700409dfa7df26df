import type { Part } from "../creature.ts";
import { type Ability, SKILLS, type Skill } from "../vocabulary.ts";
import { ABILITY_NAMES, abilityModifier, proficiencyBonusOfLevel } from "./abilities.ts";
import { classRecord } from "./classes.ts";
import { giverOfSkill } from "./gifts.ts";
import { ELF_WEAPONS, raceRecord, subraceOf } from "./races.ts";
import { levelOf, type Sheet } from "./sheet.ts";

const has = (names: readonly string[] | undefined, name: string) =>
  (names ?? []).some((one) => one.trim().toLowerCase() === name);

/** @srd Saving Throws: the ability, and the proficiency bonus once for a save one is proficient in. */
export function saveParts(sheet: Sheet, ability: Ability): readonly Part[] {
  const modifier = { value: abilityModifier(sheet.abilities[ability]), why: ABILITY_NAMES[ability] };
  return isProficientSave(sheet, ability) ? [modifier, proficiency(sheet)] : [modifier];
}

function isProficientSave(sheet: Sheet, ability: Ability): boolean {
  const first = classRecord(sheet.classes[0]?.class ?? "");
  if (first?.saves.includes(ability)) return true;
  if (has(sheet.saves, ability) || has(sheet.saves, ABILITY_NAMES[ability].toLowerCase())) return true;
  if (classLevel(sheet, "Monk") >= 14) return true;
  return ability === "wis" && classLevel(sheet, "Rogue") >= 15;
}

/**
 * Proficiency counts once, expertise doubles it, and doubling a bonus that one lacks gives nothing; who lacks
 * it may add half of it as a bard (rounded down) or as a champion (rounded up, on STR, DEX and CON checks).
 * @srd Proficiency Bonus; Bard > Jack of All Trades; Fighter > Remarkable Athlete
 */
export function skillParts(sheet: Sheet, skill: Skill): readonly Part[] {
  const ability = SKILLS[skill];
  const modifier = { value: abilityModifier(sheet.abilities[ability]), why: ABILITY_NAMES[ability] };
  const bonus = proficiency(sheet);
  if (!isProficientSkill(sheet, skill)) return [modifier, ...halfProficiency(sheet, ability)];
  if (has(sheet.expertise, skill)) return [modifier, { value: bonus.value * 2, why: "expertise" }];
  const giver = giverOfSkill(sheet, skill);
  return [modifier, giver === null ? bonus : { ...bonus, why: `proficiency (${giver})` }];
}

function isProficientSkill(sheet: Sheet, skill: Skill): boolean {
  return has(sheet.skills, skill) || (raceRecord(sheet.race)?.skills.includes(skill) ?? false);
}

/** What is added to a check without proficiency, initiative among them. */
export function halfProficiency(sheet: Sheet, ability: Ability): readonly Part[] {
  const bonus = proficiencyBonusOfLevel(levelOf(sheet));
  const champion = sheet.classes.some(
    (one) =>
      classRecord(one.class)?.name === "Fighter" && one.level >= 7 && /champion/i.test(one.subclass ?? ""),
  );
  if (champion && (ability === "str" || ability === "dex" || ability === "con")) {
    return [{ value: Math.ceil(bonus / 2), why: "Remarkable Athlete" }];
  }
  if (classLevel(sheet, "Bard") >= 2) return [{ value: Math.floor(bonus / 2), why: "Jack of All Trades" }];
  return [];
}

export function proficiency(sheet: Sheet): Part {
  return { value: proficiencyBonusOfLevel(levelOf(sheet)), why: "proficiency" };
}

export function classLevel(sheet: Sheet, name: string): number {
  return sheet.classes
    .filter((one) => classRecord(one.class)?.name === name)
    .reduce((sum, one) => sum + one.level, 0);
}

/** Weapons and armor: everything of the first class, what multiclassing gives of the others, and the race's. */
export function gearProficiencies(sheet: Sheet): {
  readonly weapons: readonly string[];
  readonly armor: readonly string[];
} {
  const weapons = new Set<string>(raceRecord(sheet.race)?.weapons ?? []);
  const armor = new Set<string>();
  sheet.classes.forEach((one, index) => {
    const record = classRecord(one.class);
    const gives = index === 0 ? record : record?.multiclass;
    for (const name of gives?.weapons ?? []) weapons.add(name);
    for (const name of gives?.armor ?? []) armor.add(name);
    if (record?.name === "Cleric" && /life/i.test(one.subclass ?? "")) armor.add("heavy armor");
  });
  if (subraceOf(sheet.race, sheet.choices?.subrace)?.traits.includes("Elf Weapon Training")) {
    for (const name of ELF_WEAPONS) weapons.add(name);
  }
  return { weapons: [...weapons], armor: [...armor] };
}
