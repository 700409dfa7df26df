import type { DmCommand } from "../command.ts";
import { gain } from "../conditions/gain.ts";
import { has } from "../conditions/table.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, reject } from "../result.ts";
import type { Creature, FallFrame } from "../state.ts";
import { movementLeftFeet, speedFeet } from "./speed.ts";

const MOST_DICE = 20;

/** @rule adventuring.falling */
export function fall(
  { state }: Context,
  { target, feet }: Extract<DmCommand, { readonly do: "fall" }>,
): Decision {
  const creature = state.creatures[target];
  if (creature === undefined) return reject("no-such-creature", "there is no such creature");
  if (creature.dead) return reject("target-dead", `${creature.name} is dead`);
  if (!Number.isInteger(feet) || feet < 1) return reject("malformed", "a fall is counted in feet");
  return ok((run) => plunge(run, creature, feet));
}

function plunge(run: Resolution, { id, hp, tempHp }: Creature, feet: number): void {
  run.emit({ kind: "fell", creature: id, feet }, ["adventuring.falling"]);
  run.push({ kind: "fall", step: "roll", entered: null, target: id, feet, before: hp + tempHp });
}

/**
 * A flier that is knocked prone, cannot move or is held by nothing falls at once (RUL-10), unless it hovers.
 * @rule adventuring.falling @srd Combat > Movement and Position > Flying Movement
 */
export function dropFliers(run: Resolution): void {
  for (const id of run.state.roster) {
    const creature = run.find(id);
    const feet = creature?.altitude ?? 0;
    if (creature === null || feet === 0 || creature.dead || creature.block.speeds.fly === 0) continue;
    const aloft = !has(creature, "prone") && speedFeet(creature, "fly") > 0;
    if (!aloft && (!creature.block.speeds.hover || has(creature, "unconscious"))) plunge(run, creature, feet);
  }
}

/** Straight up or down, on the wing, at a foot for each foot. */
export function rise(context: Context, creature: Creature, altitude: number): Decision {
  if (!Number.isInteger(altitude) || altitude < 0) return reject("malformed", "a height is counted in feet");
  if (creature.block.speeds.fly === 0) return reject("cannot-move", `${creature.name} cannot fly`);
  const costFeet = Math.abs(altitude - (creature.altitude ?? 0));
  const left = movementLeftFeet(context.state, creature, "fly");
  if (costFeet > left) {
    return reject("not-enough-movement", `the way costs ${costFeet} ft; ${left} ft are left`);
  }
  return ok((run) =>
    run.emit(
      {
        kind: "moved",
        creature: creature.id,
        mode: "fly",
        path: [],
        costFeet,
        forced: false,
        altitude,
      },
      ["combat.movement"],
    ),
  );
}

/**
 * 1d6 bludgeoning for every 10 feet, 20d6 at most; prone unless it took no damage. Dice: all d6 together.
 * @rule adventuring.falling @srd Adventuring > The Environment > Falling
 */
export function stepFall(run: Resolution, frame: FallFrame): void {
  const target = run.find(frame.target);
  if (target === null || target.dead) {
    run.pop();
    return;
  }
  if (frame.step === "landed") {
    run.pop();
    if (target.hp + target.tempHp === frame.before) return;
    gain(run, target.id, { name: "prone" }, ["adventuring.falling"]);
    return;
  }
  const count = Math.min(MOST_DICE, Math.floor(frame.feet / 10));
  const sides = Array<number>(count).fill(6);
  const dice = rollFor(run, frame, { sides, purpose: "damage", by: target.id });
  if (dice === null) return;
  run.step({ ...frame, step: "landed", entered: null });
  if (count === 0) return;
  const amount = dice.reduce((sum, die) => sum + die.face, 0);
  const rolls = [{ type: "bludgeoning" as const, dice, bonus: 0, amount, why: "falling" }];
  run.emit({ kind: "damage-rolled", attacker: null, target: target.id, rolls, critical: false }, [
    "adventuring.falling",
  ]);
  run.push({
    kind: "damage",
    step: "apply",
    entered: null,
    target: target.id,
    source: null,
    rolls,
    critical: false,
    // A fall is no attack: what resists nonmagical attacks does not resist it.
    magical: true,
    properties: [],
    nonlethal: false,
    melee: false,
    result: null,
    done: [],
  });
}
