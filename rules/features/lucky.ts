import { hasFeature } from "../creatures/features.ts";
import type { Die, RollPurpose } from "../dice.ts";
import { rollAgain } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature, Frame } from "../state.ts";

export type Fallen = { readonly dice: readonly Die[]; readonly rules: readonly RuleId[] };

/**
 * A halfling's 1 on an attack roll, a check or a saving throw is rolled again at once; of two dice only one is.
 * Nobody is asked whether: keeping a 1 helps nobody. Null when the die is to be entered by hand. Dice: one more
 * d20.
 * @rule features.lucky @srd Races > Halfling > Lucky
 */
export function withLuck(
  run: Resolution,
  frame: Frame,
  creature: Creature,
  dice: readonly Die[],
  purpose: RollPurpose,
): Fallen | null {
  const bad = dice.findIndex(({ sides, face }) => sides === 20 && face === 1);
  const one = dice[bad];
  if (one === undefined || !hasFeature(creature, "lucky")) return { dice, rules: [] };
  const need = { sides: [20], purpose, by: creature.id, stream: one.stream };
  const again = rollAgain(run, frame, need, dice.length);
  if (again === null) return null;
  const rest = dice.map((die, index) => (index === bad ? { ...die, kept: false } : die));
  return { dice: [...rest, ...again], rules: ["features.lucky"] };
}
