import { hasFeature } from "../creatures/features.ts";
import type { DamageRoll } from "../event.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { AreaFrame, Creature } from "../state.ts";

/**
 * Damage rolled once for everyone, then each target by itself: its save, its damage, and what follows from it.
 * Dice: the damage; then a d20 for each target, in initiative order.
 * @rule abilities.saving-throws @srd Combat > Damage and Healing > Damage Rolls
 */
export function stepArea(run: Resolution, frame: AreaFrame): void {
  switch (frame.step) {
    case "damage":
      roll(run, frame);
      return;
    case "save":
      save(run, frame);
      return;
    case "apply":
      apply(run, frame);
      return;
  }
}

function roll(run: Resolution, frame: AreaFrame): void {
  const [first] = frame.targets;
  if (first === undefined) {
    run.pop();
    return;
  }
  const sides = frame.damage.flatMap(({ count, sides: size }) => Array<number>(count).fill(size));
  const dice = rollFor(run, frame, { sides, purpose: "damage", by: frame.source });
  if (dice === null) return;
  let next = 0;
  const rolls = frame.damage.map(({ type, count, bonus }): DamageRoll => {
    const own = dice.slice(next, next + count);
    next += count;
    const amount = own.reduce((sum, die) => sum + die.face, bonus);
    return { type, dice: own, bonus, amount: Math.max(0, amount), why: frame.with };
  });
  run.emit({ kind: "damage-rolled", attacker: frame.source, target: first.id, rolls, critical: false }, [
    "combat.damage-rolls",
    "abilities.saving-throws",
  ]);
  run.step({ ...frame, step: "save", entered: null, rolls });
}

function save(run: Resolution, frame: AreaFrame): void {
  const [next] = frame.targets;
  if (next === undefined) {
    run.pop();
    return;
  }
  run.step({ ...frame, step: "apply", saved: null });
  const parts = next.cover === 0 ? {} : { parts: [{ value: next.cover, why: "cover" }] };
  run.push({
    kind: "check",
    step: "roll",
    entered: null,
    creature: next.id,
    purpose: "save",
    ability: frame.ability,
    skill: null,
    dc: frame.dc,
    advantage: [],
    disadvantage: [],
    hidden: false,
    ...parts,
    for: { kind: "area", data: {} },
  });
}

/** The save of the target at hand was rolled; the frame below it goes on from there. */
export function areaSaved(run: Resolution, saved: boolean): void {
  const frame = run.top;
  if (frame?.kind === "area") run.step({ ...frame, saved });
}

function apply(run: Resolution, frame: AreaFrame): void {
  const [next, ...targets] = frame.targets;
  run.step({ ...frame, step: "save", targets, saved: null });
  const target = run.find(next?.id ?? null);
  // Somebody may be gone since, or have died of what came before.
  if (target === null || target.dead || frame.rolls === null) return;
  const share = shareOf(frame, target);
  if (share === 0) return;
  const rolls = frame.rolls.map((one) => ({ ...one, amount: Math.floor(one.amount * share) }));
  run.push({
    kind: "damage",
    step: "apply",
    entered: null,
    target: target.id,
    source: frame.source,
    rolls,
    critical: false,
    magical: false,
    properties: [],
    nonlethal: false,
    melee: false,
    result: null,
    done: [],
  });
}

/** All of it, half, or none. @srd Rogue > Evasion; Monk > Evasion: Dexterity saves for half only. */
function shareOf({ ability, half, saved }: AreaFrame, target: Creature): 0 | 0.5 | 1 {
  const evades = half && ability === "dex" && hasFeature(target, "evasion");
  if (saved === true) return half && !evades ? 0.5 : 0;
  return evades ? 0.5 : 1;
}
