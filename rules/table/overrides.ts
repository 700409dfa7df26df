import { heal } from "../combat/dying.ts";
import { dropHeld } from "../combat/held.ts";
import type { DmCommand } from "../command.ts";
import { gain } from "../conditions/gain.ts";
import { conditionRule, exhaustion, instances } from "../conditions/table.ts";
import { hasFeature } from "../creatures/features.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, State } from "../state.ts";

type Of<Name extends DmCommand["do"]> = Extract<DmCommand, { readonly do: Name }>;

function living(state: State, id: Creature["id"]): Result<Creature> {
  const creature = state.creatures[id];
  if (creature === undefined) return reject("no-such-creature", "there is no such creature");
  if (creature.dead) return reject("target-dead", `${creature.name} is dead`);
  return ok(creature);
}

const isAmount = (amount: number): boolean => Number.isInteger(amount) && amount >= 0 && amount <= 10_000;

export function damage({ state }: Context, command: Of<"damage">): Decision {
  const target = living(state, command.target);
  if (!target.ok) return target;
  const { amount, type, magical = false, critical = false } = command;
  if (!isAmount(amount)) return reject("malformed", "damage is a whole number");
  return ok((run) =>
    run.push({
      kind: "damage",
      step: "apply",
      entered: null,
      target: command.target,
      source: null,
      rolls: [{ type, dice: [], bonus: amount, amount, why: "the DM" }],
      critical,
      magical,
      properties: [],
      nonlethal: false,
      melee: false,
      result: null,
      done: [],
    }),
  );
}

export function healing({ state }: Context, command: Of<"heal">): Decision {
  const found = living(state, command.target);
  if (!found.ok) return found;
  const target = found.value;
  const { amount, temporary = false } = command;
  if (!isAmount(amount)) return reject("malformed", "healing is a whole number");
  // Neither hit points nor temporary ones. @srd Monsters > Swarms
  if (hasFeature(target, "swarm")) return reject("no-effect", `${target.name} cannot be healed`);
  if (temporary) {
    // They never add up: the greater amount stands.
    if (amount <= target.tempHp) return reject("no-effect", `${target.name} has as many already`);
    return ok((run) =>
      run.emit({ kind: "temporary-hit-points-gained", target: target.id, amount }, [
        "combat.temporary-hit-points",
      ]),
    );
  }
  return ok((run) => heal(run, target, amount, { source: null }));
}

/** Immunity prevents a condition; exhaustion goes by levels, and the sixth is death. */
export function condition({ state }: Context, command: Of<"condition">): Decision {
  const found = living(state, command.target);
  if (!found.ok) return found;
  const target = found.value;
  const { name, source = null, until = null } = command;
  if (source !== null && state.creatures[source] === undefined) {
    return reject("no-such-creature", "there is no such source");
  }
  if (command.change === "remove") return lift(target, command);
  if (target.block.conditionImmunities.includes(name)) {
    return reject("no-effect", `${target.name} is immune to being ${name}`);
  }
  const level = name === "exhaustion" ? exhaustion(target) + 1 : 1;
  const rule = conditionRule(name);
  return ok((run) => {
    gain(run, target.id, { name, source, until, level });
    if (name === "exhaustion" && level >= 6) {
      run.emit({ kind: "died", creature: target.id, why: "exhaustion" }, [rule]);
    }
  });
}

function lift(target: Creature, { name, source }: Of<"condition">): Decision {
  const lifted = instances(target, name).filter((one) => source === undefined || one.source === source);
  if (lifted.length === 0) return reject("no-effect", `${target.name} is not ${name}`);
  const rule = conditionRule(name);
  const level = exhaustion(target) - 1;
  return ok((run) => {
    if (name === "exhaustion" && level > 0) {
      run.emit({ kind: "condition-gained", creature: target.id, name, source: null, until: null, level }, [
        rule,
      ]);
      return;
    }
    for (const one of lifted) {
      run.emit({ kind: "condition-lost", creature: target.id, name, source: one.source, why: "lifted" }, [
        rule,
      ]);
    }
  });
}

/** Sets hit points against the rules; the dead rise with theirs. */
export function adjust({ state }: Context, { target, hp, reason }: Of<"adjust">): Decision {
  const creature = state.creatures[target];
  if (creature === undefined) return reject("no-such-creature", "there is no such creature");
  if (hp === undefined) return reject("malformed", "nothing is to change");
  if (!Number.isInteger(hp) || hp < 0 || hp > creature.maxHp) {
    return reject("malformed", `hit points go from 0 to ${creature.maxHp}`);
  }
  if (creature.dead && hp === 0) return reject("no-effect", `${creature.name} is dead`);
  return ok((run) => {
    run.emit({ kind: "hit-points-adjusted", target, hp, reason }, ["table.override"]);
    if (creature.hp === 0 && hp > 0) run.emit({ kind: "came-to", creature: target }, ["table.override"]);
    if (creature.hp > 0 && hp === 0) {
      run.emit({ kind: "fell-unconscious", creature: target }, ["combat.falling-unconscious"]);
      dropHeld(run, target);
    }
  });
}

export function awardXp({ state }: Context, { amount, to }: Of<"award-xp">): Decision {
  if (!Number.isInteger(amount) || amount < 1) return reject("malformed", "experience is a whole number");
  if (to.length === 0 || to.some((id) => state.creatures[id] === undefined)) {
    return reject("no-such-creature", "there is no such creature");
  }
  return ok((run) => {
    for (const id of to) {
      run.emit({ kind: "experience-gained", creature: id, amount }, ["adventuring.experience"]);
    }
  });
}

export function endCombat({ state }: Context): Decision {
  if (state.encounter === null) return reject("not-in-combat", "nobody is fighting");
  return ok((run) => run.emit({ kind: "encounter-ended" }, ["combat.ending"]));
}

export function cancelResolution({ state }: Context, { reason }: Of<"cancel-resolution">): Decision {
  if (state.stack.length === 0) return reject("no-effect", "nothing is under way");
  return ok((run) => {
    run.emit({ kind: "resolution-cancelled", reason }, ["table.override"]);
    run.clear();
  });
}

/**
 * Takes everything after a number back, up to the head. The room folds again; see `fold`. A player may take
 * back only a last command that drew no die, revealed nothing and was followed by nobody else's: that is asked
 * of the log, so the room asks it before it sends the command here.
 */
export function undo({ state }: Context, { toSequence, reason }: Of<"undo">): Decision {
  if (!Number.isInteger(toSequence) || toSequence < 1) return reject("malformed", "there is no such number");
  if (toSequence >= state.sequence) return reject("nothing-to-undo", "nothing has happened since");
  const { sequence } = state;
  return ok((run) => {
    run.clear();
    run.emit({ kind: "undone", from: toSequence + 1, to: sequence, reason }, ["table.undo"]);
  });
}
