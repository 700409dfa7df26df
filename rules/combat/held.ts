import type { Item } from "../creature.ts";
import { nameKey } from "../creatures/names.ts";
import type { CreatureId } from "../ids.ts";
import { FEET_PER_SQUARE, footprint, gap } from "../movement/geometry.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, Dropped, State } from "../state.ts";

/** In hand: weapons, torches, foci. A shield is strapped on, armor is worn. */
const isHeld = (item: Item): boolean => item.equipped && item.armor === null;

/** Everything in hand falls to the ground. @rule conditions.unconscious */
export function dropHeld(run: Resolution, id: CreatureId): void {
  const creature = run.creature(id);
  for (const item of creature.items.filter(isHeld)) {
    const dropped = {
      kind: "item-dropped",
      creature: id,
      item: item.id,
      at: creature.at,
      slipped: true,
    } as const;
    run.emit(item.quantity > 1 ? { ...dropped, quantity: 1 } : dropped, ["conditions.unconscious"]);
  }
}

/** A thing of that name on the ground within reach of one's hands. */
export function lyingNear(state: State, creature: Creature, name: string): Dropped | null {
  const space = footprint(creature);
  const found = state.dropped.find(({ item, at }) => {
    if (item.id !== name && nameKey(item.name) !== nameKey(name)) return false;
    if (at === null || space === null) return true;
    return gap(space, { x: at[0], y: at[1], side: 1 }) * FEET_PER_SQUARE <= 5;
  });
  return found ?? null;
}

/**
 * What slipped from a creature's own hand and lies at its feet: it may be taken up with the free interaction of
 * the turn by the attack that uses it (RUL-27). What was let go is taken up by `equip`.
 */
export function slippedNear(state: State, creature: Creature): readonly Item[] {
  if (state.encounter !== null && !creature.economy.interaction) return [];
  return state.dropped.flatMap(({ item, slippedFrom }) =>
    slippedFrom === creature.id && lyingNear(state, creature, item.id) !== null ? [item] : [],
  );
}

/** The creature with these things in hand. */
export const holding = (creature: Creature, items: readonly Item[]): Creature => ({
  ...creature,
  items: [...creature.items, ...items.map((item) => ({ ...item, equipped: true }))],
});
