/** What the catalog holds, a kind a table. Fields and joins are said once; the queries follow from them. */
export type Visibility = "PUBLIC" | "PRIVATE" | "HIDDEN";
export type Rarity = "COMMON" | "UNCOMMON" | "RARE" | "EPIC" | "LEGENDARY";
export type ItemSlot =
  | "NONE"
  | "HEAD"
  | "FACE"
  | "CHEST"
  | "LEGS"
  | "FEET"
  | "HANDS"
  | "ONE_HAND"
  | "TWO_HANDS"
  | "RING"
  | "AMULET"
  | "BELT"
  | "BACKPACK"
  | "CLOAK";

type Written = {
  readonly name: string;
  readonly description: string | null;
  readonly visibility: Visibility;
};
type Pictured = { readonly imageId: string | null };
type Tagged = { readonly tags: readonly string[] };
type Pool = "health" | "mana" | "stamina";
type Score = "strength" | "constitution" | "dexterity" | "intelligence" | "wisdom" | "charisma";

/** What its maker writes of an entry, by kind. Joins are the ids of other entries. */
export type Fields = {
  readonly tags: Written;
  readonly races: Written &
    Pictured &
    Tagged & { readonly [Name in `${Pool | Score}Modifier`]: number } & {
      readonly skills: readonly string[];
    };
  readonly archetypes: Written &
    Pictured &
    Tagged & { readonly skills: readonly string[]; readonly requiredRaces: readonly string[] };
  readonly skills: Written & Pictured & Tagged & { readonly requiredLevel: number };
  readonly perks: Written & Pictured & Tagged & { readonly requiredLevel: number };
  readonly items: Written &
    Pictured &
    Tagged & { readonly [Name in `bonus${Capitalize<Pool | Score>}`]: number | null } & {
      /** Of a weapon: the most that a hit deals. */
      readonly damage: number | null;
      /** Of armor: what it makes of, or adds to, the armor class. */
      readonly defense: number | null;
      readonly rarity: Rarity;
      readonly slot: ItemSlot;
      readonly requiredLevel: number;
      /** Pounds. */
      readonly weight: number;
      readonly durability: number;
      readonly maxDurability: number;
      /** Copper pieces. */
      readonly value: number;
      readonly is2Handed: boolean;
      readonly isThrowable: boolean;
      readonly isConsumable: boolean;
      readonly isQuestItem: boolean;
      readonly isTradeable: boolean;
      readonly bonusSkills: readonly string[];
      readonly bonusPerks: readonly string[];
    };
};
export type Kind = keyof Fields;

export type Entry<K extends Kind = Kind> = Fields[K] & {
  readonly id: string;
  /** null: nobody's, of the SRD. */
  readonly ownerId: string | null;
  readonly isWithheld: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

const POOLS = ["Health", "Mana", "Stamina"] as const;
const SCORES = ["Strength", "Constitution", "Dexterity", "Intelligence", "Wisdom", "Charisma"] as const;
const WRITTEN = ["name", "description", "visibility"] as const;

type KindRecord = {
  /** As in the API; the column is the same in snake case. */
  readonly fields: readonly string[];
  /** The field of the API: the table between, its column for the other side. */
  readonly joins: Readonly<Record<string, readonly [table: string, column: string]>>;
  /** The column for this side in the tables between. */
  readonly self: string;
};

export const KINDS: Readonly<Record<Kind, KindRecord>> = {
  tags: { fields: WRITTEN, joins: {}, self: "tag_id" },
  races: {
    fields: [...WRITTEN, "imageId", ...[...POOLS, ...SCORES].map((name) => `${name.toLowerCase()}Modifier`)],
    joins: { tags: ["race_tags", "tag_id"], skills: ["race_skills", "skill_id"] },
    self: "race_id",
  },
  archetypes: {
    fields: [...WRITTEN, "imageId"],
    joins: {
      tags: ["archetype_tags", "tag_id"],
      skills: ["archetype_skills", "skill_id"],
      requiredRaces: ["archetype_required_races", "race_id"],
    },
    self: "archetype_id",
  },
  skills: {
    fields: [...WRITTEN, "imageId", "requiredLevel"],
    joins: { tags: ["skill_tags", "tag_id"] },
    self: "skill_id",
  },
  perks: {
    fields: [...WRITTEN, "imageId", "requiredLevel"],
    joins: { tags: ["perk_tags", "tag_id"] },
    self: "perk_id",
  },
  items: {
    fields: [
      ...WRITTEN,
      "imageId",
      ...[...POOLS, ...SCORES].map((name) => `bonus${name}`),
      "damage",
      "defense",
      "rarity",
      "slot",
      "requiredLevel",
      "weight",
      "durability",
      "maxDurability",
      "value",
      "is2Handed",
      "isThrowable",
      "isConsumable",
      "isQuestItem",
      "isTradeable",
    ],
    joins: {
      tags: ["item_tags", "tag_id"],
      bonusSkills: ["item_bonus_skills", "skill_id"],
      bonusPerks: ["item_bonus_perks", "perk_id"],
    },
    self: "item_id",
  },
};

export const columnOf = (field: string): string => field.replace(/([A-Z]|\d+)/g, "_$1").toLowerCase();
