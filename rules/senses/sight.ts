import { has } from "../conditions/table.ts";
import type { Light, MapSpec } from "../map.ts";
import { distanceFeet, type Footprint, footprint, squaresIn } from "../movement/geometry.ts";
import { hasClearLine } from "../movement/lines.ts";
import { blockingSquares, terrainAt } from "../movement/terrain.ts";
import type { Creature, State } from "../state.ts";

/** How far a creature that does not hide is noticed in a fight by its noise, unseen (RUL-14). */
const HEARING_FEET = 60;

/** The light on a space: the best of its squares, since one lit square shows the creature. */
export function lightOn(map: MapSpec | null, space: Footprint): Light {
  const order: readonly Light[] = ["darkness", "dim", "bright"];
  if (map === null) return "bright";
  const levels = squaresIn(space).map((square) => {
    const here = terrainAt(map, square);
    if (here.includes("darkness")) return "darkness";
    return here.includes("dim") && map.light === "bright" ? "dim" : map.light;
  });
  return order[Math.max(...levels.map((level) => order.indexOf(level)))] ?? map.light;
}

/** Whether a straight line past walls and closed doors joins two creatures. */
export function hasLine(state: State, from: Creature, to: Creature): boolean {
  const one = footprint(from);
  const other = footprint(to);
  if (state.map === null || one === null || other === null) return true;
  return hasClearLine(one, other, blockingSquares(state.map, ["wall", "door-closed"]));
}

/** Whether fog lies between them, or on either: nobody sees into, out of or through a heavily obscured area. */
function isFogged(state: State, from: Creature, to: Creature): boolean {
  const one = footprint(from);
  const other = footprint(to);
  if (state.map === null || one === null || other === null) return false;
  const fog = blockingSquares(state.map, ["fog"]);
  if (fog.length === 0) return false;
  const inside = (space: Footprint) =>
    squaresIn(space).every((square) => terrainAt(state.map, square).includes("fog"));
  if (inside(one) || inside(other)) return true;
  return !hasClearLine(one, other, blockingSquares(state.map, ["wall", "door-closed", "fog"]));
}

/**
 * Whether one creature sees another with its eyes or a sense as good: line of sight, light, darkvision,
 * blindsight, truesight, blindness, invisibility. Hiding is asked for apart.
 * @rule adventuring.vision @srd Adventuring > The Environment > Vision and Light
 */
export function hasSightOf(state: State, observer: Creature, target: Creature): boolean {
  if (observer.id === target.id) return true;
  if (!hasLine(state, observer, target)) return false;
  const feet = distanceFeet(observer, target);
  const { darkvision, blindsight, truesight } = observer.block.senses;
  if (feet <= blindsight) return true;
  if (has(observer, "blinded") || isFogged(state, observer, target)) return false;
  if (has(target, "invisible") && feet > truesight) return false;
  const space = footprint(target);
  if (space === null || state.map === null) return true;
  return lightOn(state.map, space) !== "darkness" || feet <= darkvision || feet <= truesight;
}

const isHiddenFrom = (target: Creature, observer: Creature): boolean =>
  target.hidden?.from.includes(observer.id) ?? false;

/** The DM keeps a concealed creature from everyone but its own side. */
const isConcealedFrom = (target: Creature, observer: Creature): boolean =>
  target.concealed && target.side !== observer.side;

/** Whether a conscious creature sees another now. */
export function canSee(state: State, observer: Creature, target: Creature): boolean {
  if (observer.dead || has(observer, "unconscious")) return false;
  return looksAt(state, observer, target);
}

/** As `canSee`, for eyes whose owner is down: what its player is told by the others at the table. */
export function looksAt(state: State, observer: Creature, target: Creature): boolean {
  if (isConcealedFrom(target, observer) || isHiddenFrom(target, observer)) return false;
  return hasSightOf(state, observer, target);
}

/**
 * Whether a creature knows where another is: it sees it, or, in a fight, hears what does not hide (RUL-14):
 * being invisible or in the dark is not being hidden.
 */
export function notices(state: State, observer: Creature, target: Creature): boolean {
  if (looksAt(state, observer, target)) return true;
  if (state.encounter === null || isConcealedFrom(target, observer) || isHiddenFrom(target, observer)) {
    return false;
  }
  if (has(observer, "deafened") || distanceFeet(observer, target) > HEARING_FEET) return false;
  return hasLine(state, observer, target);
}
