/** What people make and share: the kinds of it, and the fields that their makers write. */
import type { CatalogKind } from "../../src/index.ts";
import { capital } from "../make/words.ts";

export type KindField = { readonly name: string; readonly label: string } & (
  | {
      readonly as: "number";
      readonly min: number;
      readonly max: number;
      readonly step?: number;
      /** Left empty it is nothing, not nought. */
      readonly empty?: boolean;
    }
  | { readonly as: "check" }
  | { readonly as: "select"; readonly options: readonly string[] }
  | { readonly as: "joined"; readonly of: CatalogKind }
);

export type Kind = {
  readonly title: string;
  readonly one: string;
  readonly fields: readonly KindField[];
};

const CHANGES = [
  "health",
  "mana",
  "stamina",
  "strength",
  "constitution",
  "dexterity",
  "intelligence",
  "wisdom",
  "charisma",
] as const;

const change = (name: string, label: string, empty: boolean): KindField => ({
  as: "number",
  name,
  label: `${capital(label)} ${empty ? "bonus" : "modifier"}`,
  min: -1000,
  max: 1000,
  empty,
});
const whole = (
  name: string,
  label: string,
  max: number,
  more: { step?: number; empty?: boolean } = {},
): KindField => ({
  as: "number",
  name,
  label,
  min: 0,
  max,
  ...more,
});
const joined = (name: string, label: string, of: CatalogKind): KindField => ({
  as: "joined",
  name,
  label,
  of,
});
const check = (name: string, label: string): KindField => ({ as: "check", name, label });
const TAGS = joined("tags", "Tags", "tags");
const LEVEL = whole("requiredLevel", "From level", 20);

export const KINDS: Readonly<Record<CatalogKind, Kind>> = {
  races: {
    title: "Races",
    one: "race",
    fields: [
      ...CHANGES.map((one) => change(`${one}Modifier`, one, false)),
      joined("skills", "Skills it gives", "skills"),
      TAGS,
    ],
  },
  archetypes: {
    title: "Archetypes",
    one: "archetype",
    fields: [
      joined("skills", "Skills it gives", "skills"),
      joined("requiredRaces", "Only for these races", "races"),
      TAGS,
    ],
  },
  items: {
    title: "Items",
    one: "item",
    fields: [
      {
        as: "select",
        name: "slot",
        label: "Worn or held",
        options: [
          "NONE",
          "HEAD",
          "FACE",
          "CHEST",
          "LEGS",
          "FEET",
          "HANDS",
          "ONE_HAND",
          "TWO_HANDS",
          "RING",
          "AMULET",
          "BELT",
          "BACKPACK",
          "CLOAK",
        ],
      },
      {
        as: "select",
        name: "rarity",
        label: "Rarity",
        options: ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"],
      },
      whole("damage", "Damage: the most that a hit deals", 1000, { empty: true }),
      whole("defense", "Defense: what it makes of the armor class", 1000, { empty: true }),
      LEVEL,
      whole("value", "Value in copper pieces", 2_000_000_000),
      whole("weight", "Weight in pounds", 1_000_000, { step: 0.01 }),
      whole("durability", "Durability now", 1_000_000),
      whole("maxDurability", "Durability when whole", 1_000_000),
      ...CHANGES.map((one) => change(`bonus${capital(one)}`, one, true)),
      check("is2Handed", "Needs two hands"),
      check("isThrowable", "Can be thrown"),
      check("isConsumable", "Is used up"),
      check("isQuestItem", "Belongs to a quest"),
      check("isTradeable", "Can be traded"),
      joined("bonusSkills", "Skills it gives", "skills"),
      joined("bonusPerks", "Perks it gives", "perks"),
      TAGS,
    ],
  },
  skills: { title: "Skills", one: "skill", fields: [LEVEL, TAGS] },
  perks: { title: "Perks", one: "perk", fields: [LEVEL, TAGS] },
  tags: { title: "Tags", one: "tag", fields: [] },
};

export const KIND_NAMES = Object.keys(KINDS) as readonly CatalogKind[];

export const isKind = (name: string | undefined): name is CatalogKind => name !== undefined && name in KINDS;

/** `ONE_HAND` as people read it. */
export const plain = (name: string): string => capital(name.toLowerCase().replaceAll("_", " "));

export const VISIBILITIES: readonly (readonly [value: string, words: string])[] = [
  ["PUBLIC", "Everybody finds it"],
  ["PRIVATE", "You alone see it"],
  ["HIDDEN", "You and moderators see it"],
];
