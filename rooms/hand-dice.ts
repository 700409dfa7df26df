/** How the dice fell that people entered by hand. */
import { type SeatId, seatId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Request } from "../rules/request.ts";
import type { State } from "../rules/state.ts";
import { chanceOfMore } from "./chi-square.ts";
import { stateAt } from "./recording.ts";

/** The dice of one size that one seat entered. */
export type HandDice = {
  readonly seat: SeatId;
  readonly name: string;
  readonly sides: number;
  readonly count: number;
  /** How often each face was entered, from 1 to `sides`. */
  readonly faces: readonly number[];
  /** To two places, like the mean of a die that favours no face. */
  readonly mean: number;
  readonly fairMean: number;
  /** Null while there are too few dice to say anything: fewer than five for each face. */
  readonly spread: Spread | null;
  /** What follows from it, for people. Says how dice behave, and nothing about who rolled them. */
  readonly hint: string;
};

/** Pearson's chi-square against equal faces. `chance`: how often fair dice are at least so uneven, 0 to 1. */
export type Spread = {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly chance: number;
};

/** The usual bound under which chi-square says nothing. */
const DICE_PER_FACE = 5;

/** As `HandDiceTally` counts them, for who holds the whole log. */
export function handDice(records: readonly StoredEvent[]): readonly HandDice[] {
  const tally = new HandDiceTally();
  for (const record of records) tally.take(record);
  return tally.told(stateAt(records, records.length));
}

/**
 * Per seat and size of die, as they were entered: undone rolls too, since those dice fell all the same. Whoever
 * typed the faces in is counted, be it the DM for somebody else.
 */
export class HandDiceTally {
  readonly #sizes = new Map<string, Request["dice"]>();
  readonly #faces = new Map<string, number[]>();

  /** The next record of the log. */
  take({ content: { event, actor } }: StoredEvent): void {
    if (event.kind === "request-opened" && event.request.dice.length > 0)
      this.#sizes.set(event.request.id, event.request.dice);
    if (event.kind !== "dice-entered" || actor.kind !== "seat") return;
    const sizes = this.#sizes.get(event.request) ?? [];
    for (const [at, face] of event.faces.entries()) this.#count(actor.seat, sizes[at] ?? 0, face);
  }

  #count(seat: SeatId, sides: number, face: number): void {
    if (face > sides) return;
    const key = `${seat} ${sides}`;
    const faces = this.#faces.get(key) ?? Array.from({ length: sides }, () => 0);
    faces[face - 1] = (faces[face - 1] ?? 0) + 1;
    this.#faces.set(key, faces);
  }

  /** After the last record; the state names the seats. */
  told({ seats }: Pick<State, "seats">): readonly HandDice[] {
    return [...this.#faces].map(([key, faces]) => {
      const seat = seatId(key.slice(0, key.lastIndexOf(" ")));
      return described({ seat, name: seats[seat]?.name ?? "" }, faces);
    });
  }
}

function described(who: Pick<HandDice, "seat" | "name">, faces: readonly number[]): HandDice {
  const sides = faces.length;
  const rolled = faces.reduce((sum, times) => sum + times, 0);
  const total = faces.reduce((sum, times, at) => sum + times * (at + 1), 0);
  const spread = rolled < DICE_PER_FACE * sides ? null : spreadOf(faces, rolled);
  return {
    ...who,
    sides,
    count: rolled,
    faces,
    mean: twoPlaces(total / rolled),
    fairMean: (sides + 1) / 2,
    spread,
    hint: hintOf(spread, rolled, sides),
  };
}

function spreadOf(faces: readonly number[], rolled: number): Spread {
  const expected = rolled / faces.length;
  const chiSquare = faces.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
  const degreesOfFreedom = faces.length - 1;
  return {
    chiSquare: twoPlaces(chiSquare),
    degreesOfFreedom,
    chance: Math.round(chanceOfMore(chiSquare, degreesOfFreedom) * 10_000) / 10_000,
  };
}

function hintOf(spread: Spread | null, rolled: number, sides: number): string {
  if (spread === null)
    return `${rolled} dice are too few to tell anything; ${DICE_PER_FACE * sides} would be a beginning.`;
  if (spread.chance >= 0.05) return `${rolled} dice, spread as fair dice are.`;
  const often = spread.chance < 0.001 ? "less than once in 1,000" : `${once(spread.chance)}`;
  return `${rolled} dice, spread as unevenly as fair dice are ${often}. Among many tables and sizes of dice some are so by chance; a worn die is too.`;
}

const once = (chance: number): string => `about once in ${Math.round(1 / chance)} times`;

const twoPlaces = (value: number): number => Math.round(value * 100) / 100;
