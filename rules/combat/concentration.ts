import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, Effect } from "../state.ts";

/** The effect a creature concentrates on. Spells will put it there; the rules around it hold already. */
export const concentrationOn = (creature: Creature): Effect | null =>
  creature.effects.find(({ name }) => name === "concentration") ?? null;

/** @srd Spellcasting > Casting a Spell > Duration > Concentration */
export function endConcentration(run: Resolution, creature: Creature, why: string): void {
  const held = concentrationOn(creature);
  if (held === null) return;
  run.emit({ kind: "effect-ended", creature: creature.id, effect: held.id, why }, [
    "abilities.saving-throws",
  ]);
}
