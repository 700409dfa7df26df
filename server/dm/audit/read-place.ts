import type { Glimpse } from "../../../rules/event.ts";
import type { Draft } from "./ledger.ts";

/** Who went where, who did what of their own accord, with what, and when. */
export function readPlace(draft: Draft, glimpse: Glimpse): void {
  switch (glimpse.kind) {
    case "moved":
      if (glimpse.creature) {
        draft.moved.add(glimpse.creature);
        if (glimpse.forced !== true) draft.acted.add(glimpse.creature);
      }
      if (glimpse.costFeet !== undefined) draft.feet.add(glimpse.costFeet);
      if (glimpse.path !== undefined) draft.feet.add(glimpse.path.length * 5);
      return;
    case "fell":
      if (glimpse.creature) draft.moved.add(glimpse.creature);
      if (glimpse.feet !== undefined) draft.feet.add(glimpse.feet);
      return;
    case "creature-added":
      if (glimpse.id) draft.moved.add(glimpse.id);
      return;
    case "creature-placed":
    case "creature-revealed":
      if (glimpse.creature) draft.moved.add(glimpse.creature);
      return;
    case "dashed":
      if (glimpse.creature) {
        draft.moved.add(glimpse.creature);
        draft.acted.add(glimpse.creature);
      }
      if (glimpse.feet !== undefined) draft.feet.add(glimpse.feet);
      return;
    case "movement-stopped":
    case "stood-up":
    case "disengaged":
    case "dodged":
    case "helped":
    case "hid":
    case "searched":
    case "item-equipped":
    case "item-dropped":
    case "item-used":
      if (glimpse.creature) draft.acted.add(glimpse.creature);
      return;
    case "feature-used":
      if (glimpse.creature) draft.acted.add(glimpse.creature);
      if (glimpse.feature) draft.things.add(glimpse.feature.toLowerCase().replaceAll("-", " "));
      return;
    case "turn-started":
    case "encounter-started":
      if (glimpse.round !== undefined) draft.rounds.add(glimpse.round);
      return;
    default:
      return;
  }
}
