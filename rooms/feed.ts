import { type FeedEntry, type FeedMessage, LIMITS } from "../client-sdk/src/protocol.ts";
import type { SeatRole } from "../rules/command.ts";
import type { Sight } from "../rules/event.ts";
import type { SeatId } from "../rules/ids.ts";
import { sightOf, upcast } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Head } from "./chain.ts";

/** Whose eyes a feed is for. */
export type Reader = { readonly seat: SeatId; readonly role: SeatRole };

/** One number of the log as a seat may know it: the event as it was witnessed, or a skip marker. */
export function entryOf(record: StoredEvent, reader: Reader): FeedEntry {
  const { content, seen } = upcast(record);
  const sight: Sight = sightOf(seen, reader.role === "dm" ? "dm" : reader.seat);
  const own = record.commandId !== null && record.seatId === reader.seat;
  const commandId = own ? { commandId: record.commandId } : {};
  if (sight === "nothing") {
    // The marker still answers its sender: their own command led to something that they did not see.
    return { sequence: record.sequence, event: null, at: "", actorName: "", citations: [], ...commandId };
  }
  return {
    sequence: record.sequence,
    event: sight === "whole" ? content.event : sight,
    at: record.createdAt,
    actorName: record.actorName ?? "",
    citations: record.citations,
    ...commandId,
  };
}

/** What a feed is sent through. */
export interface FeedLine {
  /** Bytes that were sent and that the reader has not taken yet. */
  backlog(): number;
  send(message: FeedMessage): void;
  /** The reader is too slow to be waited for. */
  cut(): void;
}

export type FeedSource = {
  readonly head: () => Head;
  readonly after: (sequence: number, limit: number) => Promise<readonly StoredEvent[]>;
};

/** Bytes that may wait for one reader before the line is cut; a rejoin then resumes where it was. */
export const BACKLOG_BYTES = 1024 * 1024;

/**
 * One reader's feed: every number of the log in order, without a gap. While it catches up after a gap, what is
 * committed meanwhile waits in the log and not in memory.
 */
export class Feed {
  readonly #reader: Reader;
  readonly #line: FeedLine;
  readonly #source: FeedSource;
  /** The last number that was sent. */
  #sent: number;
  #catchingUp = false;
  #ended = false;

  constructor(reader: Reader, line: FeedLine, source: FeedSource) {
    this.#reader = reader;
    this.#line = line;
    this.#source = source;
    this.#sent = source.head().sequence;
  }

  /** Newly committed records. */
  follow(records: readonly StoredEvent[]): void {
    if (this.#ended || this.#catchingUp) return;
    const fresh = records.filter(({ sequence }) => sequence > this.#sent);
    for (let at = 0; at < fresh.length; at += LIMITS.feedBatch)
      this.#send(fresh.slice(at, at + LIMITS.feedBatch));
  }

  /** Sends everything after a number again, then goes on with what is new. A number of the future is the head. */
  async resume(after: number): Promise<void> {
    this.#sent = Math.min(after, this.#source.head().sequence);
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    try {
      while (!this.#ended && this.#sent < this.#source.head().sequence) {
        const from = this.#sent;
        const records = await this.#source.after(from, LIMITS.feedBatch);
        if (records.length === 0) break;
        // Resumed from elsewhere while this page was read: that page is the one that counts.
        if (from === this.#sent) this.#send(records);
      }
    } finally {
      this.#catchingUp = false;
    }
  }

  end(): void {
    this.#ended = true;
  }

  #send(records: readonly StoredEvent[]): void {
    const last = records.at(-1);
    if (this.#ended || last === undefined) return;
    if (this.#line.backlog() > BACKLOG_BYTES) {
      this.#ended = true;
      this.#line.cut();
      return;
    }
    this.#sent = last.sequence;
    this.#line.send({
      entries: records.map((record) => entryOf(record, this.#reader)),
      head: { sequence: last.sequence, hash: last.hash },
    });
  }
}
