import type { Odds } from "../checks/d20.ts";
import { idOf } from "../creatures/names.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature } from "../state.ts";

const named = (use: readonly string[] | undefined): boolean =>
  (use ?? []).some((name) => idOf(name) === "inspiration");

/** Whether an attack spends inspiration; refused to who has none. */
export function spendsInspiration(creature: Creature, use: readonly string[] | undefined): Result<boolean> {
  if (!named(use)) return ok(false);
  return (creature.resources.inspiration ?? 0) > 0
    ? ok(true)
    : reject("no-uses-left", `${creature.name} has no inspiration`);
}

export function spendInspiration(run: Resolution, { id }: Creature): void {
  run.emit({ kind: "feature-used", creature: id, feature: "inspiration", left: 0 }, ["abilities.advantage"]);
}

/** @srd Beyond 1st Level > Inspiration: advantage on one attack roll, saving throw or ability check. */
export function inspired(odds: Odds, use: readonly string[]): Odds {
  if (!named(use)) return odds;
  return {
    ...odds,
    advantage: [...odds.advantage, "Inspiration"],
    rules: [...new Set([...odds.rules, "abilities.advantage" as const])],
  };
}
