import type { SeatRole } from "./command.ts";
import type { CharacterId, CreatureId, RequestId, SeatId, UserId } from "./ids.ts";
import type { Light, Terrain } from "./map.ts";
import type { Request } from "./request.ts";
import { type Audience, audienceOf } from "./senses/audience.ts";
import { creatureView } from "./senses/creature-view.ts";
import type { State } from "./state.ts";
import { playersStage } from "./table/gate.ts";
import { hasWitnessed } from "./table/rulings.ts";

/**
 * What one seat may know at one sequence number. Built up from nothing by `view`: a new field of the state is
 * secret until a line here names it. The live mirror, the replay, `state?as=`, prompts and legal choices all
 * read this and nothing else. Plain JSON: numbers are whole, unknown numbers are -1, unknown text is "".
 */
export type SeatView = {
  readonly sequence: number;
  readonly seat: SeatId | "";
  readonly role: SeatRole;
  readonly session: {
    readonly name: string;
    readonly status: "new" | "active" | "paused" | "ended";
    readonly diceMode: "rng" | "player_entered";
    readonly mapMode: "grid_2d" | "narrative_only";
    /** True for whoever may set the scene and call for initiative. */
    readonly stages: boolean;
  };
  readonly seats: Readonly<Record<SeatId, SeatInfo>>;
  readonly map: MapView | null;
  readonly creatures: Readonly<Record<CreatureId, CreatureView>>;
  readonly encounter: EncounterView | null;
  /** Requests that this seat is to answer. */
  readonly requests: Readonly<Record<RequestId, Request>>;
  /** True while something resolves that waits for another seat; says no more than that. */
  readonly waiting: boolean;
  /** Open appeals about what this seat saw, oldest first. */
  readonly appeals: readonly AppealView[];
};

export type AppealView = {
  /** Number of its event, for `answer-appeal`, and of the event that it is about. */
  readonly appeal: number;
  readonly about: number;
  readonly seat: SeatId;
  /** The rule in question, "" for none. */
  readonly rule: string;
  readonly text: string;
};

export type SeatInfo = {
  readonly user: UserId;
  readonly name: string;
  readonly role: SeatRole;
  readonly left: boolean;
};

export type MapView = {
  readonly width: number;
  readonly height: number;
  readonly light: Light;
  readonly terrain: readonly Terrain[];
};

/** How a creature looks to someone who may not know its hit points. */
export type Health = "unhurt" | "wounded" | "bloodied" | "down" | "dying" | "stable" | "dead";

export type CreatureView = {
  readonly id: CreatureId;
  readonly name: string;
  readonly kind: "character" | "monster";
  /** The character that it is between sessions, "" for none. Whoever sees a creature knows its face. */
  readonly character: CharacterId | "";
  readonly side: string;
  /** The seat that plays it, "" for the DM. */
  readonly seat: SeatId | "";
  /** True when this seat may send commands for it. */
  readonly mine: boolean;
  /** Squares from the top left corner; -1 when it has no place on the map. */
  readonly x: number;
  readonly y: number;
  /** Side of its space in squares, 1 to 4. */
  readonly squares: number;
  readonly health: Health;
  /** Hit points, exact for one's own side and the DM; otherwise -1. */
  readonly hp: number;
  readonly maxHp: number;
  readonly tempHp: number;
  /** Armor class, for one's own side and the DM; otherwise -1. */
  readonly ac: number;
  readonly conditions: readonly ConditionView[];
  /** Pips of the turn, for one's own side and the DM; otherwise false and -1. */
  readonly action: boolean;
  readonly bonusAction: boolean;
  readonly reaction: boolean;
  readonly attacksLeft: number;
  readonly speedFeet: number;
  readonly movementLeftFeet: number;
  readonly deathSaves: { readonly successes: number; readonly failures: number };
  /** For whoever controls it, and the DM: it is hidden from somebody, or concealed by the DM. */
  readonly hidden: boolean;
  readonly concealed: boolean;
  /** DM only. */
  readonly notes: string;
  /** What it can do, for whoever controls it. */
  readonly attacks: readonly AttackView[];
  readonly features: readonly FeatureView[];
  readonly items: readonly ItemView[];
};

export type ConditionView = {
  readonly name: string;
  readonly level: number;
  readonly source: CreatureId | "";
  readonly until: string;
};

export type AttackView = {
  readonly name: string;
  readonly bonus: number;
  readonly reachFeet: number;
  /** 0 when it has no range. */
  readonly normalFeet: number;
  readonly longFeet: number;
  /** For people: `1d8+4 slashing`. */
  readonly damage: string;
};

export type FeatureView = {
  readonly id: string;
  readonly name: string;
  /** -1 when it has no uses to count. */
  readonly left: number;
};

export type ItemView = {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly equipped: boolean;
};

export type EncounterView = {
  readonly round: number;
  /** The creature whose turn it is, "" when this seat may not know of it. */
  readonly turn: CreatureId | "";
  /** Turn order, of those the seat may know of. */
  readonly order: readonly TurnView[];
};

export type TurnView = { readonly creature: CreatureId; readonly initiative: number };

/**
 * What a seat may know now; `dm` is the whole, `table` what every player sees. Spectators get the table's view
 * under their own seat.
 */
export function view(state: State, as: SeatId | "dm" | "table"): SeatView {
  const audience = audienceOf(state, as);
  const role = as === "dm" ? "dm" : as === "table" ? "spectator" : (state.seats[as]?.role ?? "spectator");
  const { name, status, diceMode, mapMode } = state.session;
  const requests = requestsFor(state, as, role);
  return {
    sequence: state.sequence,
    seat: as === "dm" || as === "table" ? "" : as,
    role,
    session: {
      name,
      status,
      diceMode,
      mapMode,
      stages: role === "dm" || (role === "player" && playersStage(state)),
    },
    seats: seatsOf(state),
    map: mapOf(state),
    creatures: creaturesFor(state, audience, role === "dm"),
    encounter: encounterFor(state, audience),
    requests,
    waiting: state.requests.length > 0 && Object.keys(requests).length === 0,
    appeals: appealsFor(state, as, role),
  };
}

function appealsFor(state: State, as: SeatId | "dm" | "table", role: SeatRole): SeatView["appeals"] {
  return state.appeals
    .filter(({ witnesses }) => role === "dm" || as === "dm" || hasWitnessed(witnesses, as))
    .map(({ sequence, about, seat, rule, text }) => ({
      appeal: sequence,
      about,
      seat,
      rule: rule ?? "",
      text,
    }));
}

function seatsOf({ seats }: State): SeatView["seats"] {
  const shown: Record<SeatId, SeatInfo> = {};
  for (const { id, user, name, role, left } of Object.values(seats)) shown[id] = { user, name, role, left };
  return shown;
}

function mapOf({ map }: State): MapView | null {
  if (map === null) return null;
  const { width, height, light } = map;
  return { width, height, light, terrain: map.terrain.map(({ x, y, type }) => ({ x, y, type })) };
}

function creaturesFor(state: State, audience: Audience, isDm: boolean): SeatView["creatures"] {
  const shown: Record<CreatureId, CreatureView> = {};
  for (const id of state.roster) {
    const creature = state.creatures[id];
    if (creature !== undefined && audience.sees(id)) {
      shown[id] = creatureView(state, creature, audience, isDm);
    }
  }
  return shown;
}

function encounterFor({ encounter }: State, { sees }: Audience): EncounterView | null {
  if (encounter === null) return null;
  const order = encounter.order.filter(sees);
  return {
    round: encounter.round,
    turn: sees(encounter.turn) ? encounter.turn : "",
    order: order.map((creature) => ({ creature, initiative: encounter.initiative[creature] ?? 0 })),
  };
}

/** A seat answers for its own creatures; what nobody's seat answers is the DM's, who sees all that is asked. */
function requestsFor(state: State, as: SeatId | "dm" | "table", role: SeatRole): SeatView["requests"] {
  const asked: Record<RequestId, Request> = {};
  for (const request of state.requests) {
    if (role === "dm" || (as !== "dm" && as !== "table" && request.seat === as)) asked[request.id] = request;
  }
  return asked;
}
