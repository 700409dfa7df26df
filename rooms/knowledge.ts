/** Who knew what when: of a creature, over the whole log; of an event, as it happened. */
import type { SeatRole } from "../rules/command.ts";
import type { EventKind, Glimpse, Sight } from "../rules/event.ts";
import type { CreatureId, SeatId } from "../rules/ids.ts";
import { sightOf, view } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import type { CreatureView, Health } from "../rules/view.ts";
import { appendEnds, Reel, stateAt } from "./recording.ts";

type Sitter = { readonly seat: SeatId; readonly name: string; readonly role: SeatRole };

/** What a seat knew of a creature from this number on. Unknown numbers are -1, as in its view. */
export type Sighting = {
  readonly sequence: number;
  readonly name: string;
  readonly health: Health;
  readonly hp: number;
  readonly x: number;
  readonly y: number;
};

/** A stretch of the log over which a seat's view held the creature. */
export type Stretch = {
  readonly from: number;
  /** The first number at which it was lost; null when it was there to the end. */
  readonly until: number | null;
  /** At `from`, and whenever something of it was known otherwise. */
  readonly knew: readonly Sighting[];
};

export type CreatureKnowledge = {
  readonly creature: CreatureId;
  readonly seats: readonly (Sitter & { readonly stretches: readonly Stretch[] })[];
};

export type EventKnowledge = {
  readonly sequence: number;
  /** Null when none of the seats that are listed saw anything of it. */
  readonly kind: EventKind | null;
  readonly seats: readonly (Sitter & {
    /** False for a seat that was taken later or had been left; it reads what the whole table saw. */
    readonly present: boolean;
    readonly saw: "whole" | "part" | "nothing";
    /** What it saw of it, when that was a part. */
    readonly part: Glimpse | null;
  })[];
};

/**
 * For each seat that ever was, the stretches over which its view held the creature. Looked at where an append
 * ended: what lies between was never seen by anybody. What was undone later was known all the same.
 */
export function whoKnew(records: readonly StoredEvent[], creature: CreatureId): CreatureKnowledge {
  const lookout = new Lookout([creature]);
  const reel = new Reel(records);
  for (const sequence of appendEnds(records)) lookout.look(sequence, reel.at(sequence));
  return lookout.told[0] ?? { creature, seats: [] };
}

/** Looks at some creatures through every seat's eyes, at one number of the log after the other. */
export class Lookout {
  readonly #creatures: readonly CreatureId[];
  readonly #seats = new Map<SeatId, Sitter & { readonly stretches: ReadonlyMap<CreatureId, Stretches> }>();

  constructor(creatures: readonly CreatureId[]) {
    this.#creatures = creatures;
  }

  look(sequence: number, state: State): void {
    for (const { id, name, role } of Object.values(state.seats)) {
      const stretches =
        this.#seats.get(id)?.stretches ?? new Map(this.#creatures.map((one) => [one, new Stretches()]));
      this.#seats.set(id, { seat: id, name, role, stretches });
      const seen = view(state, id).creatures;
      for (const [creature, of] of stretches) of.look(sequence, seen[creature]);
    }
  }

  /** Of what was looked at so far; whoever sits there by now is listed. */
  get told(): readonly CreatureKnowledge[] {
    return this.#creatures.map((creature) => ({
      creature,
      seats: [...this.#seats.values()].map(({ stretches, ...sitter }) => ({
        ...sitter,
        stretches: stretches.get(creature)?.all ?? [],
      })),
    }));
  }
}

/** How much each seat saw of an event; null when the log has no such number. */
export function whoSaw(records: readonly StoredEvent[], sequence: number): EventKnowledge | null {
  const record = records[sequence - 1];
  if (record === undefined) return null;
  const then = stateAt(records, sequence).seats;
  return {
    sequence,
    kind: record.kind,
    seats: sittersOf(records).map((sitter) => {
      const sight = sightOf(record.seen, sitter.role === "dm" ? "dm" : sitter.seat);
      const was = then[sitter.seat];
      const part = typeof sight === "string" ? null : sight;
      return { ...sitter, present: was !== undefined && !was.left, saw: amountOf(sight), part };
    }),
  };
}

export type Called = { readonly id: CreatureId; readonly name: string };

/** The creatures that were added, with the names that they had then. */
export const addedIn = (records: readonly StoredEvent[]): readonly Called[] =>
  records.flatMap(({ content: { event } }) =>
    event.kind === "creature-added" ? [{ id: event.creature.id, name: event.creature.name }] : [],
  );

/** The creatures of a log with this id or this name, whatever its case; in the order in which they were added. */
export const creaturesCalled = (records: readonly StoredEvent[], text: string): readonly CreatureId[] =>
  calledSo(addedIn(records), text);

export function calledSo(all: readonly Called[], text: string): readonly CreatureId[] {
  const wanted = text.trim().toLowerCase();
  const found = all.filter(({ id, name }) => [id, name].some((one) => one.toLowerCase() === wanted));
  return [...new Set(found.map(({ id }) => id))];
}

/** The same without the DM's seats; null when no other seat ever held the creature. */
export function amongPlayers(knowledge: CreatureKnowledge): CreatureKnowledge | null {
  const seats = knowledge.seats.filter(({ role }) => role !== "dm");
  return seats.some(({ stretches }) => stretches.length > 0) ? { ...knowledge, seats } : null;
}

/** The same without the DM's seats; what no other seat saw has no kind. */
export function sawAmongPlayers(knowledge: EventKnowledge): EventKnowledge {
  const seats = knowledge.seats.filter(({ role }) => role !== "dm");
  return { ...knowledge, kind: seats.some(({ saw }) => saw !== "nothing") ? knowledge.kind : null, seats };
}

const amountOf = (sight: Sight): "whole" | "part" | "nothing" => (typeof sight === "string" ? sight : "part");

const sittersOf = (records: readonly StoredEvent[]): readonly Sitter[] =>
  Object.values(stateAt(records, records.length).seats).map(({ id, name, role }) => ({
    seat: id,
    name,
    role,
  }));

class Stretches {
  readonly #past: Stretch[] = [];
  #from = 0;
  #knew: Sighting[] = [];

  get all(): readonly Stretch[] {
    return this.#knew.length === 0 ? this.#past : [...this.#past, this.#until(null)];
  }

  look(sequence: number, held: CreatureView | undefined): void {
    if (held === undefined) this.#lose(sequence);
    else {
      const { name, health, hp, x, y } = held;
      this.#hold({ sequence, name, health, hp, x, y });
    }
  }

  #hold(sighting: Sighting): void {
    const last = this.#knew.at(-1);
    if (last === undefined) this.#from = sighting.sequence;
    if (last === undefined || !isSame(last, sighting)) this.#knew.push(sighting);
  }

  #lose(sequence: number): void {
    if (this.#knew.length === 0) return;
    this.#past.push(this.#until(sequence));
    this.#knew = [];
  }

  #until(until: number | null): Stretch {
    return { from: this.#from, until, knew: this.#knew };
  }
}

const isSame = (a: Sighting, b: Sighting): boolean =>
  a.name === b.name && a.health === b.health && a.hp === b.hp && a.x === b.x && a.y === b.y;
