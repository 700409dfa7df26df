/** Recomputes every die of a session from the revealed secrets. */
import { commitmentOf, faceOf } from "./dice-face.ts";
import { type Fault, fault } from "./fault.ts";
import type { Row } from "./session-file.ts";

export type DiceVerdict = {
  /** Dice that the server drew, hidden ones too, and how many of them follow from the secrets that are known. */
  readonly drawn: number;
  readonly checked: number;
  /** Dice of a fork that fell in the session it came from: that one's file proves them. */
  readonly inherited: number;
  /** Dice that people entered by hand. */
  readonly entered: number;
  /** False until the session ends and the secret of its open dice is told. */
  readonly revealed: boolean;
  /** Those of them that the DM rolled out of sight. Their secret goes to the DM alone: whoever checks has it or not. */
  readonly hidden: { readonly drawn: number; readonly checked: number; readonly revealed: boolean };
};

type Die = {
  readonly sides: number;
  readonly face: number;
  readonly draw: number | null;
  readonly stream: "open" | "hidden";
};

const isDie = (value: object): value is Die =>
  "sides" in value && "face" in value && "draw" in value && "stream" in value && "kept" in value;

/** Every die that stands anywhere in an event; the same die may stand in several. */
function* diceIn(value: unknown): Iterable<Die> {
  if (typeof value !== "object" || value === null) return;
  if (isDie(value)) yield value;
  else for (const item of Object.values(value)) yield* diceIn(item);
}

type Drawn = { readonly sides: number; readonly face: number; readonly sequence: number };
type Stream = Die["stream"];

/** One stream of dice: what was promised of it, what fell, and, once it is told, the secret that it followed. */
class DiceStream {
  readonly name: Stream;
  readonly drawn = new Map<number, Drawn>();
  commitment = "";
  secret: string | null = null;
  checked = 0;

  constructor(name: Stream) {
    this.name = name;
  }

  /** Null when the die is a new one without a hole, or an old one unchanged. */
  note({ face, sides }: Die, draw: number, sequence: number): Fault | null {
    const before = this.drawn.get(draw);
    if (before !== undefined)
      return before.face === face && before.sides === sides
        ? null
        : altered(sequence, draw, "fell otherwise before");
    const expected = this.drawn.size + 1;
    if (draw !== expected)
      return fault(sequence, "die-missing", `${this.name} die ${draw} comes where ${expected} should`);
    this.drawn.set(draw, { sides, face, sequence });
    return null;
  }

  /** Does the secret fit its commitment, and every die after `forkedAt` the secret? Null while it is not told. */
  check(session: string, contributions: readonly string[], forkedAt: number): Fault | null {
    if (this.secret === null) return null;
    if (commitmentOf(this.secret) !== this.commitment)
      return fault(1, "dice-commitment", `the ${this.name} secret is not the one committed to at the start`);
    for (const [draw, { sides, face, sequence }] of this.drawn) {
      if (sequence <= forkedAt) continue;
      const should = faceOf(this.secret, this.name, session, contributions, draw, sides);
      if (should !== face) return altered(sequence, draw, `should show ${should}, and shows ${face}`);
      this.checked += 1;
    }
    return null;
  }
}

export class DiceCheck {
  readonly #open = new DiceStream("open");
  readonly #hidden = new DiceStream("hidden");
  readonly #contributions: string[] = [];
  #session = "";
  /** Up to this number the events are another session's. */
  #forkedAt = 0;
  #entered = 0;

  get verdict(): DiceVerdict {
    const [open, hidden] = [this.#open, this.#hidden];
    const fallen = [...open.drawn.values(), ...hidden.drawn.values()];
    return {
      drawn: fallen.length,
      checked: open.checked + hidden.checked,
      inherited: fallen.filter(({ sequence }) => sequence <= this.#forkedAt).length,
      entered: this.#entered,
      revealed: open.secret !== null,
      hidden: { drawn: hidden.drawn.size, checked: hidden.checked, revealed: hidden.secret !== null },
    };
  }

  /** Null when the event's dice are new ones without a hole, or old ones unchanged. */
  next(row: Row): Fault | null {
    const event = row.content.event;
    if (event.kind === "session-started") {
      const { open, hidden } = (event.diceCommitment ?? {}) as { open?: unknown; hidden?: unknown };
      const { sequence } = (event.ancestry ?? {}) as { sequence?: unknown };
      this.#forkedAt = typeof sequence === "number" ? sequence : 0;
      this.#session = row.sessionId;
      this.#open.commitment = typeof open === "string" ? open : "";
      this.#hidden.commitment = typeof hidden === "string" ? hidden : "";
    }
    if (event.kind === "dice-contributed" && typeof event.entropy === "string") {
      this.#contributions.push(event.entropy);
    }
    if (event.kind === "session-ended" && typeof event.diceSecret === "string") {
      this.#open.secret = event.diceSecret;
    }
    const dice = [...diceIn(event)].sort((a, b) => (a.draw ?? 0) - (b.draw ?? 0));
    // The machine's frames carry copies of dice that stand in other events; drawn ones are known by their number.
    if (!event.kind.startsWith("frame-")) this.#entered += dice.filter(({ draw }) => draw === null).length;
    for (const die of dice) {
      if (die.draw === null) continue;
      const stream = die.stream === "open" ? this.#open : this.#hidden;
      const wrong = stream.note(die, die.draw, row.sequence);
      if (wrong !== null) return wrong;
    }
    return null;
  }

  /** At the end of the file, with the secrets that it does not tell itself: does every die follow from its own? */
  close(open: string | null, hidden: string | null = null): Fault | null {
    if (open !== null && this.#open.secret !== null && open !== this.#open.secret) {
      return fault(0, "dice-commitment", "the last line tells another secret than the log");
    }
    this.#open.secret ??= open;
    this.#hidden.secret = hidden;
    return (
      this.#open.check(this.#session, this.#contributions, this.#forkedAt) ??
      this.#hidden.check(this.#session, this.#contributions, this.#forkedAt)
    );
  }
}

const altered = (sequence: number, draw: number, how: string): Fault =>
  fault(sequence, "die-altered", `die ${draw} of event ${sequence} ${how}`);
