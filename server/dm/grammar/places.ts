import type { LegalChoice } from "../../../rules/legal.ts";
import type { Square } from "../../../rules/map.ts";
import type { CreatureView, MapView } from "../../../rules/view.ts";
import { numbersOf } from "../audit/text.ts";
import { placed, squareFrom, squaresBetween } from "./distance.ts";

export type MoveChoice = Extract<LegalChoice, { readonly do: "move" }>;
type Reach = MoveChoice["reach"][number];

const NUMBERS = /(?:^|[\s(])x?\s*(\d{1,3})\s*[,/;x:]\s*y?\s*(\d{1,3})\)?(?=$|[\s.)])/i;
const CHESS = /(?:^|\s)([a-z]{1,2})-?(\d{1,3})(?=$|[\s.,)])/i;

/** `5,7` is column and row from 0 as the protocol counts them; `C7` is the map read aloud. */
export function squareIn(text: string): Square | null {
  const numbers = NUMBERS.exec(text);
  if (numbers !== null) return [Number(numbers[1]), Number(numbers[2])];
  const chess = CHESS.exec(text);
  if (chess?.[1] === undefined || chess[2] === undefined || Number(chess[2]) === 0) return null;
  return squareFrom(chess[1], chess[2]);
}

const DIRECTIONS: readonly (readonly [RegExp, Square])[] = [
  [/\bnorth-?\s?east\b/, [1, -1]],
  [/\bnorth-?\s?west\b/, [-1, -1]],
  [/\bsouth-?\s?east\b/, [1, 1]],
  [/\bsouth-?\s?west\b/, [-1, 1]],
  [/\b(?:north|up)(?:wards?)?\b/, [0, -1]],
  [/\b(?:south|down)(?:wards?)?\b/, [0, 1]],
  [/\b(?:east|right)(?:wards?)?\b/, [1, 0]],
  [/\b(?:west|left)(?:wards?)?\b/, [-1, 0]],
];

const NUMBER_WORDS = /\b(?:one|two|three|four|five|six|ten|fifteen|twenty|twenty-five|thirty)\b/g;

/** "10 feet north", "two squares left"; without a distance, as far as one can get. */
export function directionIn(text: string): { readonly step: Square; readonly squares: number | null } | null {
  const said = text.replace(NUMBER_WORDS, (word) => String(numbersOf(word)[0]?.value ?? word));
  const step = DIRECTIONS.find(([word]) => word.test(text))?.[1];
  if (step === undefined) return null;
  const feet = /(\d+)\s*(?:feet|foot|ft|')/.exec(said);
  const squares = /(\d+)\s*(?:squares?|tiles?|spaces?)/.exec(said);
  if (feet !== null) return { step, squares: Math.floor(Number(feet[1]) / 5) };
  return { step, squares: squares === null ? null : Number(squares[1]) };
}

function cheapest(reach: readonly Reach[], cost: (spot: Reach) => number): Square | null {
  const [first] = [...reach].sort(
    (one, other) =>
      cost(one) - cost(other) ||
      one.costFeet - other.costFeet ||
      one.to[1] - other.to[1] ||
      one.to[0] - other.to[0],
  );
  return first?.to ?? null;
}

const gap = (self: CreatureView, spot: Reach, target: CreatureView): number =>
  squaresBetween(spot.to, self.squares, target);

/** The reachable square next to a creature that costs least; on its far side when asked for. */
export function besideIn(
  self: CreatureView,
  target: CreatureView,
  reach: readonly Reach[],
  behind: boolean,
): Square | null {
  const beside = reach.filter((spot) => gap(self, spot, target) === 1);
  return cheapest(beside, (spot) =>
    behind ? -Math.abs(spot.to[0] - self.x) - Math.abs(spot.to[1] - self.y) : spot.costFeet,
  );
}

export const alreadyBeside = (self: CreatureView, target: CreatureView): boolean =>
  placed(self) && placed(target) && squaresBetween([self.x, self.y], self.squares, target) <= 1;

/** As near to a creature as the feet allow; null when standing still is best. */
export function towardsIn(self: CreatureView, target: CreatureView, reach: readonly Reach[]): Square | null {
  const now = squaresBetween([self.x, self.y], self.squares, target);
  const nearer = reach.filter((spot) => {
    const there = gap(self, spot, target);
    return there >= 1 && there < now;
  });
  return cheapest(nearer, (spot) => gap(self, spot, target));
}

/** As far from some creatures as the feet allow. */
export function awayIn(
  self: CreatureView,
  from: readonly CreatureView[],
  reach: readonly Reach[],
): Square | null {
  const nearest = (at: Square): number =>
    Math.min(...from.map((creature) => squaresBetween(at, self.squares, creature)));
  const further = reach.filter((spot) => nearest(spot.to) > nearest([self.x, self.y]));
  return cheapest(further, (spot) => -nearest(spot.to));
}

/** Along a direction, at most so many squares, as far as can be reached in that line. */
export function alongIn(
  self: CreatureView,
  direction: { readonly step: Square; readonly squares: number | null },
  reach: readonly Reach[],
  map: MapView | null,
): Square | null {
  const limit = direction.squares ?? Math.max(map?.width ?? 40, map?.height ?? 40);
  const [dx, dy] = direction.step;
  for (let steps = limit; steps > 0; steps -= 1) {
    const [x, y] = [self.x + dx * steps, self.y + dy * steps];
    if (reach.some((spot) => spot.to[0] === x && spot.to[1] === y)) return [x, y];
  }
  return null;
}
