import { parseDuration } from "./conditions/duration.ts";
import type { Event, EventOf } from "./event.ts";
import type { CreatureId } from "./ids.ts";
import { lasting, maximumFactor } from "./initial.ts";
import type { Condition, Creature, Economy, Effect, State } from "./state.ts";

/** Events about one creature; the switch of `evolve` sends nothing else here. */
type CreatureEvent = EventOf<
  Exclude<
    Event["kind"],
    | `session-${string}`
    | `seat-${string}`
    | `frame-${string}`
    | `turn-${string}`
    | `encounter-${string}`
    | "creature-added"
    | "creature-removed"
    | "dice-contributed"
    | "dice-entered"
    | "initiative-rolled"
    | "light-changed"
    | "map-set"
    | "narrated"
    | "request-answered"
    | "request-opened"
    | "resolution-cancelled"
    | "said"
    | "terrain-changed"
    | "time-passed"
    | "undone"
  >
>;

export function evolveCreature(state: State, event: CreatureEvent): State {
  switch (event.kind) {
    case "creature-placed":
      return patch(state, event.creature, { at: event.at });
    case "creature-revealed":
      return patch(state, event.creature, { concealed: false });
    case "creature-concealed":
      return patch(state, event.creature, { concealed: true });
    case "creature-noted":
      return patch(state, event.creature, { notes: event.text });
    case "economy-spent":
      return economy(state, event.creature, (now) => spend(now, event));
    case "attacks-granted":
      return economy(state, event.creature, () => ({
        attacksLeft: event.count,
        multiattackLeft: event.multiattack,
      }));
    case "action-granted":
      return economy(state, event.creature, () => ({ action: true }));
    case "dashed":
      return economy(state, event.creature, (now) => ({ dashes: now.dashes + 1 }));
    case "disengaged":
      return addEffect(state, event.creature, effect("disengaged", "end", event.creature, null));
    case "dodged":
      return addEffect(state, event.creature, effect("dodging", "start", event.creature, null));
    case "helped":
      return addEffect(state, event.target, effect("helped", "start", event.creature, event.against));
    case "hid":
      return patch(state, event.creature, { hidden: { stealth: event.roll.total, from: event.from } });
    case "found":
      return change(state, event.creature, ({ hidden }) => {
        if (hidden === null || event.by === null) return { hidden: null };
        const from = hidden.from.filter((id) => id !== event.by);
        return { hidden: from.length === 0 ? null : { ...hidden, from } };
      });
    case "moved": {
      const at = event.path.at(-1);
      const placed = at === undefined ? state : patch(state, event.creature, { at });
      if (event.forced) return placed;
      return useMovement(placed, event.creature, event.costFeet);
    }
    case "stood-up":
      return useMovement(
        loseCondition(state, event.creature, ({ name }) => name === "prone"),
        event.creature,
        event.costFeet,
      );
    case "damage-taken":
      return change(state, event.target, ({ tempHp, stable, hp }) => ({
        tempHp: Math.max(0, tempHp - event.temporary),
        hp: event.hpAfter,
        stable: stable && hp > 0,
      }));
    case "healed":
      return patch(state, event.target, { hp: event.hpAfter });
    case "temporary-hit-points-gained":
      return patch(state, event.target, { tempHp: event.amount });
    case "hit-points-adjusted":
      return patch(state, event.target, event.hp > 0 ? { hp: event.hp, dead: false } : { hp: 0 });
    case "fell-unconscious":
      return change(state, event.creature, (creature) => ({ ...downed(creature), stable: false }));
    case "knocked-out":
      return change(state, event.creature, (creature) => ({
        ...downed(creature),
        ...unrecovered(creature),
        hp: 0,
        stable: true,
      }));
    case "died":
      return patch(state, event.creature, {
        dead: true,
        stable: false,
        hp: 0,
        tempHp: 0,
        conditions: [],
        effects: [],
        hidden: null,
        deathSaves: NO_DEATH_SAVES,
      });
    case "stabilized":
      return change(state, event.creature, (creature) => ({
        ...unrecovered(creature),
        stable: true,
        deathSaves: NO_DEATH_SAVES,
      }));
    case "came-to":
      return loseCondition(
        change(state, event.creature, (creature) => ({
          ...unrecovered(creature),
          stable: false,
          deathSaves: NO_DEATH_SAVES,
        })),
        event.creature,
        ({ name, source }) => name === "unconscious" && source === null,
      );
    case "death-save-rolled":
      return change(state, event.creature, ({ deathSaves }) => deathSave(deathSaves, event.outcome));
    case "death-save-failed":
      return change(state, event.creature, ({ deathSaves }) => ({
        stable: false,
        deathSaves: { ...deathSaves, failures: Math.min(3, deathSaves.failures + event.failures) },
      }));
    case "condition-gained": {
      const until = parseDuration(state, event.until);
      const { name, source, level } = event;
      return change(state, event.creature, (creature) =>
        withConditions(creature, [
          ...creature.conditions.filter(other(name, source)),
          { name, source, until, level },
        ]),
      );
    }
    case "condition-lost":
      return loseCondition(
        state,
        event.creature,
        ({ name, source }) => name === event.name && source === event.source,
      );
    case "effect-gained":
      return addEffect(state, event.creature, event.effect);
    case "effect-ended":
      return change(state, event.creature, ({ effects }) => ({
        effects: effects.filter(({ id }) => id !== event.effect),
      }));
    case "item-equipped":
      return equip(state, event);
    case "item-dropped": {
      const item = state.creatures[event.creature]?.items.find(({ id }) => id === event.item);
      if (item === undefined) return state;
      const quantity = Math.min(event.quantity ?? item.quantity, item.quantity);
      const lying = { item: { ...item, quantity, equipped: false }, at: event.at };
      const fallen = event.slipped ? { ...lying, slippedFrom: event.creature } : lying;
      return change({ ...state, dropped: [...state.dropped, fallen] }, event.creature, ({ items }) => ({
        items: items.flatMap((one) => {
          if (one.id !== event.item) return [one];
          return one.quantity > quantity ? [{ ...one, quantity: one.quantity - quantity }] : [];
        }),
      }));
    }
    case "item-used":
      return change(state, event.creature, ({ items }) => ({
        items: items.map((item) =>
          item.id === event.item ? { ...item, quantity: item.quantity - event.quantity } : item,
        ),
      }));
    case "feature-used":
      return change(state, event.creature, ({ resources, economy: now }) => ({
        resources: event.left === null ? resources : { ...resources, [event.feature]: event.left },
        economy: { ...now, usedThisTurn: [...now.usedThisTurn, event.feature] },
      }));
    case "experience-gained":
      return change(state, event.creature, ({ xp }) => ({ xp: xp + event.amount }));
    case "rested":
      return change(state, event.creature, () => ({
        hp: event.hp,
        ...(event.rest === "long" ? { tempHp: 0, lastLongRest: state.minutes } : {}),
        hitDice: event.hitDice,
        resources: event.resources,
        slots: event.slots,
      }));
    case "hit-die-spent":
      return change(state, event.creature, ({ hitDice }) => {
        const die = `d${event.die.sides}`;
        return { hp: event.hpAfter, hitDice: { ...hitDice, [die]: (hitDice[die] ?? 0) - 1 } };
      });
    case "attack-declared":
      if (event.reaction || state.encounter === null) return state;
      return economy(state, event.attacker, (now) => used(now, `attacked:${event.with}`));
    case "searched":
    case "movement-stopped":
    case "fell":
    case "attack-rolled":
    case "damage-rolled":
    case "check-rolled":
    case "contest-resolved":
      return state;
  }
}

/** Taken up from the ground when it lies there, drawn or put away when it is carried. */
function equip(state: State, { creature: id, item: wanted, equipped }: EventOf<"item-equipped">): State {
  const lying = state.dropped.findIndex(({ item }) => item.id === wanted);
  const found = state.dropped[lying];
  if (
    found === undefined ||
    state.creatures[id]?.items.some((item) => item.id === wanted && !item.equipped)
  ) {
    return change(state, id, ({ items }) => ({
      items: items.map((item) => (item.id === wanted ? { ...item, equipped } : item)),
    }));
  }
  const dropped = state.dropped.filter((_, index) => index !== lying);
  return change({ ...state, dropped }, id, ({ items }) => {
    const kept = items.find((item) => item.id === wanted);
    const quantity = (kept?.quantity ?? 0) + found.item.quantity;
    return { items: [...items.filter((item) => item !== kept), { ...found.item, quantity, equipped }] };
  });
}

const NO_DEATH_SAVES = { successes: 0, failures: 0 };

function change(state: State, id: CreatureId, by: (creature: Creature) => Partial<Creature>): State {
  const creature = state.creatures[id];
  if (creature === undefined) return state;
  return { ...state, creatures: { ...state.creatures, [id]: { ...creature, ...by(creature) } } };
}

const patch = (state: State, id: CreatureId, fields: Partial<Creature>): State =>
  change(state, id, () => fields);

const economy = (state: State, id: CreatureId, by: (now: Economy) => Partial<Economy>): State =>
  change(state, id, ({ economy: now }) => ({ economy: { ...now, ...by(now) } }));

const useMovement = (state: State, id: CreatureId, feet: number): State =>
  state.encounter === null
    ? state
    : economy(state, id, (now) => ({ movementUsedFeet: now.movementUsedFeet + feet }));

const used = (now: Economy, what: string): Partial<Economy> => ({
  usedThisTurn: now.usedThisTurn.includes(what) ? now.usedThisTurn : [...now.usedThisTurn, what],
});

function spend(now: Economy, { what, for: why }: EventOf<"economy-spent">): Partial<Economy> {
  switch (what) {
    case "action":
      return { action: false, ...used(now, `action:${why}`) };
    case "bonus-action":
      return { bonusAction: false };
    case "reaction":
      return { reaction: false };
    case "interaction":
      return { interaction: false };
    case "attack":
      if (now.multiattackLeft.length === 0) return { attacksLeft: Math.max(0, now.attacksLeft - 1) };
      return { multiattackLeft: withoutAttack(now.multiattackLeft, why) };
  }
}

/** The compositions that allow this attack, less one of it; those that are used up drop out. */
function withoutAttack(
  compositions: readonly (readonly string[])[],
  name: string,
): readonly (readonly string[])[] {
  const left: (readonly string[])[] = [];
  for (const composition of compositions) {
    const index = composition.findIndex((entry) => entry.toLowerCase() === name.toLowerCase());
    if (index >= 0 && composition.length > 1) left.push(composition.filter((_, at) => at !== index));
  }
  return left;
}

function effect(name: string, edge: "start" | "end", source: CreatureId, target: CreatureId | null): Effect {
  return {
    id: `${name}:${source}`,
    name,
    source,
    target,
    until: { kind: "turn", edge, of: source, turns: 1 },
    values: {},
  };
}

const addEffect = (state: State, id: CreatureId, added: Effect): State =>
  change(state, id, ({ effects }) => ({
    effects: [...effects.filter((present) => present.id !== added.id), added],
  }));

/** Instances of a condition stand apart by their source; exhaustion has one instance with a level. */
const other =
  (name: Condition["name"], source: CreatureId | null) =>
  (condition: Condition): boolean =>
    condition.name !== name || (name !== "exhaustion" && condition.source !== source);

const loseCondition = (state: State, id: CreatureId, lost: (condition: Condition) => boolean): State =>
  change(state, id, (creature) =>
    withConditions(
      creature,
      creature.conditions.filter((condition) => !lost(condition)),
    ),
  );

/** The fourth level of exhaustion halves the hit point maximum for as long as it lasts. */
function withConditions(creature: Creature, conditions: readonly Condition[]): Partial<Creature> {
  const before = maximumFactor(creature.conditions);
  const now = maximumFactor(conditions);
  if (before === now) return { conditions };
  const maxHp = now === 2 ? Math.floor(creature.maxHp / 2) : creature.block.maxHp;
  return { conditions, maxHp, hp: Math.min(creature.hp, maxHp) };
}

function downed({ conditions }: Creature): Partial<Creature> {
  const kept = conditions.filter(({ name, source }) => source !== null || !DOWN.includes(name));
  return {
    conditions: [...kept, ...DOWN.map((name) => lasting(name, 1))],
    deathSaves: NO_DEATH_SAVES,
    hidden: null,
  };
}

/** Hours of an earlier spell of unconsciousness do not count for this one. */
const unrecovered = ({ effects }: Creature): Partial<Creature> => ({
  effects: effects.filter(({ name }) => name !== "recovering"),
});

const DOWN: readonly Condition["name"][] = ["unconscious", "prone"];

function deathSave(
  { successes, failures }: Creature["deathSaves"],
  outcome: EventOf<"death-save-rolled">["outcome"],
): Partial<Creature> {
  switch (outcome) {
    case "success":
      return { deathSaves: { successes: Math.min(3, successes + 1), failures } };
    case "failure":
      return { deathSaves: { successes, failures: Math.min(3, failures + 1) } };
    case "two-failures":
      return { deathSaves: { successes, failures: Math.min(3, failures + 2) } };
    case "revived":
      return { hp: 1, deathSaves: NO_DEATH_SAVES };
  }
}
