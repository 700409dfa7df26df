import type { SeatRole } from "./command.ts";
import type { CreatureId, RequestId, SeatId } from "./ids.ts";
import type { Light, Terrain } from "./map.ts";
import type { Request } from "./request.ts";

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
  };
  readonly seats: Readonly<Record<SeatId, SeatInfo>>;
  readonly map: MapView | null;
  readonly creatures: Readonly<Record<CreatureId, CreatureView>>;
  readonly encounter: EncounterView | null;
  /** Requests that this seat is to answer. */
  readonly requests: Readonly<Record<RequestId, Request>>;
  /** True while something resolves that waits for another seat; says no more than that. */
  readonly waiting: boolean;
};

export type SeatInfo = { readonly name: string; readonly role: SeatRole; readonly left: boolean };

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
