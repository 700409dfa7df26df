import { endConcentration } from "../combat/concentration.ts";
import { conditionRule } from "../conditions/table.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { CheckFrame, Creature } from "../state.ts";
import { d20Roll, d20Sides, type Odds } from "./d20.ts";
import { autoFails, checkModifier, checkOdds, saveModifier, saveOdds } from "./modifiers.ts";

/** A check or a saving throw, and what its outcome decides. Dice: the d20s; none when it fails by itself. */
export function stepCheck(run: Resolution, frame: CheckFrame): void {
  const creature = run.find(frame.creature);
  if (creature === null || creature.dead) return run.pop();
  const isSave = frame.purpose !== "check";
  const failing = isSave ? autoFails(creature, frame.ability) : null;
  const own = isSave ? saveOdds(creature, frame.ability) : checkOdds(run.state, creature, frame);
  const odds: Odds = {
    advantage: [...new Set([...own.advantage, ...frame.advantage])],
    disadvantage: [...new Set([...own.disadvantage, ...frame.disadvantage])],
    rules: own.rules,
  };
  const stream = frame.hidden ? "hidden" : "open";
  const sides = failing === null ? d20Sides(odds) : [];
  const dice = rollFor(run, frame, { sides, purpose: frame.purpose, by: creature.id, stream });
  if (dice === null) return;
  const parts = isSave ? saveModifier(creature, frame.ability) : checkModifier(creature, frame);
  const roll = d20Roll(dice, odds, parts);
  const outcome =
    frame.dc === null ? null : failing === null && roll.total >= frame.dc ? "success" : "failure";
  const rules: RuleId[] = [
    isSave ? "abilities.saving-throws" : "abilities.checks",
    ...(failing === null ? [] : [conditionRule(failing)]),
    ...odds.rules,
  ];
  run.emit(
    {
      kind: "check-rolled",
      creature: creature.id,
      purpose: frame.purpose,
      ability: frame.ability,
      skill: frame.skill,
      roll,
      against: frame.dc === null ? null : { dc: frame.dc },
      outcome,
    },
    rules,
  );
  run.pop();
  decided(run, frame, creature, outcome);
}

function decided(
  run: Resolution,
  frame: CheckFrame,
  creature: Creature,
  outcome: "success" | "failure" | null,
): void {
  switch (frame.for.kind) {
    case "undead-fortitude":
      if (outcome !== "success") return;
      run.emit({ kind: "hit-points-adjusted", target: creature.id, hp: 1, reason: "Undead Fortitude" }, [
        "monsters.undead-fortitude",
      ]);
      return;
    case "concentration":
      if (outcome === "failure") endConcentration(run, creature, "failed saving throw");
      return;
    case "none":
    case "hide":
    case "search":
    case "stabilize":
    case "rider":
      return;
  }
}
