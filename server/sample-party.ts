/** One character of each class, by the choices that a form would send; races, levels and gear differ. */
import type { Sheet } from "../rules/content/index.ts";
import type { CharacterChoices, ScoreChoice } from "../rules/creation/index.ts";
import type { Ability } from "../rules/vocabulary.ts";

export type PartyMember = {
  readonly name: string;
  /** Who plays it, by their name at the table. */
  readonly player: "Kara" | "Pim" | "Oda" | "Ilse" | "Tomas" | "Wen";
  readonly choices: CharacterChoices;
  /** What it found on the way, beyond the equipment of its first level. */
  readonly found?: NonNullable<Sheet["equipment"]>;
};

const array = (...order: readonly Ability[]): ScoreChoice => {
  const scores = Object.fromEntries(order.map((ability, at) => [ability, [15, 14, 13, 12, 10, 8][at]]));
  return { method: "standard-array", scores: scores as ScoreChoice["scores"] };
};
export const SAMPLE_PARTY: readonly PartyMember[] = [
  {
    name: "Kara Holt",
    player: "Kara",
    choices: {
      race: "Human",
      background: "Mill guard",
      backgroundSkills: ["Insight", "Survival"],
      languages: ["Dwarvish", "Goblin", "Giant"],
      abilities: array("str", "con", "dex", "wis", "int", "cha"),
      levels: [
        { class: "Fighter", skills: ["Athletics", "Perception"], fightingStyle: "Defense" },
        { class: "Fighter" },
        { class: "Fighter", subclass: "Champion" },
      ],
      equipment: [{ option: 0 }, { option: 0, items: ["Longsword"] }, { option: 1 }, { option: 0 }],
    },
    found: [
      { item: "Cloak of Protection", equipped: true, attuned: true },
      { item: "Potion of Healing", quantity: 2 },
    ],
  },
  {
    name: "Ruo Ashhand",
    player: "Kara",
    choices: {
      race: "Half-Orc",
      background: "Charcoal burner",
      backgroundSkills: ["Animal Handling", "Stealth"],
      languages: ["Goblin", "Dwarvish"],
      abilities: array("str", "con", "dex", "wis", "cha", "int"),
      levels: [
        { class: "Barbarian", skills: ["Athletics", "Survival"] },
        { class: "Barbarian" },
        { class: "Barbarian", subclass: "Path of the Berserker" },
        { class: "Barbarian", improve: { str: 2 } },
      ],
      equipment: [{ option: 0 }, { option: 0 }],
    },
  },
  {
    name: "Pim Underbough",
    player: "Pim",
    choices: {
      race: "Halfling",
      subrace: "Lightfoot Halfling",
      background: "Pedlar",
      backgroundSkills: ["Persuasion", "Deception"],
      backgroundTools: ["Dice set"],
      languages: ["Goblin"],
      abilities: array("dex", "con", "cha", "int", "wis", "str"),
      levels: [
        {
          class: "Rogue",
          skills: ["Acrobatics", "Stealth", "Perception", "Sleight of Hand"],
          expertise: ["Stealth", "Perception"],
        },
        { class: "Rogue" },
        { class: "Rogue", subclass: "Thief" },
      ],
      equipment: [{ option: 1 }, { option: 0 }, { option: 0 }],
    },
  },
  {
    name: "Sefa Cindermouth",
    player: "Pim",
    choices: {
      race: "Dragonborn",
      draconicAncestor: "brass",
      background: "Lamp lighter",
      backgroundSkills: ["Perception", "History"],
      languages: ["Primordial", "Dwarvish"],
      abilities: array("cha", "con", "dex", "wis", "int", "str"),
      levels: [
        {
          class: "Sorcerer",
          subclass: "Draconic Bloodline",
          draconicAncestor: "brass",
          skills: ["Arcana", "Intimidation"],
          cantrips: ["Fire Bolt", "Light", "Mage Hand", "Prestidigitation"],
          spells: ["Burning Hands", "Shield"],
        },
      ],
      equipment: [{ option: 0 }, { option: 0 }, { option: 0 }],
    },
  },
  {
    name: "Oda Ironvow",
    player: "Oda",
    choices: {
      race: "Dwarf",
      subrace: "Hill Dwarf",
      raceTool: "Smith's tools",
      background: "Acolyte",
      languages: ["Celestial", "Giant"],
      abilities: array("wis", "con", "str", "cha", "dex", "int"),
      levels: [
        {
          class: "Cleric",
          subclass: "Life Domain",
          skills: ["Medicine", "Persuasion"],
          cantrips: ["Guidance", "Light", "Sacred Flame"],
        },
        { class: "Cleric" },
        {
          class: "Cleric",
          prepared: ["Guiding Bolt", "Healing Word", "Shield of Faith", "Aid", "Hold Person", "Sanctuary"],
        },
      ],
      equipment: [
        { option: 1 },
        { option: 0 },
        { option: 0 },
        { option: 0 },
        { option: 0, items: ["Amulet"] },
      ],
    },
  },
  {
    name: "Ser Brandt Vey",
    player: "Oda",
    choices: {
      race: "Human",
      background: "Acolyte",
      languages: ["Celestial", "Dwarvish", "Orc"],
      abilities: array("str", "cha", "con", "wis", "dex", "int"),
      levels: [
        { class: "Paladin", skills: ["Athletics", "Medicine"] },
        { class: "Paladin", fightingStyle: "Protection" },
        { class: "Paladin", subclass: "Oath of Devotion" },
        { class: "Paladin", improve: { str: 1, cha: 1 }, prepared: ["Bless", "Cure Wounds", "Divine Favor"] },
      ],
      equipment: [
        { option: 0, items: ["Warhammer"] },
        { option: 0 },
        { option: 0 },
        { option: 0, items: ["Emblem"] },
      ],
    },
  },
  {
    name: "Ilse Lark",
    player: "Ilse",
    choices: {
      race: "Half-Elf",
      raceAbilities: ["dex", "con"],
      raceSkills: ["Insight", "Perception"],
      background: "Ferry singer",
      backgroundSkills: ["Acrobatics", "Survival"],
      languages: ["Gnomish", "Sylvan", "Orc"],
      abilities: array("cha", "dex", "con", "wis", "int", "str"),
      levels: [
        {
          class: "Bard",
          skills: ["Performance", "Persuasion", "Stealth"],
          tools: ["Lute", "Flute", "Drum"],
          cantrips: ["Mage Hand", "Vicious Mockery"],
          spells: ["Charm Person", "Healing Word", "Sleep", "Thunderwave"],
        },
        { class: "Bard", spells: ["Heroism"] },
        {
          class: "Bard",
          subclass: "College of Lore",
          skills: ["Arcana", "History", "Deception"],
          expertise: ["Performance", "Persuasion"],
          spells: ["Shatter"],
        },
      ],
      equipment: [{ option: 0 }, { option: 1 }, { option: 0 }],
    },
  },
  {
    name: "Mordo Gall",
    player: "Ilse",
    choices: {
      race: "Tiefling",
      background: "Debt clerk",
      backgroundSkills: ["Insight", "Persuasion"],
      languages: ["Abyssal", "Undercommon"],
      abilities: array("cha", "dex", "con", "int", "wis", "str"),
      levels: [
        {
          class: "Warlock",
          subclass: "The Fiend",
          skills: ["Arcana", "Deception"],
          cantrips: ["Eldritch Blast", "Prestidigitation"],
          spells: ["Burning Hands", "Hellish Rebuke"],
        },
        { class: "Warlock", spells: ["Command"], invocations: ["Agonizing Blast", "Devil's Sight"] },
      ],
      equipment: [{ option: 0 }, { option: 0 }, { option: 0 }, { option: 0, items: ["Quarterstaff"] }],
    },
  },
  {
    name: "Bramble",
    player: "Tomas",
    choices: {
      race: "Gnome",
      subrace: "Rock Gnome",
      background: "Hedge keeper",
      backgroundSkills: ["Medicine", "Stealth"],
      languages: ["Sylvan", "Elvish"],
      abilities: array("wis", "con", "dex", "int", "cha", "str"),
      levels: [
        { class: "Druid", skills: ["Nature", "Animal Handling"], cantrips: ["Guidance", "Shillelagh"] },
        {
          class: "Druid",
          subclass: "Circle of the Land",
          cantrips: ["Produce Flame"],
          prepared: ["Entangle", "Goodberry", "Healing Word", "Speak with Animals"],
        },
      ],
      equipment: [{ option: 0 }, { option: 0 }, { option: 0, items: ["Yew wand"] }],
    },
  },
  {
    name: "Tomas Reed",
    player: "Tomas",
    choices: {
      race: "Elf",
      subrace: "High Elf",
      raceCantrip: "Light",
      background: "Reed cutter",
      backgroundSkills: ["Athletics", "History"],
      languages: ["Goblin", "Sylvan", "Draconic"],
      abilities: array("dex", "wis", "con", "str", "int", "cha"),
      levels: [
        { class: "Ranger", skills: ["Nature", "Stealth", "Survival"] },
        { class: "Ranger", fightingStyle: "Archery", spells: ["Cure Wounds", "Hunter's Mark"] },
        { class: "Ranger", subclass: "Hunter", huntersPrey: "Colossus Slayer", spells: ["Goodberry"] },
      ],
      equipment: [{ option: 1 }, { option: 0 }, { option: 1 }],
    },
    found: [{ item: "Arrow", quantity: 20, silvered: true }],
  },
  {
    name: "Wen of the Weir",
    player: "Wen",
    choices: {
      race: "Human",
      background: "Weir keeper",
      backgroundSkills: ["Perception", "Survival"],
      languages: ["Elvish", "Primordial", "Halfling"],
      abilities: array("dex", "wis", "con", "str", "int", "cha"),
      levels: [
        { class: "Monk", skills: ["Acrobatics", "Stealth"], tools: ["Flute"] },
        { class: "Monk" },
        { class: "Monk", subclass: "Way of the Open Hand" },
        { class: "Monk", improve: { dex: 1, wis: 1 } },
        { class: "Monk" },
      ],
      equipment: [{ option: 1, items: ["Quarterstaff"] }, { option: 1 }],
    },
  },
  {
    name: "Nib Quillon",
    player: "Wen",
    choices: {
      race: "Gnome",
      subrace: "Rock Gnome",
      background: "Bell founder's clerk",
      backgroundSkills: ["Perception", "Insight"],
      languages: ["Dwarvish", "Draconic"],
      abilities: array("int", "con", "dex", "wis", "cha", "str"),
      levels: [
        {
          class: "Wizard",
          skills: ["Arcana", "History"],
          cantrips: ["Fire Bolt", "Mage Hand", "Minor Illusion"],
          spells: ["Burning Hands", "Detect Magic", "Mage Armor", "Magic Missile", "Shield", "Sleep"],
        },
        { class: "Wizard", subclass: "School of Evocation", spells: ["Identify", "Thunderwave"] },
        { class: "Wizard", spells: ["Misty Step", "Scorching Ray"] },
        { class: "Wizard", improve: { int: 2 }, cantrips: ["Light"], spells: ["Hold Person", "Web"] },
        {
          class: "Wizard",
          spells: ["Fireball", "Fly"],
          prepared: [
            "Mage Armor",
            "Magic Missile",
            "Shield",
            "Misty Step",
            "Scorching Ray",
            "Web",
            "Fireball",
            "Fly",
          ],
        },
      ],
      equipment: [{ option: 0 }, { option: 1, items: ["Crystal"] }, { option: 0 }],
    },
    found: [
      { item: "Ring of Protection", equipped: true, attuned: true },
      { item: "Wand of Magic Missiles", notes: "Seven charges." },
    ],
  },
];
