import { has } from "../conditions/table.ts";
import type { Attack, Feature } from "../creature.ts";
import { wornArmor } from "../creatures/armor-class.ts";
import { hasFeature } from "../creatures/features.ts";
import { type Context, type Decision, spend } from "../resolve/context.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, reject } from "../result.ts";
import type { Creature, Effect } from "../state.ts";
import type { DamageType } from "../vocabulary.ts";
import { usesLeft, useUp } from "./uses.ts";

const RAGE = "rage";

/** The rage a creature is in; null for the calm. */
export const rageOf = (creature: Creature): Effect | null =>
  creature.effects.find(({ name }) => name === RAGE) ?? null;

/** Heavy armor leaves nothing of it. */
const isHelped = (creature: Creature): boolean =>
  rageOf(creature) !== null && wornArmor(creature)?.armor?.category !== "heavy";

/** A bonus action, for ten rounds. @rule features.rage @srd Barbarian > Rage */
export function enterRage({ state }: Context, creature: Creature, feature: Feature): Decision {
  if (rageOf(creature) !== null) return reject("no-effect", `${creature.name} rages already`);
  if (usesLeft(creature, feature) === 0) return reject("no-uses-left", "Rage comes back with a long rest");
  if (state.encounter !== null && !creature.economy.bonusAction) {
    return reject("no-bonus-action", `${creature.name} has no bonus action left`);
  }
  return ok((run) => {
    spend(run, creature.id, "bonus-action", feature.name, "combat.bonus-actions");
    useUp(run, creature, feature, "features.rage");
    set(run, creature, {
      id: `${RAGE}:${creature.id}`,
      name: RAGE,
      source: creature.id,
      target: null,
      until:
        run.state.encounter === null
          ? { kind: "minutes", at: run.state.minutes + 1 }
          : { kind: "turn", edge: "start", of: creature.id, turns: 10 },
      values: { damage: feature.values.damage ?? 2, hurt: 0 },
    });
  });
}

/** What it adds to a blow: melee weapons that use Strength. */
export function rageDamage(creature: Creature, attack: Attack, ranged: boolean): number {
  const struck = attack.kind === "melee-weapon" && attack.ability === "str" && !ranged;
  return struck && isHelped(creature) ? (rageOf(creature)?.values.damage ?? 0) : 0;
}

export const rageResists = (creature: Creature, type: DamageType): boolean =>
  (type === "bludgeoning" || type === "piercing" || type === "slashing") && isHelped(creature);

/** On Strength checks and Strength saving throws. */
export const rageHelps = (creature: Creature, ability: string): boolean =>
  ability === "str" && isHelped(creature);

/** Who was hurt stays angry. */
export function anger(run: Resolution, id: Creature["id"]): void {
  const creature = run.find(id);
  const rage = creature && rageOf(creature);
  if (creature && rage && rage.values.hurt !== 1) {
    set(run, creature, { ...rage, values: { ...rage.values, hurt: 1 } });
  }
}

/** At the end of its turn: a rage without a blow given or taken ends. To be asked before the turn is over. */
export function coolDown(run: Resolution, id: Creature["id"]): void {
  const creature = run.find(id);
  const rage = creature && rageOf(creature);
  if (!creature || !rage) return;
  const struck = creature.economy.usedThisTurn.some((used) => used.startsWith("attacked:"));
  if (rage.values.hurt === 1) set(run, creature, { ...rage, values: { ...rage.values, hurt: 0 } });
  else if (!struck && !hasFeature(creature, "persistent-rage")) end(run, creature, "neither struck nor hurt");
}

/** Falling unconscious ends it. */
export function endRageOfFallen(run: Resolution, creature: Creature): void {
  if (rageOf(creature) !== null && has(creature, "unconscious")) end(run, creature, "unconscious");
}

function set(run: Resolution, { id }: Creature, effect: Effect): void {
  run.emit({ kind: "effect-gained", creature: id, effect }, ["features.rage"]);
}

function end(run: Resolution, creature: Creature, why: string): void {
  const effect = rageOf(creature)?.id ?? RAGE;
  run.emit({ kind: "effect-ended", creature: creature.id, effect, why }, ["features.rage"]);
}
