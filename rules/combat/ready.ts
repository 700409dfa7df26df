import type { AnswerCommand, CreatureCommand } from "../command.ts";
import { isIncapacitated } from "../conditions/table.ts";
import type { CreatureId } from "../ids.ts";
import { actingAs, aimedAt, type Context, type Decision, spend, withAction } from "../resolve/context.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, Effect } from "../state.ts";

/** What can be readied: one action, or a move. */
const READY: ReadonlySet<CreatureCommand["do"]> = new Set<CreatureCommand["do"]>([
  "attack",
  "move",
  "move-to",
  "dash",
  "disengage",
  "dodge",
  "help",
  "hide",
  "search",
  "grapple",
  "shove",
  "stabilize",
  "drop-prone",
]);

/**
 * Takes the action now and waits, till the start of the next turn, for what it names; whoever readied says when
 * that has come. @rule combat.ready @srd Combat > Actions in Combat > Ready
 */
export function ready(
  context: Context,
  { by, trigger, action }: Extract<CreatureCommand, { readonly do: "ready" }>,
): Decision {
  if (context.state.encounter === null) return reject("not-in-combat", "nobody is fighting");
  const found = withAction(context, by);
  if (!found.ok) return found;
  if (trigger.trim() === "") return reject("malformed", "a readied action waits for something");
  if (action.by !== by || !READY.has(action.do))
    return reject("not-allowed", `${action.do} cannot be readied`);
  if ("target" in action && action.target !== undefined) {
    const aimed = aimedAt(context, action.target);
    if (!aimed.ok) return aimed;
  }
  const effect: Effect = {
    id: `readied:${by}`,
    name: "readied",
    source: by,
    target: null,
    until: { kind: "turn", edge: "start", of: by, turns: 1 },
    values: {},
    readied: { trigger, action },
  };
  return ok((run) => {
    spend(run, by, "action", "ready", "combat.ready");
    run.emit({ kind: "effect-gained", creature: by, effect }, ["combat.ready"]);
  });
}

const readiedBy = ({ effects }: Creature): Effect | null =>
  effects.find(({ name }) => name === "readied") ?? null;

/** Whether an answer means the readied action: nobody asked for it, its owner says that the moment has come. */
export function isReadied(
  { state }: Context,
  command: Extract<AnswerCommand, { readonly do: "react" }>,
): boolean {
  const creature = state.creatures[command.by];
  const asked = state.requests.some((request) => request.creature === command.by);
  return (
    !asked &&
    command.choice.toLowerCase() === "readied" &&
    creature !== undefined &&
    readiedBy(creature) !== null
  );
}

/** What was readied, with the turn's limits lifted for this one action. */
export type Released = {
  readonly context: Context;
  readonly action: CreatureCommand;
  readonly effect: Effect;
  readonly by: CreatureId;
};

export function release(
  context: Context,
  command: Extract<AnswerCommand, { readonly do: "react" }>,
): Result<Released> {
  const found = actingAs(context, command.by);
  if (!found.ok) return found;
  const creature = found.value;
  const effect = readiedBy(creature);
  if (effect?.readied === undefined) return reject("no-such-request", "nothing is readied");
  if (context.state.requests.length > 0) return reject("pending-request", "somebody has to answer first");
  if (isIncapacitated(creature)) return reject("incapacitated", `${creature.name} is incapacitated`);
  if (!creature.economy.reaction) return reject("no-reaction", `${creature.name} has no reaction left`);
  return ok({
    context: { ...context, readied: command.by },
    action: effect.readied.action,
    effect,
    by: command.by,
  });
}

/** Spends the reaction, then does what was readied; both stand or fall together. */
export function reacted({ by, effect }: Released, decision: Decision): Decision {
  if (!decision.ok) return decision;
  return ok((run) => {
    spend(run, by, "reaction", "readied action", "combat.ready");
    run.emit({ kind: "effect-ended", creature: by, effect: effect.id, why: "used" }, ["combat.ready"]);
    decision.value(run);
  });
}
