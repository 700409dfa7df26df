import type { Ability } from "../vocabulary.ts";

/** How a class counts towards spell slots when it is one of several. */
export type Casting = "full" | "half" | "pact" | "none";

/** A class of the SRD as far as a sheet needs it. */
export type ClassRecord = {
  readonly name: string;
  readonly hitDie: number;
  readonly saves: readonly Ability[];
  readonly armor: readonly string[];
  readonly weapons: readonly string[];
  /** What it still gives when it is not the first class. */
  readonly multiclass: { readonly armor: readonly string[]; readonly weapons: readonly string[] };
  readonly casting: Casting;
  readonly castingAbility: Ability | null;
  /** Class levels at which one action makes 2, 3, 4 attacks. */
  readonly extraAttacks: readonly number[];
};

const LIGHT = ["light armor"];
const MEDIUM = ["light armor", "medium armor", "shields"];
const ALL = ["all armor", "shields"];
const SIMPLE = ["simple weapons"];
const MARTIAL = ["simple weapons", "martial weapons"];
const DUELIST = ["simple weapons", "crossbow, hand", "longsword", "rapier", "shortsword"];
const CANTRIP_CASTER = ["dagger", "dart", "sling", "quarterstaff", "crossbow, light"];
const NOTHING = { armor: [], weapons: [] };

/** @srd Classes: hit dice, proficiencies and spellcasting of each class. */
export const CLASSES: readonly ClassRecord[] = [
  {
    name: "Barbarian",
    hitDie: 12,
    saves: ["str", "con"],
    armor: MEDIUM,
    weapons: MARTIAL,
    multiclass: { armor: ["shields"], weapons: MARTIAL },
    casting: "none",
    castingAbility: null,
    extraAttacks: [5],
  },
  {
    name: "Bard",
    hitDie: 8,
    saves: ["dex", "cha"],
    armor: LIGHT,
    weapons: DUELIST,
    multiclass: { armor: LIGHT, weapons: [] },
    casting: "full",
    castingAbility: "cha",
    extraAttacks: [],
  },
  {
    name: "Cleric",
    hitDie: 8,
    saves: ["wis", "cha"],
    armor: MEDIUM,
    weapons: SIMPLE,
    multiclass: { armor: MEDIUM, weapons: [] },
    casting: "full",
    castingAbility: "wis",
    extraAttacks: [],
  },
  {
    name: "Druid",
    hitDie: 8,
    saves: ["int", "wis"],
    armor: MEDIUM,
    weapons: [
      "club",
      "dagger",
      "dart",
      "javelin",
      "mace",
      "quarterstaff",
      "scimitar",
      "sickle",
      "sling",
      "spear",
    ],
    multiclass: { armor: MEDIUM, weapons: [] },
    casting: "full",
    castingAbility: "wis",
    extraAttacks: [],
  },
  {
    name: "Fighter",
    hitDie: 10,
    saves: ["str", "con"],
    armor: ALL,
    weapons: MARTIAL,
    multiclass: { armor: MEDIUM, weapons: MARTIAL },
    casting: "none",
    castingAbility: null,
    extraAttacks: [5, 11, 20],
  },
  {
    name: "Monk",
    hitDie: 8,
    saves: ["str", "dex"],
    armor: [],
    weapons: ["simple weapons", "shortsword"],
    multiclass: { armor: [], weapons: ["simple weapons", "shortsword"] },
    casting: "none",
    castingAbility: null,
    extraAttacks: [5],
  },
  {
    name: "Paladin",
    hitDie: 10,
    saves: ["wis", "cha"],
    armor: ALL,
    weapons: MARTIAL,
    multiclass: { armor: MEDIUM, weapons: MARTIAL },
    casting: "half",
    castingAbility: "cha",
    extraAttacks: [5],
  },
  {
    name: "Ranger",
    hitDie: 10,
    saves: ["str", "dex"],
    armor: MEDIUM,
    weapons: MARTIAL,
    multiclass: { armor: MEDIUM, weapons: MARTIAL },
    casting: "half",
    castingAbility: "wis",
    extraAttacks: [5],
  },
  {
    name: "Rogue",
    hitDie: 8,
    saves: ["dex", "int"],
    armor: LIGHT,
    weapons: DUELIST,
    multiclass: { armor: LIGHT, weapons: [] },
    casting: "none",
    castingAbility: null,
    extraAttacks: [],
  },
  {
    name: "Sorcerer",
    hitDie: 6,
    saves: ["con", "cha"],
    armor: [],
    weapons: CANTRIP_CASTER,
    multiclass: NOTHING,
    casting: "full",
    castingAbility: "cha",
    extraAttacks: [],
  },
  {
    name: "Warlock",
    hitDie: 8,
    saves: ["wis", "cha"],
    armor: LIGHT,
    weapons: SIMPLE,
    multiclass: { armor: LIGHT, weapons: SIMPLE },
    casting: "pact",
    castingAbility: "cha",
    extraAttacks: [],
  },
  {
    name: "Wizard",
    hitDie: 6,
    saves: ["int", "wis"],
    armor: [],
    weapons: CANTRIP_CASTER,
    multiclass: NOTHING,
    casting: "full",
    castingAbility: "int",
    extraAttacks: [],
  },
];

export function classRecord(name: string): ClassRecord | null {
  return CLASSES.find((record) => record.name.toLowerCase() === name.trim().toLowerCase()) ?? null;
}
