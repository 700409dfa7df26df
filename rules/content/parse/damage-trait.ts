import type { DamageTrait } from "../../creature.ts";
import { DAMAGE_TYPES } from "../../vocabulary.ts";

/**
 * The printed wordings of resistances, about a dozen, as types and what defeats them: `bludgeoning, piercing,
 * and slashing from nonmagical weapons that aren't silvered` holds unless the weapon is magical or silvered.
 * Null when no type is named (`damage from spells`).
 */
export function parseDamageTrait(text: string): DamageTrait | null {
  const types = DAMAGE_TYPES.filter((type) => new RegExp(`\\b${type}\\b`).test(text));
  if (types.length === 0 || /wielded by/.test(text)) return null;
  const unless: DamageTrait["unless"][number][] = [];
  if (/non ?magical/.test(text)) unless.push("magical");
  if (/silver/.test(text)) unless.push("silvered");
  if (/adamantine/.test(text)) unless.push("adamantine");
  return { types, unless };
}
