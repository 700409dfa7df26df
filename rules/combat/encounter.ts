import { canonical } from "../canonical.ts";
import { d20Roll, d20Sides } from "../checks/d20.ts";
import { checkOdds } from "../checks/modifiers.ts";
import type { DmCommand } from "../command.ts";
import { initiativeParts } from "../creatures/initiative.ts";
import { withLuck } from "../features/lucky.ts";
import type { CreatureId } from "../ids.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, reject } from "../result.ts";
import type { Creature, InitiativeFrame, State } from "../state.ts";

/**
 * Rolls for everyone alive and begins; in a fight that is under way, for those who are not in its order yet.
 * Dice: one d20 for each group, in the order of the roster.
 */
export function rollInitiative(
  { state }: Context,
  command: Extract<DmCommand, { readonly do: "roll-initiative" }>,
): Decision {
  const waiting = groups(state);
  if (waiting.length === 0) {
    return state.encounter === null
      ? reject("no-effect", "there is nobody to roll for")
      : reject("already-in-combat", "a fight is under way, and everyone is in it");
  }
  for (const id of command.surprised ?? []) {
    if (state.creatures[id] === undefined) return reject("no-such-creature", "there is no such creature");
  }
  // Who joins a fight is not surprised by it.
  const unaware = state.encounter === null ? caughtUnaware(state) : [];
  const surprised = [...new Set([...(command.surprised ?? []), ...unaware])];
  return ok((run) =>
    run.push({ kind: "initiative", step: "next", entered: null, waiting, surprised, rolled: {} }),
  );
}

/** Creatures of one side with the same stat block roll once. @rule table.monster-initiative */
function groups(state: State): readonly (readonly CreatureId[])[] {
  const found = new Map<string, CreatureId[]>();
  for (const id of state.roster) {
    const creature = state.creatures[id];
    if (creature === undefined || creature.dead || state.encounter?.order.includes(id)) continue;
    const key = creature.kind === "monster" ? `${creature.side} ${canonical(creature.block)}` : id;
    const group = found.get(key);
    if (group === undefined) found.set(key, [id]);
    else group.push(id);
  }
  return [...found.values()];
}

/**
 * Who notices no threat: every foe is hidden from it, better than its passive Perception; a tie keeps the
 * hider hidden (RUL-7). @rule combat.surprise @srd Combat > The Order of Combat > Surprise
 */
function caughtUnaware(state: State): readonly CreatureId[] {
  const all = state.roster.flatMap((id) => state.creatures[id] ?? []).filter(({ dead }) => !dead);
  return all
    .filter((creature) => {
      const foes = all.filter(({ side }) => side !== creature.side);
      return (
        foes.length > 0 &&
        foes.every(({ hidden }) => hidden !== null && hidden.stealth >= creature.block.passivePerception)
      );
    })
    .map(({ id }) => id);
}

export function stepInitiative(run: Resolution, frame: InitiativeFrame): void {
  const [group, ...waiting] = frame.waiting;
  if (group === undefined) {
    begin(run, frame);
    return;
  }
  const [first] = group;
  const creature = first === undefined ? null : run.find(first);
  if (creature === null) {
    run.step({ ...frame, waiting, entered: null });
    return;
  }
  const odds = checkOdds(run.state, creature, { ability: "dex", skill: null });
  const dice = rollFor(run, frame, { sides: d20Sides(odds), purpose: "initiative", by: creature.id });
  if (dice === null) return;
  const luck = withLuck(run, frame, creature, dice, "initiative");
  if (luck === null) return;
  const roll = d20Roll(luck.dice, odds, initiativeParts(creature));
  run.emit({ kind: "initiative-rolled", creature: creature.id, group, roll }, [
    "combat.initiative",
    ...(group.length > 1 ? (["table.monster-initiative"] as const) : []),
    ...odds.rules,
  ]);
  const rolled = { ...frame.rolled };
  for (const id of group) rolled[id] = roll.total;
  run.step({ ...frame, waiting, entered: null, rolled });
}

function begin(run: Resolution, frame: InitiativeFrame): void {
  run.pop();
  const { roster, encounter } = run.state;
  const entrants = roster.filter((id) => frame.rolled[id] !== undefined && run.find(id) !== null);
  const order = entrants.toSorted((one, other) =>
    byInitiative(run.creature(one), run.creature(other), frame.rolled),
  );
  if (encounter !== null) {
    const initiative = { ...encounter.initiative, ...frame.rolled };
    const { turn, round } = encounter;
    const surprised = [...encounter.surprised, ...frame.surprised];
    const joined = join(run, encounter.order, order, initiative);
    startEncounter(run, { order: joined, surprised, turn, round, initiative });
    return;
  }
  const [first] = order;
  if (first === undefined) return;
  startEncounter(run, { order, surprised: frame.surprised, turn: first, round: 1, initiative: frame.rolled });
  // The first turn starts like any other.
  run.push({ kind: "turn", step: "death-save", entered: null, creature: first });
}

/** Newcomers take their place in an order that stands; an order that was set without dice takes them last. */
function join(
  run: Resolution,
  standing: readonly CreatureId[],
  newcomers: readonly CreatureId[],
  initiative: Readonly<Record<CreatureId, number>>,
): readonly CreatureId[] {
  const order = [...standing];
  for (const id of newcomers) {
    const place = order.findIndex((other) => {
      const there = run.find(other);
      if (initiative[other] === undefined || there === null) return false;
      return byInitiative(run.creature(id), there, initiative) < 0;
    });
    if (place < 0) order.push(id);
    else order.splice(place, 0, id);
  }
  return order;
}

/** Higher first; ties by Dexterity, then characters before monsters, then the order of the roster (RUL-6). */
function byInitiative(one: Creature, other: Creature, rolled: Readonly<Record<CreatureId, number>>): number {
  const total = (rolled[other.id] ?? 0) - (rolled[one.id] ?? 0);
  if (total !== 0) return total;
  const dexterity = other.block.abilities.dex - one.block.abilities.dex;
  if (dexterity !== 0) return dexterity;
  return Number(one.kind === "monster") - Number(other.kind === "monster");
}

export function startEncounter(
  run: Resolution,
  start: {
    readonly order: readonly CreatureId[];
    readonly surprised: readonly CreatureId[];
    readonly turn: CreatureId;
    readonly round: number;
    readonly initiative: Readonly<Record<CreatureId, number>>;
  },
): void {
  run.emit({ kind: "encounter-started", ...start }, [
    "combat.initiative",
    ...(start.surprised.length > 0 ? (["combat.surprise"] as const) : []),
  ]);
}

/** Begins with an order that is given, in the middle of a turn: nothing of its start is drawn. */
export function startCombat(
  { state }: Context,
  command: Extract<DmCommand, { readonly do: "start-combat" }>,
): Decision {
  if (state.encounter !== null) return reject("already-in-combat", "a fight is under way");
  const { order, round = 1, surprised = [] } = command;
  if (order.length === 0) return reject("malformed", "the order is empty");
  if (new Set(order).size !== order.length) return reject("malformed", "the order names somebody twice");
  for (const id of [...order, ...surprised]) {
    if (state.creatures[id] === undefined) return reject("no-such-creature", `there is no creature ${id}`);
  }
  const turn = command.turn ?? order[0];
  if (turn === undefined || !order.includes(turn)) return reject("malformed", "the turn is not in the order");
  return ok((run) => startEncounter(run, { order, surprised, turn, round, initiative: {} }));
}
