import { hasFeature } from "../creatures/features.ts";
import type { Die, RollPurpose } from "../dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature } from "../state.ts";

export type Fallen = { readonly dice: readonly Die[]; readonly rules: readonly RuleId[] };

/**
 * A halfling's 1 on an attack roll, a check or a saving throw is rolled again at once; of two dice only one is.
 * Nobody is asked: keeping a 1 helps nobody. Dice: one more d20.
 * @rule features.lucky @srd Races > Halfling > Lucky
 */
export function withLuck(
  run: Resolution,
  creature: Creature,
  dice: readonly Die[],
  purpose: RollPurpose,
): Fallen {
  const bad = dice.findIndex(({ sides, face }) => sides === 20 && face === 1);
  const one = dice[bad];
  if (one === undefined || !hasFeature(creature, "lucky")) return { dice, rules: [] };
  const again = run.draw(20, purpose, creature.id, one.stream);
  const rest = dice.map((die, index) => (index === bad ? { ...die, kept: false } : die));
  return { dice: [...rest, again], rules: ["features.lucky"] };
}
