import { expect } from "vitest";
import type { DiceSource, Draw } from "../../rules/index.ts";

/** Sides and face of one die, in the order drawn. */
export type Fallen = readonly [sides: number, face: number];

/** Dice that fall as written. A die of other sides, one too many or one too few fails the test that asked. */
export class Tape implements DiceSource {
  readonly #faces: readonly Fallen[];
  readonly draws: Draw[] = [];

  constructor(faces: readonly Fallen[]) {
    this.#faces = faces;
  }

  face(draw: Draw): number {
    const next = this.#faces[this.draws.length];
    const what = `die ${this.draws.length + 1} is a d${draw.sides} for ${draw.purpose} by ${draw.by}`;
    if (next === undefined) throw new Error(`a die too few: ${what}`);
    if (next[0] !== draw.sides) throw new Error(`${what}, the tape has a d${next[0]}`);
    this.draws.push(draw);
    return next[1];
  }

  /** Every die of the tape was drawn. */
  expectUsedUp(): void {
    expect(this.draws.length, "dice drawn of the tape").toBe(this.#faces.length);
  }
}
