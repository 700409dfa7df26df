import type { EventKind, Glimpse, Sight } from "../../rules/event.ts";
import { seatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { Audience, Moment } from "./scene.ts";

/** What is worth words of its own. */
const TOLD: ReadonlySet<EventKind> = new Set<EventKind>([
  "undone",
  "appeal-answered",
  "ruling-made",
  "terrain-changed",
  "light-changed",
  "creature-added",
  "creature-removed",
  "creature-revealed",
  "encounter-started",
  "encounter-ended",
  "dashed",
  "disengaged",
  "dodged",
  "helped",
  "hid",
  "found",
  "searched",
  "moved",
  "movement-stopped",
  "stood-up",
  "fell",
  "attack-rolled",
  "damage-taken",
  "healed",
  "temporary-hit-points-gained",
  "fell-unconscious",
  "died",
  "stabilized",
  "knocked-out",
  "death-save-rolled",
  "came-to",
  "condition-gained",
  "condition-lost",
  "check-rolled",
  "contest-resolved",
  "feature-used",
  "experience-gained",
  "rested",
  "hit-die-spent",
]);

/** What the told lean on: kept beside them, told by nobody. */
const SUPPORTING: ReadonlySet<EventKind> = new Set<EventKind>([
  "attack-declared",
  "damage-rolled",
  "turn-started",
  "item-used",
  "item-equipped",
  "item-dropped",
]);

/** Moments kept for one audience; of more, the oldest are left to the log's own lines. */
export const MOST_PENDING = 400;
/** Of a log that was never narrated, so many events are still worth telling when its table opens again. */
const LATE = 40;

function glimpseOf(event: StoredEvent, sight: Sight): Glimpse | null {
  if (sight === "nothing") return null;
  return sight === "whole" ? event.content.event : sight;
}

/** Whether a seat saw what the table did not: the thing itself, or who did it. */
function tellsMore(own: Glimpse, common: Glimpse | null): boolean {
  if (common === null) return true;
  if (own.kind === "attack-rolled" && common.kind === "attack-rolled")
    return common.attacker === undefined && own.attacker !== undefined;
  return (
    own.kind === "damage-taken" && common.kind === "damage-taken" && !common.source && Boolean(own.source)
  );
}

/**
 * What each audience saw and nobody has told it yet. Fed with the log itself, the tellings included, so that a
 * table opened again goes on where the telling stopped: nothing is told twice.
 */
export class Backlog {
  readonly #pending = new Map<Audience, Map<number, Moment>>();
  readonly #told = new Map<Audience, number>();

  /** Returns how many moments were given up because too many waited. */
  see(event: StoredEvent): number {
    const { kind } = event.content.event;
    if (event.content.event.kind === "narrated") {
      this.#narrated(event, event.content.event.about);
      return 0;
    }
    if (event.content.event.kind === "undone") this.#undone(event.content.event.from, event.content.event.to);
    if (!TOLD.has(kind) && !SUPPORTING.has(kind)) return 0;
    const { table, seats } = event.seen;
    let dropped = this.#add("table", event, glimpseOf(event, table));
    const common = glimpseOf(event, table);
    for (const [seat, sight] of Object.entries(seats)) {
      const own = glimpseOf(event, sight);
      if (own !== null && tellsMore(own, common)) dropped += this.#add(seatId(seat), event, own);
    }
    return dropped;
  }

  /** Whoever has something to hear. */
  audiences(): readonly Audience[] {
    return [...this.#pending].filter(([, moments]) => hasTold(moments)).map(([audience]) => audience);
  }

  /** How many moments wait for one audience. */
  waiting(audience: Audience): number {
    return this.#pending.get(audience)?.size ?? 0;
  }

  /** Takes all that waits; it is the caller's to tell now. */
  take(audience: Audience): readonly Moment[] {
    const moments = [...(this.#pending.get(audience)?.values() ?? [])];
    this.#pending.delete(audience);
    return moments.sort((one, other) => one.sequence - other.sequence);
  }

  /** After the log of a table that opens again was seen: what came before the last telling stays untold. */
  settleHistory(): void {
    for (const [audience, moments] of this.#pending) {
      const told = this.#told.get(audience);
      const kept = [...moments.keys()].sort((one, other) => one - other);
      const late =
        told === undefined ? new Set(kept.slice(-LATE)) : new Set(kept.filter((one) => one > told));
      for (const sequence of kept) if (!late.has(sequence)) moments.delete(sequence);
    }
  }

  #add(audience: Audience, event: StoredEvent, glimpse: Glimpse | null): number {
    if (glimpse === null) return 0;
    const moments = this.#pending.get(audience) ?? new Map<number, Moment>();
    this.#pending.set(audience, moments);
    moments.set(event.sequence, { sequence: event.sequence, glimpse, citations: event.citations });
    const [oldest] = moments.keys();
    if (moments.size <= MOST_PENDING || oldest === undefined) return 0;
    moments.delete(oldest);
    return 1;
  }

  #narrated(event: StoredEvent, about: readonly number[]): void {
    const audiences: readonly Audience[] =
      event.seen.table === "nothing"
        ? Object.entries(event.seen.seats).flatMap(([seat, sight]) =>
            sight === "nothing" ? [] : [seatId(seat)],
          )
        : ["table"];
    for (const audience of audiences) {
      this.#told.set(audience, Math.max(this.#told.get(audience) ?? 0, ...about));
      for (const sequence of about) this.#pending.get(audience)?.delete(sequence);
    }
  }

  #undone(from: number, to: number): void {
    for (const moments of this.#pending.values())
      for (const sequence of moments.keys()) if (sequence >= from && sequence <= to) moments.delete(sequence);
  }
}

function hasTold(moments: ReadonlyMap<number, Moment>): boolean {
  for (const moment of moments.values()) if (TOLD.has(moment.glimpse.kind)) return true;
  return false;
}
