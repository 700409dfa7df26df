import type { WeaponRecord } from "../../creature.ts";

/** What the package has wrong about weapons, against the SRD's table. */
export const WEAPON_CORRECTIONS: Readonly<Record<string, Partial<WeaponRecord>>> = {
  Spear: { damage: { count: 1, sides: 6, bonus: 0, type: "piercing" } },
  Trident: {
    damage: { count: 1, sides: 6, bonus: 0, type: "piercing" },
    versatileDamage: { count: 1, sides: 8, bonus: 0, type: "piercing" },
  },
  "Crossbow, heavy": { properties: ["ammunition", "heavy", "loading", "two-handed"] },
  Blowgun: { damage: { count: 0, sides: 1, bonus: 1, type: "piercing" } },
  Net: { damage: null },
};
