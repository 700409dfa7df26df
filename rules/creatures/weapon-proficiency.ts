import type { StatBlock, WeaponRecord } from "../creature.ts";
import { nameKey } from "./names.ts";

/**
 * Whether the proficiency bonus counts. Monsters are proficient with what they hold; characters with their
 * categories and the weapons named one by one (`Longswords`).
 * @rule equipment.weapon-proficiency @srd Equipment > Weapons > Weapon Proficiency
 */
export function isProficientWith(
  block: Pick<StatBlock, "level" | "weaponProficiencies">,
  weapon: WeaponRecord,
): boolean {
  if (block.level === 0) return true;
  const key = nameKey(weapon.name);
  return block.weaponProficiencies.some((named) => {
    const has = nameKey(named);
    return has === `${weapon.category} weapons` || has === key || has === plural(key);
  });
}

function plural(key: string): string {
  return key.endsWith("staff") ? `${key}s` : key.endsWith("f") ? `${key.slice(0, -1)}ves` : `${key}s`;
}
