import type { MapSpec, Square, TerrainType } from "../map.ts";
import { type Footprint, squaresIn } from "./geometry.ts";

export function terrainAt(map: MapSpec | null, [x, y]: Square): readonly TerrainType[] {
  if (map === null) return [];
  const types: TerrainType[] = [];
  for (const piece of map.terrain) if (piece.x === x && piece.y === y) types.push(piece.type);
  return types;
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

/** Squares that stop lines: walls and closed doors, with fog for sight. */
export function blockingSquares(map: MapSpec | null, types: readonly TerrainType[]): readonly Footprint[] {
  if (map === null) return [];
  return map.terrain.filter((piece) => types.includes(piece.type)).map(({ x, y }) => ({ x, y, side: 1 }));
}

export const standsClear = (map: MapSpec | null, space: Footprint): boolean =>
  isInside(map, space) && !squaresIn(space).some((square) => isSolid(map, square));

export const isDifficult = (map: MapSpec | null, space: Footprint): boolean =>
  squaresIn(space).some((square) => terrainAt(map, square).includes("difficult"));

export const isWater = (map: MapSpec | null, space: Footprint): boolean =>
  squaresIn(space).some((square) => terrainAt(map, square).includes("water"));
