/**
 * Where a creature could walk, as a preview: what one sees of the map decides, and the rules have the last word.
 * Every square costs 5 feet, difficult ones 10, diagonals too; corners of walls cannot be cut.
 */
import type { CreatureView, MapView, SeatView, Square, TerrainType } from "../src/index.ts";

export type Way = { readonly path: readonly Square[]; readonly costFeet: number };

const CLOSED: ReadonlySet<TerrainType> = new Set(["wall", "door-closed"]);
const SLOW: ReadonlySet<TerrainType> = new Set(["difficult", "water"]);
const STEPS: readonly Square[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
  [1, -1],
  [1, 1],
  [-1, 1],
  [-1, -1],
];

type Ground = {
  readonly width: number;
  readonly height: number;
  readonly closed: ReadonlySet<number>;
  readonly slow: ReadonlySet<number>;
  /** Held by a foe: not to be entered. */
  readonly foes: ReadonlySet<number>;
  /** Held by anybody: not to be stopped in. */
  readonly held: ReadonlySet<number>;
};

const at = (width: number, x: number, y: number): number => y * width + x;

function groundFor(view: SeatView, map: MapView, mover: CreatureView): Ground {
  const closed = new Set<number>();
  const slow = new Set<number>();
  for (const { x, y, type } of map.terrain) {
    if (CLOSED.has(type)) closed.add(at(map.width, x, y));
    if (SLOW.has(type)) slow.add(at(map.width, x, y));
  }
  const foes = new Set<number>();
  const held = new Set<number>();
  for (const other of Object.values(view.creatures)) {
    if (other.id === mover.id || other.x < 0 || other.health === "dead") continue;
    const up = other.hp !== 0 && !["down", "dying", "stable"].includes(other.health);
    for (let dy = 0; dy < other.squares; dy += 1)
      for (let dx = 0; dx < other.squares; dx += 1) {
        const square = at(map.width, other.x + dx, other.y + dy);
        held.add(square);
        if (other.side !== mover.side && up) foes.add(square);
        else slow.add(square);
      }
  }
  return { width: map.width, height: map.height, closed, slow, foes, held };
}

/** All squares within `feet`, each with the cheapest way there. Keyed by `y * width + x`. */
export function waysFor(view: SeatView, mover: CreatureView, feet: number): ReadonlyMap<number, Way> {
  const { map } = view;
  const ways = new Map<number, Way>();
  if (map === null || mover.x < 0) return ways;
  const ground = groundFor(view, map, mover);
  const prone = mover.conditions.some((condition) => condition.name === "prone");
  const start = at(map.width, mover.x, mover.y);
  const best = new Map<number, Way>([[start, { path: [], costFeet: 0 }]]);
  const open = new Set([start]);
  while (open.size > 0) {
    const here = cheapest(open, best);
    open.delete(here);
    const way = best.get(here);
    if (way === undefined) continue;
    for (const next of neighbours(ground, mover, here)) {
      const step = (footprintSlow(ground, mover, next) ? 10 : 5) + (prone ? 5 : 0);
      const costFeet = way.costFeet + step;
      const square = at(map.width, next[0], next[1]);
      if (costFeet > feet || costFeet >= (best.get(square)?.costFeet ?? Number.POSITIVE_INFINITY)) continue;
      best.set(square, { path: [...way.path, next], costFeet });
      open.add(square);
    }
  }
  for (const [square, way] of best)
    if (
      square !== start &&
      footprint(ground, mover, squareOf(ground, square)).every((one) => !ground.held.has(one))
    )
      ways.set(square, way);
  return ways;
}

const squareOf = ({ width }: Ground, square: number): Square => [square % width, Math.floor(square / width)];

function cheapest(open: ReadonlySet<number>, best: ReadonlyMap<number, Way>): number {
  let found = -1;
  let cost = Number.POSITIVE_INFINITY;
  for (const square of open) {
    const next = best.get(square)?.costFeet ?? cost;
    if (next < cost) {
      cost = next;
      found = square;
    }
  }
  return found;
}

function footprint(ground: Ground, mover: CreatureView, [x, y]: Square): number[] {
  const squares: number[] = [];
  for (let dy = 0; dy < mover.squares; dy += 1)
    for (let dx = 0; dx < mover.squares; dx += 1) squares.push(at(ground.width, x + dx, y + dy));
  return squares;
}

const footprintSlow = (ground: Ground, mover: CreatureView, to: Square): boolean =>
  footprint(ground, mover, to).some((square) => ground.slow.has(square));

function free(ground: Ground, mover: CreatureView, [x, y]: Square): boolean {
  if (x < 0 || y < 0 || x + mover.squares > ground.width || y + mover.squares > ground.height) return false;
  return footprint(ground, mover, [x, y]).every(
    (square) => !ground.closed.has(square) && !ground.foes.has(square),
  );
}

function neighbours(ground: Ground, mover: CreatureView, here: number): Square[] {
  const [x, y] = squareOf(ground, here);
  const open = (toX: number, toY: number): boolean =>
    toX >= 0 &&
    toY >= 0 &&
    toX < ground.width &&
    toY < ground.height &&
    !ground.closed.has(at(ground.width, toX, toY));
  return STEPS.map(([dx, dy]): Square => [x + dx, y + dy]).filter(
    ([toX, toY]) =>
      free(ground, mover, [toX, toY]) && (toX === x || toY === y || (open(toX, y) && open(x, toY))),
  );
}
