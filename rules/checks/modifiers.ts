import { fearIsInSight, isDodging } from "../combat/odds.ts";
import { CONDITION_TABLE, conditionRule, exhaustion, has, names } from "../conditions/table.ts";
import type { Part } from "../creature.ts";
import { ABILITY_NAMES, abilityModifier } from "../creatures/abilities.ts";
import { armorPenalties } from "../creatures/armor-class.ts";
import { hasFeature } from "../creatures/features.ts";
import type { Creature, State } from "../state.ts";
import type { Ability, Skill } from "../vocabulary.ts";
import { type Odds, Reasons } from "./d20.ts";

type Check = { readonly ability: Ability; readonly skill: Skill | null; readonly initiative?: boolean };

/** Where a check's modifier comes from. @rule abilities.checks */
export function checkModifier(creature: Creature, { ability, skill, initiative }: Check): readonly Part[] {
  const { block } = creature;
  const own = { value: abilityModifier(block.abilities[ability]), why: ABILITY_NAMES[ability] };
  const half = jackOfAllTrades(creature, ability, initiative === true || skill === null);
  if (skill === null) return half === null ? [own] : [own, half];
  const rest = block.skills[skill] - own.value;
  return [own, { value: rest, why: `proficiency (${skill})` }];
}

/** @srd Bard > Jack of All Trades; Fighter > Champion > Remarkable Athlete: half the bonus where none counts. */
function jackOfAllTrades(creature: Creature, ability: Ability, bare: boolean): Part | null {
  if (!bare) return null;
  const bonus = creature.block.proficiencyBonus;
  if (hasFeature(creature, "remarkable-athlete") && ["str", "dex", "con"].includes(ability)) {
    return { value: Math.ceil(bonus / 2), why: "Remarkable Athlete" };
  }
  if (hasFeature(creature, "jack-of-all-trades"))
    return { value: Math.floor(bonus / 2), why: "Jack of All Trades" };
  return null;
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
  const { notProficient, stealth } = armorPenalties(creature);
  if (notProficient !== null && (ability === "str" || ability === "dex")) {
    reasons.disadvantage(notProficient, "equipment.armor");
  }
  if (skill === "stealth" && stealth !== null) reasons.disadvantage(stealth, "equipment.armor");
  return reasons.odds();
}

/** Reasons for advantage and disadvantage on a saving throw. */
export function saveOdds(creature: Creature, ability: Ability): Odds {
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
  if (ability === "dex" && isDodging(creature)) reasons.advantage("dodging", "combat.dodge");
  if (ability === "dex" && hasFeature(creature, "danger-sense") && canDangerSense(creature)) {
    reasons.advantage("Danger Sense", "abilities.saving-throws");
  }
  return reasons.odds();
}

/** @srd Barbarian > Danger Sense: not while blinded, deafened or incapacitated. */
const canDangerSense = (creature: Creature): boolean =>
  !has(creature, "blinded") && !has(creature, "deafened") && !has(creature, "incapacitated");

/** Whether a save fails without a roll. */
export const autoFails = (creature: Creature, ability: Ability) =>
  names(creature).find((name) => CONDITION_TABLE[name].autoFailSaves.includes(ability)) ?? null;
