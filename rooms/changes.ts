import type { FeedEntry } from "../client-sdk/src/protocol.ts";
import type { SeatRole } from "../rules/command.ts";
import { seatId } from "../rules/ids.ts";
import { view } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import { differencesOf, type ValueChange } from "./differences.ts";
import { entryOf, type Reader } from "./feed.ts";
import { type As, eyesIn, Reel, roleOf } from "./recording.ts";

/** Something that somebody saw differently at the later number, and the event that made it what it then was. */
export type Change = ValueChange & { readonly sequence: number };

export type Changes = {
  readonly from: number;
  readonly to: number;
  /** In the order of the events that did them. What changed and changed back is not among them. */
  readonly changes: readonly Change[];
  /** The events after `from`, up to `to`, as these eyes witnessed them. */
  readonly events: readonly FeedEntry[];
};

/**
 * What changed between two numbers of the log for a pair of eyes: 0 is before the first event, `from` is at most
 * `to`. Both views are those that `viewAt` gives, but for their `sequence`.
 */
export function changesBetween(records: readonly StoredEvent[], from: number, to: number, as: As): Changes {
  const reel = new Reel(records);
  const shownAt = (sequence: number): unknown => {
    const state = reel.at(sequence);
    const { sequence: _, ...shown } = view(state, eyesIn(state, as));
    return shown;
  };
  const first = shownAt(from);
  const changedAt = new Map<string, number>();
  let last = first;
  for (let sequence = from + 1; sequence <= to; sequence++) {
    const next = shownAt(sequence);
    for (const { path } of differencesOf(last, next)) changedAt.set(path, sequence);
    last = next;
  }
  const changes = differencesOf(first, last).map((difference) => ({
    ...difference,
    sequence: lastChangeOf(difference, changedAt),
  }));
  const reader = readerOf(records, as);
  return {
    from,
    to,
    changes: changes.toSorted((a, b) => a.sequence - b.sequence),
    events: records.slice(from, to).map((record) => entryOf(record, reader)),
  };
}

/**
 * A value changes with its own path, with a path above it (a creature comes back into sight, with other hit
 * points) and, unless it came or went as a whole, with one below it (an item of a list).
 */
function lastChangeOf({ path, before, after }: ValueChange, changedAt: ReadonlyMap<string, number>): number {
  const isWhole = before === null || after === null;
  let last = 0;
  for (const [changed, sequence] of changedAt) {
    const touches =
      changed === path || path.startsWith(`${changed}/`) || (!isWhole && changed.startsWith(`${path}/`));
    if (touches && sequence > last) last = sequence;
  }
  return last;
}

/** Who reads a feed with these eyes. */
export function readerOf(records: readonly StoredEvent[], as: As): Reader {
  const role: SeatRole = roleOf(records, as);
  return { seat: as === "dm" || as === "table" ? seatId("") : as, role };
}
