/** What a room needs from the world. Implementations live elsewhere and are joined in `server/main.ts`. */
import type { Citation } from "../rules/citation.ts";
import type { Actor, Command, SeatRole } from "../rules/command.ts";
import type { CreatureSpec } from "../rules/creature.ts";
import type { DiceSource } from "../rules/dice.ts";
import type { CharacterId, CommandId, SeatId, SessionId, UserId } from "../rules/ids.ts";
import type { LegalChoice } from "../rules/legal.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Rejection } from "../rules/result.ts";
import type { RuleId } from "../rules/rule-ids.ts";
import type { State } from "../rules/state.ts";
import type { SeatView } from "../rules/view.ts";

/** The right to write one session. A higher epoch anywhere makes this one worthless. */
export type Lease = { readonly sessionId: SessionId; readonly epoch: number; readonly owner: string };

export type AppendOutcome =
  /** Stored and durable. */
  | "appended"
  /** Nothing was stored: another owner has the lease, or the version moved on. The room must close. */
  | "stale";

/** The database cannot be reached or refused; nothing was stored. */
export class LogUnavailable extends Error {
  override readonly name = "LogUnavailable";
}

/** Another server plays this session now. It may be had when that one lets it go or its lease runs out. */
export class SessionHeld extends Error {
  override readonly name = "SessionHeld";
}

/** The connection broke while a commit was under way; only the log can tell. Settle by reading. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/**
 * The memory of all sessions. One contract suite holds for every implementation
 * (`tests/support/event-log-contract.ts`).
 */
export interface EventLog {
  /**
   * Takes the session over: raises its epoch, so that every earlier owner is fenced, then returns the lease.
   * @throws LogUnavailable; `SessionNotFound` from the implementation when there is no such session.
   */
  take(session: SessionId, owner: string, leaseMs: number): Promise<Lease>;
  /** Like `take`, but only from nobody, from oneself, or from an owner whose lease ran out; null while it is held. */
  takeIfFree(session: SessionId, owner: string, leaseMs: number): Promise<Lease | null>;
  /** Keeps the lease alive; false when it is no longer ours. */
  renew(lease: Lease, leaseMs: number): Promise<boolean>;
  release(lease: Lease): Promise<void>;
  /** At most `limit` (1 to 1,000) events after `after`, in order. */
  read(session: SessionId, after: number, limit: number): Promise<readonly StoredEvent[]>;
  /**
   * All of the events or none, at exactly `expectedVersion + 1` and on, under the lease's epoch.
   * Resolves after the commit. @throws LogUnavailable, OutcomeUnknown.
   */
  append(lease: Lease, expectedVersion: number, events: readonly StoredEvent[]): Promise<AppendOutcome>;
  /** The number of the last event; 0 for a session without any. */
  version(session: SessionId): Promise<number>;
}

/** A folded state, kept so that a long session opens without being read from its beginning. */
export type Snapshot = {
  /** The event that it was folded up to, the last of an append. */
  readonly sequence: number;
  /** Of that event. A snapshot of another history does not fit the log. */
  readonly hash: string;
  /** The state as JSON. */
  readonly state: string;
  /** sha256 of `state`, hex. */
  readonly digest: string;
};

/** A command that was accepted, and the last event it led to. */
export type AnsweredCommand = {
  readonly seat: SeatId | null;
  readonly commandId: CommandId;
  readonly payloadHash: string;
  readonly sequence: number;
};

/**
 * The newest snapshot of each session: a cache that may be lost, old or broken at any time, and is never a truth of
 * its own (`tests/support/snapshots-contract.ts`).
 */
export interface Snapshots {
  /** Null when there is none, or when other rules than these folded it. */
  find(session: SessionId): Promise<Snapshot | null>;
  /** Takes the place of an older one, and of one that other rules folded. */
  keep(session: SessionId, snapshot: Snapshot): Promise<void>;
  /** The commands of the log up to a number, in its order: what a state does not hold. */
  answered(session: SessionId, sequence: number): Promise<readonly AnsweredCommand[]>;
}

/** Where the dice of a session come from. The secret never leaves the implementation but by `reveal`. */
export interface DiceSecrets {
  /** Makes the session's secrets if there are none; the sha256 commitments of both streams. */
  commit(session: SessionId): Promise<{ readonly open: string; readonly hidden: string }>;
  /** Dice for one decision; `contributions` are the seats' entropies in the order of the log. */
  dice(session: SessionId, contributions: readonly string[]): Promise<DiceSource>;
  reveal(session: SessionId): Promise<{ readonly open: string; readonly hidden: string }>;
}

/** Characters as they live between sessions. */
export interface Characters {
  /** The creature that this person's character is; null when there is none or it is not theirs. */
  creature(character: CharacterId, user: UserId, seat: SeatId): Promise<CreatureSpec | null>;
}

/** Proof for events. */
export interface Citations {
  cite(rule: RuleId): Citation;
  /** What the campaign of a session has ruled before beside this rule, newest first; none where nobody keeps them. */
  precedents?(session: SessionId, rule: RuleId): Promise<readonly Citation[]>;
}

/** The dungeon master's mind; one attendance for each live session. It never blocks a command. */
export interface DungeonMaster {
  attend(table: Table): Attendance;
}

/** What the dungeon master may do at a table: look through somebody's eyes, and send commands like anyone. */
export interface Table {
  readonly sessionId: SessionId;
  /** As a seat sees it; `table` is what every player sees; `dm` is the whole. */
  view(as: SeatId | "table" | "dm"): SeatView;
  legal(as: SeatId | "dm"): readonly LegalChoice[];
  submit(actor: Actor, command: Command): Promise<Reply>;
  /** True while a DM's seat is connected. */
  dmPresent(): boolean;
}

export interface Attendance {
  /**
   * Events just committed, in order, after every seat was told. The first call, on attending, carries the
   * newest events already in the log, so that nothing is told or heard twice; none for a new table, and none
   * when only the seats' presence changed. Must not throw.
   */
  committed(events: readonly StoredEvent[], state: State): void;
  close(): Promise<void>;
}

export type Reply =
  | { readonly outcome: "accepted"; readonly commandId: CommandId; readonly sequence: number }
  | { readonly outcome: "rejected"; readonly commandId: CommandId; readonly rejection: Rejection }
  | { readonly outcome: "pending"; readonly commandId: CommandId };

/** Who sits on a connection, as the authenticated join decided it. */
export type Sitter = {
  readonly seat: SeatId;
  readonly user: UserId;
  readonly name: string;
  readonly role: SeatRole;
  /** When it ends, so does the connection; absent where nobody signs in. */
  readonly signIn?: string;
};

/** Time and chance, so that tests and simulations own them. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Calls once after `ms`; the returned function cancels. */
  after(ms: number, call: () => void): () => void;
}

export interface Randomness {
  uuid(): string;
  /** `bytes` random bytes as lower-case hex. */
  hex(bytes: number): string;
}

/** Counters and timings; every bound reports here. */
export interface Meter {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  observe(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}

/** Structured log lines. Hidden state and tokens never go here. */
export interface Journal {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
