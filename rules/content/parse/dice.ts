import type { DamageFormula, DiceFormula } from "../../creature.ts";
import { DAMAGE_TYPES, type DamageType } from "../../vocabulary.ts";

/** `2d6`, `2d6 + 3`, `1d4-1`, `7`; null for anything else. Letters O that stand for a zero are read as zeros. */
export function parseDice(text: string): DiceFormula | null {
  const plain = text.replaceAll(/\s/g, "").replaceAll(/(?<=\d)O/g, "0");
  const dice = /^(\d+)d(\d+)(?:([+-])(\d+))?$/.exec(plain);
  if (dice !== null) {
    const bonus = Number(dice[4] ?? 0) * (dice[3] === "-" ? -1 : 1);
    return { count: Number(dice[1]), sides: Number(dice[2]), bonus };
  }
  return /^\d+$/.test(plain) ? { count: 0, sides: 1, bonus: Number(plain) } : null;
}

export function damageType(text: string): DamageType | null {
  const wanted = text.toLowerCase();
  return DAMAGE_TYPES.find((type) => type === wanted) ?? null;
}

/** One printed amount, `7 (2d6) fire damage` or `1 piercing damage`: its dice stand in the brackets. */
export const AMOUNT = String.raw`(\d+)(?: \(([^)]*\d ?d ?\d[^)]*)\))? (\w+)(?: or \w+)? damage`;

/** What a match of `AMOUNT` says; null when the words are not dice and a damage type. */
export function amountOf(average: string, dice: string | undefined, type: string): DamageFormula | null {
  const formula = parseDice(dice ?? average);
  const of = damageType(type);
  return formula === null || of === null ? null : { ...formula, type: of };
}
