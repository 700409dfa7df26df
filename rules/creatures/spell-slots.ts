import { type Casting, classRecord } from "./classes.ts";

type ClassLevel = { readonly class: string; readonly level: number };

/** Slots by spell level for a caster of that level, from level 1. */
const FULL: readonly (readonly number[])[] = [
  [2],
  [3],
  [4, 2],
  [4, 3],
  [4, 3, 2],
  [4, 3, 3],
  [4, 3, 3, 1],
  [4, 3, 3, 2],
  [4, 3, 3, 3, 1],
  [4, 3, 3, 3, 2],
  [4, 3, 3, 3, 2, 1],
  [4, 3, 3, 3, 2, 1],
  [4, 3, 3, 3, 2, 1, 1],
  [4, 3, 3, 3, 2, 1, 1],
  [4, 3, 3, 3, 2, 1, 1, 1],
  [4, 3, 3, 3, 2, 1, 1, 1],
  [4, 3, 3, 3, 2, 1, 1, 1, 1],
  [4, 3, 3, 3, 3, 1, 1, 1, 1],
  [4, 3, 3, 3, 3, 2, 1, 1, 1],
  [4, 3, 3, 3, 3, 2, 2, 1, 1],
];

/**
 * Spell slots by level, `{ "1": 4, "2": 2 }`. One class that casts has its own table (a half caster starts at
 * level 2 and rounds up); two or more add their levels, half casters each rounded down. Pact slots stand under
 * their level when they are the only ones, otherwise under `pact-` and their level.
 * @srd Beyond 1st Level > Multiclassing > Spellcasting
 */
export function spellSlots(classes: readonly ClassLevel[]): Readonly<Record<string, number>> {
  const casters = classes.filter((one) => ["full", "half"].includes(castingOf(one)));
  const slots = table(casterLevel(casters));
  const warlock = classes.find((one) => castingOf(one) === "pact");
  if (warlock === undefined) return slots;
  const pact = pactSlots(warlock.level);
  const key = casters.length === 0 ? String(pact.level) : `pact-${pact.level}`;
  return { ...slots, [key]: pact.count };
}

function castingOf(one: ClassLevel): Casting {
  return classRecord(one.class)?.casting ?? "none";
}

function casterLevel(casters: readonly ClassLevel[]): number {
  const [only, ...others] = casters;
  if (only !== undefined && others.length === 0) {
    if (castingOf(only) === "full") return only.level;
    return only.level < 2 ? 0 : Math.ceil(only.level / 2);
  }
  return casters.reduce(
    (sum, one) => sum + (castingOf(one) === "full" ? one.level : Math.floor(one.level / 2)),
    0,
  );
}

function table(level: number): Readonly<Record<string, number>> {
  const row = FULL[Math.min(level, 20) - 1] ?? [];
  return Object.fromEntries(row.map((count, index) => [String(index + 1), count]));
}

/** @srd Classes > Warlock > Pact Magic: all slots of one level, regained on a short rest. */
export function pactSlots(level: number): { readonly level: number; readonly count: number } {
  const count = level >= 17 ? 4 : level >= 11 ? 3 : level >= 2 ? 2 : 1;
  return { level: Math.min(5, Math.ceil(level / 2)), count };
}
