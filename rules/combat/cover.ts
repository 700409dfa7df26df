import type { Part } from "../creature.ts";
import { type Footprint, footprint, overlap } from "../movement/geometry.ts";
import { blockedFromPoint, blockedSixteenths, type Point } from "../movement/lines.ts";
import { blockingSquares } from "../movement/terrain.ts";
import type { Creature, State } from "../state.ts";

export type Cover = "none" | "half" | "three-quarters" | "total";

const RANK: readonly Cover[] = ["none", "half", "three-quarters", "total"];
const best = (one: Cover, other: Cover): Cover => (RANK.indexOf(other) > RANK.indexOf(one) ? other : one);

/**
 * The cover a target has from somebody, by how much of its space is blocked from the best corner: half of it,
 * three quarters, all of it. Low obstacles that are marked as cover give what they are marked as when at least
 * half of the lines cross them; creatures give half, never more (RUL-5).
 * @rule combat.cover @srd Combat > Making an Attack > Cover
 */
export function coverFrom(state: State, from: Creature, to: Creature): Cover {
  const one = footprint(from);
  const other = footprint(to);
  if (state.map === null || one === null || other === null) return "none";
  const { map } = state;
  const walls = fraction(blockedSixteenths(one, other, blockingSquares(map, ["wall", "door-closed"])));
  if (walls === "total") return "total";
  const marked = (type: "half-cover" | "three-quarters-cover") =>
    blockedSixteenths(one, other, apart(blockingSquares(map, [type]), one, other)) >= 8;
  let cover: Cover = walls;
  if (marked("three-quarters-cover")) cover = best(cover, "three-quarters");
  if (marked("half-cover")) cover = best(cover, "half");
  if (blockedSixteenths(one, other, bodies(state, from, to, one, other)) >= 8) cover = best(cover, "half");
  return cover;
}

/** Cover from where an effect begins, measured like cover from a corner. */
export function coverFromPoint(state: State, from: Point, to: Creature): Cover {
  const space = footprint(to);
  if (state.map === null || space === null) return "none";
  const { map } = state;
  const walls = fraction(blockedFromPoint(from, space, blockingSquares(map, ["wall", "door-closed"])));
  if (walls === "total") return "total";
  const behind = (spaces: readonly Footprint[]) =>
    blockedFromPoint(
      from,
      space,
      spaces.filter((one) => !overlap(one, space)),
    ) >= 8;
  let cover: Cover = walls;
  if (behind(blockingSquares(map, ["three-quarters-cover"]))) cover = best(cover, "three-quarters");
  if (behind(blockingSquares(map, ["half-cover"]))) cover = best(cover, "half");
  const others = state.roster.flatMap((id) => {
    const creature = state.creatures[id];
    return creature === undefined || creature.dead || id === to.id ? [] : (footprint(creature) ?? []);
  });
  return behind(others) ? best(cover, "half") : cover;
}

function fraction(sixteenths: number): Cover {
  if (sixteenths >= 16) return "total";
  if (sixteenths >= 12) return "three-quarters";
  return sixteenths >= 8 ? "half" : "none";
}

/** An obstacle covers who is behind it, not who stands in it. */
const apart = (spaces: readonly Footprint[], one: Footprint, other: Footprint): readonly Footprint[] =>
  spaces.filter((space) => !overlap(space, one) && !overlap(space, other));

function bodies(
  state: State,
  from: Creature,
  to: Creature,
  one: Footprint,
  other: Footprint,
): readonly Footprint[] {
  const spaces: Footprint[] = [];
  for (const id of state.roster) {
    const creature = state.creatures[id];
    if (creature === undefined || creature.dead || id === from.id || id === to.id) continue;
    const space = footprint(creature);
    if (space !== null) spaces.push(space);
  }
  return apart(spaces, one, other);
}

/** What cover adds to armor class and Dexterity saving throws. */
export function coverBonus(cover: Cover): Part | null {
  if (cover === "half") return { value: 2, why: "half cover" };
  return cover === "three-quarters" ? { value: 5, why: "three-quarters cover" } : null;
}
