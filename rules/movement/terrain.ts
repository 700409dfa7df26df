import type { MapSpec, Square, TerrainType } from "../map.ts";
import { type Footprint, squaresIn } from "./geometry.ts";

/** Terrain by square. A map never changes in place, so its index is as lasting as the map itself. */
const indexes = new WeakMap<MapSpec, ReadonlyMap<number, readonly TerrainType[]>>();
const ROW = 1_000;

function indexOf(map: MapSpec): ReadonlyMap<number, readonly TerrainType[]> {
  const known = indexes.get(map);
  if (known !== undefined) return known;
  const made = new Map<number, TerrainType[]>();
  for (const { x, y, type } of map.terrain) {
    const here = made.get(y * ROW + x);
    if (here === undefined) made.set(y * ROW + x, [type]);
    else here.push(type);
  }
  indexes.set(map, made);
  return made;
}

const NOTHING: readonly TerrainType[] = [];

export function terrainAt(map: MapSpec | null, [x, y]: Square): readonly TerrainType[] {
  return map === null ? NOTHING : (indexOf(map).get(y * ROW + x) ?? NOTHING);
}

const solid = (type: TerrainType): boolean => type === "wall" || type === "door-closed";

/** Whether nothing can stand or pass there. */
export const isSolid = (map: MapSpec | null, square: Square): boolean => terrainAt(map, square).some(solid);

export function isInside(map: MapSpec | null, space: Footprint): boolean {
  if (map === null) return true;
  return (
    space.x >= 0 && space.y >= 0 && space.x + space.side <= map.width && space.y + space.side <= map.height
  );
}

const obstacles = new WeakMap<MapSpec, Map<string, readonly Footprint[]>>();

/** Squares of these types, as spaces that lines may cross. */
export function blockingSquares(map: MapSpec | null, types: readonly TerrainType[]): readonly Footprint[] {
  if (map === null) return [];
  const known = obstacles.get(map) ?? new Map<string, readonly Footprint[]>();
  obstacles.set(map, known);
  const key = types.join();
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = map.terrain
    .filter((piece) => types.includes(piece.type))
    .map(({ x, y }) => ({ x, y, side: 1 }));
  known.set(key, made);
  return made;
}

export const standsClear = (map: MapSpec | null, space: Footprint): boolean =>
  isInside(map, space) && !squaresIn(space).some((square) => isSolid(map, square));

export const isDifficult = (map: MapSpec | null, space: Footprint): boolean =>
  squaresIn(space).some((square) => terrainAt(map, square).includes("difficult"));

export const isWater = (map: MapSpec | null, space: Footprint): boolean =>
  squaresIn(space).some((square) => terrainAt(map, square).includes("water"));
