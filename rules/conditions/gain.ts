import { dropHeld } from "../combat/held.ts";
import type { CreatureId } from "../ids.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { ConditionName } from "../vocabulary.ts";
import { conditionRule, has } from "./table.ts";

export type Gained = {
  readonly name: ConditionName;
  readonly source?: CreatureId | null;
  readonly until?: string | null;
  readonly level?: number;
};

/**
 * Gives a condition, and what comes with it: who is unconscious falls prone and lets go of what it holds. Nothing
 * comes of it for who is immune, nor of being prone twice.
 * @srd Conditions
 */
export function gain(
  run: Resolution,
  id: CreatureId,
  { name, source = null, until = null, level = 1 }: Gained,
  rules: readonly RuleId[] = [],
): void {
  const creature = run.find(id);
  if (creature === null || creature.dead || creature.block.conditionImmunities.includes(name)) return;
  if (name === "prone" && has(creature, "prone")) return;
  run.emit({ kind: "condition-gained", creature: id, name, source, until, level }, [
    ...rules,
    conditionRule(name),
  ]);
  if (name !== "unconscious") return;
  dropHeld(run, id);
  gain(run, id, { name: "prone" }, ["conditions.unconscious"]);
}
