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
/** Side of the field that is reckoned with where no map is set. */
const OPEN_FIELD = 80;

const SOLID = 1;
const FOE = 2;
const FRIEND = 4;
const ROUGH = 8;

/** What stands on each square, as bits, for a body of the mover's size with its corner there. */
type Ground = { readonly width: number; readonly height: number; readonly marks: Uint8Array };

function groundFor(view: SeatView, self: CreatureView): Ground {
  const { width, height } = view.map ?? { width: OPEN_FIELD, height: OPEN_FIELD };
  const marks = new Uint8Array(width * height);
  const mark = (x: number, y: number, side: number, bits: number): void => {
    // A body covers a square whenever its corner is within its side to the left and above.
    for (let cy = Math.max(0, y - self.squares + 1); cy < Math.min(height, y + side); cy += 1)
      for (let cx = Math.max(0, x - self.squares + 1); cx < Math.min(width, x + side); cx += 1) {
        const at = cy * width + cx;
        marks[at] = (marks[at] ?? 0) | bits;
      }
  };
  for (const { x, y, type } of view.map?.terrain ?? []) {
    if (type === "wall" || type === "door-closed") mark(x, y, 1, SOLID);
    else if (type === "difficult" || type === "water") mark(x, y, 1, ROUGH);
  }
  for (const other of Object.values(view.creatures))
    if (other.id !== self.id && other.x >= 0 && other.health !== "dead")
      mark(other.x, other.y, other.squares, other.side === self.side ? FRIEND : FOE);
  return { width, height, marks };
}

/**
 * Every square a creature could walk to within `budgetFeet`. Only what the view shows is reckoned with: who is
 * hidden from it blocks nothing here. Costs are 5 feet a square, diagonals too, 5 more on difficult ground or
 * through a friend, and 5 more when crawling. One pass over the map at most.
 */
export function waysOf(view: SeatView, self: CreatureView, budgetFeet: number): Ways {
  const { width, height, marks } = groundFor(view, self);
  const crawl = self.conditions.some((condition) => condition.name === "prone") ? 1 : 0;
  const start = self.y * width + self.x;
  const limit = Math.floor(budgetFeet / 5);
  // Costs in squares; 0 is unreached.
  const cost = new Uint16Array(width * height);
  const from = new Int32Array(width * height).fill(-1);
  const rings: number[][] = [[start]];
  const spots: Spot[] = [];
  for (let ring = 0; ring < rings.length; ring += 1) {
    for (const at of rings[ring] ?? []) {
      if (ring > 0 && cost[at] !== ring) continue;
      const [x, y] = [at % width, Math.floor(at / width)];
      if (ring > 0 && ((marks[at] ?? 0) & FRIEND) === 0) spots.push({ to: [x, y], costFeet: ring * 5 });
      for (const [dx, dy] of STEPS) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx + self.squares > width || ny + self.squares > height) continue;
        const next = ny * width + nx;
        const there = marks[next] ?? 0;
        if (next === start || (there & (SOLID | FOE)) !== 0) continue;
        // A diagonal step does not cut the corner of a wall.
        const corner = (marks[y * width + nx] ?? 0) | (marks[ny * width + x] ?? 0);
        if (dx !== 0 && dy !== 0 && (corner & SOLID) !== 0) continue;
        const total = ring + 1 + ((there & (ROUGH | FRIEND)) === 0 ? 0 : 1) + crawl;
        const known = cost[next] ?? 0;
        if (total > limit || (known !== 0 && total >= known)) continue;
        cost[next] = total;
        from[next] = at;
        while (rings.length <= total) rings.push([]);
        rings[total]?.push(next);
      }
    }
  }
  const pathTo = (to: Square): readonly Spot[] => {
    const path: Spot[] = [];
    for (let at = to[1] * width + to[0]; at !== start && at >= 0; at = from[at] ?? -1)
      path.unshift({ to: [at % width, Math.floor(at / width)], costFeet: (cost[at] ?? 0) * 5 });
    return path;
  };
  return { spots, pathTo };
}
