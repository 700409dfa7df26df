import type { Attack, CreatureSpec, DamageTrait, StatBlock } from "../creature.ts";
import {
  abilityModifier,
  forEachAbility,
  forEachSkill,
  proficiencyBonusOfChallenge,
} from "../creatures/abilities.ts";
import type { CreatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import { ok, type Result, reject } from "../result.ts";
import { type Ability, CONDITIONS, SIZES, type Size } from "../vocabulary.ts";
import { monsterFeatures } from "./monster-features.ts";
import { type MonsterRecord, monsterRecord } from "./monster-record.ts";
import { parseAttack } from "./parse/attack.ts";
import { parseDamageTrait } from "./parse/damage-trait.ts";
import { parseDice } from "./parse/dice.ts";
import { parseMultiattack } from "./parse/multiattack.ts";
import { actionName } from "./parse/names.ts";

const blocks = new Map<string, StatBlock>();

export type MonsterPlace = {
  readonly id: CreatureId;
  /** Absent: the monster's own name. */
  readonly name?: string;
  readonly side: string;
  readonly at: Square | null;
  readonly concealed: boolean;
  readonly notes: string;
};

/** A monster of the content, ready to enter the log; refuses a name that the SRD does not have. */
export function monsterSpec(name: string, place: MonsterPlace): Result<CreatureSpec> {
  const record = monsterRecord(name);
  if (record === null) return reject("malformed", `there is no monster called ${name}`);
  const block = blockOf(record);
  return ok({
    id: place.id,
    name: place.name ?? record.name,
    kind: "monster",
    side: place.side,
    seat: null,
    character: null,
    at: place.at,
    concealed: place.concealed,
    notes: place.notes,
    block,
    items: [],
    start: { resources: resourcesOf(block) },
  });
}

/** Uses of every limited feature, by id: `fire-breath`, `legendary-resistance`. */
function resourcesOf(block: StatBlock): Readonly<Record<string, number>> {
  const limited = block.features.filter((feature) => feature.values.uses !== undefined);
  return Object.fromEntries(limited.map((feature) => [feature.id, feature.values.uses ?? 0]));
}

function blockOf(record: MonsterRecord): StatBlock {
  const known = blocks.get(record.name);
  if (known !== undefined) return known;
  const block = toStatBlock(record);
  blocks.set(record.name, block);
  return block;
}

function toStatBlock(record: MonsterRecord): StatBlock {
  const abilities: Record<Ability, number> = {
    str: record.strength,
    dex: record.dexterity,
    con: record.constitution,
    int: record.intelligence,
    wis: record.wisdom,
    cha: record.charisma,
  };
  const printed = new Map(record.proficiencies.map((one) => [one.name.toLowerCase(), one.value]));
  const attacks = attacksOf(record);
  const challengeEighths = record.challenge_rating * 8;
  const skills = forEachSkill(
    (skill, ability) => printed.get(`skill: ${skill}`) ?? abilityModifier(abilities[ability]),
  );
  const hitDice = parseDice(record.hit_dice) ?? { count: 1, sides: 8 };
  return {
    size: sizeOf(record.size),
    type: record.type,
    level: 0,
    challengeEighths,
    proficiencyBonus: proficiencyBonusOfChallenge(challengeEighths),
    abilities,
    saves: forEachAbility(
      (ability) => printed.get(`saving throw: ${ability}`) ?? abilityModifier(abilities[ability]),
    ),
    skills,
    maxHp: record.hit_points,
    hitDice: { [`d${hitDice.sides}`]: hitDice.count },
    armorClass: record.armor_class,
    speeds: {
      walk: feet(record.speed.walk),
      fly: feet(record.speed.fly),
      climb: feet(record.speed.climb),
      swim: feet(record.speed.swim),
      burrow: feet(record.speed.burrow),
      hover: record.speed.hover === true,
    },
    senses: {
      darkvision: feet(record.senses.darkvision),
      blindsight: feet(record.senses.blindsight),
      tremorsense: feet(record.senses.tremorsense),
      truesight: feet(record.senses.truesight),
    },
    passivePerception: Number(record.senses.passive_perception ?? 10 + skills.perception),
    resistances: traits(record.damage_resistances),
    vulnerabilities: traits(record.damage_vulnerabilities),
    immunities: traits(record.damage_immunities),
    conditionImmunities: CONDITIONS.filter((name) =>
      record.condition_immunities.some((one) => one.name.toLowerCase() === name),
    ),
    attacks,
    attacksPerAction: 1,
    multiattack: compositions(record, attacks),
    weaponProficiencies: [],
    armorProficiencies: [],
    features: monsterFeatures(record),
    languages: record.languages,
  };
}

/** Their weapon attacks are magical. */
const MAGIC_WEAPONS = /^(Magic|Angelic|Hellish) Weapons$/;

function attacksOf(record: MonsterRecord): readonly Attack[] {
  const byName = new Map<string, Attack>();
  for (const action of record.actions) {
    const attack = parseAttack(action);
    if (attack !== null && !byName.has(attack.name)) byName.set(attack.name, attack);
  }
  const magical = record.special_abilities.some(({ name }) => MAGIC_WEAPONS.test(name));
  return [...byName.values()].map((attack) => (magical ? { ...attack, magical: true } : attack));
}

function compositions(record: MonsterRecord, attacks: readonly Attack[]): readonly (readonly string[])[] {
  if (record.compositions !== null) return record.compositions;
  const prose = record.actions.find((action) => actionName(action.name) === "Multiattack");
  return prose === undefined ? [] : parseMultiattack(prose.desc, attacks);
}

function traits(texts: readonly string[]): readonly DamageTrait[] {
  return texts.map(parseDamageTrait).filter((trait) => trait !== null);
}

function sizeOf(text: string): Size {
  return SIZES.find((size) => size === text.toLowerCase()) ?? "medium";
}

function feet(text: string | number | boolean | undefined): number {
  return typeof text === "string" ? Number.parseInt(text, 10) : 0;
}
