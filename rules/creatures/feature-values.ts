import type { Ability } from "../vocabulary.ts";
import { abilityModifier } from "./abilities.ts";

/** What the numbers of a class feature follow from. */
export type FeatureGrounds = {
  readonly classLevel: number;
  readonly level: number;
  readonly proficiencyBonus: number;
  readonly abilities: Readonly<Record<Ability, number>>;
};

type Values = Readonly<Record<string, number>>;

/** The step of a table that a level has reached: `[[1, 2], [3, 3]]` gives 3 at level 4. */
function reached(level: number, table: readonly (readonly [from: number, value: number])[]): number {
  return table.reduce((value, [from, next]) => (level >= from ? next : value), 0);
}

const once = { uses: 1 };
const onceAShortRest = { uses: 1, onShortRest: 1 };

/**
 * The numbers a feature carries. `uses` is what its resource holds after a long rest, `onShortRest: 1` when a
 * short one restores it too; a barbarian of level 20 counts no rages.
 * @srd Classes
 */
const VALUES: Readonly<Record<string, (of: FeatureGrounds) => Values>> = {
  rage: ({ classLevel: level }) => ({
    ...(level >= 20
      ? {}
      : {
          uses: reached(level, [
            [1, 2],
            [3, 3],
            [6, 4],
            [12, 5],
            [17, 6],
          ]),
        }),
    damage: reached(level, [
      [1, 2],
      [9, 3],
      [16, 4],
    ]),
  }),
  "brutal-critical": ({ classLevel: level }) => ({
    dice: reached(level, [
      [9, 1],
      [13, 2],
      [17, 3],
    ]),
  }),
  "relentless-rage": () => ({ dc: 10, uses: 0, onShortRest: 1 }),
  "fast-movement": () => ({ feet: 10 }),
  "bardic-inspiration": ({ classLevel: level, abilities }) => ({
    uses: Math.max(1, abilityModifier(abilities.cha)),
    die: reached(level, [
      [1, 6],
      [5, 8],
      [10, 10],
      [15, 12],
    ]),
    ...(level >= 5 ? { onShortRest: 1 } : {}),
  }),
  "song-of-rest": ({ classLevel: level }) => ({
    die: reached(level, [
      [2, 6],
      [9, 8],
      [13, 10],
      [17, 12],
    ]),
  }),
  "cutting-words": ({ classLevel: level }) => ({
    die: reached(level, [
      [1, 6],
      [5, 8],
      [10, 10],
      [15, 12],
    ]),
  }),
  "channel-divinity": ({ classLevel: level }) => ({
    uses: reached(level, [
      [2, 1],
      [6, 2],
      [18, 3],
    ]),
    onShortRest: 1,
  }),
  "destroy-undead": ({ classLevel: level }) => ({
    challengeEighths: reached(level, [
      [5, 4],
      [8, 8],
      [11, 16],
      [14, 24],
      [17, 32],
    ]),
  }),
  "divine-strike": ({ classLevel: level }) => ({ dice: level >= 14 ? 2 : 1, sides: 8 }),
  "wild-shape": ({ classLevel: level }) => ({
    ...(level >= 20 ? {} : { uses: 2, onShortRest: 1 }),
    challengeEighths: reached(level, [
      [2, 2],
      [4, 4],
      [8, 8],
    ]),
    minutes: Math.floor(level / 2) * 60,
  }),
  "natural-recovery": ({ classLevel }) => ({ uses: 1, slotLevels: Math.ceil(classLevel / 2) }),
  "second-wind": ({ classLevel }) => ({ ...onceAShortRest, dice: 1, sides: 10, bonus: classLevel }),
  "action-surge": ({ classLevel }) => ({ uses: classLevel >= 17 ? 2 : 1, onShortRest: 1 }),
  indomitable: ({ classLevel }) => ({
    uses: reached(classLevel, [
      [9, 1],
      [13, 2],
      [17, 3],
    ]),
  }),
  "improved-critical": ({ classLevel }) => ({ from: classLevel >= 15 ? 18 : 19 }),
  "martial-arts": ({ classLevel }) => ({
    die: reached(classLevel, [
      [1, 4],
      [5, 6],
      [11, 8],
      [17, 10],
    ]),
  }),
  ki: ({ classLevel, proficiencyBonus, abilities }) => ({
    uses: classLevel,
    onShortRest: 1,
    dc: 8 + proficiencyBonus + abilityModifier(abilities.wis),
  }),
  "unarmored-movement": ({ classLevel }) => ({
    feet: reached(classLevel, [
      [2, 10],
      [6, 15],
      [10, 20],
      [14, 25],
      [18, 30],
    ]),
  }),
  "deflect-missiles": ({ classLevel, abilities }) => ({
    dice: 1,
    sides: 10,
    bonus: classLevel + abilityModifier(abilities.dex),
  }),
  "slow-fall": ({ classLevel }) => ({ reduction: classLevel * 5 }),
  "wholeness-of-body": ({ classLevel }) => ({ ...once, hitPoints: classLevel * 3 }),
  "divine-sense": ({ abilities }) => ({ uses: Math.max(1, 1 + abilityModifier(abilities.cha)) }),
  "lay-on-hands": ({ classLevel }) => ({ uses: classLevel * 5 }),
  "aura-of-protection": ({ classLevel, abilities }) => ({
    feet: classLevel >= 18 ? 30 : 10,
    bonus: Math.max(1, abilityModifier(abilities.cha)),
  }),
  "aura-of-courage": ({ classLevel }) => ({ feet: classLevel >= 18 ? 30 : 10 }),
  "aura-of-devotion": ({ classLevel }) => ({ feet: classLevel >= 18 ? 30 : 10 }),
  "improved-divine-smite": () => ({ dice: 1, sides: 8 }),
  "cleansing-touch": ({ abilities }) => ({ uses: Math.max(1, abilityModifier(abilities.cha)) }),
  "holy-nimbus": () => once,
  "sneak-attack": ({ classLevel }) => ({ dice: Math.ceil(classLevel / 2), sides: 6 }),
  "stroke-of-luck": () => onceAShortRest,
  "sorcery-points": ({ classLevel }) => ({ uses: classLevel }),
  "dark-ones-own-luck": () => onceAShortRest,
  "dark-ones-blessing": ({ classLevel, abilities }) => ({
    hitPoints: Math.max(1, abilityModifier(abilities.cha) + classLevel),
  }),
  "hurl-through-hell": () => once,
  "arcane-recovery": ({ classLevel }) => ({ uses: 1, slotLevels: Math.ceil(classLevel / 2) }),
  "elemental-affinity": ({ abilities }) => ({ bonus: abilityModifier(abilities.cha) }),
  "empowered-evocation": ({ abilities }) => ({ bonus: abilityModifier(abilities.int) }),
  survivor: ({ abilities }) => ({ hitPoints: 5 + abilityModifier(abilities.con) }),
};

export function featureValues(id: string, of: FeatureGrounds): Values {
  return VALUES[id]?.(of) ?? {};
}
