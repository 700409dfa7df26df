import { isConscious } from "../conditions/table.ts";
import type { CreatureId, SeatId } from "../ids.ts";
import type { Square } from "../map.ts";
import type { Creature, Seat, State } from "../state.ts";
import { notices } from "./sight.ts";

/** Somebody who looks at the table. */
export type Audience = {
  /** Whether a creature shows at all. */
  readonly sees: (id: CreatureId) => boolean;
  /** Whether it would show, were it there: for the squares of a path. */
  readonly seesAt: (id: CreatureId, at: Square, state: State) => boolean;
  /** Whether its exact numbers show: one's own side. */
  readonly knows: (id: CreatureId) => boolean;
  /** Whether its player is this audience. */
  readonly owns: (id: CreatureId) => boolean;
};

const creatures = (state: State): readonly Creature[] =>
  state.roster.flatMap((id) => state.creatures[id] ?? []);

const ownedBy = (state: State, seat: SeatId): readonly Creature[] =>
  creatures(state).filter((creature) => creature.seat === seat);

/**
 * Through whose eyes a seat looks: its own creatures that are awake; when all are down, the friends who are
 * still up; when nobody is, its own all the same (RUL-15).
 */
function eyesOf(state: State, own: readonly Creature[]): readonly Creature[] {
  const awake = own.filter(isConscious);
  if (awake.length > 0) return awake;
  const sides = new Set(own.map((creature) => creature.side));
  const friends = creatures(state).filter((creature) => sides.has(creature.side) && isConscious(creature));
  return friends.length > 0 ? friends : own;
}

function seatAudience(state: State, seat: SeatId): Audience {
  const own = ownedBy(state, seat);
  if (own.length === 0) return tableAudience(state);
  const sides = new Set(own.map((creature) => creature.side));
  const eyes = eyesOf(state, own);
  const owns = (id: CreatureId) => state.creatures[id]?.seat === seat;
  const knows = (id: CreatureId) => {
    const creature = state.creatures[id];
    return (
      creature !== undefined && (creature.seat === seat || (sides.has(creature.side) && !creature.concealed))
    );
  };
  const sees = (id: CreatureId) => {
    const creature = state.creatures[id];
    if (creature === undefined) return false;
    if (knows(id)) return true;
    return !creature.concealed && eyes.some((eye) => notices(state, eye, creature));
  };
  const seesAt = (id: CreatureId, at: Square, now: State) => {
    const creature = now.creatures[id];
    if (creature === undefined) return false;
    if (knows(id)) return true;
    return !creature.concealed && eyes.some((eye) => notices(now, eye, { ...creature, at }));
  };
  return { sees, seesAt, knows, owns };
}

/**
 * What every player's seat sees, for spectators and whoever comes later. Before anyone has a character at the
 * table, that is the characters alone.
 */
export function tableAudience(state: State): Audience {
  const players = playerSeats(state).filter(({ id }) => ownedBy(state, id).length > 0);
  if (players.length === 0) {
    const shows = (id: CreatureId) => {
      const creature = state.creatures[id];
      return creature?.kind === "character" && !creature.concealed;
    };
    return { sees: shows, seesAt: shows, knows: () => false, owns: () => false };
  }
  const all = players.map(({ id }) => seatAudience(state, id));
  return {
    sees: (id) => all.every((audience) => audience.sees(id)),
    seesAt: (id, at, now) => all.every((audience) => audience.seesAt(id, at, now)),
    knows: (id) => all.every((audience) => audience.knows(id)),
    owns: () => false,
  };
}

const DM: Omit<Audience, "sees"> = { seesAt: () => true, knows: () => true, owns: () => true };

/** The eyes of a seat, of the DM, or of the table. */
export function audienceOf(state: State, as: SeatId | "dm" | "table"): Audience {
  if (as === "dm") return { ...DM, sees: (id) => state.creatures[id] !== undefined };
  if (as === "table") return tableAudience(state);
  const role = state.seats[as]?.role;
  if (role === "dm") return audienceOf(state, "dm");
  return role === "player" ? seatAudience(state, as) : tableAudience(state);
}

export const playerSeats = (state: State): readonly Seat[] =>
  Object.values(state.seats).filter((seat) => seat.role === "player");
