import { concentrationOn, endConcentration } from "../combat/concentration.ts";
import { isDying } from "../combat/dying.ts";
import type { CreatureCommand } from "../command.ts";
import type { Item } from "../creature.ts";
import { idOf, nameKey } from "../creatures/names.ts";
import { within } from "../movement/geometry.ts";
import { aimedAt, type Context, type Decision, spend } from "../resolve/context.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature } from "../state.ts";

type Use = Extract<CreatureCommand, { readonly do: "use" }>;

/**
 * What is named and is no feature: a thing that is carried, or letting go of a spell. Null when it is neither.
 * @rule combat.use-object @srd Combat > Actions in Combat > Use an Object
 */
export function useObject(context: Context, creature: Creature, command: Use): Decision | null {
  if (idOf(command.feature) === "end-concentration") return letGo(creature);
  const wanted = nameKey(command.feature);
  const item = creature.items.find(({ name, quantity }) => nameKey(name) === wanted && quantity > 0);
  if (item === undefined) return null;
  switch (idOf(item.name)) {
    case "healers-kit":
      return bandage(context, creature, item, command);
    case "potion-of-healing":
      return drink(context, creature, item, command);
    default:
      return reject("not-implemented", `${item.name} is left to the DM`);
  }
}

/** At any time, without an action. */
function letGo(creature: Creature): Decision {
  if (concentrationOn(creature) === null)
    return reject("no-effect", `${creature.name} concentrates on nothing`);
  return ok((run) => endConcentration(run, creature, "let go"));
}

/** No check is needed with a healer's kit. @srd Equipment > Adventuring Gear > Healer's Kit */
function bandage(context: Context, creature: Creature, item: Item, command: Use): Decision {
  const reached = touched(context, creature, command);
  if (!reached.ok) return reached;
  const target = reached.value;
  if (!isDying(target)) return reject("not-dying", `${target.name} is not dying`);
  return ok((run) => {
    spend(run, creature.id, "action", item.name, "combat.use-object");
    run.emit({ kind: "stabilized", creature: target.id, by: creature.id }, ["combat.stabilizing"]);
  });
}

/** 2d4 + 2 hit points, for oneself or whom it is given to. @srd Magic Items > Potion of Healing */
function drink(context: Context, creature: Creature, item: Item, command: Use): Decision {
  const reached = touched(context, creature, command);
  if (!reached.ok) return reached;
  const target = reached.value;
  return ok((run) => {
    spend(run, creature.id, "action", item.name, "combat.use-object");
    run.emit({ kind: "item-used", creature: creature.id, item: item.id, quantity: 1 }, ["combat.use-object"]);
    run.push({
      kind: "heal",
      step: "roll",
      entered: null,
      target: target.id,
      source: creature.id,
      why: item.name,
      dice: { count: 2, sides: 4, bonus: 2 },
    });
  });
}

/** Oneself, or somebody within reach, with an action to spend. */
function touched(context: Context, creature: Creature, command: Use): Result<Creature> {
  const aimed = aimedAt(context, command.target ?? creature.id);
  if (!aimed.ok) return aimed;
  if (aimed.value.dead) return reject("target-dead", `${aimed.value.name} is dead`);
  if (!within(creature, aimed.value, 5)) return reject("out-of-range", "the target is out of reach");
  if (context.state.encounter !== null && !creature.economy.action) {
    return reject("no-action", `${creature.name} has no action left`);
  }
  return aimed;
}
