import { concentrationOn } from "../combat/concentration.ts";
import { formatDuration } from "../conditions/duration.ts";
import { armorClass } from "../creatures/armor-class.ts";
import { movementLeftFeet, speedFeet } from "../movement/speed.ts";
import type { Creature, State } from "../state.ts";
import { SIZES, type Size } from "../vocabulary.ts";
import type { ShownCreature, ShownState } from "./document.ts";

/** The state as the outcome shows it: everything a scenario can ask about, in whole numbers. */
export function showState(state: State): ShownState {
  const { encounter } = state;
  const creatures: Record<string, ShownCreature> = {};
  for (const id of state.roster) {
    const creature = state.creatures[id];
    if (creature !== undefined) creatures[id] = showCreature(state, creature);
  }
  return {
    combat: encounter && {
      round: encounter.round,
      turn: encounter.turn,
      order: encounter.order,
      surprised: encounter.surprised,
    },
    creatures,
  };
}

function showCreature(state: State, creature: Creature): ShownCreature {
  const { block, economy } = creature;
  const { slots, pactSlots } = slotsOf(creature);
  const walking = speedFeet(creature, "walk");
  return {
    name: creature.name,
    hp: creature.hp,
    maxHp: creature.maxHp,
    tempHp: creature.tempHp,
    ac: armorClass(creature).ac,
    at: creature.at,
    dead: creature.dead,
    stable: creature.stable,
    conditions: creature.conditions
      .filter(({ name }) => name !== "exhaustion")
      .map(({ name, source, until }) => ({
        name,
        source,
        until: until && formatDuration(until, (id) => id),
      })),
    exhaustion: creature.conditions.find(({ name }) => name === "exhaustion")?.level ?? 0,
    deathSaves: creature.deathSaves,
    concentration: concentrationShown(creature),
    slots,
    ...(pactSlots === null ? {} : { pactSlots }),
    resources: creature.resources,
    hitDice: creature.hitDice,
    speed: walking,
    movementLeft: movementShown(state, creature, walking),
    action: economy.action,
    bonusAction: economy.bonusAction,
    reaction: economy.reaction,
    attacksLeft: economy.attacksLeft,
    hiddenFrom: creature.hidden?.from ?? [],
    passivePerception: block.passivePerception,
    altitude: creature.altitude ?? 0,
    items: itemsOf(state, creature),
    effects: creature.effects
      .filter(({ name }) => name !== "concentration" && name !== "repeat-save")
      .map(({ name, source, until }) => ({
        name,
        by: source,
        until: until && formatDuration(until, (id) => id),
      })),
    abilities: block.abilities,
    level: block.level,
    xp: creature.xp,
    carryingCapacityPounds: carryingCapacity(block.abilities.str, block.size),
  };
}

function concentrationShown(creature: Creature): ShownCreature["concentration"] {
  const held = concentrationOn(creature);
  return held === null ? null : { spell: held.id.slice(held.id.indexOf(":") + 1) };
}

/** On its own turn what is left; on others' turns what it will have; without turns its speed. */
function movementShown(state: State, creature: Creature, walking: number): number {
  return state.encounter?.turn === creature.id ? movementLeftFeet(state, creature) : walking;
}

function slotsOf({ slots: all }: Creature): {
  readonly slots: Readonly<Record<string, number>>;
  readonly pactSlots: Readonly<Record<string, number>> | null;
} {
  const entries = Object.entries(all);
  const pact = entries.filter(([level]) => level.startsWith("pact-"));
  const slots = Object.fromEntries(entries.filter(([level]) => !level.startsWith("pact-")));
  if (pact.length === 0) return { slots, pactSlots: null };
  return {
    slots,
    pactSlots: Object.fromEntries(pact.map(([level, count]) => [level.slice("pact-".length), count])),
  };
}

/** What it carries, and what it let fall: things keep the id of whoever brought them. */
function itemsOf(state: State, creature: Creature): ShownCreature["items"] {
  const own = creature.items.map(({ name, quantity, equipped }) => ({
    item: name,
    quantity,
    equipped,
    on: "self" as const,
  }));
  const fallen = state.dropped
    .filter(({ item }) => item.id.startsWith(`${creature.id}-`))
    .map(({ item, at }) => ({ item: item.name, quantity: item.quantity, equipped: false, on: at }));
  return [...own, ...fallen];
}

/** @srd Using Ability Scores > Lifting and Carrying: 15 pounds a point, doubled for each size above Medium. */
function carryingCapacity(strength: number, size: Size): number {
  const above = SIZES.indexOf(size) - SIZES.indexOf("medium");
  const pounds = strength * 15;
  return size === "tiny" ? Math.floor(pounds / 2) : pounds * 2 ** Math.max(0, above);
}
