import type { EquipmentSlot } from "../../db/catalog/belongings.ts";
import type { Entry } from "../../db/catalog/kinds.ts";
import { armorRecord, gearItem, type Sheet, weaponRecord } from "../../rules/content/index.ts";
import type { ArmorRecord, CreatureSpec, DamageFormula, Item, WeaponRecord } from "../../rules/creature.ts";
import { itemId } from "../../rules/ids.ts";
import type { Ability } from "../../rules/vocabulary.ts";

export type Worn = { readonly slot: EquipmentSlot; readonly item: Entry<"items"> };

const BONUSES: readonly (readonly [ability: Ability, of: (item: Entry<"items">) => number | null])[] = [
  ["str", (item) => item.bonusStrength],
  ["dex", (item) => item.bonusDexterity],
  ["con", (item) => item.bonusConstitution],
  ["int", (item) => item.bonusIntelligence],
  ["wis", (item) => item.bonusWisdom],
  ["cha", (item) => item.bonusCharisma],
];
const sum = (worn: readonly Worn[], of: (item: Entry<"items">) => number | null): number =>
  worn.reduce((total, { item }) => total + (of(item) ?? 0), 0);

/** The sheet with what worn things of the catalog add to its abilities, which end at 1 and 30 as ever. */
export function sheetWearing(sheet: Sheet, worn: readonly Worn[]): Sheet {
  const abilities = { ...sheet.abilities };
  for (const [ability, of] of BONUSES)
    abilities[ability] = Math.min(30, Math.max(1, abilities[ability] + sum(worn, of)));
  return { ...sheet, abilities };
}

/**
 * The creature with what it wears of the catalog:
 * - bonus health raises the maximum, and the hit points of whoever has no wound;
 * - what the SRD knows by name is that thing;
 * - in a hand, `damage` makes a simple weapon and `defense` alone a shield; on the chest, `defense` makes light armor,
 *   of its own number from 10 on and over 10 below; anywhere else it adds to the armor;
 * - mana, stamina and bonus skills mean nothing to these rules, and what is homebrew asks for no training.
 */
export function wearing(spec: CreatureSpec, worn: readonly Worn[]): CreatureSpec {
  if (worn.length === 0) return spec;
  const health = sum(worn, (item) => item.bonusHealth);
  const maxHp = Math.max(1, spec.block.maxHp + health);
  const { hp } = spec.start;
  const unhurt = hp === undefined || hp >= spec.block.maxHp;
  const things = worn.flatMap((one, at) => thingOf(one, `${spec.id}-worn-${at + 1}`) ?? []);
  const armored = things.some(({ armor }) => armor !== null && armor.category !== "shield");
  const kept = spec.items.map((item) =>
    armored && item.armor !== null && item.armor.category !== "shield" ? { ...item, equipped: false } : item,
  );
  const names = worn.map(({ item }) => item.name);
  return {
    ...spec,
    block: {
      ...spec.block,
      maxHp,
      weaponProficiencies: [...spec.block.weaponProficiencies, ...homebrew(names)],
      armorProficiencies: [...spec.block.armorProficiencies, ...homebrew(names)],
    },
    items: protectedBy([...kept, ...things], worn, spec),
    start: { ...spec.start, hp: unhurt ? maxHp : Math.min(hp, maxHp) },
  };
}

const homebrew = (names: readonly string[]): readonly string[] =>
  names.filter((name) => weaponRecord(name) === null && armorRecord(name) === null);

const inHand = (slot: EquipmentSlot): boolean => slot === "rightHand" || slot === "leftHand";

function thingOf({ slot, item }: Worn, id: string): Item | null {
  const known = gearItem({ item: item.name, equipped: true }, id);
  if ((inHand(slot) && known.weapon !== null) || known.armor !== null) return known;
  const { damage, defense } = item;
  const weapon = inHand(slot) && damage !== null && damage > 0 ? weaponOf(item, damage) : null;
  const armor = weapon === null && defense !== null && defense > 0 ? armorOf(slot, item.name, defense) : null;
  if (weapon === null && armor === null) return null;
  return {
    id: itemId(id),
    name: item.name,
    quantity: 1,
    equipped: true,
    bonus: 0,
    weapon,
    armor,
    attuned: false,
    silvered: false,
    adamantine: false,
  };
}

const weaponOf = (item: Entry<"items">, damage: number): WeaponRecord => ({
  name: item.name,
  category: "simple",
  ranged: false,
  damage: formulaOf(damage),
  versatileDamage: null,
  range: item.isThrowable ? { normalFeet: 20, longFeet: 60 } : null,
  properties: [
    ...(item.isThrowable ? (["thrown"] as const) : []),
    ...(item.is2Handed || item.slot === "TWO_HANDS" ? (["two-handed"] as const) : []),
  ],
});

/** `damage` is the most that it deals: one die of so many sides where there is one, six-sided ones, or no die at all. */
function formulaOf(damage: number): DamageFormula {
  const type = "slashing";
  if ([4, 6, 8, 10, 12].includes(damage)) return { count: 1, sides: damage, bonus: 0, type };
  if (damage % 6 === 0) return { count: damage / 6, sides: 6, bonus: 0, type };
  return { count: 0, sides: 1, bonus: damage, type };
}

function armorOf(slot: EquipmentSlot, name: string, defense: number): ArmorRecord | null {
  const plain = { name, strengthMinimum: 0, stealthDisadvantage: false };
  if (inHand(slot)) return { ...plain, category: "shield", base: defense, dexterityCap: 0 };
  if (slot !== "chest") return null;
  return { ...plain, category: "light", base: defense < 10 ? 10 + defense : defense, dexterityCap: null };
}

/** Helmets, boots and the like add to what is worn on the body, or make of bare skin something that protects. */
function protectedBy(items: readonly Item[], worn: readonly Worn[], spec: CreatureSpec): readonly Item[] {
  const others = worn.filter(({ slot }) => !inHand(slot) && slot !== "chest");
  const more = sum(others, (item) => item.defense);
  if (more === 0) return items;
  const body = items.find(({ equipped, armor }) => equipped && armor !== null && armor.category !== "shield");
  if (body !== undefined)
    return items.map((item) => (item === body ? { ...item, bonus: item.bonus + more } : item));
  const main = others.find(({ item }) => (item.defense ?? 0) > 0);
  if (main === undefined) return items;
  const item = { ...main.item, defense: more };
  const guard = thingOf({ slot: "chest", item }, `${spec.id}-worn-guard`);
  return guard === null ? items : [...items, guard];
}
