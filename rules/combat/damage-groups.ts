import { d20Count } from "../checks/d20.ts";
import type { Attack, DamageFormula, Part } from "../creature.ts";
import { featureOf, hasFightingStyle } from "../creatures/features.ts";
import { idOf } from "../creatures/names.ts";
import { rageDamage } from "../features/rage.ts";
import type { RuleId } from "../rule-ids.ts";
import type { AttackFrame, Creature, State } from "../state.ts";
import { isRanged } from "./attack.ts";
import { hasAllyBeside } from "./odds.ts";

/** Dice that are rolled together; on a critical hit all of them twice. */
export type DamageGroup = {
  readonly formula: DamageFormula;
  readonly why: string;
  readonly rules: readonly RuleId[];
  /** A feature that is used up for this turn by it. */
  readonly feature: string | null;
  readonly rerollLow: boolean;
  /** Where the flat bonus comes from; null when nobody says. */
  readonly parts: readonly Part[] | null;
  /** Dice added to the doubled ones. */
  readonly moreOnCritical: number;
};

type Moment = {
  readonly attacker: Creature;
  readonly target: Creature;
  readonly attack: Attack;
  readonly frame: AttackFrame;
};

/** The weapon's own dice, in their printed order, then each rider in the order it applies. */
export function damageGroups(state: State, moment: Moment): readonly DamageGroup[] {
  const { attacker, attack, frame } = moment;
  const formulas = formulasOf(attacker, attack, frame);
  const great = isGreatWeapon(attacker, attack, frame);
  const rage = rageDamage(attacker, attack, isRanged(frame.mode, attack));
  const own = formulas.map((formula, index) => ({
    formula: index === 0 && rage > 0 ? { ...formula, bonus: formula.bonus + rage } : formula,
    why: attack.name,
    rules: [
      ...(great ? (["features.fighting-style"] as const) : []),
      ...(index === 0 && rage > 0 ? (["features.rage"] as const) : []),
    ],
    feature: null,
    rerollLow: great && index === 0,
    parts: index === 0 ? bonusParts(attack, rage) : null,
    moreOnCritical: index === 0 ? criticalDice(attacker, attack, frame) : 0,
  }));
  const type = own[0]?.formula.type ?? "piercing";
  const riders = [
    sneakAttack(state, moment, type),
    colossusSlayer(moment, type),
    martialAdvantage(state, moment, type),
  ];
  return [...own, ...riders.filter((rider) => rider !== null)];
}

/** @rule features.critical-dice @srd Barbarian > Brutal Critical; Races > Half-Orc > Savage Attacks */
function criticalDice(attacker: Creature, attack: Attack, frame: AttackFrame): number {
  if (attack.kind !== "melee-weapon" || isRanged(frame.mode, attack)) return 0;
  const brutal = featureOf(attacker, "brutal-critical")?.values.dice ?? 0;
  return brutal + (featureOf(attacker, "savage-attacks") === null ? 0 : 1);
}

/** Once a turn, on who is hurt already. @rule features.colossus-slayer @srd Ranger > Hunter's Prey */
function colossusSlayer(
  { attacker, target, attack }: Moment,
  type: DamageFormula["type"],
): DamageGroup | null {
  const prey = featureOf(attacker, "hunters-prey");
  const weapon = attack.kind === "melee-weapon" || attack.kind === "ranged-weapon";
  if (prey === null || idOf(prey.option ?? "") !== "colossus-slayer" || !weapon) return null;
  if (target.hp >= target.maxHp || attacker.economy.usedThisTurn.includes("colossus-slayer")) return null;
  return {
    formula: { count: 1, sides: 8, bonus: 0, type },
    why: "Colossus Slayer",
    rules: ["features.colossus-slayer"],
    feature: "colossus-slayer",
    rerollLow: false,
    parts: null,
    moreOnCritical: 0,
  };
}

function bonusParts(attack: Attack, rage: number): readonly Part[] | null {
  if (attack.damageParts === undefined) return null;
  return rage > 0 ? [...attack.damageParts, { value: rage, why: "Rage" }] : attack.damageParts;
}

function formulasOf(attacker: Creature, attack: Attack, frame: AttackFrame): readonly DamageFormula[] {
  if (attack.bloodiedDamage && attacker.hp * 2 <= attacker.maxHp) return attack.bloodiedDamage;
  if (frame.mode === "two-handed" && attack.versatileDamage) return attack.versatileDamage;
  return attack.damage;
}

/** @srd Fighter > Fighting Style > Great Weapon Fighting */
function isGreatWeapon(attacker: Creature, attack: Attack, frame: AttackFrame): boolean {
  if (!hasFightingStyle(attacker, "great-weapon-fighting") || isRanged(frame.mode, attack)) return false;
  return (
    attack.properties.includes("two-handed") ||
    (attack.properties.includes("versatile") && frame.mode === "two-handed")
  );
}

/**
 * Once a turn, with a finesse or ranged weapon: with advantage, or with another enemy of the target beside it
 * and no disadvantage.
 * @rule features.sneak-attack @srd Rogue > Sneak Attack
 */
function sneakAttack(
  state: State,
  { attacker, target, attack, frame }: Moment,
  type: DamageFormula["type"],
): DamageGroup | null {
  const feature = featureOf(attacker, "sneak-attack");
  if (feature === null || attacker.economy.usedThisTurn.includes("sneak-attack") || frame.roll === null)
    return null;
  const weapon = attack.kind === "melee-weapon" || attack.kind === "ranged-weapon";
  const fit =
    attack.properties.includes("finesse") || (attack.kind === "ranged-weapon" && attack.range !== null);
  // Printed attacks of a stat block do not say what is finesse; the trait is theirs to use.
  if (!weapon || !(fit || attacker.kind === "monster")) return null;
  const { roll } = frame;
  const doubled = d20Count(roll) === 2;
  const advantage = doubled && roll.advantage.length > 0;
  const disadvantage = doubled && roll.disadvantage.length > 0;
  if (!advantage && (disadvantage || !hasAllyBeside(state, attacker, target))) return null;
  const count = feature.values.dice ?? 1;
  return {
    formula: { count, sides: feature.values.sides ?? 6, bonus: 0, type },
    why: "Sneak Attack",
    rules: ["features.sneak-attack"],
    feature: "sneak-attack",
    rerollLow: false,
    parts: null,
    moreOnCritical: 0,
  };
}

/** Once a turn, with an ally beside the target. @rule monsters.martial-advantage @srd Monsters > Hobgoblin */
function martialAdvantage(
  state: State,
  { attacker, target, attack }: Moment,
  type: DamageFormula["type"],
): DamageGroup | null {
  const feature = featureOf(attacker, "martial-advantage");
  const weapon = attack.kind === "melee-weapon" || attack.kind === "ranged-weapon";
  if (feature === null || !weapon || attacker.economy.usedThisTurn.includes(feature.id)) return null;
  if (!hasAllyBeside(state, attacker, target)) return null;
  return {
    formula: { count: feature.values.dice ?? 2, sides: feature.values.sides ?? 6, bonus: 0, type },
    why: feature.name,
    rules: ["monsters.martial-advantage"],
    feature: feature.id,
    rerollLow: false,
    parts: null,
    moreOnCritical: 0,
  };
}
