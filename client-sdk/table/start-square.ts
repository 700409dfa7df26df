import type { MapView, Square } from "../src/index.ts";

type Placed = { readonly x: number; readonly y: number };

/** A free square on the left of the map, near the middle: where parties come from. */
export function startSquare(
  map: Pick<MapView, "width" | "height" | "terrain">,
  others: Iterable<Placed>,
): Square | null {
  const taken = new Set([
    ...map.terrain.filter(({ type }) => type !== "dim").map(({ x, y }) => `${x},${y}`),
    ...[...others].map(({ x, y }) => `${x},${y}`),
  ]);
  const middle = Math.floor(map.height / 2);
  for (let x = Math.floor(map.width / 5); x < map.width; x += 1)
    for (let away = 0; away <= middle; away += 1)
      for (const y of [middle - away, middle + away])
        if (y >= 0 && y < map.height && !taken.has(`${x},${y}`)) return [x, y];
  return null;
}
