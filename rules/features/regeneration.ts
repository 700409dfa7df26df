import { heal } from "../combat/dying.ts";
import { featureOf } from "../creatures/features.ts";
import type { CreatureId } from "../ids.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature } from "../state.ts";
import type { DamageType } from "../vocabulary.ts";

const ID = "regeneration";
const STOPPED = "regeneration-stopped";

/** Whether 0 hit points do not kill it: it dies only when its next turn starts without regenerating. */
export const outlives0 = (creature: Creature): boolean => featureOf(creature, ID)?.values.atZero === 1;

/** Damage of a kind that its regeneration cannot bear stops it for its next turn. */
export function stopRegeneration(run: Resolution, id: CreatureId, type: DamageType, amount: number): void {
  const creature = run.creature(id);
  const hated = featureOf(creature, ID)?.option?.split(",") ?? [];
  if (amount === 0 || creature.dead || !hated.includes(type)) return;
  // Through the start of its next turn; hurt on its own turn, that is the one after.
  const turns = run.state.encounter?.turn === id ? 2 : 1;
  const until = { kind: "turn", edge: "end", of: id, turns } as const;
  const effect = { id: STOPPED, name: STOPPED, source: null, target: null, until, values: {} };
  run.emit({ kind: "effect-gained", creature: id, effect }, ["monsters.regeneration"]);
}

/** @rule monsters.regeneration @srd Monsters > Troll > Regeneration */
export function regenerate(run: Resolution, id: CreatureId): void {
  const creature = run.find(id);
  const feature = creature && featureOf(creature, ID);
  if (!creature || !feature || creature.dead) return;
  const stopped = creature.effects.some(({ name }) => name === STOPPED);
  if (creature.hp === 0 && !outlives0(creature)) return;
  if (!stopped) {
    if (creature.hp < creature.maxHp) heal(run, creature, feature.values.hitPoints ?? 0, { source: id });
    return;
  }
  if (creature.hp > 0) return;
  run.emit({ kind: "died", creature: id, why: "it did not regenerate" }, ["monsters.regeneration"]);
}
