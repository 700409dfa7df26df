import { createHash } from "node:crypto";
import type { DiceSource, Draw } from "../dice.ts";
import type { Stopped } from "./document.ts";

type Entry = readonly [sides: number, face: number];

/** Thrown out of `decide` when the tape does not fit: nothing of that command happened. */
export class TapeError extends Error {
  override readonly name = "TapeError";
  readonly stopped: Omit<Stopped, "command">;

  constructor(stopped: Omit<Stopped, "command">) {
    super(stopped.detail);
    this.stopped = stopped;
  }
}

/** Dice that can be taken back when a command is refused or stopped. */
export interface TapeSource extends DiceSource {
  readonly drawn: number;
  readonly left: number;
  rewind(to: number): void;
}

/** Reads the dice off a tape and insists that each is the one that was asked for. */
export function tapeOf(entries: readonly Entry[]): TapeSource {
  let next = 0;
  return {
    get drawn() {
      return next;
    },
    get left() {
      return entries.length - next;
    },
    rewind(to) {
      next = to;
    },
    face(draw) {
      const entry = entries[next];
      if (entry === undefined) throw misfit("dice-exhausted", draw, next + 1, null);
      if (entry[0] !== draw.sides) throw misfit("dice-mismatch", draw, next + 1, entry);
      next += 1;
      return entry[1];
    },
  };
}

function misfit(code: Stopped["code"], draw: Draw, number: number, next: Entry | null): TapeError {
  const wanted = `draw ${number} is a d${draw.sides} for ${draw.purpose}${draw.by === null ? "" : ` by ${draw.by}`}`;
  const has = next === null ? "the tape has ended" : `the tape has a d${next[0]}`;
  return new TapeError({
    code,
    detail: `${wanted}; ${has}`,
    draw: number,
    sides: draw.sides,
    next,
    purpose: draw.purpose,
    by: draw.by,
  });
}

/** Dice out of a seed: the same seed rolls the same dice, whatever they are for. */
export function seededDice(seed: string): TapeSource {
  let next = 0;
  return {
    get drawn() {
      return next;
    },
    left: 0,
    rewind(to) {
      next = to;
    },
    face({ sides }) {
      next += 1;
      return fairFace(seed, next, sides);
    },
  };
}

/** Rejection sampling, so that no face is likelier than another. */
function fairFace(seed: string, draw: number, sides: number): number {
  const limit = Math.floor(2 ** 32 / sides) * sides;
  for (let attempt = 0; ; attempt++) {
    const word = createHash("sha256").update(`${seed}/${draw}/${attempt}`).digest().readUInt32BE(0);
    if (word < limit) return (word % sides) + 1;
  }
}
