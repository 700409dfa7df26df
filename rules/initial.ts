import { parseDuration } from "./conditions/duration.ts";
import type { CreatureSpec } from "./creature.ts";
import { creatureId } from "./ids.ts";
import type { Condition, Creature, Economy, State } from "./state.ts";

/** The state before the first event. */
export function initialState(): State {
  return {
    sequence: 0,
    session: { status: "new", name: "", diceMode: "rng", mapMode: "grid_2d", rulings: {} },
    seats: {},
    map: null,
    creatures: {},
    roster: [],
    encounter: null,
    stack: [],
    requests: [],
    nextRequest: 1,
    dice: {
      commitment: { open: "", hidden: "" },
      contributions: [],
      drawn: { open: 0, hidden: 0 },
    },
    minutes: 0,
    dropped: [],
    appeals: [],
    decisions: [],
  };
}

/** What a creature may spend at the start of its turn. */
export const FRESH_ECONOMY: Economy = {
  action: true,
  bonusAction: true,
  reaction: true,
  interaction: true,
  attacksLeft: 0,
  multiattackLeft: [],
  movementUsedFeet: 0,
  dashes: 0,
  usedThisTurn: [],
};

/** The creature that a spec brings into the state. */
export function creatureOf(state: State, spec: CreatureSpec): Creature {
  const { start, block } = spec;
  const dead = start.dead ?? false;
  const maxHp = Math.floor(block.maxHp / ((start.exhaustion ?? 0) >= 4 ? 2 : 1));
  const hp = dead ? 0 : Math.min(start.hp ?? maxHp, maxHp);
  return {
    id: spec.id,
    name: spec.name,
    kind: spec.kind,
    side: spec.side,
    seat: spec.seat,
    character: spec.character,
    block,
    at: spec.at,
    ...(start.altitude === undefined ? {} : { altitude: start.altitude }),
    concealed: spec.concealed,
    notes: spec.notes,
    hp,
    maxHp,
    tempHp: start.tempHp ?? 0,
    armorClassOverride: start.armorClass ?? null,
    dead,
    stable: start.stable ?? false,
    deathSaves: start.deathSaves ?? { successes: 0, failures: 0 },
    conditions: dead ? [] : startConditions(state, spec, hp),
    effects: start.concentration === undefined || dead ? [] : [concentratingOn(spec.id, start.concentration)],
    hidden: start.hidden ? { stealth: start.hidden.stealth, from: start.hidden.from.map(creatureId) } : null,
    economy: {
      ...FRESH_ECONOMY,
      action: start.action ?? true,
      bonusAction: start.bonusAction ?? true,
      reaction: start.reaction ?? true,
      movementUsedFeet: start.movementUsedFeet ?? 0,
    },
    items: spec.items,
    features: block.features,
    resources: start.resources ?? {},
    slots: start.slots ?? {},
    hitDice: start.hitDice ?? block.hitDice,
    xp: start.xp ?? 0,
    lastLongRest: null,
  };
}

/** Concentration names its spell behind the colon. */
const concentratingOn = (id: CreatureSpec["id"], spell: string): Creature["effects"][number] => ({
  id: `concentration:${spell}`,
  name: "concentration",
  source: id,
  target: null,
  until: null,
  values: {},
});

function startConditions(state: State, { start }: CreatureSpec, hp: number): readonly Condition[] {
  const conditions: Condition[] = (start.conditions ?? []).map(({ name, source, until }) => ({
    name,
    source: source === undefined ? null : creatureId(source),
    until: parseDuration(state, until ?? null),
    level: 1,
  }));
  if (start.exhaustion) conditions.push(lasting("exhaustion", start.exhaustion));
  // At 0 hit points a creature is unconscious and prone unless something says otherwise.
  if (hp === 0) {
    for (const name of ["unconscious", "prone"] as const) {
      if (!conditions.some((condition) => condition.name === name)) conditions.push(lasting(name, 1));
    }
  }
  return conditions;
}

/** What divides the hit point maximum. @rule conditions.exhaustion */
export const maximumFactor = (conditions: readonly Condition[]): 1 | 2 =>
  conditions.some(({ name, level }) => name === "exhaustion" && level >= 4) ? 2 : 1;

export const lasting = (name: Condition["name"], level: number): Condition => ({
  name,
  source: null,
  until: null,
  level,
});
