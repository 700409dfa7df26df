import { holding, slippedNear } from "../combat/held.ts";
import { formatDuration } from "../conditions/duration.ts";
import { isConscious } from "../conditions/table.ts";
import type { Attack, DamageFormula } from "../creature.ts";
import { armorClass } from "../creatures/armor-class.ts";
import { attackOptions } from "../creatures/attack-options.ts";
import { squaresOf } from "../movement/geometry.ts";
import { movementLeftFeet, speedFeet } from "../movement/speed.ts";
import type { Creature, State } from "../state.ts";
import type { AttackView, ConditionView, CreatureView, Health } from "../view.ts";
import type { Audience } from "./audience.ts";

/** One creature for one audience; whoever does not know it gets its looks alone. */
export function creatureView(
  state: State,
  creature: Creature,
  audience: Audience,
  isDm: boolean,
): CreatureView {
  const knows = audience.knows(creature.id);
  const owns = audience.owns(creature.id);
  const { economy } = creature;
  // The surprised have nothing to spend yet.
  const awake = knows && !state.encounter?.surprised.includes(creature.id);
  return {
    id: creature.id,
    name: creature.name,
    kind: creature.kind,
    character: creature.character ?? "",
    side: creature.side,
    seat: creature.seat ?? "",
    mine: owns,
    x: creature.at?.[0] ?? -1,
    y: creature.at?.[1] ?? -1,
    squares: squaresOf(creature.block.size),
    health: healthOf(creature),
    hp: knows ? creature.hp : -1,
    maxHp: knows ? creature.maxHp : -1,
    tempHp: knows ? creature.tempHp : -1,
    ac: knows ? armorClass(creature).ac : -1,
    conditions: conditionsOf(state, creature, audience),
    action: awake && economy.action,
    bonusAction: awake && economy.bonusAction,
    reaction: awake && economy.reaction,
    attacksLeft: knows ? attacksLeft(creature) : -1,
    speedFeet: knows ? speedFeet(creature, "walk") : -1,
    movementLeftFeet: knows ? leftFeet(state, creature) : -1,
    deathSaves: knows ? creature.deathSaves : { successes: 0, failures: 0 },
    hidden: owns && creature.hidden !== null,
    concealed: isDm && creature.concealed,
    notes: isDm ? creature.notes : "",
    attacks: owns ? attackOptions(holding(creature, slippedNear(state, creature))).map(attackView) : [],
    features: owns
      ? creature.features.map(({ id, name }) => ({ id, name, left: creature.resources[id] ?? -1 }))
      : [],
    items: owns
      ? creature.items.map(({ id, name, quantity, equipped }) => ({ id, name, quantity, equipped }))
      : [],
  };
}

function attacksLeft({ economy }: Creature): number {
  const composed = economy.multiattackLeft.map((composition) => composition.length);
  return Math.max(economy.attacksLeft, 0, ...composed);
}

function leftFeet(state: State, creature: Creature): number {
  if (state.encounter === null) return speedFeet(creature, "walk");
  if (state.encounter.surprised.includes(creature.id)) return 0;
  const { dashes, movementUsedFeet } = creature.economy;
  if (state.encounter.turn === creature.id) return movementLeftFeet(state, creature);
  return Math.max(0, speedFeet(creature, "walk") * (1 + dashes) - movementUsedFeet);
}

function healthOf(creature: Creature): Health {
  if (creature.dead) return "dead";
  if (creature.hp === 0) return creature.stable || creature.kind === "monster" ? "stable" : "dying";
  if (!isConscious(creature)) return "down";
  if (creature.hp === creature.maxHp) return "unhurt";
  return creature.hp * 2 <= creature.maxHp ? "bloodied" : "wounded";
}

/** Conditions show on the creature; a source that is unseen does not. */
function conditionsOf(state: State, creature: Creature, { sees }: Audience): readonly ConditionView[] {
  const nameOf = (id: Creature["id"]): string => (sees(id) ? (state.creatures[id]?.name ?? "") : "");
  return creature.conditions.map(({ name, level, source, until }) => ({
    name,
    level,
    source: source !== null && sees(source) ? source : "",
    until: formatDuration(until, nameOf),
  }));
}

function attackView(attack: Attack): AttackView {
  return {
    name: attack.name,
    bonus: attack.bonus,
    reachFeet: attack.reachFeet,
    normalFeet: attack.range?.normalFeet ?? 0,
    longFeet: attack.range?.longFeet ?? 0,
    damage: attack.damage.map(formatDamage).join(" + "),
  };
}

function formatDamage({ count, sides, bonus, type }: DamageFormula): string {
  const dice =
    count === 0 ? String(bonus) : `${count}d${sides}${bonus > 0 ? `+${bonus}` : bonus < 0 ? bonus : ""}`;
  return `${dice} ${type}`;
}
