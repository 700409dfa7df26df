import type { CreatureCommand } from "../command.ts";
import type { Item } from "../creature.ts";
import { nameKey } from "../creatures/names.ts";
import type { Square } from "../map.ts";
import { footprint, gap, overlap } from "../movement/geometry.ts";
import { terrainAt } from "../movement/terrain.ts";
import { acting, type Context, type Decision, spend } from "../resolve/context.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature } from "../state.ts";
import { lyingNear } from "./held.ts";
import { comeIntoView } from "./hiding.ts";

type Of<Name extends CreatureCommand["do"]> = Extract<CreatureCommand, { readonly do: Name }>;

function itemOf(creature: Creature, name: string): Result<Item> {
  const found =
    creature.items.find(({ id }) => id === name) ??
    creature.items.find((item) => nameKey(item.name) === nameKey(name));
  return found === undefined ? reject("no-such-item", `${creature.name} carries no ${name}`) : ok(found);
}

/** The free interaction of a turn, or else the action. @rule combat.free-interaction */
function handling(
  context: Context,
  creature: Creature,
  needsAction: boolean,
): Result<"interaction" | "action"> {
  if (context.state.encounter === null) return ok("interaction");
  if (!needsAction && creature.economy.interaction) return ok("interaction");
  if (creature.economy.action) return ok("action");
  return needsAction
    ? reject("no-action", `${creature.name} has no action left`)
    : reject("no-interaction", `${creature.name} has neither interaction nor action left`);
}

/** Draws or puts away; a shield takes the action, armor takes minutes that a fight does not have. */
export function equip(context: Context, { by, item: name }: Of<"equip">): Decision {
  const found = acting(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  const lying = lyingNear(context.state, creature, name);
  const item = itemOf(creature, name);
  if (!item.ok) return lying === null ? item : takeUp(context, creature, lying.item);
  const { id, armor, equipped } = item.value;
  const isShield = armor?.category === "shield";
  if (armor !== null && !isShield && context.state.encounter !== null) {
    return reject("not-allowed", "armor is not changed in a fight");
  }
  const how = handling(context, creature, isShield);
  if (!how.ok) return how;
  return ok((run) => {
    spend(run, by, how.value, item.value.name, "combat.free-interaction");
    run.emit({ kind: "item-equipped", creature: by, item: id, equipped: !equipped }, [
      isShield ? "equipment.armor" : "combat.free-interaction",
    ]);
  });
}

/** From the ground into the hand. */
function takeUp(context: Context, creature: Creature, { id, name }: Item): Decision {
  const how = handling(context, creature, false);
  if (!how.ok) return how;
  return ok((run) => {
    spend(run, creature.id, how.value, name, "combat.free-interaction");
    run.emit({ kind: "item-equipped", creature: creature.id, item: id, equipped: true }, [
      "combat.free-interaction",
    ]);
  });
}

/** Letting go is free. */
export function drop(context: Context, { by, item: name }: Of<"drop">): Decision {
  const found = acting(context, by);
  if (!found.ok) return found;
  const item = itemOf(found.value, name);
  if (!item.ok) return item;
  const { at } = found.value;
  return ok((run) =>
    run.emit({ kind: "item-dropped", creature: by, item: item.value.id, at }, ["combat.free-interaction"]),
  );
}

/** Opens or shuts a door beside one. */
export function interact(context: Context, { by, at }: Of<"interact">): Decision {
  const found = acting(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  const { map } = context.state;
  const door = terrainAt(map, at).find((type) => type === "door-open" || type === "door-closed");
  if (door === undefined) return reject("no-such-target", "there is no door");
  if (!isBeside(creature, at)) return reject("out-of-range", "the door must be within 5 ft");
  if (door === "door-open" && isInTheWay(context, at)) {
    return reject("occupied", "somebody stands in the doorway");
  }
  const how = handling(context, creature, false);
  if (!how.ok) return how;
  const type = door === "door-open" ? "door-closed" : "door-open";
  return ok((run) => {
    spend(run, by, how.value, "door", "combat.free-interaction");
    run.emit({ kind: "terrain-changed", x: at[0], y: at[1], type, by }, ["combat.free-interaction"]);
    comeIntoView(run, null);
  });
}

function isBeside(creature: Creature, [x, y]: Square): boolean {
  const space = footprint(creature);
  return space !== null && gap(space, { x, y, side: 1 }) <= 1;
}

/** Somebody the actor knows of; whoever else stands there keeps the door from shutting in play, not here. */
function isInTheWay({ state, audience }: Context, [x, y]: Square): boolean {
  return state.roster.some((id) => {
    const creature = state.creatures[id];
    const space = creature === undefined || creature.dead ? null : footprint(creature);
    return space !== null && audience.sees(id) && overlap(space, { x, y, side: 1 });
  });
}
