import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import type {
  Characters,
  Citations,
  Clock,
  DiceSecrets,
  DungeonMaster,
  EventLog,
  Journal,
  Meter,
  Randomness,
  Snapshots,
} from "./ports.ts";

/** Everything that a live session needs of the world. */
export type LivePorts = {
  readonly log: EventLog;
  readonly snapshots: Snapshots;
  readonly secrets: DiceSecrets;
  readonly characters: Characters;
  readonly citations: Citations;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly meter: Meter;
  readonly journal: Journal;
  /** Null plays without a dungeon master's mind. */
  readonly dungeonMaster: DungeonMaster | null;
  /** Names the installation in the lease: after a crash it takes its sessions back at once. */
  readonly owner: string;
  readonly leaseMs: number;
  /** Events between one snapshot and the next. */
  readonly snapshotEvery: number;
};

/** Why a session is live here no more. */
export type Closed = "stale" | "closed";

/** Whoever shows a live session to people. Called in order; must not throw. */
export interface Watcher {
  /** Stored, and folded into the state. */
  committed(records: readonly StoredEvent[], state: State): void;
  /** The room must close; its people join again where the session lives now. */
  closed(why: Closed): void;
}
