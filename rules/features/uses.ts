import type { Feature } from "../creature.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature } from "../state.ts";

/** How often a feature can still be used; null for one that is not counted. */
export const usesLeft = (creature: Creature, feature: Feature): number | null =>
  creature.resources[feature.id] ?? feature.values.uses ?? null;

/** One use, or more, of a counted feature; of an uncounted one only that it was used. */
export function useUp(run: Resolution, creature: Creature, feature: Feature, rule: RuleId, amount = 1): void {
  const before = usesLeft(creature, feature);
  const left = before === null ? null : before - amount;
  run.emit({ kind: "feature-used", creature: creature.id, feature: feature.id, left }, [rule]);
}
