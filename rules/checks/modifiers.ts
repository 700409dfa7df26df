import { fearIsInSight, isDodging } from "../combat/odds.ts";
import { CONDITION_TABLE, conditionRule, exhaustion, has, names } from "../conditions/table.ts";
import type { Part } from "../creature.ts";
import { ABILITY_NAMES, abilityModifier } from "../creatures/abilities.ts";
import { armorPenalties } from "../creatures/armor-class.ts";
import { hasFeature } from "../creatures/features.ts";
import { halfProficiencyOf } from "../creatures/initiative.ts";
import { rageHelps } from "../features/rage.ts";
import type { Creature, State } from "../state.ts";
import { type Ability, SKILLS, type Skill } from "../vocabulary.ts";
import { type Odds, Reasons } from "./d20.ts";

type Check = { readonly ability: Ability; readonly skill: Skill | null };

/** Where a check's modifier comes from. @rule abilities.checks */
export function checkModifier(creature: Creature, { ability, skill }: Check): readonly Part[] {
  const { block } = creature;
  const own = { value: abilityModifier(block.abilities[ability]), why: ABILITY_NAMES[ability] };
  if (skill === null) {
    const half = halfProficiencyOf(creature, ability);
    return half === null ? [own] : [own, half];
  }
  // A skill may be rolled with another ability than its own; its proficiency stays what it is.
  const skilled = block.skills[skill] - abilityModifier(block.abilities[SKILLS[skill]]);
  return [own, { value: skilled, why: `proficiency (${skill})` }];
}

export function saveModifier(creature: Creature, ability: Ability): readonly Part[] {
  const own = abilityModifier(creature.block.abilities[ability]);
  const rest = creature.block.saves[ability] - own;
  return [
    { value: own, why: ABILITY_NAMES[ability] },
    { value: rest, why: "proficiency" },
  ];
}

/** Reasons for advantage and disadvantage on an ability check. */
export function checkOdds(state: State, creature: Creature, { ability, skill }: Check): Odds {
  const reasons = new Reasons();
  for (const name of names(creature)) {
    if (CONDITION_TABLE[name].checkDisadvantage) reasons.disadvantage(name, conditionRule(name));
  }
  if (fearIsInSight(state, creature)) reasons.disadvantage("frightened", "conditions.frightened");
  if (exhaustion(creature) >= 1) reasons.disadvantage("exhaustion", "conditions.exhaustion");
  if (creature.effects.some(({ name, target }) => name === "helped" && target === null)) {
    reasons.advantage("help", "combat.help");
  }
  const { notProficient, stealth } = armorPenalties(creature);
  if (notProficient !== null && (ability === "str" || ability === "dex")) {
    reasons.disadvantage(notProficient, "equipment.armor");
  }
  if (rageHelps(creature, ability)) reasons.advantage("rage", "features.rage");
  if (skill === "stealth" && stealth !== null) reasons.disadvantage(stealth, "equipment.armor");
  return reasons.odds();
}

/** Reasons for advantage and disadvantage on a saving throw. */
export function saveOdds(creature: Creature, ability: Ability, magical = false): Odds {
  const reasons = new Reasons();
  for (const name of names(creature)) {
    if (CONDITION_TABLE[name].saveDisadvantage.includes(ability)) {
      reasons.disadvantage(name, conditionRule(name));
    }
  }
  if (exhaustion(creature) >= 3) reasons.disadvantage("exhaustion", "conditions.exhaustion");
  const { notProficient } = armorPenalties(creature);
  if (notProficient !== null && (ability === "str" || ability === "dex")) {
    reasons.disadvantage(notProficient, "equipment.armor");
  }
  if (rageHelps(creature, ability)) reasons.advantage("rage", "features.rage");
  if (magical && hasFeature(creature, "magic-resistance")) {
    reasons.advantage("Magic Resistance", "monsters.magic-resistance");
  }
  if (magical && hasFeature(creature, "gnome-cunning") && ["int", "wis", "cha"].includes(ability)) {
    reasons.advantage("Gnome Cunning", "features.gnome-cunning");
  }
  if (ability === "dex" && isDodging(creature)) reasons.advantage("dodging", "combat.dodge");
  if (ability === "dex" && hasFeature(creature, "danger-sense") && canDangerSense(creature)) {
    reasons.advantage("Danger Sense", "features.danger-sense");
  }
  return reasons.odds();
}

/** @srd Barbarian > Danger Sense: not while blinded, deafened or incapacitated. */
const canDangerSense = (creature: Creature): boolean =>
  !has(creature, "blinded") && !has(creature, "deafened") && !has(creature, "incapacitated");

/** Whether a save fails without a roll. */
export const autoFails = (creature: Creature, ability: Ability) =>
  names(creature).find((name) => CONDITION_TABLE[name].autoFailSaves.includes(ability)) ?? null;

/** The condition that fails a check which relies on a sense. */
export function lostSense(
  creature: Creature,
  sense: "sight" | "hearing" | undefined,
): "blinded" | "deafened" | null {
  if (sense === "sight" && has(creature, "blinded")) return "blinded";
  return sense === "hearing" && has(creature, "deafened") ? "deafened" : null;
}
