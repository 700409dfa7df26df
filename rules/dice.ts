import type { CreatureId } from "./ids.ts";

/** What a die is rolled for; stable, shown on roll cards and in scenarios. */
export type RollPurpose =
  | "attack"
  | "damage"
  | "healing"
  | "save"
  | "check"
  | "contest"
  | "initiative"
  | "death-save"
  | "concentration"
  | "recharge"
  | "hit-dice";

/** `hidden` dice are the DM's secret rolls; the two streams are numbered, and revealed, apart. */
export type DiceStream = "open" | "hidden";

/** One die as it fell. Every face that ever mattered stands in an event like this; nothing is rolled twice. */
export type Die = {
  /** 2 to 100. */
  readonly sides: number;
  /** 1 to `sides`. */
  readonly face: number;
  /** False when advantage, disadvantage or a reroll set it aside. */
  readonly kept: boolean;
  /** Running number of the draw in its stream, from 1 without holes; null for a die that a person entered. */
  readonly draw: number | null;
  readonly stream: DiceStream;
};

/** What the engine asks of whoever holds the dice. */
export type Draw = {
  readonly stream: DiceStream;
  /** 1-based; the next number of the stream. */
  readonly draw: number;
  readonly sides: number;
  readonly purpose: RollPurpose;
  /** Who rolls; null for the table itself. */
  readonly by: CreatureId | null;
};

/**
 * The only way a die reaches the rules. At a live table the face follows from a committed secret, the seats'
 * contributions and the draw number; in a scenario it is read off a tape.
 */
export interface DiceSource {
  /** A face from 1 to `sides`. May throw (a tape that does not fit); then nothing of the command happened. */
  face(draw: Draw): number;
}
