import { comeIntoView } from "../combat/hiding.ts";
import type { DmCommand, TableCommand } from "../command.ts";
import type { CreatureSpec } from "../creature.ts";
import type { Square } from "../map.ts";
import { squaresOf } from "../movement/geometry.ts";
import { isInside, standsClear } from "../movement/terrain.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { passTime } from "../rest/time.ts";
import { ok, type Rejection, reject } from "../result.ts";
import type { State } from "../state.ts";

type Of<Name extends DmCommand["do"]> = Extract<DmCommand, { readonly do: Name }>;

/** The most creatures of one session. */
const MAX_CREATURES = 200;

export function setMap(_context: Context, { map }: Of<"set-map">): Decision {
  const whole = [map.width, map.height].every((side) => Number.isInteger(side) && side >= 1 && side <= 200);
  if (!whole) return reject("malformed", "a map has 1 to 200 squares a side");
  if (map.terrain.length > 4_000)
    return reject("limit-exceeded", "a map has at most 4,000 pieces of terrain");
  const outside = map.terrain.some(({ x, y }) => x < 0 || y < 0 || x >= map.width || y >= map.height);
  if (outside) return reject("out-of-bounds", "terrain lies outside of the map");
  return ok((run) => run.emit({ kind: "map-set", map }, []));
}

export function addCreature({ state }: Context, { creature }: Of<"add-creature">): Decision {
  return enter(state, creature);
}

/** A player's own character comes to the table. */
export function joinCharacter(
  context: Context,
  command: Extract<TableCommand, { readonly do: "join-character" }>,
): Decision {
  const { creature, character } = command;
  if (context.seat !== null && creature.seat !== context.seat && !context.isDm) {
    return reject("not-your-creature", "a player brings their own character");
  }
  const spec = character === undefined ? creature : { ...creature, character };
  return enter(context.state, spec);
}

function enter(state: State, spec: CreatureSpec): Decision {
  if (state.creatures[spec.id] !== undefined) return reject("malformed", "that id is taken");
  if (state.roster.length >= MAX_CREATURES) return reject("limit-exceeded", "the table is full");
  if (spec.seat !== null && state.seats[spec.seat] === undefined)
    return reject("no-such-seat", "nobody sits there");
  if (spec.character !== null) {
    const twice = Object.values(state.creatures).some(({ character }) => character === spec.character);
    if (twice) return reject("malformed", "that character is at the table");
  }
  const refused = spec.at === null ? null : refusePlace(state, spec, spec.at);
  if (refused !== null) return { ok: false, rejection: refused };
  const { id, name, at } = spec;
  return ok((run) => run.emit({ kind: "creature-added", id, name, at, creature: spec }, []));
}

function refusePlace(state: State, { block }: Pick<CreatureSpec, "block">, [x, y]: Square): Rejection | null {
  const space = { x, y, side: squaresOf(block.size) };
  if (!isInside(state.map, space)) return { code: "out-of-bounds", detail: "the map ends there" };
  if (!standsClear(state.map, space)) return { code: "occupied", detail: "a wall is there" };
  return null;
}

export function removeCreature({ state }: Context, { target }: Of<"remove-creature">): Decision {
  if (state.creatures[target] === undefined) return reject("no-such-creature", "there is no such creature");
  if (state.encounter?.turn === target) return reject("not-allowed", "end its turn first");
  return ok((run) => run.emit({ kind: "creature-removed", creature: target }, []));
}

/** The DM may put a creature anywhere, also into another's space. */
export function place({ state }: Context, { creature: id, at }: Of<"place">): Decision {
  const creature = state.creatures[id];
  if (creature === undefined) return reject("no-such-creature", "there is no such creature");
  const refused = refusePlace(state, creature, at);
  if (refused !== null) return { ok: false, rejection: refused };
  return ok((run) => run.emit({ kind: "creature-placed", creature: id, at }, ["table.override"]));
}

export function reveal({ state }: Context, { target }: Of<"reveal">): Decision {
  const creature = state.creatures[target];
  if (creature === undefined) return reject("no-such-creature", "there is no such creature");
  if (!creature.concealed) return reject("no-effect", "it is in the open");
  return ok((run) => run.emit({ kind: "creature-revealed", creature: target }, []));
}

export function conceal({ state }: Context, { target }: Of<"conceal">): Decision {
  const creature = state.creatures[target];
  if (creature === undefined) return reject("no-such-creature", "there is no such creature");
  if (creature.concealed) return reject("no-effect", "it is concealed");
  return ok((run) => run.emit({ kind: "creature-concealed", creature: target }, []));
}

export function note({ state }: Context, { target, text }: Of<"note">): Decision {
  if (state.creatures[target] === undefined) return reject("no-such-creature", "there is no such creature");
  return ok((run) => run.emit({ kind: "creature-noted", creature: target, text }, []));
}

export function environment({ state }: Context, { light, passMinutes }: Of<"environment">): Decision {
  if (light === undefined && passMinutes === undefined) return reject("malformed", "nothing is to change");
  if (light !== undefined && state.map === null) return reject("no-effect", "there is no map to light");
  if (passMinutes !== undefined && (!Number.isInteger(passMinutes) || passMinutes < 1)) {
    return reject("malformed", "time passes in whole minutes");
  }
  return ok((run) => {
    if (light !== undefined) {
      run.emit({ kind: "light-changed", light }, ["adventuring.vision"]);
      comeIntoView(run, null);
    }
    if (passMinutes !== undefined) passTime(run, passMinutes);
  });
}
