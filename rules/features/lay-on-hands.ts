import { heal } from "../combat/dying.ts";
import type { CreatureCommand } from "../command.ts";
import type { Feature } from "../creature.ts";
import { within } from "../movement/geometry.ts";
import { aimedAt, type Context, type Decision, spend } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import type { Creature } from "../state.ts";
import { usesLeft, useUp } from "./uses.ts";

/** Hit points out of the pool, by an action and a touch. @rule features.lay-on-hands @srd Paladin > Lay on Hands */
export function layOnHands(
  context: Context,
  creature: Creature,
  feature: Feature,
  command: Extract<CreatureCommand, { readonly do: "use" }>,
): Decision {
  const aimed = aimedAt(context, command.target ?? creature.id);
  if (!aimed.ok) return aimed;
  const target = aimed.value;
  const pool = usesLeft(creature, feature) ?? 0;
  const amount = command.amount ?? Math.min(pool, target.maxHp - target.hp);
  if (pool < 1 || amount > pool) return reject("no-uses-left", `${pool} hit points are left in the pool`);
  if (amount < 1 || !Number.isInteger(amount)) return reject("no-effect", "at least one hit point is given");
  if (target.dead) return reject("target-dead", `${target.name} is dead`);
  if (/^(undead|construct)/.test(target.block.type.toLowerCase())) {
    return reject("no-effect", `${target.name} gains nothing from it`);
  }
  if (!within(creature, target, 5)) return reject("out-of-range", "the target must be touched");
  if (context.state.encounter !== null && !creature.economy.action) {
    return reject("no-action", `${creature.name} has no action left`);
  }
  return ok((run) => {
    spend(run, creature.id, "action", feature.name, "combat.turn");
    useUp(run, creature, feature, "features.lay-on-hands", amount);
    heal(run, run.creature(target.id), amount, { source: creature.id });
  });
}
