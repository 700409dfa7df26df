import { isConscious } from "../conditions/table.ts";
import type { Part } from "../creature.ts";
import { featureOf } from "../creatures/features.ts";
import { within } from "../movement/geometry.ts";
import type { Creature, State } from "../state.ts";

/**
 * What a paladin nearby adds to a saving throw, its own among them; of several only the best counts.
 * @rule features.aura-of-protection @srd Paladin > Aura of Protection
 */
export function auraParts(state: State, creature: Creature): readonly Part[] {
  const best = Math.max(
    0,
    ...state.roster.map((id) => {
      const paladin = state.creatures[id];
      const aura = paladin === undefined ? null : featureOf(paladin, "aura-of-protection");
      if (paladin === undefined || aura === null || paladin.side !== creature.side) return 0;
      const near = paladin.id === creature.id || within(paladin, creature, aura.values.feet ?? 10);
      return near && isConscious(paladin) ? (aura.values.bonus ?? 1) : 0;
    }),
  );
  return best === 0 ? [] : [{ value: best, why: "Aura of Protection" }];
}
