import type { Square } from "../../rules/map.ts";
import type { CreatureView, SeatView } from "../../rules/view.ts";

export type Spot = { readonly to: Square; readonly costFeet: number };

/** Ways over the map as one seat knows it: where a creature can get to, what it costs, and by which squares. */
export type Ways = {
  /** Squares where it may end, cheapest first. */
  readonly spots: readonly Spot[];
  /** The squares from the first step to a spot. */
  readonly pathTo: (to: Square) => readonly Spot[];
};

/** Squares looked at before giving up; a map of 200 by 200 fits. */
const LIMIT = 40_000;
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

const keyOf = ([x, y]: Square): string => `${x},${y}`;

type Ground = {
  readonly solid: (at: Square) => boolean;
  readonly blocked: (at: Square) => boolean;
  readonly difficult: (at: Square) => boolean;
  readonly endable: (at: Square) => boolean;
};

function groundFor(view: SeatView, self: CreatureView): Ground {
  const terrain = new Map<string, string[]>();
  for (const piece of view.map?.terrain ?? [])
    terrain.set(keyOf([piece.x, piece.y]), [...(terrain.get(keyOf([piece.x, piece.y])) ?? []), piece.type]);
  const foes = new Set<string>();
  const friends = new Set<string>();
  for (const other of Object.values(view.creatures)) {
    if (other.id === self.id || other.x < 0 || other.health === "dead") continue;
    const into = other.side === self.side ? friends : foes;
    for (const square of spaceAt([other.x, other.y], other.squares)) into.add(keyOf(square));
  }
  const { width, height } = view.map ?? { width: 200, height: 200 };
  const space = (at: Square): readonly Square[] => spaceAt(at, self.squares);
  const has = (square: Square, ...types: readonly string[]): boolean =>
    (terrain.get(keyOf(square)) ?? []).some((type) => types.includes(type));
  const inside = ([x, y]: Square): boolean => x >= 0 && y >= 0 && x < width && y < height;
  const solid = (at: Square): boolean => space(at).some((square) => has(square, "wall", "door-closed"));
  return {
    solid,
    blocked: (at) => solid(at) || space(at).some((square) => !inside(square) || foes.has(keyOf(square))),
    difficult: (at) =>
      space(at).some((square) => friends.has(keyOf(square)) || has(square, "difficult", "water")),
    endable: (at) => !space(at).some((square) => friends.has(keyOf(square))),
  };
}

function spaceAt([x, y]: Square, side: number): readonly Square[] {
  return Array.from({ length: side * side }, (_, index) => [
    x + (index % side),
    y + Math.floor(index / side),
  ]);
}

/**
 * Every square a creature could walk to within `budgetFeet`. Only what the view shows is reckoned with: who is
 * hidden from it blocks nothing here. Costs are 5 feet a square, diagonals too, doubled on difficult ground
 * and when crawling.
 */
export function waysOf(view: SeatView, self: CreatureView, budgetFeet: number): Ways {
  const ground = groundFor(view, self);
  const crawl = self.conditions.some((condition) => condition.name === "prone") ? 5 : 0;
  const cost = new Map<string, number>([[keyOf([self.x, self.y]), 0]]);
  const from = new Map<string, Square>();
  const rings: Square[][] = [[[self.x, self.y]]];
  const spots: Spot[] = [];
  for (let ring = 0; ring < rings.length && cost.size < LIMIT; ring += 1) {
    for (const at of rings[ring] ?? []) {
      const spent = cost.get(keyOf(at)) ?? 0;
      if (spent !== ring * 5) continue;
      if (ring > 0 && ground.endable(at)) spots.push({ to: at, costFeet: spent });
      for (const [dx, dy] of STEPS) {
        const next: Square = [at[0] + dx, at[1] + dy];
        if (ground.blocked(next) || cutsCorner(ground, at, dx, dy)) continue;
        const total = spent + 5 + (ground.difficult(next) ? 5 : 0) + crawl;
        if (total > budgetFeet || total >= (cost.get(keyOf(next)) ?? Number.POSITIVE_INFINITY)) continue;
        cost.set(keyOf(next), total);
        from.set(keyOf(next), at);
        const index = total / 5;
        while (rings.length <= index) rings.push([]);
        rings[index]?.push(next);
      }
    }
  }
  const pathTo = (to: Square): readonly Spot[] => {
    const path: Spot[] = [];
    for (let at: Square | undefined = to; at !== undefined && from.has(keyOf(at)); at = from.get(keyOf(at)))
      path.unshift({ to: at, costFeet: cost.get(keyOf(at)) ?? 0 });
    return path;
  };
  return { spots, pathTo };
}

function cutsCorner(ground: Ground, [x, y]: Square, dx: number, dy: number): boolean {
  return dx !== 0 && dy !== 0 && (ground.solid([x + dx, y]) || ground.solid([x, y + dy]));
}
