import type { CreatureId } from "./ids.ts";
import type { Creature, Economy, Effect, State } from "./state.ts";

/** One creature changed; nothing when it is gone. */
export function change(state: State, id: CreatureId, by: (creature: Creature) => Partial<Creature>): State {
  const creature = state.creatures[id];
  if (creature === undefined) return state;
  return { ...state, creatures: { ...state.creatures, [id]: { ...creature, ...by(creature) } } };
}

export const patch = (state: State, id: CreatureId, fields: Partial<Creature>): State =>
  change(state, id, () => fields);

export const economy = (state: State, id: CreatureId, by: (now: Economy) => Partial<Economy>): State =>
  change(state, id, ({ economy: now }) => ({ economy: { ...now, ...by(now) } }));

/** Marks what may be done once a turn. */
export const used = (now: Economy, what: string): Partial<Economy> => ({
  usedThisTurn: now.usedThisTurn.includes(what) ? now.usedThisTurn : [...now.usedThisTurn, what],
});

/** An effect of the same id is renewed. */
export const addEffect = (state: State, id: CreatureId, added: Effect): State =>
  change(state, id, ({ effects }) => ({
    effects: [...effects.filter((present) => present.id !== added.id), added],
  }));
