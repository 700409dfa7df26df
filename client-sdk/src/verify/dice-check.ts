/** Recomputes every die of a session from its revealed secret. */
import { commitmentOf, faceOf } from "./dice-face.ts";
import { type Fault, fault } from "./fault.ts";
import type { Row } from "./session-file.ts";

export type DiceVerdict = {
  /** Dice that the server drew, and how many of them follow from the revealed secret. */
  readonly drawn: number;
  readonly checked: number;
  /** Dice of a fork that fell in the session it came from: that one's file proves them. */
  readonly inherited: number;
  /** Dice that people entered by hand. */
  readonly entered: number;
  /** False until the session ends and its secret is told. */
  readonly revealed: boolean;
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

export class DiceCheck {
  readonly #open = new Map<number, Drawn>();
  readonly #hidden = new Map<number, Drawn>();
  readonly #contributions: string[] = [];
  #session = "";
  #commitment = "";
  #secret: string | null = null;
  /** Up to this number the events are another session's. */
  #forkedAt = 0;
  #inherited = 0;
  #entered = 0;
  #checked = 0;

  get verdict(): DiceVerdict {
    return {
      drawn: this.#open.size + this.#hidden.size,
      checked: this.#checked,
      inherited: this.#inherited,
      entered: this.#entered,
      revealed: this.#secret !== null,
    };
  }

  /** Null when the event's dice are new ones without a hole, or old ones unchanged. */
  next(row: Row): Fault | null {
    const event = row.content.event;
    if (event.kind === "session-started") {
      const { open } = (event.diceCommitment ?? {}) as { open?: unknown };
      const { sequence } = (event.ancestry ?? {}) as { sequence?: unknown };
      this.#forkedAt = typeof sequence === "number" ? sequence : 0;
      this.#session = row.sessionId;
      this.#commitment = typeof open === "string" ? open : "";
    }
    if (event.kind === "dice-contributed" && typeof event.entropy === "string") {
      this.#contributions.push(event.entropy);
    }
    if (event.kind === "session-ended" && typeof event.diceSecret === "string") {
      this.#secret = event.diceSecret;
    }
    const dice = [...diceIn(event)].sort((a, b) => (a.draw ?? 0) - (b.draw ?? 0));
    // The machine's frames carry copies of dice that stand in other events; drawn ones are known by their number.
    if (!event.kind.startsWith("frame-")) this.#entered += dice.filter(({ draw }) => draw === null).length;
    for (const die of dice) {
      const wrong = this.#note(die, row.sequence);
      if (wrong !== null) return wrong;
    }
    return null;
  }

  #note(die: Die, sequence: number): Fault | null {
    if (die.draw === null) return null;
    const stream = die.stream === "open" ? this.#open : this.#hidden;
    const before = stream.get(die.draw);
    if (before === undefined && die.draw !== stream.size + 1) {
      const expected = stream.size + 1;
      return fault(sequence, "die-missing", `${die.stream} die ${die.draw} comes where ${expected} should`);
    }
    if (before !== undefined && (before.face !== die.face || before.sides !== die.sides)) {
      return altered(sequence, die.draw, "fell otherwise before");
    }
    if (before !== undefined) return null;
    stream.set(die.draw, { sides: die.sides, face: die.face, sequence });
    if (sequence <= this.#forkedAt) this.#inherited += 1;
    return null;
  }

  /** At the end of the file: does the secret fit its commitment, and every die the secret? */
  close(told: string | null): Fault | null {
    if (told !== null && this.#secret !== null && told !== this.#secret) {
      return fault(0, "dice-commitment", "the last line tells another secret than the log");
    }
    this.#secret ??= told;
    if (this.#secret === null) return null;
    if (commitmentOf(this.#secret) !== this.#commitment) {
      return fault(1, "dice-commitment", "the secret is not the one committed to at the start");
    }
    for (const [draw, die] of this.#open) {
      if (die.sequence <= this.#forkedAt) continue;
      const face = faceOf(this.#secret, "open", this.#session, this.#contributions, draw, die.sides);
      if (face !== die.face) return altered(die.sequence, draw, `should show ${face}, and shows ${die.face}`);
      this.#checked += 1;
    }
    return null;
  }
}

const altered = (sequence: number, draw: number, how: string): Fault =>
  fault(sequence, "die-altered", `die ${draw} of event ${sequence} ${how}`);
