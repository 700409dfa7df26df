import type { EventKind } from "../rules/event.ts";
import type { SeatId } from "../rules/ids.ts";
import { fold, view } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import { type Rejection, type Result, reject } from "../rules/result.ts";
import { loggedOf } from "./history.ts";

/** Events of a decision that drew no die. Whatever is not listed here only the DM takes back. */
const QUIET: ReadonlySet<EventKind> = new Set<EventKind>([
  "moved",
  "movement-stopped",
  "stood-up",
  "dashed",
  "disengaged",
  "dodged",
  "helped",
  "economy-spent",
  "action-granted",
  "item-equipped",
  "item-dropped",
  "condition-gained",
  "condition-lost",
  "terrain-changed",
  "turn-ended",
  "turn-started",
  "frame-pushed",
  "frame-stepped",
  "frame-popped",
  "narrated",
]);

/**
 * Whether a player may take back everything after a number without the DM: only their own decisions, none that
 * drew a die or showed them something, and nobody else acted since. Null when they may.
 */
export function undoConsent(
  records: readonly StoredEvent[],
  seat: SeatId,
  toSequence: number,
): Rejection | null {
  const run = records.filter(({ sequence }) => sequence > toSequence);
  const foreign = run.find(({ kind, content: { actor } }) => {
    const own = actor.kind === "seat" && actor.seat === seat;
    return !own && kind !== "narrated";
  });
  if (foreign !== undefined) return no("Somebody else acted since; ask the dungeon master.");
  if (run.some(({ kind }) => !QUIET.has(kind)))
    return no("A die fell or something came to light; ask the dungeon master.");
  const before = view(fold(records.filter(({ sequence }) => sequence <= toSequence).map(loggedOf)), seat);
  const now = view(fold(records.map(loggedOf)), seat);
  const seen = Object.keys(now.creatures).some((id) => !Object.keys(before.creatures).includes(id));
  return seen ? no("You saw something new since; ask the dungeon master.") : null;
}

function no(detail: string): Rejection | null {
  const refused: Result<never> = reject("not-allowed", detail);
  return refused.ok ? null : refused.rejection;
}
