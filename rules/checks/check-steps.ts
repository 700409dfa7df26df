import { areaSaved } from "../combat/area-steps.ts";
import { endConcentration } from "../combat/concentration.ts";
import { isDying } from "../combat/dying.ts";
import { foundBy, hiddenFrom } from "../combat/hide.ts";
import { riderSaved } from "../combat/riders.ts";
import { shakeOff } from "../conditions/repeat-save.ts";
import { conditionRule } from "../conditions/table.ts";
import { release } from "../conditions/upkeep.ts";
import type { D20Roll } from "../event.ts";
import { auraParts } from "../features/aura.ts";
import { askResistance, mayResist } from "../features/failed-save.ts";
import { withLuck } from "../features/lucky.ts";
import { creatureId } from "../ids.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { CheckFrame, Creature } from "../state.ts";
import { d20Roll, d20Sides, type Odds } from "./d20.ts";
import { autoFails, checkModifier, checkOdds, lostSense, saveModifier, saveOdds } from "./modifiers.ts";

/** A check or a saving throw, and what its outcome decides. Dice: the d20s; none when it fails by itself. */
export function stepCheck(run: Resolution, frame: CheckFrame): void {
  const creature = run.find(frame.creature);
  if (creature === null || creature.dead) {
    run.pop();
    return;
  }
  if (frame.step === "failed") {
    run.pop();
    decided({ run, frame, creature, outcome: frame.resisted === true ? "success" : "failure" });
    return;
  }
  const isSave = frame.purpose !== "check";
  const failing = isSave ? autoFails(creature, frame.ability) : lostSense(creature, frame.sense);
  const own = isSave
    ? saveOdds(creature, frame.ability, frame.magical)
    : checkOdds(run.state, creature, frame);
  const odds: Odds = {
    advantage: [...new Set([...own.advantage, ...frame.advantage])],
    disadvantage: [...new Set([...own.disadvantage, ...frame.disadvantage])],
    rules: own.rules,
  };
  const stream = frame.hidden ? "hidden" : "open";
  const sides = failing === null ? d20Sides(odds) : [];
  const dice = rollFor(run, frame, { sides, purpose: frame.purpose, by: creature.id, stream });
  if (dice === null) return;
  const aura = isSave ? auraParts(run.state, creature) : [];
  const modifiers = isSave ? saveModifier(creature, frame.ability) : checkModifier(creature, frame);
  const parts = [...modifiers, ...aura, ...(frame.parts ?? [])];
  const luck = withLuck(run, frame, creature, dice, frame.purpose);
  if (luck === null) return;
  const roll = d20Roll(luck.dice, odds, parts);
  const outcome =
    frame.dc === null ? null : failing === null && roll.total >= frame.dc ? "success" : "failure";
  const rules: RuleId[] = [
    isSave ? "abilities.saving-throws" : "abilities.checks",
    ...(failing === null ? [] : [conditionRule(failing)]),
    ...odds.rules,
    ...luck.rules,
    ...(aura.length > 0 ? (["features.aura-of-protection"] as const) : []),
  ];
  const checked: Checked = { run, frame, creature, roll, outcome, rules };
  record(checked);
  useHelp(checked);
  if (outcome === "failure" && mayResist(creature, frame)) {
    askResistance(run, creature, frame);
    return;
  }
  run.pop();
  decided(checked);
}

type Checked = {
  readonly run: Resolution;
  readonly frame: CheckFrame;
  readonly creature: Creature;
  readonly roll: D20Roll;
  readonly outcome: "success" | "failure" | null;
  readonly rules: readonly RuleId[];
};

/** Hiding and searching are events of their own; each die stands in one event. */
function record({ run, frame, creature: { id: creature }, roll, outcome, rules }: Checked): void {
  const { purpose, ability, skill, dc } = frame;
  if (frame.for.kind === "hide") {
    const from = hiddenFrom(run.state, run.creature(creature), roll.total);
    run.emit({ kind: "hid", creature, roll, from }, ["combat.hide", "abilities.hiding", ...rules]);
    return;
  }
  if (frame.for.kind === "search") {
    const found = foundBy(run.state, run.creature(creature), roll.total);
    run.emit({ kind: "searched", creature, roll, found }, ["combat.search", "abilities.hiding", ...rules]);
    for (const id of found) {
      run.emit({ kind: "found", creature: id, by: creature, why: "searched" }, ["combat.search"]);
    }
    return;
  }
  const against = dc === null ? null : { dc };
  const first = GOVERNING[frame.for.kind];
  run.emit(
    { kind: "check-rolled", creature, purpose, ability, skill, roll, against, outcome },
    first === undefined ? rules : [first, ...rules],
  );
}

const GOVERNING: Readonly<Partial<Record<CheckFrame["for"]["kind"], RuleId>>> = {
  escape: "combat.grappling",
  stabilize: "combat.stabilizing",
  "undead-fortitude": "monsters.undead-fortitude",
  "relentless-rage": "features.relentless-rage",
};

/** Help that was given for a check is for the next one. */
function useHelp({ run, frame, creature }: Checked): void {
  if (frame.purpose !== "check") return;
  const help = creature.effects.find(({ name, target }) => name === "helped" && target === null);
  if (help === undefined) return;
  run.emit({ kind: "effect-ended", creature: creature.id, effect: help.id, why: "used" }, ["combat.help"]);
}

function decided({
  run,
  frame,
  creature,
  outcome,
}: Pick<Checked, "run" | "frame" | "creature" | "outcome">): void {
  switch (frame.for.kind) {
    case "undead-fortitude":
      if (outcome === "success") stayUp(run, creature, "Undead Fortitude", "monsters.undead-fortitude");
      return;
    case "repeat-save":
      if (outcome === "success") shakeOff(run, creature.id, frame.for);
      return;
    case "relentless-rage":
      if (outcome === "success") stayUp(run, creature, "Relentless Rage", "features.relentless-rage");
      return;
    case "concentration":
      if (outcome === "failure") endConcentration(run, creature, "failed saving throw");
      return;
    case "stabilize": {
      const target = run.find(creatureId(String(frame.for.data.target)));
      if (outcome !== "success" || target === null || !isDying(target)) return;
      run.emit({ kind: "stabilized", creature: target.id, by: creature.id }, ["combat.stabilizing"]);
      return;
    }
    case "escape":
      if (outcome === "success")
        release(run, creature.id, creatureId(String(frame.for.data.from)), "escaped");
      return;
    case "rider":
      riderSaved(run, outcome === "success");
      return;
    case "area":
      areaSaved(run, outcome === "success");
      return;
    case "none":
    case "hide":
    case "search":
      return;
  }
}

function stayUp(run: Resolution, { id }: Creature, reason: string, rule: RuleId): void {
  run.emit({ kind: "hit-points-adjusted", target: id, hp: 1, reason }, [rule]);
}
