import { gearItem, srdCatalogue } from "../../../rules/content/index.ts";
import {
  buildCharacter,
  type CharacterChoices,
  explainSheet,
  type LevelChoices,
  levelUp,
  type Rolled,
} from "../../../rules/creation/index.ts";
import type { Sheet } from "../../../rules/creatures/sheet.ts";

export const KARA: CharacterChoices = {
  race: "Human",
  background: "Acolyte",
  languages: ["Dwarvish", "Elvish", "Giant"],
  abilities: { method: "standard-array", scores: { str: 15, dex: 13, con: 14, int: 8, wis: 12, cha: 10 } },
  levels: [{ class: "Fighter", skills: ["Athletics", "Perception"], fightingStyle: "Defense" }],
  equipment: [{ option: 0 }, { option: 0, items: ["Longsword"] }, { option: 0 }, { option: 1 }],
};

/** A wizard of the first level. */
export const WIL: CharacterChoices = {
  race: "Elf",
  subrace: "High Elf",
  raceCantrip: "Light",
  background: "Acolyte",
  languages: ["Draconic", "Sylvan", "Giant"],
  abilities: { method: "point-buy", scores: { str: 8, dex: 14, con: 14, int: 15, wis: 12, cha: 8 } },
  levels: [
    {
      class: "Wizard",
      skills: ["Arcana", "History"],
      cantrips: ["Fire Bolt", "Mage Hand", "Ray of Frost"],
      spells: ["Magic Missile", "Shield", "Sleep", "Mage Armor", "Detect Magic", "Burning Hands"],
      prepared: ["Magic Missile", "Shield", "Sleep", "Mage Armor"],
    },
  ],
  equipment: [{ option: 0 }, { option: 1, items: ["Crystal"] }, { option: 0 }],
};

export const build = (choices: CharacterChoices, rolled: Rolled = {}) =>
  buildCharacter(choices, rolled, srdCatalogue());

export function made(choices: CharacterChoices, rolled: Rolled = {}): Sheet {
  const built = build(choices, rolled);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return built.sheet;
}

/** The fields that were wrong, with their codes. */
export function faults(choices: CharacterChoices, rolled: Rolled = {}): readonly string[] {
  const built = build(choices, rolled);
  return built.ok ? [] : built.problems.map(({ field, code }) => `${field}: ${code}`);
}

export const rise = (sheet: Sheet, choices: LevelChoices, face: number | null = null) =>
  levelUp(sheet, choices, face, srdCatalogue());

export function risen(sheet: Sheet, ...levels: readonly LevelChoices[]): Sheet {
  return levels.reduce((now, level) => {
    const built = rise(now, level);
    if (!built.ok) throw new Error(JSON.stringify(built.problems));
    return built.sheet;
  }, sheet);
}

export const explain = (sheet: Sheet) =>
  explainSheet(
    sheet,
    (sheet.equipment ?? []).map((entry, index) => gearItem(entry, `item-${index}`)),
  );
