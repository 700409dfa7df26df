import type { Actor, AppealOutcome, AttackMode, Command, MoveMode, SeatRole, Witnesses } from "./command.ts";
import type { CreatureSpec, Part } from "./creature.ts";
import type { Die, RollPurpose } from "./dice.ts";
import type { CreatureId, ItemId, RequestId, SeatId, UserId } from "./ids.ts";
import type { MapSpec, Square, TerrainType } from "./map.ts";
import type { Request } from "./request.ts";
import type { RuleId } from "./rule-ids.ts";
import type { Effect, Frame } from "./state.ts";
import type { Ability, ConditionName, DamageType, Skill } from "./vocabulary.ts";

/** Counts the shape of stored events. Raised with an upcaster, never without. */
export const EVENT_SCHEMA_VERSION = 1;

/** A d20 roll as a roll card shows it. `total` is the kept die plus the parts. */
export type D20Roll = {
  readonly dice: readonly Die[];
  readonly modifier: number;
  readonly parts: readonly Part[];
  readonly total: number;
  /** Reasons, one entry each; any of both sides cancel. */
  readonly advantage: readonly string[];
  readonly disadvantage: readonly string[];
};

/** Damage of one type as it was rolled, before resistances. */
export type DamageRoll = {
  readonly type: DamageType;
  readonly dice: readonly Die[];
  readonly bonus: number;
  readonly amount: number;
  readonly why: string;
  /** Where the bonus comes from; absent when the stat block prints it whole. */
  readonly parts?: readonly Part[];
};

/** How rolled damage became hit points lost, one line a step: `resistance`, 9 to 4. */
export type DamageStep = { readonly why: string; readonly before: number; readonly after: number };

export type Event =
  // The session and its seats
  | {
      readonly kind: "session-started";
      readonly name: string;
      readonly campaign: string;
      readonly diceMode: "rng" | "player_entered";
      readonly mapMode: "grid_2d" | "narrative_only";
      readonly rulings: Readonly<Record<string, string>>;
      readonly books: readonly string[];
      readonly rulesVersion: string;
      readonly contentVersion: string;
      readonly diceCommitment: { readonly open: string; readonly hidden: string };
      readonly ancestry: {
        readonly session: string;
        readonly sequence: number;
        readonly hash: string;
      } | null;
    }
  | { readonly kind: "session-paused" }
  | { readonly kind: "session-resumed" }
  /** Reveals the open dice secret; the hidden one goes to the DM alone, by another way. */
  | { readonly kind: "session-ended"; readonly diceSecret: string }
  | {
      readonly kind: "seat-taken";
      readonly seat: SeatId;
      readonly user: UserId;
      readonly name: string;
      readonly role: SeatRole;
    }
  | { readonly kind: "seat-left"; readonly seat: SeatId }
  | { readonly kind: "dice-contributed"; readonly seat: SeatId; readonly entropy: string }
  | {
      readonly kind: "said";
      readonly seat: SeatId | null;
      readonly creature: CreatureId | null;
      readonly text: string;
      readonly to: "dm" | "table";
    }
  | {
      readonly kind: "narrated";
      readonly text: string;
      readonly about: readonly number[];
      readonly voice: "built-in" | "model";
    }
  | { readonly kind: "undone"; readonly from: number; readonly to: number; readonly reason: string }
  // What people decide beside the rules; an undo leaves it standing
  | {
      readonly kind: "appeal-made";
      readonly seat: SeatId;
      readonly about: number;
      readonly rule: RuleId | null;
      readonly text: string;
      /** Who saw what it is about; they see the appeal, without this. */
      readonly witnesses: Witnesses;
    }
  | {
      readonly kind: "appeal-answered";
      /** Number of the `appeal-made` event, and of the event that was appealed. */
      readonly appeal: number;
      readonly about: number;
      readonly rule: RuleId | null;
      readonly outcome: AppealOutcome;
      readonly text: string;
    }
  /** A ruling and not a rule. A later one about it takes its place. */
  | {
      readonly kind: "ruling-made";
      readonly about: number | null;
      readonly rule: RuleId | null;
      readonly text: string;
      readonly reason: string;
      readonly keep: boolean;
      /** Who saw what it is about; null when it is about no event, and for all. */
      readonly witnesses: Witnesses | null;
    }
  /** What the same command changes follows from the ruling of this number. */
  | { readonly kind: "ruling-carried-out"; readonly ruling: number }
  // The scene
  | { readonly kind: "map-set"; readonly map: MapSpec }
  | {
      readonly kind: "terrain-changed";
      readonly x: number;
      readonly y: number;
      readonly type: TerrainType;
      readonly by: CreatureId | null;
    }
  | { readonly kind: "light-changed"; readonly light: "bright" | "dim" | "darkness" }
  | { readonly kind: "time-passed"; readonly minutes: number }
  /** `id`, `name` and `at` are what others see of it; the whole stat block stands in `creature`. */
  | {
      readonly kind: "creature-added";
      readonly id: CreatureId;
      readonly name: string;
      readonly at: Square | null;
      readonly creature: CreatureSpec;
    }
  | { readonly kind: "creature-removed"; readonly creature: CreatureId }
  | { readonly kind: "creature-placed"; readonly creature: CreatureId; readonly at: Square }
  | { readonly kind: "creature-revealed"; readonly creature: CreatureId }
  | { readonly kind: "creature-concealed"; readonly creature: CreatureId }
  | { readonly kind: "creature-noted"; readonly creature: CreatureId; readonly text: string }
  // The encounter
  | {
      readonly kind: "initiative-rolled";
      readonly creature: CreatureId;
      /** Identical monsters roll once; the others of the group follow this roll. */
      readonly group: readonly CreatureId[];
      readonly roll: D20Roll;
    }
  | {
      readonly kind: "encounter-started";
      readonly order: readonly CreatureId[];
      readonly surprised: readonly CreatureId[];
      readonly turn: CreatureId;
      readonly round: number;
      /** Initiative totals; empty when the order was set without dice. */
      readonly initiative: Readonly<Record<CreatureId, number>>;
    }
  | { readonly kind: "encounter-ended" }
  | {
      readonly kind: "turn-started";
      readonly creature: CreatureId;
      readonly round: number;
      /** The dead whose places in the order went by before it. */
      readonly passed: readonly CreatureId[];
    }
  | { readonly kind: "turn-ended"; readonly creature: CreatureId }
  // The turn's economy
  | {
      readonly kind: "economy-spent";
      readonly creature: CreatureId;
      readonly what: "action" | "bonus-action" | "reaction" | "interaction" | "attack";
      readonly for: string;
    }
  | {
      readonly kind: "attacks-granted";
      readonly creature: CreatureId;
      /** Attacks of the action under way; 0 for a Multiattack, whose compositions say it. */
      readonly count: number;
      readonly multiattack: readonly (readonly string[])[];
    }
  | { readonly kind: "action-granted"; readonly creature: CreatureId; readonly for: string }
  | { readonly kind: "dashed"; readonly creature: CreatureId; readonly feet: number }
  | { readonly kind: "disengaged"; readonly creature: CreatureId }
  | { readonly kind: "dodged"; readonly creature: CreatureId }
  | {
      readonly kind: "helped";
      readonly creature: CreatureId;
      readonly target: CreatureId;
      readonly against: CreatureId | null;
    }
  | {
      readonly kind: "hid";
      readonly creature: CreatureId;
      readonly roll: D20Roll;
      readonly from: readonly CreatureId[];
    }
  | {
      readonly kind: "found";
      readonly creature: CreatureId;
      readonly by: CreatureId | null;
      readonly why: string;
    }
  | {
      readonly kind: "searched";
      readonly creature: CreatureId;
      readonly roll: D20Roll;
      readonly found: readonly CreatureId[];
    }
  // Movement: one event per unbroken stretch
  | {
      readonly kind: "moved";
      readonly creature: CreatureId;
      readonly mode: MoveMode;
      /** Squares entered, in order. */
      readonly path: readonly Square[];
      readonly costFeet: number;
      readonly forced: boolean;
      /** Feet above the ground afterwards; absent when that did not change. */
      readonly altitude?: number;
    }
  | { readonly kind: "movement-stopped"; readonly creature: CreatureId; readonly why: string }
  | { readonly kind: "stood-up"; readonly creature: CreatureId; readonly costFeet: number }
  | { readonly kind: "fell"; readonly creature: CreatureId; readonly feet: number }
  // Attacks
  | {
      readonly kind: "attack-declared";
      readonly attacker: CreatureId;
      /** Null for a blow at a place where nobody was. */
      readonly target: CreatureId | null;
      readonly with: string;
      readonly mode: AttackMode;
      readonly reaction: boolean;
    }
  | {
      readonly kind: "attack-rolled";
      readonly attacker: CreatureId;
      /** Null for a blow at a place where nobody was. */
      readonly target: CreatureId | null;
      readonly with: string;
      readonly roll: D20Roll;
      readonly against: { readonly ac: number; readonly parts: readonly Part[] };
      readonly outcome: "hit" | "miss" | "critical";
    }
  | {
      readonly kind: "damage-rolled";
      readonly attacker: CreatureId | null;
      readonly target: CreatureId;
      readonly rolls: readonly DamageRoll[];
      readonly critical: boolean;
    }
  | {
      readonly kind: "damage-taken";
      readonly target: CreatureId;
      readonly source: CreatureId | null;
      /** Hit points lost, temporary ones included. */
      readonly amount: number;
      readonly type: DamageType;
      readonly steps: readonly DamageStep[];
      readonly temporary: number;
      readonly hpBefore: number;
      readonly hpAfter: number;
    }
  | {
      readonly kind: "healed";
      readonly target: CreatureId;
      readonly source: CreatureId | null;
      readonly amount: number;
      readonly hpAfter: number;
      readonly dice: readonly Die[];
    }
  | { readonly kind: "temporary-hit-points-gained"; readonly target: CreatureId; readonly amount: number }
  | {
      readonly kind: "hit-points-adjusted";
      readonly target: CreatureId;
      readonly hp: number;
      readonly reason: string;
    }
  // Falling and rising
  | { readonly kind: "fell-unconscious"; readonly creature: CreatureId }
  | { readonly kind: "died"; readonly creature: CreatureId; readonly why: string }
  | { readonly kind: "stabilized"; readonly creature: CreatureId; readonly by: CreatureId | null }
  | { readonly kind: "knocked-out"; readonly creature: CreatureId; readonly by: CreatureId }
  | {
      readonly kind: "death-save-rolled";
      readonly creature: CreatureId;
      readonly roll: D20Roll;
      readonly outcome: "success" | "failure" | "two-failures" | "revived";
    }
  | {
      readonly kind: "death-save-failed";
      readonly creature: CreatureId;
      /** How many are added: 1, or 2 for a critical hit. */
      readonly failures: number;
      readonly why: string;
    }
  | { readonly kind: "came-to"; readonly creature: CreatureId }
  // Conditions and effects
  | {
      readonly kind: "condition-gained";
      readonly creature: CreatureId;
      readonly name: ConditionName;
      readonly source: CreatureId | null;
      readonly until: string | null;
      readonly level: number;
    }
  | {
      readonly kind: "condition-lost";
      readonly creature: CreatureId;
      readonly name: ConditionName;
      readonly source: CreatureId | null;
      readonly why: string;
    }
  | { readonly kind: "effect-gained"; readonly creature: CreatureId; readonly effect: Effect }
  | {
      readonly kind: "effect-ended";
      readonly creature: CreatureId;
      readonly effect: string;
      readonly why: string;
    }
  // Checks
  | {
      readonly kind: "check-rolled";
      readonly creature: CreatureId;
      readonly purpose: RollPurpose;
      readonly ability: Ability;
      readonly skill: Skill | null;
      readonly roll: D20Roll;
      readonly against: { readonly dc: number } | null;
      readonly outcome: "success" | "failure" | null;
    }
  | {
      readonly kind: "contest-resolved";
      readonly creature: CreatureId;
      readonly target: CreatureId;
      readonly for: string;
      readonly totals: readonly [number, number];
      readonly outcome: "success" | "failure";
    }
  // Things
  | {
      readonly kind: "item-equipped";
      readonly creature: CreatureId;
      readonly item: ItemId;
      readonly equipped: boolean;
    }
  | {
      readonly kind: "item-dropped";
      readonly creature: CreatureId;
      readonly item: ItemId;
      readonly at: Square | null;
      /** Absent: all of it. */
      readonly quantity?: number;
      /** It slipped from the hand of who fell unconscious; absent when it was let go or thrown. */
      readonly slipped?: true;
    }
  | {
      readonly kind: "item-used";
      readonly creature: CreatureId;
      readonly item: ItemId;
      readonly quantity: number;
    }
  | {
      readonly kind: "feature-used";
      readonly creature: CreatureId;
      readonly feature: string;
      readonly left: number | null;
    }
  | { readonly kind: "experience-gained"; readonly creature: CreatureId; readonly amount: number }
  /** What the rest left the creature with. */
  | {
      readonly kind: "rested";
      readonly creature: CreatureId;
      readonly rest: "short" | "long";
      readonly hp: number;
      readonly hitDice: Readonly<Record<string, number>>;
      readonly resources: Readonly<Record<string, number>>;
      readonly slots: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: "hit-die-spent";
      readonly creature: CreatureId;
      readonly die: Die;
      readonly healed: number;
      readonly hpAfter: number;
    }
  // Resolution: the machine's own bookkeeping, part of the log because it is part of the state
  | { readonly kind: "frame-pushed"; readonly frame: Frame }
  | { readonly kind: "frame-stepped"; readonly frame: Frame }
  | { readonly kind: "frame-popped"; readonly fizzled: boolean; readonly why: string | null }
  | { readonly kind: "request-opened"; readonly request: Request }
  | {
      readonly kind: "request-answered";
      readonly request: RequestId;
      readonly choice: string;
      readonly with: string | null;
      readonly by: "person" | "default";
    }
  | {
      readonly kind: "dice-entered";
      readonly request: RequestId;
      readonly creature: CreatureId;
      readonly faces: readonly number[];
    }
  | { readonly kind: "resolution-cancelled"; readonly reason: string };

export type EventKind = Event["kind"];
export type EventOf<Kind extends EventKind> = Extract<Event, { readonly kind: Kind }>;

/** An event as an audience saw it: the same kind, any other field possibly missing. A whole event is one too. */
export type Glimpse = {
  [Kind in EventKind]: { readonly kind: Kind } & Partial<Omit<EventOf<Kind>, "kind">>;
}[EventKind];

/** What one audience saw of an event. */
export type Sight = "whole" | "nothing" | Glimpse;

/**
 * Who witnessed an event, worked out when it was decided. DM seats saw the whole; a seat that is not listed,
 * and whoever comes later, saw what `table` says.
 */
export type Seen = {
  readonly table: Sight;
  readonly seats: Readonly<Record<SeatId, Sight>>;
};

/** An event as `decide` returns it: not yet numbered, not yet stored. */
export type NewEvent = {
  readonly event: Event;
  /** The rules that were applied, first the governing one; empty for what no rule decides. */
  readonly rules: readonly RuleId[];
  /** Rules that were looked at and not applied: what an appeal or a ruling is about. */
  readonly considered?: readonly RuleId[];
  readonly seen: Seen;
};

/**
 * An event as it was stored: the part of a log record that the rules read. The first event of each append
 * carries the command, so that a session can be decided again.
 */
export type LoggedEvent = {
  readonly sequence: number;
  readonly event: Event;
  readonly actor: Actor;
  readonly command: Command | null;
  readonly seen: Seen;
};
