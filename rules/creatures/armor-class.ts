import type { Item, Part, StatBlock } from "../creature.ts";
import type { Creature } from "../state.ts";
import { abilityModifier, sumOf } from "./abilities.ts";
import { featureOf, hasFeature, hasFightingStyle } from "./features.ts";
import { nameKey } from "./names.ts";

export type Armored = Pick<Creature, "block" | "items" | "features"> & {
  readonly armorClassOverride?: number | null;
};

export type ArmorClass = { readonly ac: number; readonly parts: readonly Part[] };

/** The body armor that is worn, not the shield; null when there is none. */
export function wornArmor(creature: Pick<Armored, "items">): Item | null {
  return (
    creature.items.find((item) => item.equipped && item.armor !== null && item.armor.category !== "shield") ??
    null
  );
}

export function wornShield(creature: Pick<Armored, "items">): Item | null {
  return creature.items.find((item) => item.equipped && item.armor?.category === "shield") ?? null;
}

/**
 * The armor class with its reasons. One way of reckoning it counts, the best of those that apply; a shield and
 * the Defense style add to whichever it is.
 * @rule equipment.armor @srd Equipment > Armor
 */
export function armorClass(creature: Armored): ArmorClass {
  const { armorClassOverride: set = null, block } = creature;
  if (set !== null) return { ac: set, parts: [{ value: set, why: "set" }] };
  if (block.armorClass !== null) {
    return { ac: block.armorClass, parts: [{ value: block.armorClass, why: "stat block" }] };
  }
  const best = formulas(creature).reduce((one, other) => (sumOf(other) > sumOf(one) ? other : one));
  const parts = [...best, ...extras(creature)];
  return { ac: sumOf(parts), parts };
}

function formulas(creature: Armored): readonly [readonly Part[], ...(readonly Part[])[]] {
  const { block } = creature;
  const dexterity = abilityModifier(block.abilities.dex);
  const worn = wornArmor(creature);
  if (worn?.armor) {
    const { base, dexterityCap } = worn.armor;
    const capped = dexterityCap === null ? dexterity : Math.min(dexterity, dexterityCap);
    const parts = [
      { value: base, why: worn.name },
      { value: capped, why: "Dexterity" },
      { value: worn.bonus, why: `magic of ${worn.name}` },
    ];
    return [parts.filter((part, index) => index === 0 || part.value !== 0)];
  }
  const bare: readonly Part[] = [
    { value: 10, why: "unarmored" },
    { value: dexterity, why: "Dexterity" },
  ];
  return [bare, ...unarmoredDefenses(creature, dexterity)];
}

function unarmoredDefenses(creature: Armored, dexterity: number): readonly (readonly Part[])[] {
  const { abilities } = creature.block;
  const dex = { value: dexterity, why: "Dexterity" };
  const defense = featureOf(creature, "unarmored-defense");
  const found: (readonly Part[])[] = [];
  if (defense?.option === "barbarian") {
    found.push([
      { value: 10, why: "Unarmored Defense" },
      dex,
      { value: abilityModifier(abilities.con), why: "Constitution" },
    ]);
  }
  if (defense?.option === "monk" && wornShield(creature) === null) {
    found.push([
      { value: 10, why: "Unarmored Defense" },
      dex,
      { value: abilityModifier(abilities.wis), why: "Wisdom" },
    ]);
  }
  if (hasFeature(creature, "draconic-resilience")) {
    found.push([{ value: 13, why: "Draconic Resilience" }, dex]);
  }
  return found;
}

function extras(creature: Armored): readonly Part[] {
  const parts: Part[] = [];
  const shield = wornShield(creature);
  if (shield?.armor) {
    parts.push({ value: shield.armor.base, why: shield.name });
    if (shield.bonus !== 0) parts.push({ value: shield.bonus, why: `magic of ${shield.name}` });
  }
  if (wornArmor(creature) !== null && hasFightingStyle(creature, "defense")) {
    parts.push({ value: 1, why: "Fighting Style (Defense)" });
  }
  return parts;
}

/** What being clad in it costs; each is a reason in words, or null. */
export type ArmorPenalties = {
  /** Armor or shield without proficiency: disadvantage on every check, save and attack with STR or DEX, no spells. */
  readonly notProficient: string | null;
  /** Disadvantage on Dexterity (Stealth) checks. */
  readonly stealth: string | null;
  /** Feet that heavy armor takes from the speed of who is too weak for it. */
  readonly speedFeet: number;
};

/** @rule equipment.armor @srd Equipment > Armor > Armor Proficiency, Heavy Armor, Stealth */
export function armorPenalties(creature: Pick<Armored, "block" | "items" | "features">): ArmorPenalties {
  const worn = wornArmor(creature);
  const clad = [worn, wornShield(creature)].filter((item) => item !== null);
  const strange = clad.find((item) => !isProficientWithArmor(creature.block, item));
  const weak = (worn?.armor?.strengthMinimum ?? 0) > creature.block.abilities.str;
  return {
    notProficient: strange === undefined ? null : `not proficient with ${strange.name}`,
    stealth: worn?.armor?.stealthDisadvantage ? worn.name : null,
    speedFeet: weak && !hasFeature(creature, "dwarf-speed") ? 10 : 0,
  };
}

function isProficientWithArmor(block: StatBlock, item: Item): boolean {
  if (block.level === 0) return true;
  const wanted = item.armor?.category === "shield" ? "shields" : `${item.armor?.category} armor`;
  const has = block.armorProficiencies.map((name) => name.toLowerCase());
  const all = item.armor?.category !== "shield" && has.includes("all armor");
  return all || has.includes(wanted) || has.some((name) => nameKey(name) === nameKey(item.name));
}
