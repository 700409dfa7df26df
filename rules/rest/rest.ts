import type { DmCommand } from "../command.ts";
import { exhaustion } from "../conditions/table.ts";
import { abilityModifier } from "../creatures/abilities.ts";
import type { CreatureId } from "../ids.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, HitDiceFrame, State } from "../state.ts";

import { passTime } from "./time.ts";

type Rest = Extract<DmCommand, { readonly do: "rest" }>;

const SHORT_MINUTES = 60;
const LONG_MINUTES = 480;
const DAY_MINUTES = 1_440;

/** A rest of one creature, or of every living character. @rule adventuring.short-rest @rule adventuring.long-rest */
export function rest({ state }: Context, command: Rest): Decision {
  if (state.encounter !== null) return reject("already-in-combat", "nobody rests in a fight");
  const resters = restersOf(state, command);
  if (resters.length === 0) return reject("no-such-creature", "there is nobody to rest");
  return command.kind === "short" ? shortRest(command, resters) : longRest(state, resters);
}

function restersOf(state: State, { by }: Rest): readonly Creature[] {
  const all = state.roster.flatMap((id) => state.creatures[id] ?? []);
  return all.filter(({ id, dead, kind }) => !dead && (by === undefined ? kind === "character" : id === by));
}

/** Hit dice are spent one by one, the creature's own or, by its id, the largest first. */
function shortRest(command: Rest, resters: readonly Creature[]): Decision {
  const spending = new Map<CreatureId, readonly number[]>();
  for (const creature of resters) {
    const dice = diceToSpend(creature, command.hitDice ?? {}, resters.length === 1);
    if (!dice.ok) return dice;
    spending.set(creature.id, dice.value);
  }
  return ok((run) => {
    passTime(run, SHORT_MINUTES);
    for (const creature of resters.toReversed()) {
      run.push({
        kind: "hit-dice",
        step: "next",
        entered: null,
        creature: creature.id,
        waiting: spending.get(creature.id) ?? [],
      });
    }
  });
}

/** The sides of the dice to spend, or why not. */
function diceToSpend(
  creature: Creature,
  asked: Readonly<Record<string, number>>,
  alone: boolean,
): Result<readonly number[]> {
  const wanted = new Map<number, number>();
  for (const [key, count] of Object.entries(asked)) {
    if (!Number.isInteger(count) || count < 0) return reject("malformed", "hit dice are counted");
    const size = /^d(\d+)$/.exec(key)?.[1];
    if (size !== undefined && alone) wanted.set(Number(size), count);
    if (key === creature.id)
      for (const [sides, most] of largestFirst(creature, count)) wanted.set(sides, most);
  }
  const dice: number[] = [];
  for (const [sides, count] of wanted) {
    if (count > (creature.hitDice[`d${sides}`] ?? 0)) {
      return reject("no-uses-left", `${creature.name} has not that many d${sides} left`);
    }
    for (let index = 0; index < count; index++) dice.push(sides);
  }
  if (dice.length > 0 && creature.hp === 0) {
    return reject("unconscious", `${creature.name} has no hit points to rest with`);
  }
  return ok(dice);
}

function largestFirst({ hitDice }: Creature, count: number): readonly (readonly [number, number])[] {
  let left = count;
  const sizes = Object.entries(hitDice).map(([key, have]) => [Number(key.slice(1)), have] as const);
  const taken: [number, number][] = [];
  for (const [sides, have] of sizes.toSorted(([one], [other]) => other - one)) {
    const take = Math.min(left, have);
    if (take > 0) taken.push([sides, take]);
    left -= take;
  }
  if (left > 0) taken.push([taken[0]?.[0] ?? 8, count]);
  return taken;
}

/** Dice: each hit die by itself. Each gives its face and the Constitution modifier, at least 0. */
export function stepHitDice(run: Resolution, frame: HitDiceFrame): void {
  const creature = run.find(frame.creature);
  const [sides, ...waiting] = frame.waiting;
  if (creature === null || creature.dead) {
    run.pop();
    return;
  }
  if (sides === undefined) {
    run.pop();
    finish(run, creature, "short");
    return;
  }
  const dice = rollFor(run, frame, { sides: [sides], purpose: "hit-dice", by: creature.id });
  const die = dice?.[0];
  if (die === undefined) return;
  const gained = Math.max(0, die.face + abilityModifier(creature.block.abilities.con));
  const hpAfter = Math.min(creature.maxHp, creature.hp + gained);
  run.emit({ kind: "hit-die-spent", creature: creature.id, die, healed: hpAfter - creature.hp, hpAfter }, [
    "adventuring.short-rest",
  ]);
  run.step({ ...frame, waiting, entered: null });
}

/** All hit points, half of the hit dice, one level of exhaustion; once in 24 hours; not without a hit point. */
function longRest(state: State, resters: readonly Creature[]): Decision {
  const fit = resters.filter(({ hp }) => hp > 0);
  if (fit.length === 0) return reject("unconscious", "a long rest takes at least 1 hit point");
  const soon = fit.find((creature) => {
    const last = creature.lastLongRest;
    return last !== null && state.minutes + LONG_MINUTES - last < DAY_MINUTES;
  });
  if (soon !== undefined) return reject("not-allowed", `${soon.name} had a long rest within 24 hours`);
  return ok((run) => {
    passTime(run, LONG_MINUTES);
    for (const creature of fit) finish(run, creature, "long");
  });
}

function finish(run: Resolution, creature: Creature, kind: "short" | "long"): void {
  const long = kind === "long";
  run.emit(
    {
      kind: "rested",
      creature: creature.id,
      rest: kind,
      hp: long ? creature.maxHp : creature.hp,
      hitDice: long ? regained(creature) : creature.hitDice,
      resources: { ...creature.resources, ...restored(creature, long) },
      slots: long ? { ...creature.slots, ...creature.block.slots } : creature.slots,
    },
    [long ? "adventuring.long-rest" : "adventuring.short-rest"],
  );
  const level = exhaustion(creature);
  if (!long || level === 0) return;
  const rules = ["conditions.exhaustion", "adventuring.long-rest"] as const;
  if (level === 1) {
    run.emit(
      { kind: "condition-lost", creature: creature.id, name: "exhaustion", source: null, why: "rested" },
      rules,
    );
    return;
  }
  run.emit(
    {
      kind: "condition-gained",
      creature: creature.id,
      name: "exhaustion",
      source: null,
      until: null,
      level: level - 1,
    },
    rules,
  );
}

/** Half of all hit dice, at least one, the largest first. */
function regained(creature: Creature): Readonly<Record<string, number>> {
  const most = creature.block.hitDice;
  const total = Object.values(most).reduce((sum, count) => sum + count, 0);
  let back = Math.max(1, Math.floor(total / 2));
  const now: Record<string, number> = { ...creature.hitDice };
  const sizes = Object.keys(most).toSorted((one, other) => Number(other.slice(1)) - Number(one.slice(1)));
  for (const size of sizes) {
    const missing = (most[size] ?? 0) - (now[size] ?? 0);
    const gain = Math.min(back, Math.max(0, missing));
    now[size] = (now[size] ?? 0) + gain;
    back -= gain;
  }
  return now;
}

/** Uses that come back: with a long rest all of them, with a short one those that say so. */
function restored(creature: Creature, long: boolean): Readonly<Record<string, number>> {
  const back: Record<string, number> = {};
  for (const { id, values } of creature.features) {
    if (values.uses === undefined || !(long || values.onShortRest === 1)) continue;
    back[id] = values.uses;
  }
  return back;
}
