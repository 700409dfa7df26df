import { type Sheet, sheetSpec } from "../../../rules/content/index.ts";
import { creatureId } from "../../../rules/ids.ts";
import type { Creature } from "../../../rules/state.ts";

const scores = (str: number, dex: number, con: number, int: number, wis: number, cha: number) => ({
  str,
  dex,
  con,
  int,
  wis,
  cha,
});
const worn = (...items: string[]) => items.map((item) => ({ item, equipped: true }));

/** Characters of level 5 that the tests of creatures speak of. */
export const PARTY = {
  fighter: {
    race: "Human",
    classes: [{ class: "Fighter", level: 5, subclass: "Champion" }],
    abilities: scores(18, 14, 14, 10, 12, 8),
    skills: ["Athletics"],
    equipment: worn("Chain Mail", "Shield", "Longsword"),
  },
  rogue: {
    race: "Human",
    classes: [{ class: "Rogue", level: 5, subclass: "Thief" }],
    abilities: scores(10, 18, 12, 10, 14, 10),
    skills: ["Stealth", "Acrobatics", "Perception"],
    expertise: ["Stealth"],
    equipment: worn("Studded Leather", "Shortsword"),
  },
  wizard: {
    race: "Human",
    classes: [{ class: "Wizard", level: 5, subclass: "Evocation" }],
    abilities: scores(10, 14, 14, 18, 10, 10),
    equipment: worn("Greatsword"),
  },
  cleric: {
    race: "Human",
    classes: [{ class: "Cleric", level: 5, subclass: "Life" }],
    abilities: scores(14, 10, 14, 10, 18, 10),
    equipment: worn("Chain Mail", "Shield", "Mace"),
  },
  barbarian: {
    race: "Human",
    classes: [{ class: "Barbarian", level: 5, subclass: "Berserker" }],
    abilities: scores(18, 14, 16, 10, 10, 10),
    equipment: worn("Greataxe"),
  },
  monk: {
    race: "Human",
    classes: [{ class: "Monk", level: 5, subclass: "Open Hand" }],
    abilities: scores(10, 18, 14, 10, 16, 10),
  },
} as const satisfies Record<string, Sheet>;

/** The parts of a creature that its numbers follow from, made of a sheet as it would enter a session. */
export function made(sheet: Sheet): Pick<Creature, "block" | "items" | "features"> {
  const spec = sheetSpec(sheet, {
    id: creatureId("hero"),
    name: "Hero",
    side: "party",
    at: null,
    seat: null,
    character: null,
    start: {},
  });
  if (!spec.ok) throw new Error(spec.rejection.detail);
  return { block: spec.value.block, items: spec.value.items, features: spec.value.block.features };
}
