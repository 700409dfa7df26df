import type { CharacterChoices } from "../../../client-sdk/src/index.ts";

/** A fighter of level 2, choice by choice. */
export const KARA: CharacterChoices = {
  race: "Human",
  background: "Acolyte",
  languages: ["Dwarvish", "Elvish", "Giant"],
  abilities: { method: "standard-array", scores: { str: 15, dex: 13, con: 14, int: 8, wis: 12, cha: 10 } },
  levels: [
    { class: "Fighter", skills: ["Athletics", "Perception"], fightingStyle: "Defense" },
    { class: "Fighter" },
  ],
  equipment: [{ option: 0 }, { option: 0, items: ["Longsword"] }, { option: 0 }, { option: 1 }],
};
