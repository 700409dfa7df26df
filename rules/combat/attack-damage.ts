import type { Attack } from "../creature.ts";
import type { Die } from "../dice.ts";
import type { DamageRoll } from "../event.ts";
import { askDeflect, deflected, mayDeflect } from "../features/deflect-missiles.ts";
import { rollAgain, rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { AttackFrame, Creature } from "../state.ts";
import { isRanged } from "./attack.ts";
import { attackOf } from "./attack-roll.ts";
import { damageGroups } from "./damage-groups.ts";

/**
 * What a hit rolls, group by group, on its way to hit points. Dice: all groups together, in their order.
 * @rule combat.damage-rolls @srd Combat > Damage and Healing > Damage Rolls
 */
export function rollDamage(run: Resolution, frame: AttackFrame): void {
  const attacker = run.find(frame.attacker);
  const target = run.find(frame.target);
  const attack = attacker && attackOf(attacker, frame);
  if (!attacker || !target || !attack) {
    run.pop();
    return;
  }
  const critical = frame.outcome === "critical";
  const groups = damageGroups(run.state, { attacker, target, attack, frame });
  const counts = groups.map(({ formula, moreOnCritical }) =>
    critical ? formula.count * 2 + moreOnCritical : formula.count,
  );
  const sides = groups.flatMap(({ formula }, index) => Array<number>(counts[index] ?? 0).fill(formula.sides));
  const dice = rollFor(run, frame, { sides, purpose: "damage", by: attacker.id });
  if (dice === null) return;
  const fallen = spread(dice, counts);
  const low = fallen.flatMap((own, index) => (groups[index]?.rerollLow ? own.filter(isLow) : []));
  const again = rollAgain(
    run,
    frame,
    { sides: low.map((die) => die.sides), purpose: "damage", by: attacker.id },
    dice.length,
  );
  if (again === null) return;
  const spare = [...again];
  const rolls: DamageRoll[] = [];
  for (const [index, group] of groups.entries()) {
    const own = fallen[index] ?? [];
    const fell = group.rerollLow ? rerolled(own, spare) : own;
    const bonus = group.formula.bonus;
    const sum = fell.reduce((total, die) => total + (die.kept ? die.face : 0), bonus);
    const parts = group.parts === null ? {} : { parts: group.parts };
    rolls.push({
      type: group.formula.type,
      dice: fell,
      bonus,
      amount: Math.max(0, sum),
      why: group.why,
      ...parts,
    });
  }
  const rules = new Set<RuleId>(["combat.damage-rolls"]);
  if (critical) rules.add("combat.critical-hits");
  for (const group of groups) for (const rule of group.rules) rules.add(rule);
  run.emit({ kind: "damage-rolled", attacker: attacker.id, target: target.id, rolls, critical }, [...rules]);
  for (const group of groups) {
    if (group.feature === null || run.state.encounter === null) continue;
    run.emit(
      { kind: "feature-used", creature: attacker.id, feature: group.feature, left: null },
      group.rules,
    );
  }
  if (mayDeflect(run, frame)) {
    run.step({ ...frame, step: "deflect", entered: null, rolls });
    askDeflect(run, frame);
    return;
  }
  run.step({ ...frame, step: "after", entered: null });
  pushDamage(run, attacker, target, attack, frame, rolls);
}

/** The missile was knocked aside, or was let through. */
export function deflect(run: Resolution, frame: AttackFrame): void {
  const attacker = run.find(frame.attacker);
  const target = run.find(frame.target);
  const attack = attacker && attackOf(attacker, frame);
  const rolls = frame.deflecting === true ? deflected(run, frame) : (frame.rolls ?? []);
  if (rolls === null) return;
  run.step({ ...frame, step: "after", entered: null });
  if (attacker && target && attack) pushDamage(run, attacker, target, attack, frame, rolls);
}

/** The dice of each group. */
function spread(dice: readonly Die[], counts: readonly number[]): readonly (readonly Die[])[] {
  let next = 0;
  return counts.map((count) => {
    next += count;
    return dice.slice(next - count, next);
  });
}

const isLow = (die: Die): boolean => die.face <= 2;

/** Great Weapon Fighting: each 1 or 2 is rolled once more and the new face stands. */
function rerolled(dice: readonly Die[], spare: Die[]): readonly Die[] {
  return dice.flatMap((die) => {
    const again = isLow(die) ? spare.shift() : undefined;
    return again === undefined ? [die] : [{ ...die, kept: false }, again];
  });
}

function pushDamage(
  run: Resolution,
  attacker: Creature,
  target: Creature,
  attack: Attack,
  frame: AttackFrame,
  rolls: readonly DamageRoll[],
): void {
  run.push({
    kind: "damage",
    step: "apply",
    entered: null,
    target: target.id,
    source: attacker.id,
    rolls,
    critical: frame.outcome === "critical",
    magical: attack.magical || attack.kind === "melee-spell" || attack.kind === "ranged-spell",
    properties: attack.properties.filter((property) => property === "silvered" || property === "adamantine"),
    nonlethal: frame.nonlethal,
    ...(frame.halved === undefined ? {} : { halved: frame.halved }),
    melee: !isRanged(frame.mode, attack),
    result: null,
    done: [],
  });
}
