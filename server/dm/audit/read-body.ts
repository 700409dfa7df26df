import type { Glimpse } from "../../../rules/event.ts";
import type { CreatureId } from "../../../rules/ids.ts";
import type { Draft } from "./ledger.ts";

/** Who fell, rose, was healed, and what afflicts whom. */
export function readBody(draft: Draft, glimpse: Glimpse): void {
  switch (glimpse.kind) {
    case "healed":
    case "temporary-hit-points-gained":
    case "hit-points-adjusted":
      if (glimpse.target) draft.healed.add(glimpse.target);
      return;
    case "hit-die-spent":
      if (glimpse.creature) draft.healed.add(glimpse.creature);
      return;
    case "died":
      if (glimpse.creature) draft.died.add(glimpse.creature);
      return;
    case "fell-unconscious":
    case "knocked-out":
      if (glimpse.creature) draft.downed.add(glimpse.creature);
      return;
    case "came-to":
      if (glimpse.creature) draft.roused.add(glimpse.creature);
      return;
    case "stabilized":
      if (glimpse.by) draft.acted.add(glimpse.by);
      return;
    case "condition-gained":
      if (glimpse.creature && glimpse.name) note(draft.gained, glimpse.creature, glimpse.name);
      return;
    case "condition-lost":
      if (glimpse.creature && glimpse.name) note(draft.lost, glimpse.creature, glimpse.name);
      return;
    default:
      return;
  }
}

function note(map: Map<CreatureId, Set<string>>, creature: CreatureId, name: string): void {
  map.set(creature, (map.get(creature) ?? new Set<string>()).add(name));
}
