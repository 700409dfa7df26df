/** Column and row from the top left corner, from 0; one square is 5 feet. */
export type Square = readonly [x: number, y: number];

export const TERRAIN_TYPES = [
  "wall",
  "difficult",
  "water",
  "half-cover",
  "three-quarters-cover",
  "darkness",
  "dim",
  "fog",
  "door-open",
  "door-closed",
] as const;
export type TerrainType = (typeof TERRAIN_TYPES)[number];
export type Light = "bright" | "dim" | "darkness";

export type Terrain = { readonly x: number; readonly y: number; readonly type: TerrainType };

/** The battle map. `width` and `height` are 1 to 200 squares; at most 4,000 pieces of terrain. */
export type MapSpec = {
  readonly width: number;
  readonly height: number;
  readonly light: Light;
  /** True where bright light is the sun's; absent under roofs and lamps. */
  readonly sunlight?: boolean;
  readonly terrain: readonly Terrain[];
};
