/** A first evening, ready to play: a place, three characters who can sit down at once, and what waits for them. */
import type { WireCommand } from "../client-sdk/src/protocol.ts";
import type { Sheet } from "../rules/content/index.ts";
import type { MapSpec, Square, Terrain, TerrainType } from "../rules/map.ts";

export const SAMPLE_CAMPAIGN = {
  name: "The Drowned Bell",
  description:
    "Below the mill at Sallow Ford lies a foundry that the river took sixty years ago. Last week its bell rang. " +
    "Three people who owe the miller a favour go down with lanterns to see who is ringing it.",
  session: "The foundry floor",
} as const;

/** Rows of the map, one character a square, north on top. */
const ROWS = [
  "####################",
  "#..................#",
  "#......#####..c....#",
  "#......#...#.......#",
  "#..~...#...#...rr..#",
  "#.~~....r..........#",
  "#.~~....rr.....r...#",
  "#..~...#...#.......#",
  "#......#...#..c....#",
  "#......#####.......#",
  "#.............rr...#",
  "####################",
] as const;

/** Slag underfoot is hard going, casting moulds give cover, and the flood has to be waded. */
const LEGEND: Readonly<Record<string, TerrainType>> = {
  "#": "wall",
  r: "difficult",
  "~": "water",
  c: "half-cover",
};

const terrain: readonly Terrain[] = ROWS.flatMap((row, y) =>
  [...row].flatMap((mark, x) => {
    const type = LEGEND[mark];
    return type === undefined ? [] : [{ x, y, type }];
  }),
);

export const SAMPLE_MAP: MapSpec = { width: 20, height: ROWS.length, light: "bright", terrain };

/** What the DM's seat sends to set the scene, in order. The last goblin waits behind a mould, unseen. */
export const SAMPLE_SCENE: readonly WireCommand[] = [
  { do: "set-map", map: SAMPLE_MAP },
  { do: "add-monster", monster: "Goblin", name: "Gritch", side: "foes", at: [13, 4] },
  { do: "add-monster", monster: "Goblin", name: "Snagga", side: "foes", at: [12, 6] },
  { do: "add-monster", monster: "Goblin", name: "Old Wick", side: "foes", at: [16, 7] },
  {
    do: "add-monster",
    monster: "Goblin",
    name: "Nettle",
    side: "foes",
    at: [15, 9],
    concealed: true,
    notes: "Holds the bell rope. Runs for the north stair when two of the others are down.",
  },
];

type SampleCharacter = {
  readonly name: string;
  readonly at: Square;
  /** For whoever chooses. */
  readonly pitch: string;
  readonly sheet: Sheet;
};

export const SAMPLE_CHARACTERS: readonly SampleCharacter[] = [
  {
    name: "Kara Holt",
    at: [4, 4],
    pitch: "A fighter who hits hard and stands in doorways. The easiest to play.",
    sheet: {
      race: "Human",
      classes: [{ class: "Fighter", level: 3, subclass: "Champion" }],
      abilities: { str: 16, dex: 13, con: 15, int: 10, wis: 12, cha: 9 },
      maxHp: 28,
      skills: ["Athletics", "Perception"],
      choices: { fightingStyle: "Defense" },
      equipment: [
        { item: "Chain Mail", equipped: true },
        { item: "Shield", equipped: true },
        { item: "Longsword", equipped: true },
        { item: "Javelin", quantity: 4 },
      ],
    },
  },
  {
    name: "Pim Underbough",
    at: [5, 5],
    pitch: "A rogue who strikes where nobody looks, and is gone again.",
    sheet: {
      race: "Halfling",
      classes: [{ class: "Rogue", level: 3, subclass: "Thief" }],
      abilities: { str: 10, dex: 17, con: 14, int: 12, wis: 11, cha: 13 },
      maxHp: 24,
      skills: ["Acrobatics", "Stealth", "Perception", "Sleight of Hand"],
      expertise: ["Stealth", "Perception"],
      choices: { subrace: "Lightfoot" },
      equipment: [
        { item: "Leather", equipped: true },
        { item: "Shortsword", equipped: true },
        { item: "Shortbow" },
        { item: "Arrow", quantity: 20 },
        { item: "Dagger", quantity: 2 },
      ],
    },
  },
  {
    name: "Oda Ironvow",
    at: [4, 7],
    pitch: "A cleric in scale mail who keeps the others on their feet.",
    sheet: {
      race: "Dwarf",
      classes: [{ class: "Cleric", level: 3, subclass: "Life" }],
      abilities: { str: 14, dex: 10, con: 15, int: 10, wis: 16, cha: 12 },
      maxHp: 27,
      skills: ["Medicine", "Religion"],
      choices: { subrace: "Hill Dwarf" },
      equipment: [
        { item: "Scale Mail", equipped: true },
        { item: "Shield", equipped: true },
        { item: "Warhammer", equipped: true },
        { item: "Crossbow, light" },
        { item: "Crossbow bolt", quantity: 20 },
      ],
      spells: [
        { spell: "Cure Wounds", prepared: true },
        { spell: "Bless", prepared: true },
        { spell: "Guiding Bolt", prepared: true },
      ],
    },
  },
];
