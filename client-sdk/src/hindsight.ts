/** What a session's log tells afterwards: bodies of the HTTP routes. */
import type { SeatRole } from "../../rules/command.ts";
import type { EventKind, Glimpse } from "../../rules/event.ts";
import type { Health } from "../../rules/view.ts";
import type { FeedEntry } from "./protocol.ts";

/** Something that a seat saw differently at the later number. */
export type Change = {
  /** JSON Pointer (RFC 6901) into the view: `/creatures/<id>/hp`. */
  readonly path: string;
  /** null where there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
  /** The event that made it what it then was. */
  readonly sequence: number;
};

export type Changes = {
  readonly from: number;
  readonly to: number;
  /** In the order of their events. What changed and changed back is not among them. */
  readonly changes: readonly Change[];
  /** The events after `from`, up to `to`, as the seat's feed had them. */
  readonly events: readonly FeedEntry[];
};

type Sitter = { readonly seat: string; readonly name: string; readonly role: SeatRole };

export type CreatureKnowledge = {
  readonly creature: string;
  readonly seats: readonly (Sitter & {
    /** The numbers over which the seat's view held the creature. */
    readonly stretches: readonly {
      readonly from: number;
      /** The first number at which it was lost; null when it was there to the end. */
      readonly until: number | null;
      /** What was known of it at `from`, and whenever that was different. Unknown numbers are -1. */
      readonly knew: readonly {
        readonly sequence: number;
        readonly name: string;
        readonly health: Health;
        readonly hp: number;
        readonly x: number;
        readonly y: number;
      }[];
    }[];
  })[];
};

export type KnowledgePage = {
  readonly creatures: readonly CreatureKnowledge[];
  /** Where the next page begins; null after the last. */
  readonly next: number | null;
};

/** Two pages in a row as one. The later one looks again at the number at which the earlier ended. */
export function joinKnowledge(
  earlier: readonly CreatureKnowledge[],
  later: readonly CreatureKnowledge[],
): readonly CreatureKnowledge[] {
  const added = later.filter(({ creature }) => !earlier.some((one) => one.creature === creature));
  return [
    ...earlier.map((one) => {
      const more = later.find(({ creature }) => creature === one.creature);
      return more === undefined ? one : { ...one, seats: joinSeats(one.seats, more.seats) };
    }),
    ...added,
  ];
}

type Seats = CreatureKnowledge["seats"];

function joinSeats(earlier: Seats, later: Seats): Seats {
  const added = later.filter(({ seat }) => !earlier.some((one) => one.seat === seat));
  return [
    ...earlier.map((one) => {
      const more = later.find(({ seat }) => seat === one.seat);
      return more === undefined ? one : { ...more, stretches: joinStretches(one.stretches, more.stretches) };
    }),
    ...added,
  ];
}

function joinStretches(
  earlier: Seats[number]["stretches"],
  later: Seats[number]["stretches"],
): Seats[number]["stretches"] {
  const last = earlier.at(-1);
  const [first, ...rest] = later;
  if (last === undefined || first === undefined || last.until !== null) return [...earlier, ...later];
  const [, ...knew] = first.knew;
  return [...earlier.slice(0, -1), { ...last, until: first.until, knew: [...last.knew, ...knew] }, ...rest];
}

export type EventKnowledge = {
  readonly sequence: number;
  /** null when none of the seats that are listed saw anything of it. */
  readonly kind: EventKind | null;
  readonly seats: readonly (Sitter & {
    /** False for a seat that was taken later or had been left; it reads what the whole table saw. */
    readonly present: boolean;
    readonly saw: "whole" | "part" | "nothing";
    readonly part: Glimpse | null;
  })[];
};

/** The dice of one size that one seat entered by hand. */
export type HandDice = {
  readonly seat: string;
  readonly name: string;
  readonly sides: number;
  readonly count: number;
  /** How often each face was entered, from 1 to `sides`. */
  readonly faces: readonly number[];
  readonly mean: number;
  readonly fairMean: number;
  /** null while there are too few. `chance`: how often fair dice are at least so uneven, 0 to 1. */
  readonly spread: {
    readonly chiSquare: number;
    readonly degreesOfFreedom: number;
    readonly chance: number;
  } | null;
  /** For people. */
  readonly hint: string;
};
