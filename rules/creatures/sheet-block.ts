import type { DamageTrait, Feature, Part, StatBlock } from "../creature.ts";
import {
  abilityModifier,
  forEachAbility,
  forEachSkill,
  proficiencyBonusOfLevel,
  sumOf,
} from "./abilities.ts";
import { classRecord } from "./classes.ts";
import { hitPointGifts } from "./gifts.ts";
import { raceRecord, subraceOf } from "./races.ts";
import { levelOf, type Sheet } from "./sheet.ts";
import { sheetFeatures } from "./sheet-features.ts";
import { classLevel, gearProficiencies, saveParts, skillParts } from "./sheet-proficiencies.ts";
import { spellSlots } from "./spell-slots.ts";

/** Everything that follows from a sheet and does not change by play. Armor class and weapons follow from items. */
export function sheetBlock(sheet: Sheet): StatBlock {
  const race = raceRecord(sheet.race);
  const gear = gearProficiencies(sheet);
  const skills = forEachSkill((skill) => sumOf(skillParts(sheet, skill)));
  return {
    size: race?.size ?? "medium",
    type: "humanoid",
    level: levelOf(sheet),
    challengeEighths: 0,
    proficiencyBonus: proficiencyBonusOfLevel(levelOf(sheet)),
    abilities: sheet.abilities,
    saves: forEachAbility((ability) => sumOf(saveParts(sheet, ability))),
    skills,
    maxHp: Math.max(1, (sheet.maxHp ?? sumOf(maxHpParts(sheet))) + sumOf(hitPointGifts(sheet))),
    hitDice: hitDice(sheet),
    armorClass: null,
    speeds: { walk: race?.speedFeet ?? 30, fly: 0, climb: 0, swim: 0, burrow: 0, hover: false },
    senses: { darkvision: race?.darkvisionFeet ?? 0, blindsight: 0, tremorsense: 0, truesight: 0 },
    passivePerception: 10 + skills.perception,
    resistances: resistances(sheet),
    vulnerabilities: [],
    immunities: classLevel(sheet, "Monk") >= 10 ? [{ types: ["poison"], unless: [] }] : [],
    conditionImmunities: classLevel(sheet, "Monk") >= 10 ? ["poisoned"] : [],
    attacks: [],
    attacksPerAction: attacksPerAction(sheet),
    multiattack: [],
    weaponProficiencies: gear.weapons,
    armorProficiencies: gear.armor,
    features: sheetFeatures(sheet),
    languages: "",
    slots: spellSlots(sheet.classes),
  };
}

/**
 * The first level's whole hit die, of each later one what was rolled or the fixed value (half and one more),
 * Constitution every time, at least 1 a level.
 * @srd Beyond 1st Level > Hit Points
 */
export function maxHpParts(sheet: Sheet): readonly Part[] {
  const constitution = abilityModifier(sheet.abilities.con);
  const parts: Part[] = [];
  sheet.classes.forEach((one, index) => {
    const die = classRecord(one.class)?.hitDie ?? 8;
    const levels = Array.from({ length: one.level }, (_, at) => {
      if (index === 0 && at === 0) return die;
      return rolledDie(sheet, one.class, at + 1) ?? die / 2 + 1;
    });
    const value = levels.reduce((sum, face) => sum + Math.max(1, face + constitution), 0);
    parts.push({ value, why: `${one.class} ${one.level}` });
  });
  if (subraceOf(sheet.race, sheet.choices?.subrace)?.traits.includes("Dwarven Toughness")) {
    parts.push({ value: levelOf(sheet), why: "Dwarven Toughness" });
  }
  const draconic = sheet.classes.find((one) => /draconic/i.test(one.subclass ?? ""));
  if (draconic !== undefined) parts.push({ value: draconic.level, why: "Draconic Resilience" });
  return parts;
}

function rolledDie({ rolledHitDice = [] }: Sheet, name: string, level: number): number | undefined {
  return rolledHitDice.find((one) => one.class === name && one.level === level)?.face;
}

function hitDice(sheet: Sheet): Readonly<Record<string, number>> {
  const dice: Record<string, number> = {};
  for (const one of sheet.classes) {
    const key = `d${classRecord(one.class)?.hitDie ?? 8}`;
    dice[key] = (dice[key] ?? 0) + one.level;
  }
  return dice;
}

/** @srd Extra Attack of two classes does not add up: the best one counts. */
function attacksPerAction(sheet: Sheet): number {
  const counts = sheet.classes.map((one) => {
    const steps = classRecord(one.class)?.extraAttacks ?? [];
    return 1 + steps.filter((level) => one.level >= level).length;
  });
  return Math.max(1, ...counts);
}

function resistances(sheet: Sheet): readonly DamageTrait[] {
  const race = raceRecord(sheet.race);
  const traits = (race?.resistances ?? []).map((type) => ({ types: [type], unless: [] }));
  const breath = sheetFeatures(sheet).find((feature) => feature.id === "breath-weapon");
  const type = breathType(breath);
  return type === null ? traits : [...traits, { types: [type], unless: [] }];
}

function breathType(breath: Feature | undefined): DamageTrait["types"][number] | null {
  const type = breath?.option?.split("/")[1];
  return type === undefined ? null : (type as DamageTrait["types"][number]);
}

/** What each limited feature holds after a long rest, by id. */
export function fullResources(block: StatBlock): Readonly<Record<string, number>> {
  const limited = block.features.filter((feature) => feature.values.uses !== undefined);
  return Object.fromEntries(limited.map((feature) => [feature.id, feature.values.uses ?? 0]));
}
