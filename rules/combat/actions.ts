import type { CreatureCommand } from "../command.ts";
import { gain } from "../conditions/gain.ts";
import { instances } from "../conditions/table.ts";
import { within } from "../movement/geometry.ts";
import { movementLeftFeet, speedFeet, standingCostFeet } from "../movement/speed.ts";
import { aimedAt, type Context, type Decision, onTurn, spend, withAction } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import { isDying } from "./dying.ts";
import { pay, payment } from "./pay.ts";

type Of<Name extends CreatureCommand["do"]> = Extract<CreatureCommand, { readonly do: Name }>;

/** Adds the current speed to the movement of this turn. @rule combat.dash */
export function dash(context: Context, { by, use }: Of<"dash">): Decision {
  const paid = payment(context, by, "dash", use);
  if (!paid.ok) return paid;
  const feet = speedFeet(paid.value.creature, "walk");
  return ok((run) => {
    pay(run, paid.value, "dash", "combat.dash");
    run.emit({ kind: "dashed", creature: by, feet }, ["combat.dash", ...paid.value.rules]);
  });
}

/** Its movement provokes no opportunity attacks for the rest of the turn. @rule combat.disengage */
export function disengage(context: Context, { by, use }: Of<"disengage">): Decision {
  const paid = payment(context, by, "disengage", use);
  if (!paid.ok) return paid;
  return ok((run) => {
    pay(run, paid.value, "disengage", "combat.disengage");
    run.emit({ kind: "disengaged", creature: by }, ["combat.disengage", ...paid.value.rules]);
  });
}

/** @rule combat.dodge */
export function dodge(context: Context, { by }: Of<"dodge">): Decision {
  const found = withAction(context, by);
  if (!found.ok) return found;
  return ok((run) => {
    spend(run, by, "action", "dodge", "combat.dodge");
    run.emit({ kind: "dodged", creature: by }, ["combat.dodge"]);
  });
}

/** Against a foe within 5 feet: advantage on the first attack; otherwise on the next check. @rule combat.help */
export function help(context: Context, { by, target, against }: Of<"help">): Decision {
  const found = withAction(context, by);
  if (!found.ok) return found;
  const friend = aimedAt(context, target);
  if (!friend.ok) return friend;
  if (target === by) return reject("illegal-target", "a creature cannot help itself");
  if (friend.value.dead) return reject("target-dead", `${friend.value.name} is dead`);
  if (against !== undefined) {
    const foe = aimedAt(context, against);
    if (!foe.ok) return foe;
    if (!within(found.value, foe.value, 5)) return reject("out-of-range", "the foe must be within 5 ft");
  }
  return ok((run) => {
    spend(run, by, "action", "help", "combat.help");
    run.emit({ kind: "helped", creature: by, target, against: against ?? null }, ["combat.help"]);
  });
}

/** Half the speed. @rule combat.prone @srd Combat > Movement and Position > Being Prone */
export function stand(context: Context, { by }: Of<"stand">): Decision {
  const found = onTurn(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  if (instances(creature, "unconscious").length > 0) {
    return reject("unconscious", `${creature.name} is unconscious`);
  }
  if (instances(creature, "prone").length === 0) return reject("no-effect", `${creature.name} is not prone`);
  if (speedFeet(creature, "walk") === 0) {
    return reject("cannot-move", `${creature.name} has no speed to stand up with`);
  }
  const costFeet = standingCostFeet(creature);
  const left = movementLeftFeet(context.state, creature);
  if (context.state.encounter?.surprised.includes(by)) {
    return reject("cannot-move", `${creature.name} is surprised`);
  }
  if (left < costFeet) {
    return reject("not-enough-movement", `standing up costs ${costFeet} ft; ${left} ft are left`);
  }
  return ok((run) => run.emit({ kind: "stood-up", creature: by, costFeet }, ["combat.prone"]));
}

/** Free, at any moment of one's turn. */
export function dropProne(context: Context, { by }: Of<"drop-prone">): Decision {
  const found = onTurn(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  if (instances(creature, "prone").length > 0) return reject("no-effect", `${creature.name} is prone`);
  if (creature.block.conditionImmunities.includes("prone")) {
    return reject("no-effect", `${creature.name} cannot be prone`);
  }
  return ok((run) => gain(run, by, { name: "prone" }, ["combat.prone"]));
}

/** A Wisdom (Medicine) check against 10. @rule combat.stabilizing */
export function stabilize(context: Context, { by, target }: Of<"stabilize">): Decision {
  const found = withAction(context, by);
  if (!found.ok) return found;
  const aimed = aimedAt(context, target);
  if (!aimed.ok) return aimed;
  if (!isDying(aimed.value)) return reject("not-dying", `${aimed.value.name} is not dying`);
  if (!within(found.value, aimed.value, 5)) return reject("out-of-range", "the dying must be within 5 ft");
  return ok((run) => {
    spend(run, by, "action", "stabilize", "combat.stabilizing");
    run.push({
      kind: "check",
      step: "roll",
      entered: null,
      creature: by,
      purpose: "check",
      ability: "wis",
      skill: "medicine",
      dc: 10,
      advantage: [],
      disadvantage: [],
      hidden: false,
      for: { kind: "stabilize", data: { target } },
    });
  });
}
