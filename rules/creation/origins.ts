import type { Ability, Skill } from "../vocabulary.ts";
import { same } from "./problem.ts";

type Bonuses = Readonly<Partial<Record<Ability, number>>>;

/** What a race asks and gives beyond what its record says. */
export type RaceOrigin = {
  readonly name: string;
  readonly bonuses: Bonuses;
  readonly subraces: readonly { readonly name: string; readonly bonuses: Bonuses }[];
  readonly languages: readonly string[];
  /** Languages, abilities of +1, skills and tools that one chooses. */
  readonly freeLanguages: number;
  readonly freeAbilities: number;
  readonly freeSkills: number;
  readonly tools: readonly string[];
  readonly draconic: boolean;
};

const race = (
  name: string,
  bonuses: Bonuses,
  languages: readonly string[],
  more: Partial<RaceOrigin> = {},
): RaceOrigin => ({
  name,
  bonuses,
  languages: ["Common", ...languages],
  subraces: [],
  freeLanguages: 0,
  freeAbilities: 0,
  freeSkills: 0,
  tools: [],
  draconic: false,
  ...more,
});

/** @srd Races: ability score increases, languages, choices; a race with a subrace in the SRD has to take it. */
export const RACE_ORIGINS: readonly RaceOrigin[] = [
  race("Dwarf", { con: 2 }, ["Dwarvish"], {
    subraces: [{ name: "Hill Dwarf", bonuses: { wis: 1 } }],
    tools: ["Smith's tools", "Brewer's supplies", "Mason's tools"],
  }),
  race("Elf", { dex: 2 }, ["Elvish"], { subraces: [{ name: "High Elf", bonuses: { int: 1 } }] }),
  race("Halfling", { dex: 2 }, ["Halfling"], {
    subraces: [{ name: "Lightfoot Halfling", bonuses: { cha: 1 } }],
  }),
  race("Human", { str: 1, dex: 1, con: 1, int: 1, wis: 1, cha: 1 }, [], { freeLanguages: 1 }),
  race("Dragonborn", { str: 2, cha: 1 }, ["Draconic"], { draconic: true }),
  race("Gnome", { int: 2 }, ["Gnomish"], { subraces: [{ name: "Rock Gnome", bonuses: { con: 1 } }] }),
  race("Half-Elf", { cha: 2 }, ["Elvish"], { freeLanguages: 1, freeAbilities: 2, freeSkills: 2 }),
  race("Half-Orc", { str: 2, con: 1 }, ["Orc"]),
  race("Tiefling", { int: 1, cha: 2 }, ["Infernal"]),
];

export const raceOrigin = (name: string): RaceOrigin | null =>
  RACE_ORIGINS.find((one) => same(one.name, name)) ?? null;

/** @srd Languages: the standard ones, the exotic ones. */
export const LANGUAGES: readonly string[] = [
  "Common",
  "Dwarvish",
  "Elvish",
  "Giant",
  "Gnomish",
  "Goblin",
  "Halfling",
  "Orc",
  "Abyssal",
  "Celestial",
  "Draconic",
  "Deep Speech",
  "Infernal",
  "Primordial",
  "Sylvan",
  "Undercommon",
];

export type Background = {
  readonly name: string;
  readonly skills: readonly Skill[];
  /** How many languages and tools one chooses, together. */
  readonly freeLanguages: number;
  readonly gear: readonly (readonly [item: string, quantity: number])[];
  readonly feature: string;
};

/** @srd Backgrounds > Acolyte: the only one that the SRD describes; another is made of its parts. */
export const BACKGROUNDS: readonly Background[] = [
  {
    name: "Acolyte",
    skills: ["insight", "religion"],
    freeLanguages: 2,
    gear: [
      ["Emblem", 1],
      ["Prayer book", 1],
      ["Stick of incense", 5],
      ["Vestments", 1],
      ["Clothes, common", 1],
      ["Pouch", 1],
      ["Gold piece", 15],
    ],
    feature: "Shelter of the Faithful",
  },
];

export const backgroundOf = (name: string): Background | null =>
  BACKGROUNDS.find((one) => same(one.name, name)) ?? null;

/** @srd Feats: the only one that the SRD describes. */
export const FEATS: readonly {
  readonly name: string;
  readonly prerequisite: { readonly ability: Ability; readonly score: number };
}[] = [{ name: "Grappler", prerequisite: { ability: "str", score: 13 } }];
