import type { Beside, Worn } from "../../db/catalog/beside.ts";
import type { Entry } from "../../db/catalog/kinds.ts";
import { armorRecord, gearItem, weaponRecord } from "../../rules/content/index.ts";
import type { ArmorRecord, CreatureSpec, DamageFormula, Item, WeaponRecord } from "../../rules/creature.ts";
import type { SheetGift } from "../../rules/creatures/sheet.ts";
import { itemId } from "../../rules/ids.ts";
import type { Ability } from "../../rules/vocabulary.ts";

const sum = (worn: readonly Worn[], of: (item: Entry<"items">) => number | null): number =>
  worn.reduce((total, { item }) => total + (of(item) ?? 0), 0);

const SCORES: readonly (readonly [ability: Ability, name: Score])[] = [
  ["str", "Strength"],
  ["dex", "Dexterity"],
  ["con", "Constitution"],
  ["int", "Intelligence"],
  ["wis", "Wisdom"],
  ["cha", "Charisma"],
];
type Score = "Strength" | "Dexterity" | "Constitution" | "Intelligence" | "Wisdom" | "Charisma";
const lower = <Name extends string>(name: Name) => name.toLowerCase() as Lowercase<Name>;

/** Of a race: 10 in an ability and 100 in health change nothing. */
const PLAIN_SCORE = 10;
const PLAIN_HEALTH = 100;

/**
 * What the catalog adds to a sheet:
 * - a race of somebody's own stands on the sheet's race as a subrace does: abilities above or below 10, health above
 *   or below 100, and the skills it names; the SRD's own races add nothing, since the sheet says which one it is;
 * - an archetype of somebody's own gives the skills it names;
 * - a thing that is worn gives its bonuses and the skills it names.
 *
 * A skill counts when the SRD knows it by that name, from its level on. Mana, stamina and perks mean nothing here.
 */
export function giftsOf({ race, archetype, worn, skills }: Beside, level: number): readonly SheetGift[] {
  const named = (ids: readonly string[]): readonly string[] =>
    ids.flatMap((id) => {
      const skill = skills.get(id);
      return skill === undefined || skill.requiredLevel > level ? [] : [skill.name];
    });
  const ofRace = (one: Entry<"races">): SheetGift => ({
    from: one.name,
    abilities: scores((name) => one[`${lower(name)}Modifier`] - PLAIN_SCORE),
    hitPoints: one.healthModifier - PLAIN_HEALTH,
    skills: named(one.skills),
  });
  return [
    ...(race === null || race.ownerId === null ? [] : [ofRace(race)]),
    ...(archetype === null || archetype.ownerId === null
      ? []
      : [{ from: archetype.name, skills: named(archetype.skills) }]),
    ...worn.map(({ item }) => ({
      from: item.name,
      abilities: scores((name) => item[`bonus${name}`] ?? 0),
      hitPoints: item.bonusHealth ?? 0,
      skills: named(item.bonusSkills),
    })),
  ];
}

const scores = (of: (name: Score) => number): Partial<Record<Ability, number>> =>
  Object.fromEntries(SCORES.map(([ability, name]) => [ability, of(name)]));

/**
 * The creature with what it wears of the catalog; its sheet had the gifts:
 * - hit points that gifts add are there for whoever has all those of the sheet alone, but for what was lost of them;
 * - what the SRD knows by name is that thing;
 * - in a hand, `damage` makes a simple weapon and `defense` alone a shield; on the chest, `defense` makes light armor,
 *   of its own number from 10 on and over 10 below; anywhere else it adds to the armor;
 * - what is homebrew asks for no training.
 */
export function wearing(
  spec: CreatureSpec,
  worn: readonly Worn[],
  alone: { readonly maxHp: number; readonly lost: number },
): CreatureSpec {
  const { hp } = spec.start;
  const { maxHp } = spec.block;
  const unhurt = hp === undefined || hp >= alone.maxHp;
  const familiar = familiarNames(worn);
  return {
    ...spec,
    block: {
      ...spec.block,
      weaponProficiencies: [...spec.block.weaponProficiencies, ...familiar],
      armorProficiencies: [...spec.block.armorProficiencies, ...familiar],
    },
    items: itemsWearing(spec.items, worn, spec.id),
    start: { ...spec.start, hp: Math.min(maxHp, unhurt ? Math.max(alone.maxHp, maxHp - alone.lost) : hp) },
  };
}

/** The things of a sheet, and those that are worn beside them. */
export function itemsWearing(items: readonly Item[], worn: readonly Worn[], owner: string): readonly Item[] {
  if (worn.length === 0) return items;
  const things = worn.flatMap((one, at) => thingOf(one, `${owner}-worn-${at + 1}`) ?? []);
  const armored = things.some(({ armor }) => armor !== null && armor.category !== "shield");
  const kept = items.map((item) =>
    armored && item.armor !== null && item.armor.category !== "shield" ? { ...item, equipped: false } : item,
  );
  return protectedBy([...kept, ...things], worn, owner);
}

/** Of worn things, those that ask for no training. */
export const familiarNames = (worn: readonly Worn[]): readonly string[] =>
  homebrew(worn.map(({ item }) => item.name));

const homebrew = (names: readonly string[]): readonly string[] =>
  names.filter((name) => weaponRecord(name) === null && armorRecord(name) === null);

const inHand = (slot: Worn["slot"]): boolean => slot === "rightHand" || slot === "leftHand";

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

function armorOf(slot: Worn["slot"], name: string, defense: number): ArmorRecord | null {
  const plain = { name, strengthMinimum: 0, stealthDisadvantage: false };
  if (inHand(slot)) return { ...plain, category: "shield", base: defense, dexterityCap: 0 };
  if (slot !== "chest") return null;
  return { ...plain, category: "light", base: defense < 10 ? 10 + defense : defense, dexterityCap: null };
}

/** Helmets, boots and the like add to what is worn on the body, or make of bare skin something that protects. */
function protectedBy(items: readonly Item[], worn: readonly Worn[], owner: string): readonly Item[] {
  const others = worn.filter(({ slot }) => !inHand(slot) && slot !== "chest");
  const more = sum(others, (item) => item.defense);
  if (more === 0) return items;
  const body = items.find(({ equipped, armor }) => equipped && armor !== null && armor.category !== "shield");
  if (body !== undefined)
    return items.map((item) => (item === body ? { ...item, bonus: item.bonus + more } : item));
  const main = others.find(({ item }) => (item.defense ?? 0) > 0);
  if (main === undefined) return items;
  const item = { ...main.item, defense: more };
  const guard = thingOf({ slot: "chest", item }, `${owner}-worn-guard`);
  return guard === null ? items : [...items, guard];
}
