import type { DamageType, Size, Skill } from "../vocabulary.ts";

/** What a race or subrace gives to a sheet whose ability scores are final. */
export type RaceRecord = {
  readonly name: string;
  readonly size: Size;
  readonly speedFeet: number;
  readonly darkvisionFeet: number;
  readonly traits: readonly string[];
  readonly skills: readonly Skill[];
  readonly weapons: readonly string[];
  readonly resistances: readonly DamageType[];
};

const race = (name: string, of: Partial<Omit<RaceRecord, "name">>): RaceRecord => ({
  name,
  size: "medium",
  speedFeet: 30,
  darkvisionFeet: 0,
  traits: [],
  skills: [],
  weapons: [],
  resistances: [],
  ...of,
});

/** @srd Races */
export const RACES: readonly RaceRecord[] = [
  race("Dwarf", {
    speedFeet: 25,
    darkvisionFeet: 60,
    traits: ["Dwarf Speed", "Dwarven Resilience", "Stonecunning"],
    weapons: ["battleaxe", "handaxe", "light hammer", "warhammer"],
    resistances: ["poison"],
  }),
  race("Elf", {
    darkvisionFeet: 60,
    traits: ["Fey Ancestry", "Trance"],
    skills: ["perception"],
  }),
  race("Halfling", {
    size: "small",
    speedFeet: 25,
    traits: ["Lucky", "Brave", "Halfling Nimbleness"],
  }),
  race("Human", {}),
  race("Dragonborn", { traits: ["Breath Weapon"] }),
  race("Gnome", { size: "small", speedFeet: 25, darkvisionFeet: 60, traits: ["Gnome Cunning"] }),
  race("Half-Elf", { darkvisionFeet: 60, traits: ["Fey Ancestry"] }),
  race("Half-Orc", {
    darkvisionFeet: 60,
    traits: ["Relentless Endurance", "Savage Attacks"],
    skills: ["intimidation"],
  }),
  race("Tiefling", { darkvisionFeet: 60, traits: ["Infernal Legacy"], resistances: ["fire"] }),
];

/** @srd Races: the subraces of the SRD; each adds to its race. */
export const SUBRACES: Readonly<
  Record<string, { readonly race: string; readonly traits: readonly string[] }>
> = {
  "Hill Dwarf": { race: "Dwarf", traits: ["Dwarven Toughness"] },
  "High Elf": { race: "Elf", traits: ["Elf Weapon Training"] },
  "Lightfoot Halfling": { race: "Halfling", traits: ["Naturally Stealthy"] },
  Lightfoot: { race: "Halfling", traits: ["Naturally Stealthy"] },
  "Rock Gnome": { race: "Gnome", traits: ["Artificer's Lore", "Tinker"] },
};

export const ELF_WEAPONS: readonly string[] = ["longsword", "shortsword", "shortbow", "longbow"];

/** @srd Races > Dragonborn > Draconic Ancestry: the damage type, the area, and the ability that saves. */
export const DRACONIC_ANCESTRY: Readonly<
  Record<string, { readonly type: DamageType; readonly area: "line" | "cone"; readonly save: "dex" | "con" }>
> = {
  black: { type: "acid", area: "line", save: "dex" },
  blue: { type: "lightning", area: "line", save: "dex" },
  brass: { type: "fire", area: "line", save: "dex" },
  bronze: { type: "lightning", area: "line", save: "dex" },
  copper: { type: "acid", area: "line", save: "dex" },
  gold: { type: "fire", area: "cone", save: "dex" },
  green: { type: "poison", area: "cone", save: "con" },
  red: { type: "fire", area: "cone", save: "dex" },
  silver: { type: "cold", area: "cone", save: "con" },
  white: { type: "cold", area: "cone", save: "con" },
};

/** The race, or the race of a subrace, by name; `Dwarf (Hill)` and `Hill Dwarf` are both a dwarf. */
export function raceRecord(name: string): RaceRecord | null {
  const wanted = name.trim().toLowerCase();
  const of = Object.entries(SUBRACES).find(([subrace]) => subrace.toLowerCase() === wanted)?.[1].race;
  const plain = (of ?? wanted).toLowerCase().replace(/ \(.*\)$/, "");
  return RACES.find((one) => one.name.toLowerCase() === plain) ?? null;
}

/** The subrace that a name or choice means; null when it means none. */
export function subraceOf(
  race: string,
  choice: string | undefined,
): { readonly traits: readonly string[] } | null {
  const words = `${race} ${choice ?? ""}`.toLowerCase();
  const found = Object.entries(SUBRACES).find(([subrace, of]) => {
    const first = subrace.toLowerCase().split(" ")[0] ?? "";
    return words.includes(first) && raceRecord(race)?.name === of.race;
  });
  return found?.[1] ?? null;
}
