import { type Odds, Reasons } from "../checks/d20.ts";
import {
  CONDITION_TABLE,
  conditionRule,
  exhaustion,
  has,
  instances,
  isIncapacitated,
  names,
} from "../conditions/table.ts";
import type { Attack } from "../creature.ts";
import { armorPenalties } from "../creatures/armor-class.ts";
import { hasFeature } from "../creatures/features.ts";
import { nameKey } from "../creatures/names.ts";
import { standsOpen, strikesRecklessly } from "../features/reckless.ts";
import { distanceFeet, sizeRank, within } from "../movement/geometry.ts";
import { speedFeet } from "../movement/speed.ts";
import { canSee } from "../senses/sight.ts";
import type { Creature, State } from "../state.ts";

/** The attack whose odds are asked for: it is ranged when it is shot or thrown. */
export type Blow = { readonly attack: Attack; readonly ranged: boolean };

/**
 * Every reason for advantage and disadvantage on an attack roll, from both sides.
 * @rule abilities.advantage @srd Combat > Making an Attack; Conditions
 */
export function attackOdds(state: State, attacker: Creature, target: Creature, blow: Blow): Odds {
  const reasons = new Reasons();
  ownConditions(state, attacker, reasons);
  targetConditions(attacker, target, reasons);
  sight(state, attacker, target, reasons);
  if (blow.ranged) rangeReasons(state, attacker, target, blow.attack, reasons);
  equipment(attacker, blow.attack, reasons);
  if (nameKey(blow.attack.name) === "lance" && within(attacker, target, 5)) {
    reasons.disadvantage("lance within 5 ft", "equipment.weapon-properties");
  }
  effects(state, attacker, target, reasons);
  if (isDazzled(state, attacker)) reasons.disadvantage("sunlight", "monsters.sunlight-sensitivity");
  if (strikesRecklessly(state, attacker, blow.attack, blow.ranged)) {
    reasons.advantage("Reckless Attack", "features.reckless-attack");
  }
  if (standsOpen(target)) reasons.advantage("target reckless", "features.reckless-attack");
  return reasons.odds();
}

function ownConditions(state: State, attacker: Creature, reasons: Reasons): void {
  for (const name of names(attacker)) {
    if (CONDITION_TABLE[name].ownAttack === "disadvantage") {
      reasons.disadvantage(`attacker ${name}`, conditionRule(name));
    }
  }
  if (fearIsInSight(state, attacker)) reasons.disadvantage("attacker frightened", "conditions.frightened");
  if (exhaustion(attacker) >= 3) reasons.disadvantage("exhaustion", "conditions.exhaustion");
}

/** Whether the source of a creature's fear is in its line of sight; a fear without a source always is. */
export function fearIsInSight(state: State, creature: Creature): boolean {
  return instances(creature, "frightened").some(({ source }) => {
    const feared = source === null ? undefined : state.creatures[source];
    return feared === undefined ? source === null : canSee(state, creature, feared);
  });
}

function targetConditions(attacker: Creature, target: Creature, reasons: Reasons): void {
  for (const name of names(target)) {
    if (CONDITION_TABLE[name].attacksAgainst === "advantage") {
      reasons.advantage(`target ${name}`, conditionRule(name));
    }
  }
  if (has(target, "prone")) {
    if (within(attacker, target, 5)) reasons.advantage("target prone within 5 ft", "conditions.prone");
    else reasons.disadvantage("target prone beyond 5 ft", "conditions.prone");
  }
}

function sight(state: State, attacker: Creature, target: Creature, reasons: Reasons): void {
  if (!canSee(state, attacker, target)) {
    reasons.disadvantage("target unseen", "combat.unseen-attackers");
  }
  // Who is unconscious is already helpless; not being seen by it adds nothing to the card.
  if (!has(target, "unconscious") && !canSee(state, target, attacker)) {
    reasons.advantage("attacker unseen", "combat.unseen-attackers");
  }
}

function rangeReasons(
  state: State,
  attacker: Creature,
  target: Creature,
  attack: Attack,
  reasons: Reasons,
): void {
  const normal = attack.range?.normalFeet ?? 0;
  if (distanceFeet(attacker, target) > normal) reasons.disadvantage("long range", "combat.range");
  for (const id of state.roster) {
    const foe = state.creatures[id];
    if (foe === undefined || foe.side === attacker.side || !within(attacker, foe, 5)) continue;
    // Whom the DM keeps out of the scene is not felt in it.
    if (foe.concealed) continue;
    if (isIncapacitated(foe) || !canSee(state, foe, attacker)) continue;
    reasons.disadvantage("hostile within 5 ft", "combat.ranged-in-close-combat");
  }
}

function equipment(attacker: Creature, attack: Attack, reasons: Reasons): void {
  const { notProficient } = armorPenalties(attacker);
  if (notProficient !== null && (attack.ability === "str" || attack.ability === "dex")) {
    reasons.disadvantage(notProficient, "equipment.armor");
  }
  if (attack.properties.includes("heavy") && sizeRank(attacker.block.size) < sizeRank("medium")) {
    reasons.disadvantage("heavy weapon", "equipment.heavy");
  }
}

function effects(state: State, attacker: Creature, target: Creature, reasons: Reasons): void {
  if (isDodging(target) && canSee(state, target, attacker)) {
    reasons.disadvantage("target dodging", "combat.dodge");
  }
  if (helpFor(attacker, target) !== null) reasons.advantage("help", "combat.help");
  if (hasFeature(attacker, "pack-tactics") && hasAllyBeside(state, attacker, target)) {
    reasons.advantage("Pack Tactics", "monsters.pack-tactics");
  }
}

/** In the sun's bright light. @rule monsters.sunlight-sensitivity @srd Monsters > Kobold > Sunlight Sensitivity */
function isDazzled({ map }: State, attacker: Creature): boolean {
  return map?.sunlight === true && map.light === "bright" && hasFeature(attacker, "sunlight-sensitivity");
}

/** Dodging ends for who is incapacitated or cannot move. @srd Combat > Actions in Combat > Dodge */
export function isDodging(creature: Creature): boolean {
  const dodging = creature.effects.some(({ name }) => name === "dodging");
  return dodging && !isIncapacitated(creature) && speedFeet(creature, "walk") > 0;
}

/** The help that somebody gave this attacker against this target, if any. */
export const helpFor = (attacker: Creature, target: Creature) =>
  attacker.effects.find((effect) => effect.name === "helped" && effect.target === target.id) ?? null;

/** Whether an ally of the attacker who can act stands within 5 feet of the target. */
export function hasAllyBeside(state: State, attacker: Creature, target: Creature): boolean {
  return state.roster.some((id) => {
    const ally = state.creatures[id];
    if (ally === undefined || id === attacker.id || id === target.id || ally.side !== attacker.side)
      return false;
    return !isIncapacitated(ally) && within(ally, target, 5);
  });
}
