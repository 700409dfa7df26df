import type { CreatureCommand, SeatRole, Witnesses } from "./command.ts";
import type { Feature, Item, StatBlock } from "./creature.ts";
import type { Die } from "./dice.ts";
import type { Frame } from "./frame.ts";
import type { CharacterId, CreatureId, SeatId, UserId } from "./ids.ts";
import type { MapSpec, Square } from "./map.ts";
import type { Request } from "./request.ts";
import type { RuleId } from "./rule-ids.ts";
import type { ConditionName } from "./vocabulary.ts";

export type * from "./frame.ts";

/** Everything that is true at one sequence number. Plain data; `evolve` alone makes the next one. */
export type State = {
  /** Number of the last event folded in; 0 before the first. */
  readonly sequence: number;
  readonly session: SessionState;
  readonly seats: Readonly<Record<SeatId, Seat>>;
  readonly map: MapSpec | null;
  readonly creatures: Readonly<Record<CreatureId, Creature>>;
  /** Creatures in the order they were added: the order of files, ties and snapshots. */
  readonly roster: readonly CreatureId[];
  readonly encounter: Encounter | null;
  /** The resolution machine: the last frame is the top. Empty when nothing resolves. */
  readonly stack: readonly Frame[];
  /** Open requests; at most one at a time blocks the top frame. */
  readonly requests: readonly Request[];
  readonly nextRequest: number;
  readonly dice: DiceState;
  readonly minutes: number;
  /** Things lying on the ground. */
  readonly dropped: readonly Dropped[];
  /** Appeals that wait for the DM, in the order they were made. */
  readonly appeals: readonly Appeal[];
  /** Rulings and answers to appeals that a command may carry out. */
  readonly decisions: readonly Decided[];
};

/** An appeal that is open. */
export type Appeal = {
  /** Number of its event. */
  readonly sequence: number;
  readonly seat: SeatId;
  readonly about: number;
  readonly rule: RuleId | null;
  readonly text: string;
  readonly witnesses: Witnesses;
};

/** Something people decided beside the rules, and who heard of it; null: all. */
export type Decided = { readonly sequence: number; readonly witnesses: Witnesses | null };

export type Dropped = {
  readonly item: Item;
  readonly at: Square | null;
  /** From whose hand it slipped when that one fell unconscious; absent when it was let go or thrown. */
  readonly slippedFrom?: CreatureId;
};

export type SessionState = {
  readonly status: "new" | "active" | "paused" | "ended";
  readonly name: string;
  readonly diceMode: "rng" | "player_entered";
  readonly mapMode: "grid_2d" | "narrative_only";
  /** Settings of declared rulings, for instance `{ diagonals: "5" }`. */
  readonly rulings: Readonly<Record<string, string>>;
};

export type Seat = {
  readonly id: SeatId;
  readonly user: UserId;
  readonly name: string;
  readonly role: SeatRole;
  readonly left: boolean;
};

/** Draw numbers only ever grow, undone events included. */
export type DiceState = {
  readonly commitment: { readonly open: string; readonly hidden: string };
  readonly contributions: readonly { readonly seat: SeatId; readonly entropy: string }[];
  readonly drawn: { readonly open: number; readonly hidden: number };
};

export type Condition = {
  readonly name: ConditionName;
  readonly source: CreatureId | null;
  /** `end of X's next turn`, `start of X's next turn`, `N rounds`, `escaped` ...; null until removed. */
  readonly until: Duration | null;
  /** Exhaustion's level 1 to 6; 1 for the others. */
  readonly level: number;
};

/** When something ends, anchored to whose turn. */
export type Duration =
  | { readonly kind: "turn"; readonly edge: "start" | "end"; readonly of: CreatureId; readonly turns: number }
  | { readonly kind: "minutes"; readonly at: number }
  | { readonly kind: "text"; readonly text: string };

/** An effect that watches: data in the state with the moment it acts at. */
export type Effect = {
  readonly id: string;
  /** `dodging`, `disengaged`, `helped`, `hidden` ... */
  readonly name: string;
  readonly source: CreatureId | null;
  readonly target: CreatureId | null;
  readonly until: Duration | null;
  readonly values: Readonly<Record<string, number>>;
  /** Dice that its length was rolled with. */
  readonly dice?: readonly Die[];
  /** What a readied action waits for, in words, and what it is. */
  readonly readied?: { readonly trigger: string; readonly action: CreatureCommand };
};

export type Economy = {
  readonly action: boolean;
  readonly bonusAction: boolean;
  readonly reaction: boolean;
  readonly interaction: boolean;
  /** Attacks still to make with an Attack action already taken. */
  readonly attacksLeft: number;
  /** Names of the printed attacks still to make of a Multiattack under way. */
  readonly multiattackLeft: readonly (readonly string[])[];
  readonly movementUsedFeet: number;
  readonly dashes: number;
  /** Features and effects used this turn, each once: `sneak-attack`. */
  readonly usedThisTurn: readonly string[];
};

export type Creature = {
  readonly id: CreatureId;
  readonly name: string;
  readonly kind: "character" | "monster";
  readonly side: string;
  readonly seat: SeatId | null;
  readonly character: CharacterId | null;
  readonly block: StatBlock;
  readonly at: Square | null;
  /** Feet above the ground; absent on it. */
  readonly altitude?: number;
  readonly concealed: boolean;
  readonly notes: string;
  readonly hp: number;
  readonly maxHp: number;
  readonly tempHp: number;
  /** Set by a scenario or the DM; otherwise armor class follows from the block and what is worn. */
  readonly armorClassOverride: number | null;
  readonly dead: boolean;
  readonly stable: boolean;
  readonly deathSaves: { readonly successes: number; readonly failures: number };
  readonly conditions: readonly Condition[];
  readonly effects: readonly Effect[];
  /** Null when in plain sight. */
  readonly hidden: { readonly stealth: number; readonly from: readonly CreatureId[] } | null;
  readonly economy: Economy;
  readonly items: readonly Item[];
  readonly features: readonly Feature[];
  readonly resources: Readonly<Record<string, number>>;
  readonly slots: Readonly<Record<string, number>>;
  readonly hitDice: Readonly<Record<string, number>>;
  readonly xp: number;
  /** When the last long rest ended, in minutes of the session; null before the first. */
  readonly lastLongRest: number | null;
};

export type Encounter = {
  readonly round: number;
  readonly order: readonly CreatureId[];
  readonly turn: CreatureId;
  /** Creatures whose first turn has not ended yet and who were surprised. */
  readonly surprised: readonly CreatureId[];
  readonly initiative: Readonly<Record<CreatureId, number>>;
};
