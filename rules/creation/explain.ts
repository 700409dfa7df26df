import type { Attack, Feature, Item, Part } from "../creature.ts";
import { ABILITY_NAMES, abilityModifier, sumOf } from "../creatures/abilities.ts";
import { armorClass } from "../creatures/armor-class.ts";
import { attackOptions } from "../creatures/attack-options.ts";
import { CLASS_FEATURES } from "../creatures/class-features.ts";
import { classRecord } from "../creatures/classes.ts";
import { giftParts, hitPointGifts } from "../creatures/gifts.ts";
import { initiativeParts } from "../creatures/initiative.ts";
import { raceRecord, subraceOf } from "../creatures/races.ts";
import type { Sheet } from "../creatures/sheet.ts";
import { maxHpParts, sheetBlock } from "../creatures/sheet-block.ts";
import { proficiency, saveParts, skillParts } from "../creatures/sheet-proficiencies.ts";
import { walkingSpeed } from "../creatures/speed.ts";
import { spellSlots } from "../creatures/spell-slots.ts";
import { ABILITIES, type Ability, SKILLS, type Skill } from "../vocabulary.ts";
import { raceOrigin } from "./origins.ts";
import { spellLimits } from "./spell-limits.ts";

/** A number of a sheet with its reasons, which add up to it. */
export type Explained = { readonly total: number; readonly parts: readonly Part[] };

export type ExplainedAttack = {
  readonly name: string;
  readonly bonus: Explained;
  readonly damage: string;
  readonly damageParts: readonly Part[];
  readonly reachFeet: number;
  readonly range: Attack["range"];
};

export type ExplainedCasting = {
  readonly class: string;
  readonly ability: Ability;
  readonly saveDc: Explained;
  readonly attack: Explained;
  readonly cantrips: number;
  /** Spells that one knows; null for who prepares. */
  readonly known: number | null;
  readonly prepared: Explained | null;
};

export type ExplainedSheet = {
  readonly level: number;
  readonly proficiencyBonus: number;
  readonly abilities: Readonly<Record<Ability, { readonly score: Explained; readonly modifier: number }>>;
  readonly armorClass: Explained;
  readonly maxHp: Explained;
  readonly speedFeet: Explained;
  readonly initiative: Explained;
  readonly passivePerception: Explained;
  readonly saves: Readonly<Record<Ability, Explained>>;
  readonly skills: Readonly<Record<Skill, Explained>>;
  readonly attacks: readonly ExplainedAttack[];
  readonly attacksPerAction: number;
  readonly casting: readonly ExplainedCasting[];
  /** Slots by level, `pact-N` for those of a warlock who has others too, and how they came about. */
  readonly slots: {
    readonly byLevel: Readonly<Record<string, number>>;
    readonly casterLevels: readonly Part[];
  };
  readonly hitDice: Readonly<Record<string, number>>;
  readonly features: readonly ExplainedFeature[];
};

/** A feature with its uses and numbers (`values`), and what gave it: `Fighter 3`, a race, a feat, a choice. */
export type ExplainedFeature = Feature & { readonly from: string };

const explained = (parts: readonly Part[]): Explained => ({ total: sumOf(parts), parts });

/**
 * Every number of a sheet, with what it is made of. `items`: the sheet's equipment as things with records. `familiar`:
 * names of those that ask for no training.
 */
export function explainSheet(
  written: Sheet,
  items: readonly Item[],
  familiar: readonly string[] = [],
): ExplainedSheet {
  const sheet = spelledOut(written);
  const alone = sheetBlock(sheet);
  const block = {
    ...alone,
    weaponProficiencies: [...alone.weaponProficiencies, ...familiar],
    armorProficiencies: [...alone.armorProficiencies, ...familiar],
  };
  const creature = { block, items, features: block.features };
  const { parts } = armorClass(creature);
  return {
    level: block.level,
    proficiencyBonus: block.proficiencyBonus,
    abilities: every(ABILITIES, (ability) => ({
      score: scoreParts(sheet, ability),
      modifier: abilityModifier(sheet.abilities[ability]),
    })),
    armorClass: explained(parts),
    maxHp: explained(hitPointParts(sheet)),
    speedFeet: explained(walkingSpeed(creature).parts),
    initiative: explained(initiativeParts(creature)),
    passivePerception: explained([{ value: 10, why: "passive" }, ...skillParts(sheet, "perception")]),
    saves: every(ABILITIES, (ability) => explained(saveParts(sheet, ability))),
    skills: every(Object.keys(SKILLS) as Skill[], (skill) => explained(skillParts(sheet, skill))),
    attacks: attackOptions(creature).map(explainAttack),
    attacksPerAction: block.attacksPerAction,
    casting: sheet.classes.flatMap((one) => explainCasting(sheet, one) ?? []),
    slots: { byLevel: spellSlots(sheet.classes), casterLevels: casterLevels(sheet) },
    hitDice: block.hitDice,
    features: block.features.map((feature) => ({ ...feature, from: giverOf(sheet, feature) })),
  };
}

/** With its classes as the book spells them. */
const spelledOut = (sheet: Sheet): Sheet => ({
  ...sheet,
  classes: sheet.classes.map((one) => ({ ...one, class: classRecord(one.class)?.name ?? one.class })),
});

function every<Key extends string, Value>(
  keys: readonly Key[],
  value: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;
}

/** Where a score is from, as far as the sheet remembers; what is left over came with levels or by hand. */
function scoreParts(sheet: Sheet, ability: Ability): Explained {
  const gifts = giftParts(sheet, ability);
  const score = sheet.abilities[ability] - sumOf(gifts);
  if (sheet.origin === undefined) return explained([{ value: score, why: "written on the sheet" }, ...gifts]);
  const race = raceOrigin(sheet.race);
  const subrace = race?.subraces.find(({ name }) => name === sheet.choices?.subrace);
  const known: readonly Part[] = [
    { value: sheet.origin.base[ability], why: sheet.origin.method.replace("-", " ") },
    { value: race?.bonuses[ability] ?? 0, why: sheet.race },
    { value: subrace?.bonuses[ability] ?? 0, why: subrace?.name ?? "" },
  ];
  const parts = known.filter(({ value }, index) => index === 0 || value !== 0);
  const rest = score - sumOf(parts);
  return explained([...parts, ...(rest === 0 ? [] : [{ value: rest, why: "chosen" }]), ...gifts]);
}

function hitPointParts(sheet: Sheet): readonly Part[] {
  const alone =
    sheet.maxHp === undefined ? maxHpParts(sheet) : [{ value: sheet.maxHp, why: "written on the sheet" }];
  const parts = [...alone, ...hitPointGifts(sheet)];
  const sum = sumOf(parts);
  return sum < 1 ? [...parts, { value: 1 - sum, why: "at least one" }] : parts;
}

function explainAttack(attack: Attack): ExplainedAttack {
  const dice = attack.damage.map(({ count, sides, bonus, type }) => {
    const rolled = count === 0 ? "" : `${count}d${sides}`;
    const flat =
      bonus === 0 && rolled !== ""
        ? ""
        : rolled === ""
          ? String(bonus)
          : bonus > 0
            ? `+${bonus}`
            : String(bonus);
    return `${rolled}${flat} ${type}`;
  });
  return {
    name: attack.name,
    bonus: { total: attack.bonus, parts: attack.bonusParts },
    damage: dice.join(" + "),
    damageParts: attack.damageParts ?? [],
    reachFeet: attack.reachFeet,
    range: attack.range,
  };
}

/** @srd Spellcasting: 8, proficiency and the ability's modifier; the attack is the same without the 8. */
function explainCasting(sheet: Sheet, one: Sheet["classes"][number]): ExplainedCasting | null {
  const limits = spellLimits(one, sheet.abilities);
  if (limits === null) return null;
  const modifier = {
    value: abilityModifier(sheet.abilities[limits.ability]),
    why: ABILITY_NAMES[limits.ability],
  };
  const both = [proficiency(sheet), modifier];
  const levels =
    one.class === "Paladin"
      ? { value: Math.floor(one.level / 2), why: "half of the level" }
      : { value: one.level, why: `${one.class} level` };
  const sum = levels.value + modifier.value;
  const least = sum < 1 ? [{ value: 1 - sum, why: "at least one" }] : [];
  return {
    class: one.class,
    ability: limits.ability,
    saveDc: explained([{ value: 8, why: "base" }, ...both]),
    attack: explained(both),
    cantrips: limits.cantrips,
    known: limits.known,
    prepared: limits.prepared === null ? null : explained([levels, modifier, ...least]),
  };
}

/** What each class counts for towards slots. @srd Beyond 1st Level > Multiclassing > Spellcasting */
function casterLevels(sheet: Sheet): readonly Part[] {
  const casters = sheet.classes.filter((one) =>
    ["full", "half"].includes(classRecord(one.class)?.casting ?? ""),
  );
  const alone = casters.length === 1;
  return sheet.classes.flatMap((one) => {
    const casting = classRecord(one.class)?.casting ?? "none";
    if (casting === "none") return [];
    if (casting === "pact") return [{ value: one.level, why: `${one.class}: pact slots, apart` }];
    if (casting === "full") return [{ value: one.level, why: one.class }];
    const half = alone && one.level >= 2 ? Math.ceil(one.level / 2) : Math.floor(one.level / 2);
    return half === 0 ? [] : [{ value: half, why: `${one.class}: half of ${one.level}` }];
  });
}

/** The class and its level, or what else gave a feature. */
function giverOf(sheet: Sheet, feature: Feature): string {
  for (const { class: name, level } of sheet.classes) {
    const row = (CLASS_FEATURES[classRecord(name)?.name ?? ""] ?? []).find(
      ([from, title]) => title === feature.name && from <= level,
    );
    if (row !== undefined) return `${name} ${row[0]}`;
  }
  if (raceRecord(sheet.race)?.traits.includes(feature.name)) return sheet.race;
  if (subraceOf(sheet.race, sheet.choices?.subrace)?.traits.includes(feature.name))
    return sheet.choices?.subrace ?? sheet.race;
  return (sheet.feats ?? []).includes(feature.name) ? "feat" : "choice";
}
