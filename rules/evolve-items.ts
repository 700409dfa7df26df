import type { EventOf } from "./event.ts";
import { change } from "./evolve-change.ts";
import { never } from "./result.ts";
import type { State } from "./state.ts";

type ItemEvent = EventOf<"item-equipped" | "item-dropped" | "item-used">;

/** What creatures carry, and what lies on the ground. */
export function evolveItems(state: State, event: ItemEvent): State {
  switch (event.kind) {
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
    default:
      return never(event, "event");
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
