/** Characters and scenes to start with at once. */
import type { AddMonster, MapSpec, Sheet, Terrain, TerrainType, WireCommand } from "../src/index.ts";

export type ReadyMade = { readonly name: string; readonly pitch: string; readonly sheet: Sheet };

const worn = (...items: readonly string[]) => items.map((item) => ({ item, equipped: true }));

export const READY_MADE: readonly ReadyMade[] = [
  {
    name: "Kara Ironvale",
    pitch: "human fighter with sword and shield",
    sheet: {
      race: "Human",
      classes: [{ class: "Fighter", level: 3, subclass: "Champion" }],
      abilities: { str: 16, dex: 13, con: 15, int: 10, wis: 12, cha: 9 },
      skills: ["Athletics", "Perception"],
      choices: { fightingStyle: "Dueling" },
      equipment: [...worn("Chain Mail", "Shield", "Longsword"), { item: "Javelin", quantity: 4 }],
    },
  },
  {
    name: "Thorn Quickfoot",
    pitch: "halfling rogue with blade and bow",
    sheet: {
      race: "Halfling",
      classes: [{ class: "Rogue", level: 3, subclass: "Thief" }],
      abilities: { str: 8, dex: 17, con: 14, int: 12, wis: 13, cha: 12 },
      skills: ["Stealth", "Acrobatics", "Perception", "Sleight of Hand"],
      expertise: ["Stealth", "Perception"],
      equipment: [
        ...worn("Leather Armor", "Shortsword"),
        { item: "Shortbow", equipped: false },
        { item: "Arrow", quantity: 20 },
      ],
    },
  },
  {
    name: "Brenna Oakheart",
    pitch: "dwarf cleric with mace and shield",
    sheet: {
      race: "Dwarf",
      classes: [{ class: "Cleric", level: 3, subclass: "Life" }],
      abilities: { str: 14, dex: 10, con: 16, int: 10, wis: 16, cha: 11 },
      skills: ["Medicine", "Religion"],
      equipment: worn("Scale Mail", "Shield", "Mace"),
    },
  },
  {
    name: "Elyra Dawnwhisper",
    pitch: "elf ranger with a longbow",
    sheet: {
      race: "Elf",
      classes: [{ class: "Ranger", level: 3, subclass: "Hunter" }],
      abilities: { str: 12, dex: 17, con: 13, int: 10, wis: 14, cha: 10 },
      skills: ["Stealth", "Survival", "Perception"],
      choices: { fightingStyle: "Archery" },
      equipment: [
        ...worn("Leather Armor", "Longbow"),
        { item: "Arrow", quantity: 20 },
        { item: "Shortsword", equipped: false },
      ],
    },
  },
  {
    name: "Gorrak the Tall",
    pitch: "half-orc barbarian with a greataxe",
    sheet: {
      race: "Half-Orc",
      classes: [{ class: "Barbarian", level: 3, subclass: "Path of the Berserker" }],
      abilities: { str: 17, dex: 14, con: 16, int: 8, wis: 12, cha: 10 },
      skills: ["Athletics", "Intimidation"],
      equipment: [...worn("Greataxe"), { item: "Handaxe", quantity: 2 }],
    },
  },
];

export type Scene = {
  readonly name: string;
  readonly map: MapSpec;
  readonly monsters: readonly Omit<AddMonster, "do">[];
};

/** What the DM's seat sends to set a scene, in order. */
export const commandsOf = ({ map, monsters }: Scene): readonly WireCommand[] => [
  { do: "set-map", map },
  ...monsters.map((monster) => ({ do: "add-monster" as const, ...monster })),
];

/** A map drawn in letters: `#` wall, `~` water, `,` rubble, `c` half cover, `+` and `/` doors. */
const LETTERS: Readonly<Record<string, TerrainType>> = {
  "#": "wall",
  "~": "water",
  ",": "difficult",
  c: "half-cover",
  "+": "door-closed",
  "/": "door-open",
};

function drawn(rows: readonly string[]): MapSpec {
  const terrain: Terrain[] = rows.flatMap((row, y) =>
    [...row].flatMap((letter, x) => {
      const type = LETTERS[letter];
      return type === undefined ? [] : [{ x, y, type }];
    }),
  );
  return { width: rows[0]?.length ?? 1, height: rows.length, light: "bright", terrain };
}

export const SCENES: readonly Scene[] = [
  {
    name: "Goblin ambush",
    map: drawn([
      "......,,......##",
      ".##...,,.......#",
      ".##..........c.#",
      ".........,.....#",
      "....,,..,,,.....",
      "....,.....,.....",
      "......##......#.",
      "......##..c...#.",
      "..............#.",
      "...,......,..##.",
      "..,,,....,,.....",
      "~~..........c...",
      "~~~~.......,....",
      "~~~~~~..........",
    ]),
    monsters: [
      { monster: "Goblin", name: "Snag", side: "foes", at: [11, 3] },
      { monster: "Goblin", name: "Rikk", side: "foes", at: [11, 7] },
      {
        monster: "Goblin",
        name: "Yeeg",
        side: "foes",
        at: [12, 9],
        concealed: true,
        notes: "Waits in the reeds.",
      },
    ],
  },
  {
    name: "A lone goblin",
    map: drawn(["........", "..,,....", "....#...", "....#...", "........", "........"]),
    monsters: [{ monster: "Goblin", name: "Snag", side: "foes", at: [5, 1] }],
  },
];
