import type { Actor } from "../command.ts";
import { isConscious, isIncapacitated } from "../conditions/table.ts";
import type { CreatureId, SeatId } from "../ids.ts";
import { ok, type Result, reject } from "../result.ts";
import { type Audience, audienceOf } from "../senses/audience.ts";
import type { Creature, State } from "../state.ts";
import type { Resolution } from "./resolution.ts";

/** What an accepted command does: everything that can refuse has refused before. */
export type Plan = (run: Resolution) => void;
export type Decision = Result<Plan>;

/** Who asks, and what they may know. */
export type Context = {
  readonly state: State;
  readonly actor: Actor;
  /** The seat behind the command; null for the room itself. */
  readonly seat: SeatId | null;
  /** The DM's seat and the room itself may do anything for any creature. */
  readonly isDm: boolean;
  readonly audience: Audience;
  /** Who carries out what it readied: out of turn, with an action that is spent already. */
  readonly readied?: CreatureId;
};

export function contextOf(state: State, actor: Actor): Context {
  const seat = actor.kind === "seat" ? actor.seat : null;
  const isDm = seat === null || state.seats[seat]?.role === "dm";
  return { state, actor, seat, isDm, audience: audienceOf(state, isDm || seat === null ? "dm" : seat) };
}

/** A creature the actor knows of. One it does not see and one that is not there get the same answer. */
export function known({ state, audience }: Context, id: CreatureId): Result<Creature> {
  const creature = state.creatures[id];
  if (creature === undefined || !audience.sees(id))
    return reject("no-such-creature", "there is no such creature");
  return ok(creature);
}

/** As `known`, for whom a command is aimed at. */
export function aimedAt(context: Context, id: CreatureId): Result<Creature> {
  const found = known(context, id);
  return found.ok ? found : reject("no-such-target", "there is no such target in sight");
}

/** The creature that acts, if the actor may speak for it. */
export function actingAs(context: Context, by: CreatureId): Result<Creature> {
  const found = known(context, by);
  if (!found.ok) return found;
  if (!context.isDm && found.value.seat !== context.seat) {
    return reject("not-your-creature", `${found.value.name} is not yours to command`);
  }
  return found;
}

/** The creature that acts on its own turn; in a scene without initiative every turn is its own. */
export function onTurn(context: Context, by: CreatureId): Result<Creature> {
  const found = actingAs(context, by);
  if (!found.ok) return found;
  const { encounter } = context.state;
  if (encounter !== null && encounter.turn !== by && context.readied !== by) {
    return reject("not-your-turn", `it is not ${found.value.name}'s turn`);
  }
  if (found.value.dead) return reject("dead", `${found.value.name} is dead`);
  return found;
}

/** As `onTurn`, for what takes a creature that can act. @rule conditions.incapacitated */
export function acting(context: Context, by: CreatureId): Result<Creature> {
  const found = onTurn(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  if (!isConscious(creature)) return reject("unconscious", `${creature.name} is unconscious`);
  if (isIncapacitated(creature)) return reject("incapacitated", `${creature.name} is incapacitated`);
  if (context.state.encounter?.surprised.includes(by)) {
    return reject("no-action", `${creature.name} is surprised`);
  }
  return found;
}

/** As `acting`, with an action to spend. In a scene without initiative nothing is counted. */
export function withAction(context: Context, by: CreatureId): Result<Creature> {
  const found = acting(context, by);
  if (!found.ok) return found;
  if (context.state.encounter !== null && !found.value.economy.action && context.readied !== by) {
    return reject("no-action", `${found.value.name} has no action left`);
  }
  return found;
}

/** Spends a part of the turn, where turns are counted. */
export function spend(
  run: Resolution,
  creature: CreatureId,
  what: "action" | "bonus-action" | "reaction" | "interaction" | "attack",
  why: string,
  rule: Parameters<Resolution["emit"]>[1][number] = "combat.turn",
): void {
  const { encounter } = run.state;
  if (encounter === null) return;
  // A readied action was paid for on its own turn.
  if (what !== "reaction" && encounter.turn !== creature) return;
  run.emit({ kind: "economy-spent", creature, what, for: why }, [rule]);
}
