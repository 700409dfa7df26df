import { gain } from "../conditions/gain.ts";
import { bindRepeat } from "../conditions/repeat-save.ts";
import type { AttackRider, DamageFormula } from "../creature.ts";
import { attackWith } from "../creatures/attack-options.ts";
import type { DamageRoll } from "../event.ts";
import { stunningStrike } from "../features/monk.ts";
import { sizeRank } from "../movement/geometry.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { AttackFrame, Creature, RiderFrame } from "../state.ts";
import type { ConditionName } from "../vocabulary.ts";
import { isRanged } from "./attack.ts";

/** What a hit does beside its damage, one rider after the other. */
export function resolveRiders(run: Resolution, frame: AttackFrame): void {
  const attacker = run.find(frame.attacker);
  const attack = attacker && attackWith(attacker, frame.with, { mode: frame.mode });
  if (!attack) return;
  const melee = attack.kind === "melee-weapon" && !isRanged(frame.mode, attack);
  const riders = melee
    ? [...attack.riders, ...stunningStrike(run, frame.attacker, frame.use)]
    : attack.riders;
  if (riders.length === 0) return;
  run.push({
    kind: "rider",
    step: "next",
    entered: null,
    attacker: frame.attacker,
    target: frame.target,
    with: frame.with,
    riders,
    rolls: null,
    saved: null,
  });
}

/** The save of a rider was rolled; the frame below it goes on from there. */
export function riderSaved(run: Resolution, saved: boolean): void {
  const frame = run.top;
  if (frame?.kind === "rider") run.step({ ...frame, saved });
}

/** Dice: for each rider its damage once, then the save that decides about it. */
export function stepRider(run: Resolution, frame: RiderFrame): void {
  const [rider, ...rest] = frame.riders;
  const target = run.find(frame.target);
  if (rider === undefined || target === null || target.dead) {
    run.pop();
    return;
  }
  if (!befalls(rider, target)) {
    run.step(next(frame, rest));
    return;
  }
  switch (rider.kind) {
    case "condition":
      run.step(next(frame, rest));
      impose(run, frame, target, rider.condition, null);
      return;
    case "grapple":
      run.step(next(frame, rest));
      hold(run, frame, target, rider);
      return;
    case "save":
      if (frame.saved === null) askSave(run, frame, rider);
      else saved(run, frame, target, rider, rest);
  }
}

const next = (frame: RiderFrame, riders: readonly AttackRider[]): RiderFrame => ({
  ...frame,
  entered: null,
  riders,
  rolls: null,
  saved: null,
});

function befalls({ limit }: AttackRider, target: Creature): boolean {
  if (limit === undefined) return true;
  const type = target.block.type.toLowerCase();
  if (limit.largest !== undefined && sizeRank(target.block.size) > sizeRank(limit.largest)) return false;
  if (limit.notTypes?.some((one) => type.startsWith(one.toLowerCase()))) return false;
  return limit.onlyTypes === undefined || limit.onlyTypes.some((one) => type.startsWith(one.toLowerCase()));
}

type SaveRider = Extract<AttackRider, { readonly kind: "save" }>;

function askSave(run: Resolution, frame: RiderFrame, { ability, dc, onFailure }: SaveRider): void {
  if (onFailure.damage !== undefined && frame.rolls === null) {
    const rolls = rollDamage(run, frame, onFailure.damage);
    if (rolls === null) return;
    run.emit(
      { kind: "damage-rolled", attacker: frame.attacker, target: frame.target, rolls, critical: false },
      ["combat.damage-rolls", "abilities.saving-throws"],
    );
    run.step({ ...frame, entered: null, rolls });
    return;
  }
  run.push({
    kind: "check",
    step: "roll",
    entered: null,
    creature: frame.target,
    purpose: "save",
    ability,
    skill: null,
    dc,
    advantage: [],
    disadvantage: [],
    hidden: false,
    for: { kind: "rider", data: {} },
  });
}

/** A failed save, or a successful one that halves. Dice that a save calls for are never doubled (RUL-11). */
function saved(
  run: Resolution,
  frame: RiderFrame,
  target: Creature,
  rider: SaveRider,
  rest: readonly AttackRider[],
): void {
  const { condition, until, repeats = false } = rider.onFailure;
  const { rolls } = frame;
  run.step(next(frame, rest));
  if (frame.saved === false && condition !== undefined) {
    impose(run, frame, target, condition, until ?? null);
    if (repeats) bindRepeat(run, target.id, { condition, source: frame.attacker }, rider);
  }
  if (rolls === null || (frame.saved === true && !rider.halfOnSuccess)) return;
  const taken =
    frame.saved === true ? rolls.map((roll) => ({ ...roll, amount: Math.floor(roll.amount / 2) })) : rolls;
  run.push({
    kind: "damage",
    step: "apply",
    entered: null,
    target: target.id,
    source: frame.attacker,
    rolls: taken,
    critical: false,
    magical: false,
    properties: [],
    nonlethal: false,
    melee: false,
    result: null,
    done: [],
  });
}

function rollDamage(
  run: Resolution,
  frame: RiderFrame,
  damage: readonly DamageFormula[],
): readonly DamageRoll[] | null {
  const sides = damage.flatMap((formula) => Array<number>(formula.count).fill(formula.sides));
  const dice = rollFor(run, frame, { sides, purpose: "damage", by: frame.attacker });
  if (dice === null) return null;
  let next = 0;
  return damage.map(({ type, count, bonus }) => {
    const own = dice.slice(next, next + count);
    next += count;
    const amount = own.reduce((sum, die) => sum + die.face, bonus);
    return { type, dice: own, bonus, amount: Math.max(0, amount), why: frame.with };
  });
}

function impose(
  run: Resolution,
  frame: RiderFrame,
  target: Creature,
  name: ConditionName,
  until: string | null,
): void {
  gain(run, target.id, { name, source: name === "prone" ? null : frame.attacker, until });
}

function hold(
  run: Resolution,
  frame: RiderFrame,
  target: Creature,
  { escapeDc, restrains }: Extract<AttackRider, { readonly kind: "grapple" }>,
): void {
  const until = `escape DC ${escapeDc}`;
  impose(run, frame, target, "grappled", until);
  if (restrains) impose(run, frame, target, "restrained", until);
}
