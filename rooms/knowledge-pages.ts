/** Who knew of a creature, page by page: a bounded piece of the log for each, however long it is. */
import type { SessionId } from "../rules/ids.ts";
import { evolve, initialState } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import { type Head, headOf, NO_EVENTS } from "./chain.ts";
import { loggedOf, pagesAfter, readThrough } from "./history.ts";
import { addedIn, type Called, type CreatureKnowledge, calledSo, Lookout } from "./knowledge.ts";
import type { EventLog, Meter } from "./ports.ts";
import { appendEnds, Reel, stateAt } from "./recording.ts";

export type KnowledgePart = {
  readonly creatures: readonly CreatureKnowledge[];
  /** The last number that was looked at. The next part begins with it, so that a stretch is seen to go on. */
  readonly last: number;
};
export type PartAsked = {
  readonly from: number;
  /** How many numbers further it looks; at least to the end of one append. */
  readonly limit: number;
};

/** Where a part ended: from there the next one goes on without reading what was before. */
type Reached = {
  readonly state: State;
  readonly head: Head;
  readonly added: readonly Called[];
  /** Between two events of an append nobody ever looked. */
  readonly isEnd: boolean;
};
const START: Reached = { state: initialState(), head: NO_EVENTS, added: [], isEnd: false };

export type KnowledgeBounds = {
  /** Views that a part makes at most: others wait meanwhile. */
  readonly views: number;
  /** Events before it that a part reads when nothing is remembered of them. */
  readonly before: number;
  /** Places that are remembered. */
  readonly places: number;
};
export const KNOWLEDGE_BOUNDS: KnowledgeBounds = { views: 2_000, before: 20_000, places: 64 };

export class KnowledgePages {
  readonly #log: EventLog;
  readonly #meter: Meter;
  readonly #bounds: KnowledgeBounds;
  readonly #places = new Map<string, Reached>();

  constructor(log: EventLog, meter: Meter, bounds: KnowledgeBounds = KNOWLEDGE_BOUNDS) {
    this.#log = log;
    this.#meter = meter;
    this.#bounds = bounds;
  }

  /**
   * Null when it is too far into the log to be reached otherwise than from the part before, or when an undo there may
   * reach behind all that.
   */
  async part(session: SessionId, called: string, { from, limit }: PartAsked): Promise<KnowledgePart | null> {
    const begin = await this.#reached(session, from);
    if (begin === null) return this.#tooFar();
    const records = await this.#window(session, begin.head, from + limit);
    const ends = appendEnds(records).filter((end, at) => at === 0 || end <= from + limit);
    const undone = records.some(({ kind, sequence }) => kind === "undone" && sequence <= (ends.at(-1) ?? 0));
    if (undone && (ends.at(-1) ?? 0) > this.#bounds.before) return this.#tooFar();
    const states = undone
      ? new Reel(await this.#counted(readThrough(this.#log, session, ends.at(-1) ?? 0)))
      : new Onward(begin.state, records);

    const added = [...begin.added, ...addedIn(records)];
    const lookout = new Lookout(calledSo(added, called));
    let views = Object.keys(begin.state.seats).length;
    if (begin.isEnd) lookout.look(from, begin.state);
    let last = from;
    let state = begin.state;
    for (const end of ends) {
      state = states.at(end);
      lookout.look(end, state);
      last = end;
      views += Object.keys(state.seats).length;
      if (views >= this.#bounds.views) break;
    }
    const upTo = records.filter(({ sequence }) => sequence <= last);
    if (upTo.length > 0)
      this.#remember(session, last, {
        state,
        head: headOf(upTo),
        added: [...begin.added, ...addedIn(upTo)],
        isEnd: true,
      });
    return { creatures: lookout.told, last };
  }

  async #reached(session: SessionId, from: number): Promise<Reached | null> {
    if (from === 0) return START;
    const known = this.#places.get(`${session} ${from}`);
    if (known !== undefined || from > this.#bounds.before) return known ?? null;
    const records = await this.#counted(readThrough(this.#log, session, from));
    const upTo = records.slice(0, from);
    return {
      state: stateAt(records, from),
      head: headOf(upTo),
      added: addedIn(upTo),
      isEnd: appendEnds(records).includes(from),
    };
  }

  /** What follows, to the number and one event further, and to the end of one append at least. */
  async #window(session: SessionId, head: Head, to: number): Promise<readonly StoredEvent[]> {
    const records: StoredEvent[] = [];
    for await (const page of pagesAfter(this.#log, session, head)) {
      records.push(...page);
      if ((records.at(-1)?.sequence ?? 0) > to && appendEnds(records).length > 1) break;
    }
    this.#meter.observe("knowledge_events_read", records.length);
    return records;
  }

  async #counted(reading: Promise<readonly StoredEvent[]>): Promise<readonly StoredEvent[]> {
    const records = await reading;
    this.#meter.observe("knowledge_events_read", records.length);
    return records;
  }

  #tooFar(): null {
    this.#meter.count("knowledge_too_far");
    return null;
  }

  /** The oldest are forgotten first. */
  #remember(session: SessionId, at: number, reached: Reached): void {
    this.#places.delete(`${session} ${at}`);
    this.#places.set(`${session} ${at}`, reached);
    const [oldest] = this.#places.keys();
    if (this.#places.size > this.#bounds.places && oldest !== undefined) this.#places.delete(oldest);
  }
}

/** States one after the other, of records without an undo. */
class Onward {
  readonly #records: readonly StoredEvent[];
  #state: State;
  #next = 0;

  constructor(state: State, records: readonly StoredEvent[]) {
    this.#state = state;
    this.#records = records;
  }

  at(sequence: number): State {
    for (
      let record = this.#records[this.#next];
      record !== undefined && record.sequence <= sequence;
      record = this.#records[this.#next]
    ) {
      this.#state = evolve(this.#state, loggedOf(record));
      this.#next += 1;
    }
    return this.#state;
  }
}
