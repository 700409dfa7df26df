import { has } from "../conditions/table.ts";
import type { DamageTrait } from "../creature.ts";
import { hasFeature } from "../creatures/features.ts";
import type { DamageRoll, DamageStep } from "../event.ts";
import { askEndurance, canEndure } from "../features/endurance.ts";
import { anger, rageResists } from "../features/rage.ts";
import { stopRegeneration } from "../features/regeneration.ts";
import { canRageOn, rageOn } from "../features/relentless-rage.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { assert } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature, DamageFrame } from "../state.ts";
import type { DamageType } from "../vocabulary.ts";
import { concentrationOn, endConcentration } from "./concentration.ts";
import { dropTo0, hurtAt0 } from "./dying.ts";

/**
 * Rolled damage becomes lost hit points: immunity, resistance, vulnerability, temporary hit points, hit points,
 * then what follows at 0, then concentration.
 */
export function stepDamage(run: Resolution, frame: DamageFrame): void {
  switch (frame.step) {
    case "apply":
      apply(run, frame);
      return;
    case "dropped":
      dropped(run, frame);
      return;
    case "after":
      after(run, frame);
      return;
  }
}

function apply(run: Resolution, frame: DamageFrame): void {
  const start = run.find(frame.target);
  if (start === null || start.dead) {
    run.pop();
    return;
  }
  let total = 0;
  let overflow = 0;
  for (const [type, rolled] of byType(frame.rolls)) {
    const target = run.creature(start.id);
    const { amount, steps, rules } = mitigate(target, type, rolled, frame);
    const temporary = Math.min(target.tempHp, amount);
    const lost = Math.min(target.hp, amount - temporary);
    overflow += amount - temporary - lost;
    total += amount;
    const taken: DamageStep[] = [...steps];
    if (temporary > 0) taken.push({ why: "temporary hit points", before: amount, after: amount - temporary });
    run.emit(
      {
        kind: "damage-taken",
        target: target.id,
        source: frame.source,
        amount,
        type,
        steps: taken,
        temporary,
        hpBefore: target.hp,
        hpAfter: target.hp - lost,
      },
      [...rules, ...(temporary > 0 ? (["combat.temporary-hit-points"] as const) : [])],
    );
    stopRegeneration(run, target.id, type, amount);
  }
  if (total > 0) anger(run, start.id);
  const result = { hpBefore: start.hp, total, overflow };
  run.step({ ...frame, step: "dropped", entered: null, result });
}

/** Damage of one type is one amount, so that a resistance halves it once. */
function byType(rolls: readonly DamageRoll[]): ReadonlyMap<DamageType, number> {
  const sums = new Map<DamageType, number>();
  for (const { type, amount } of rolls) sums.set(type, (sums.get(type) ?? 0) + amount);
  return sums;
}

type Mitigated = {
  readonly amount: number;
  readonly steps: readonly DamageStep[];
  readonly rules: readonly RuleId[];
};

/** @rule combat.resistance-and-vulnerability @srd Combat > Damage and Healing > Damage Resistance and Vulnerability */
function mitigate(target: Creature, type: DamageType, rolled: number, frame: DamageFrame): Mitigated {
  const { block } = target;
  const petrified = has(target, "petrified");
  const steps: DamageStep[] = [];
  const rules: RuleId[] = ["combat.hit-points"];
  if (holds(block.immunities, type, frame) || (petrified && type === "poison")) {
    steps.push({ why: "immunity", before: rolled, after: 0 });
    return { amount: 0, steps, rules: [...rules, "combat.damage-immunity"] };
  }
  let amount = rolled;
  if (frame.halved !== undefined) {
    const halved = Math.floor(amount / 2);
    steps.push({ why: frame.halved, before: amount, after: halved });
    amount = halved;
  }
  const raging = rageResists(target, type);
  if (holds(block.resistances, type, frame) || petrified || raging) {
    const halved = Math.floor(amount / 2);
    const why = petrified ? "petrified" : raging ? "rage" : "resistance";
    if (raging) rules.push("features.rage");
    steps.push({ why, before: amount, after: halved });
    amount = halved;
  }
  if (holds(block.vulnerabilities, type, frame)) {
    steps.push({ why: "vulnerability", before: amount, after: amount * 2 });
    amount *= 2;
  }
  if (steps.some(({ why }) => why !== frame.halved)) rules.push("combat.resistance-and-vulnerability");
  return { amount, steps, rules };
}

function holds(traits: readonly DamageTrait[], type: DamageType, frame: DamageFrame): boolean {
  return traits.some(
    ({ types, unless }) =>
      types.includes(type) &&
      !unless.some((way) => (way === "magical" ? frame.magical : frame.properties.includes(way))),
  );
}

function dropped(run: Resolution, frame: DamageFrame): void {
  const { result } = frame;
  assert(result !== null, "damage was applied");
  const target = run.creature(frame.target);
  // Also after Undead Fortitude left it with 1 hit point.
  if (target.hp > 0 || target.dead) {
    run.step({ ...frame, step: "after" });
    return;
  }
  if (result.hpBefore === 0 && target.kind === "character") {
    run.step({ ...frame, step: "after" });
    if (result.total > 0) hurtAt0(run, target, frame, result);
    return;
  }
  if (canWithstand(target, frame)) {
    run.step({ ...frame, done: [...frame.done, "undead-fortitude"] });
    run.push({
      kind: "check",
      step: "roll",
      entered: null,
      creature: target.id,
      purpose: "save",
      ability: "con",
      skill: null,
      dc: 5 + result.total,
      advantage: [],
      disadvantage: [],
      hidden: false,
      for: { kind: "undead-fortitude", data: {} },
    });
    return;
  }
  if (canRageOn(target, frame)) {
    rageOn(run, target, frame);
    return;
  }
  if (canEndure(target, frame)) {
    askEndurance(run, target, frame);
    return;
  }
  run.step({ ...frame, step: "after" });
  dropTo0(run, target, frame, result.overflow);
}

/** @rule monsters.undead-fortitude: not against radiant damage or a critical hit. */
function canWithstand(target: Creature, frame: DamageFrame): boolean {
  if (!hasFeature(target, "undead-fortitude") || frame.done.includes("undead-fortitude")) return false;
  return !frame.critical && !frame.rolls.some(({ type }) => type === "radiant");
}

/** Damage that temporary hit points took whole still shakes concentration (RUL-9). */
function after(run: Resolution, frame: DamageFrame): void {
  run.pop();
  const target = run.find(frame.target);
  const held = target && concentrationOn(target);
  if (!target || !held || frame.result === null || frame.result.total === 0) return;
  if (target.hp === 0 || has(target, "incapacitated")) {
    endConcentration(run, target, "incapacitated");
    return;
  }
  run.push({
    kind: "check",
    step: "roll",
    entered: null,
    creature: target.id,
    purpose: "concentration",
    ability: "con",
    skill: null,
    dc: Math.max(10, Math.floor(frame.result.total / 2)),
    advantage: [],
    disadvantage: [],
    hidden: false,
    for: { kind: "concentration", data: {} },
  });
}
