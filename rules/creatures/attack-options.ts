import type { AttackMode } from "../command.ts";
import type { Attack, DamageFormula, Item, Part, WeaponRecord } from "../creature.ts";
import type { Creature } from "../state.ts";
import type { Ability } from "../vocabulary.ts";
import { ABILITY_NAMES, abilityModifier, sumOf } from "./abilities.ts";
import { wornArmor, wornShield } from "./armor-class.ts";
import { featureOf, hasFightingStyle } from "./features.ts";
import { nameKey } from "./names.ts";
import { isProficientWith } from "./weapon-proficiency.ts";

export type Wielder = Pick<Creature, "block" | "items" | "features"> &
  Partial<Pick<Creature, "hp" | "maxHp">>;

export const UNARMED_STRIKE = "Unarmed Strike";

/** How an attack is made, as far as it changes its numbers. */
export type Manner = {
  readonly mode?: AttackMode | undefined;
  /** Chosen by the attacker, for finesse and monk weapons; otherwise the better one. */
  readonly ability?: Ability | undefined;
};

/** Every attack the creature has now: printed ones, each weapon in hand, and, for characters, the bare fist. */
export function attackOptions(creature: Wielder): readonly Attack[] {
  const seen = new Set<string>();
  const weapons = creature.items.filter((item) => {
    const first = item.equipped && item.weapon !== null && !seen.has(nameKey(item.name));
    if (first) seen.add(nameKey(item.name));
    return first;
  });
  const inHand = weapons.map((item) => weaponAttack(creature, item, {}));
  const fist = creature.block.level > 0 ? [unarmedStrike(creature, {})] : [];
  return [...creature.block.attacks.map((attack) => printedAttack(creature, attack, {})), ...inHand, ...fist];
}

/**
 * The attack of that name made in that manner; null when the creature has none. `two-handed` uses the versatile
 * die, `off-hand` leaves a positive ability modifier out of the damage, `thrown` and `ranged` use the range,
 * and a weapon used against its make is an improvised one.
 */
export function attackWith(creature: Wielder, name: string, manner: Manner = {}): Attack | null {
  const key = nameKey(name);
  const printed = creature.block.attacks.find((attack) => nameKey(attack.name) === key);
  if (printed !== undefined) return printedAttack(creature, printed, manner);
  const item = creature.items.find((one) => one.equipped && one.armor === null && nameKey(one.name) === key);
  if (item !== undefined) return weaponAttack(creature, item, manner);
  return key === nameKey(UNARMED_STRIKE) ? unarmedStrike(creature, manner) : null;
}

/** A stat block's attack, with the damage it prints for both hands or for a swarm that is worn down. */
function printedAttack(creature: Wielder, attack: Attack, manner: Manner): Attack {
  const { hp, maxHp } = creature;
  const wornDown = hp !== undefined && maxHp !== undefined && hp * 2 <= maxHp;
  if (wornDown && attack.bloodiedDamage !== undefined) return { ...attack, damage: attack.bloodiedDamage };
  const both = manner.mode === "two-handed" ? attack.versatileDamage : undefined;
  return both === undefined ? attack : { ...attack, damage: both };
}

/** @rule equipment.weapon-properties @srd Equipment > Weapons */
export function weaponAttack(creature: Wielder, item: Item, manner: Manner): Attack {
  const weapon = item.weapon;
  if (weapon === null || isImprovised(weapon, manner.mode)) return improvised(creature, item, manner);
  const ability = abilityFor(creature, weapon, manner);
  const ranged = weapon.ranged || manner.mode === "thrown" || manner.mode === "ranged";
  const bonusParts = [
    { value: abilityModifier(creature.block.abilities[ability]), why: ABILITY_NAMES[ability] },
    ...(isProficientWith(creature.block, weapon) ? [proficiency(creature)] : []),
    ...magic(item),
    ...(weapon.ranged && hasFightingStyle(creature, "archery")
      ? [{ value: 2, why: "Fighting Style (Archery)" }]
      : []),
  ];
  const damageParts = [
    ...abilityToDamage(creature, ability, manner),
    ...magic(item),
    ...dueling(creature, weapon, item, manner),
  ];
  return {
    name: item.name,
    kind: ranged ? "ranged-weapon" : "melee-weapon",
    bonus: sumOf(bonusParts),
    bonusParts,
    reachFeet: weapon.ranged ? 0 : weapon.properties.includes("reach") ? 10 : 5,
    range: weapon.range,
    damage: weaponDamage(creature, weapon, manner, sumOf(damageParts)),
    damageParts,
    properties: [
      ...weapon.properties,
      ...(item.silvered ? (["silvered"] as const) : []),
      ...(item.adamantine ? (["adamantine"] as const) : []),
    ],
    item: item.id,
    magical: item.bonus > 0,
    riders: [],
    ability,
    unresolved: [],
  };
}

/** A weapon used against its make: a bow as a club, a longsword thrown. */
function isImprovised(weapon: WeaponRecord, mode: AttackMode | undefined): boolean {
  if (mode === "melee" || mode === "two-handed")
    return weapon.ranged && !weapon.properties.includes("thrown") && mode === "melee";
  return (mode === "thrown" || mode === "ranged") && weapon.range === null;
}

/**
 * Melee weapons use Strength, thrown ones too, ranged ones Dexterity; finesse and a monk's weapons let one choose.
 */
function abilityFor(creature: Wielder, weapon: WeaponRecord, manner: Manner): Ability {
  const free = weapon.properties.includes("finesse") || (monkDie(creature) > 0 && isMonkWeapon(weapon));
  if (!free) return weapon.ranged ? "dex" : "str";
  if (manner.ability === "str" || manner.ability === "dex") return manner.ability;
  const { str, dex } = creature.block.abilities;
  return dex > str ? "dex" : "str";
}

function weaponDamage(
  creature: Wielder,
  weapon: WeaponRecord,
  manner: Manner,
  bonus: number,
): readonly DamageFormula[] {
  const base = manner.mode === "two-handed" ? (weapon.versatileDamage ?? weapon.damage) : weapon.damage;
  if (base === null) return [];
  const die = isMonkWeapon(weapon) ? monkDie(creature) : 0;
  const sides = base.count === 1 && die > base.sides ? die : base.sides;
  return [{ ...base, sides, bonus: base.bonus + bonus }];
}

/** @srd Combat > Two-Weapon Fighting: no ability modifier to the damage of the other hand, unless negative. */
function abilityToDamage(creature: Wielder, ability: Ability, manner: Manner): readonly Part[] {
  const value = abilityModifier(creature.block.abilities[ability]);
  const kept = manner.mode !== "off-hand" || value < 0 || hasFightingStyle(creature, "two-weapon-fighting");
  return kept ? [{ value, why: ABILITY_NAMES[ability] }] : [];
}

/** @srd Fighter > Fighting Style > Dueling: a melee weapon in one hand and no other weapon. */
function dueling(creature: Wielder, weapon: WeaponRecord, item: Item, manner: Manner): readonly Part[] {
  if (!hasFightingStyle(creature, "dueling") || weapon.ranged) return [];
  if (manner.mode === "two-handed" || weapon.properties.includes("two-handed")) return [];
  const others = creature.items.some((one) => one.equipped && one.weapon !== null && one.id !== item.id);
  return others ? [] : [{ value: 2, why: "Fighting Style (Dueling)" }];
}

/** @rule combat.unarmed-strikes @srd Combat > Melee Attacks: 1 + Strength bludgeoning, everyone is proficient. */
export function unarmedStrike(creature: Wielder, manner: Manner): Attack {
  const die = monkDie(creature);
  const { str, dex } = creature.block.abilities;
  const chosen = manner.ability === "str" || manner.ability === "dex" ? manner.ability : null;
  const ability: Ability = die === 0 ? "str" : (chosen ?? (dex > str ? "dex" : "str"));
  const modifier = { value: abilityModifier(creature.block.abilities[ability]), why: ABILITY_NAMES[ability] };
  const bonusParts = [modifier, proficiency(creature)];
  const damageParts = die > 0 ? [modifier] : [{ value: 1, why: "unarmed strike" }, modifier];
  const bonus = die > 0 ? modifier.value : Math.max(0, sumOf(damageParts));
  return {
    name: UNARMED_STRIKE,
    kind: "melee-weapon",
    bonus: sumOf(bonusParts),
    bonusParts,
    reachFeet: 5,
    range: null,
    damage: [{ count: die > 0 ? 1 : 0, sides: die > 0 ? die : 1, bonus, type: "bludgeoning" }],
    damageParts,
    properties: [],
    item: null,
    magical: featureOf(creature, "ki-empowered-strikes") !== null,
    riders: [],
    ability,
    unresolved: [],
  };
}

/** @rule combat.improvised-weapons @srd Equipment > Improvised Weapons: 1d4, no proficiency, thrown 20/60 feet. */
function improvised(creature: Wielder, item: Item, manner: Manner): Attack {
  const thrown = manner.mode === "thrown" || manner.mode === "ranged";
  const strength = { value: abilityModifier(creature.block.abilities.str), why: "Strength" };
  return {
    name: item.name,
    kind: thrown ? "ranged-weapon" : "melee-weapon",
    bonus: strength.value,
    bonusParts: [strength],
    reachFeet: 5,
    range: { normalFeet: 20, longFeet: 60 },
    damage: [{ count: 1, sides: 4, bonus: strength.value, type: item.weapon?.damage?.type ?? "bludgeoning" }],
    damageParts: [strength],
    properties: ["special"],
    item: item.id,
    magical: false,
    riders: [],
    ability: "str",
    unresolved: [],
  };
}

function proficiency(creature: Wielder): Part {
  return { value: creature.block.proficiencyBonus, why: "proficiency" };
}

function magic(item: Item): readonly Part[] {
  return item.bonus === 0 ? [] : [{ value: item.bonus, why: `magic of ${item.name}` }];
}

/** Sides of the Martial Arts die, 0 for who has none or wears armor or a shield. */
function monkDie(creature: Wielder): number {
  const bare = wornArmor(creature) === null && wornShield(creature) === null;
  return bare ? (featureOf(creature, "martial-arts")?.values.die ?? 0) : 0;
}

/** @srd Monk > Martial Arts: shortswords, and simple melee weapons that are neither heavy nor two-handed. */
function isMonkWeapon(weapon: WeaponRecord): boolean {
  if (nameKey(weapon.name) === "shortsword") return true;
  const unwieldy = weapon.properties.includes("heavy") || weapon.properties.includes("two-handed");
  return weapon.category === "simple" && !weapon.ranged && !unwieldy;
}
