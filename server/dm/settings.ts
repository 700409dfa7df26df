import type { Clock, Journal, Meter, Randomness } from "../../rooms/ports.ts";

/** An OpenAI-compatible model. Only the first three are needed. */
export type ModelSettings = {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** One telling or reading, from the call to its last word. */
  readonly deadlineMs?: number;
  /** Between two pieces of a stream, the first included. */
  readonly idleMs?: number;
  /** Of one session: calls, and bytes of prompts and answers as we count them. */
  readonly callsPerSession?: number;
  readonly bytesPerSession?: number;
};

/** The pace of the table. */
export type Pace = {
  /** Quiet after an action before it is told, unless the turn ends first. */
  readonly quietMs: number;
  /** Before each command of a creature that the dungeon master plays, so that people can follow. */
  readonly monsterMs: number;
};

export const PACE: Pace = { quietMs: 1_500, monsterMs: 400 };

export type DungeonMasterOptions = {
  /** Without it the built-in voice tells everything. */
  readonly model?: ModelSettings;
  readonly meter: Meter;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly pace?: Partial<Pace>;
};
