import type { ArmorRecord, DamageFormula, Item, WeaponProperty, WeaponRecord } from "../creature.ts";
import { nameKey } from "../creatures/names.ts";
import { itemId } from "../ids.ts";
import { WEAPON_CORRECTIONS } from "./overlay/weapons.ts";
import { damageType, parseDice } from "./parse/dice.ts";
import { type RawEquipment, rawEquipment } from "./raw.ts";

let byKey: ReadonlyMap<string, RawEquipment> | null = null;

function equipment(name: string): RawEquipment | null {
  byKey ??= new Map(rawEquipment().map((record) => [nameKey(record.name), record]));
  return byKey.get(nameKey(name)) ?? null;
}

const PROPERTIES: readonly WeaponProperty[] = [
  "ammunition",
  "finesse",
  "heavy",
  "light",
  "loading",
  "reach",
  "special",
  "thrown",
  "two-handed",
  "versatile",
];

/** The weapon of that name, spelt either way (`Crossbow, light`, `Light Crossbow`); null for none. */
export function weaponRecord(name: string): WeaponRecord | null {
  const raw = equipment(name);
  if (raw === null || raw.weapon_category === undefined) return null;
  const ranged = raw.weapon_range === "Ranged";
  const range = raw.throw_range ?? (ranged ? raw.range : undefined);
  return {
    name: raw.name,
    category: raw.weapon_category === "Martial" ? "martial" : "simple",
    ranged,
    damage: formula(raw.damage),
    versatileDamage: formula(raw["2h_damage"]),
    range: range === undefined ? null : { normalFeet: range.normal, longFeet: range.long ?? range.normal },
    properties: PROPERTIES.filter((property) =>
      raw.properties?.some((one) => one.name.toLowerCase() === property),
    ),
    ...WEAPON_CORRECTIONS[raw.name],
  };
}

function formula(raw: RawEquipment["damage"]): DamageFormula | null {
  const dice = raw === undefined ? null : parseDice(raw.damage_dice);
  const type = raw === undefined ? null : damageType(raw.damage_type.name);
  return dice === null || type === null ? null : { ...dice, type };
}

export function armorRecord(name: string): ArmorRecord | null {
  const raw = equipment(name);
  if (raw?.armor_class === undefined) return null;
  const category = raw.armor_category?.toLowerCase();
  return {
    name: raw.name,
    category: category === "light" || category === "medium" || category === "heavy" ? category : "shield",
    base: raw.armor_class.base,
    dexterityCap: raw.armor_class.dex_bonus ? raw.armor_class.max_bonus : 0,
    strengthMinimum: raw.str_minimum ?? 0,
    stealthDisadvantage: raw.stealth_disadvantage ?? false,
  };
}

export type GearEntry = {
  readonly item: string;
  readonly quantity?: number;
  readonly equipped?: boolean;
  readonly bonus?: number;
  readonly silvered?: boolean;
  readonly adamantine?: boolean;
  readonly lit?: boolean;
  readonly attuned?: boolean;
};

/** An entry of a sheet as a thing in the log, its record embedded. `Longsword +1` carries its bonus in the name. */
export function gearItem(entry: GearEntry, id: string): Item {
  const magic = /^(?:\+(\d) )?(.*?)(?:,? \+(\d))?$/.exec(entry.item.trim());
  const name = magic?.[2] ?? entry.item;
  const weapon = weaponRecord(name);
  const armor = armorRecord(name);
  return {
    id: itemId(id),
    name: equipment(name)?.name ?? entry.item,
    quantity: entry.quantity ?? 1,
    equipped: entry.equipped ?? false,
    bonus: entry.bonus ?? Number(magic?.[1] ?? magic?.[3] ?? 0),
    weapon,
    armor,
    attuned: entry.attuned ?? false,
    silvered: entry.silvered ?? false,
    adamantine: entry.adamantine ?? false,
    ...(entry.lit === undefined ? {} : { lit: entry.lit }),
  };
}
