import { type Ability, SKILLS, type Skill } from "../vocabulary.ts";
import { same } from "./problem.ts";

/** What a class lets one choose, and when. Proficiencies that it simply gives stand in its record. */
export type ClassChoices = {
  readonly name: string;
  readonly skills: { readonly count: number; readonly from: readonly Skill[] };
  /** Skills of the same list for whoever takes it as a further class. */
  readonly multiclassSkills: number;
  readonly tools: readonly string[];
  /** Tools of a kind that one chooses: as the first class, as a further one. */
  readonly freeTools: {
    readonly kinds: readonly ("instrument" | "artisan")[];
    readonly first: number;
    readonly later: number;
  };
  readonly subclass: { readonly level: number; readonly name: string };
  /** Scores of 13 that taking or leaving it for another class asks; of several lists, one has to be whole. */
  readonly prerequisites: readonly (readonly Ability[])[];
  readonly improvements: readonly number[];
  readonly fightingStyles: readonly string[];
  /** Class levels at which a style is chosen; the second of a champion. */
  readonly styleLevels: readonly number[];
  /** Class levels at which two skills become expert. */
  readonly expertise: readonly number[];
};

const ALL_SKILLS = Object.keys(SKILLS) as readonly Skill[];
const USUAL = [4, 8, 12, 16, 19];
const NO_TOOLS = { kinds: [], first: 0, later: 0 } as const;

const choices = (
  name: string,
  of: Partial<ClassChoices> & Pick<ClassChoices, "skills" | "subclass" | "prerequisites">,
): ClassChoices => ({
  name,
  multiclassSkills: 0,
  tools: [],
  freeTools: NO_TOOLS,
  improvements: USUAL,
  fightingStyles: [],
  styleLevels: [],
  expertise: [],
  ...of,
});

/** @srd Classes; Beyond 1st Level > Multiclassing */
export const CLASS_CHOICES: readonly ClassChoices[] = [
  choices("Barbarian", {
    skills: {
      count: 2,
      from: ["animal handling", "athletics", "intimidation", "nature", "perception", "survival"],
    },
    subclass: { level: 3, name: "Path of the Berserker" },
    prerequisites: [["str"]],
  }),
  choices("Bard", {
    skills: { count: 3, from: ALL_SKILLS },
    multiclassSkills: 1,
    freeTools: { kinds: ["instrument"], first: 3, later: 1 },
    subclass: { level: 3, name: "College of Lore" },
    prerequisites: [["cha"]],
    expertise: [3, 10],
  }),
  choices("Cleric", {
    skills: { count: 2, from: ["history", "insight", "medicine", "persuasion", "religion"] },
    subclass: { level: 1, name: "Life Domain" },
    prerequisites: [["wis"]],
  }),
  choices("Druid", {
    skills: {
      count: 2,
      from: [
        "arcana",
        "animal handling",
        "insight",
        "medicine",
        "nature",
        "perception",
        "religion",
        "survival",
      ],
    },
    tools: ["Herbalism Kit"],
    subclass: { level: 2, name: "Circle of the Land" },
    prerequisites: [["wis"]],
  }),
  choices("Fighter", {
    skills: {
      count: 2,
      from: [
        "acrobatics",
        "animal handling",
        "athletics",
        "history",
        "insight",
        "intimidation",
        "perception",
        "survival",
      ],
    },
    subclass: { level: 3, name: "Champion" },
    prerequisites: [["str"], ["dex"]],
    improvements: [4, 6, 8, 12, 14, 16, 19],
    fightingStyles: [
      "Archery",
      "Defense",
      "Dueling",
      "Great Weapon Fighting",
      "Protection",
      "Two-Weapon Fighting",
    ],
    styleLevels: [1, 10],
  }),
  choices("Monk", {
    skills: { count: 2, from: ["acrobatics", "athletics", "history", "insight", "religion", "stealth"] },
    freeTools: { kinds: ["artisan", "instrument"], first: 1, later: 0 },
    subclass: { level: 3, name: "Way of the Open Hand" },
    prerequisites: [["dex", "wis"]],
  }),
  choices("Paladin", {
    skills: {
      count: 2,
      from: ["athletics", "insight", "intimidation", "medicine", "persuasion", "religion"],
    },
    subclass: { level: 3, name: "Oath of Devotion" },
    prerequisites: [["str", "cha"]],
    fightingStyles: ["Defense", "Dueling", "Great Weapon Fighting", "Protection"],
    styleLevels: [2],
  }),
  choices("Ranger", {
    skills: {
      count: 3,
      from: [
        "animal handling",
        "athletics",
        "insight",
        "investigation",
        "nature",
        "perception",
        "stealth",
        "survival",
      ],
    },
    multiclassSkills: 1,
    subclass: { level: 3, name: "Hunter" },
    prerequisites: [["dex", "wis"]],
    fightingStyles: ["Archery", "Defense", "Dueling", "Two-Weapon Fighting"],
    styleLevels: [2],
  }),
  choices("Rogue", {
    skills: {
      count: 4,
      from: [
        "acrobatics",
        "athletics",
        "deception",
        "insight",
        "intimidation",
        "investigation",
        "perception",
        "performance",
        "persuasion",
        "sleight of hand",
        "stealth",
      ],
    },
    multiclassSkills: 1,
    tools: ["Thieves' tools"],
    subclass: { level: 3, name: "Thief" },
    prerequisites: [["dex"]],
    improvements: [4, 8, 10, 12, 16, 19],
    expertise: [1, 6],
  }),
  choices("Sorcerer", {
    skills: { count: 2, from: ["arcana", "deception", "insight", "intimidation", "persuasion", "religion"] },
    subclass: { level: 1, name: "Draconic Bloodline" },
    prerequisites: [["cha"]],
  }),
  choices("Warlock", {
    skills: {
      count: 2,
      from: ["arcana", "deception", "history", "intimidation", "investigation", "nature", "religion"],
    },
    subclass: { level: 1, name: "The Fiend" },
    prerequisites: [["cha"]],
  }),
  choices("Wizard", {
    skills: { count: 2, from: ["arcana", "history", "insight", "investigation", "medicine", "religion"] },
    subclass: { level: 2, name: "School of Evocation" },
    prerequisites: [["int"]],
  }),
];

export const classChoices = (name: string): ClassChoices | null =>
  CLASS_CHOICES.find((one) => same(one.name, name)) ?? null;

/** @srd Warlock > Eldritch Invocations: those without a prerequisite of level or pact come at any level. */
export const INVOCATIONS: readonly {
  readonly name: string;
  readonly level: number;
  readonly pact?: string;
  readonly spell?: string;
}[] = [
  { name: "Agonizing Blast", level: 2, spell: "Eldritch Blast" },
  { name: "Armor of Shadows", level: 2 },
  { name: "Ascendant Step", level: 9 },
  { name: "Beast Speech", level: 2 },
  { name: "Beguiling Influence", level: 2 },
  { name: "Bewitching Whispers", level: 7 },
  { name: "Book of Ancient Secrets", level: 2, pact: "Tome" },
  { name: "Chains of Carceri", level: 15, pact: "Chain" },
  { name: "Devil's Sight", level: 2 },
  { name: "Dreadful Word", level: 7 },
  { name: "Eldritch Sight", level: 2 },
  { name: "Eldritch Spear", level: 2, spell: "Eldritch Blast" },
  { name: "Eyes of the Rune Keeper", level: 2 },
  { name: "Fiendish Vigor", level: 2 },
  { name: "Gaze of Two Minds", level: 2 },
  { name: "Lifedrinker", level: 12, pact: "Blade" },
  { name: "Mask of Many Faces", level: 2 },
  { name: "Master of Myriad Forms", level: 15 },
  { name: "Minions of Chaos", level: 9 },
  { name: "Mire the Mind", level: 5 },
  { name: "Misty Visions", level: 2 },
  { name: "One with Shadows", level: 5 },
  { name: "Otherworldly Leap", level: 9 },
  { name: "Repelling Blast", level: 2, spell: "Eldritch Blast" },
  { name: "Sculptor of Flesh", level: 7 },
  { name: "Sign of Ill Omen", level: 5 },
  { name: "Thief of Five Fates", level: 2 },
  { name: "Thirsting Blade", level: 5, pact: "Blade" },
  { name: "Visions of Distant Realms", level: 15 },
  { name: "Voice of the Chain Master", level: 2, pact: "Chain" },
  { name: "Whispers of the Grave", level: 9 },
  { name: "Witch Sight", level: 15 },
];

export const PACT_BOONS: readonly string[] = ["Chain", "Blade", "Tome"];

/** @srd Sorcerer > Metamagic */
export const METAMAGIC: readonly string[] = [
  "Careful Spell",
  "Distant Spell",
  "Empowered Spell",
  "Extended Spell",
  "Heightened Spell",
  "Quickened Spell",
  "Subtle Spell",
  "Twinned Spell",
];

/** @srd Druid > Circle of the Land > Circle Spells */
export const LANDS: readonly string[] = [
  "Arctic",
  "Coast",
  "Desert",
  "Forest",
  "Grassland",
  "Mountain",
  "Swamp",
];

/** @srd Ranger > Hunter > Hunter's Prey */
export const HUNTERS_PREY: readonly string[] = ["Colossus Slayer", "Giant Killer", "Horde Breaker"];

/** How many one has at a class level: the last step that it reached. */
export const countAt = (steps: readonly (readonly [level: number, count: number])[], level: number): number =>
  steps.reduce((count, [from, now]) => (level >= from ? now : count), 0);

export const INVOCATIONS_KNOWN = [
  [2, 2],
  [5, 3],
  [7, 4],
  [9, 5],
  [12, 6],
  [15, 7],
  [18, 8],
] as const;
export const METAMAGIC_KNOWN = [
  [3, 2],
  [10, 3],
  [17, 4],
] as const;
