import { describe, expect, test } from "vitest";
import type { FeedMessage } from "../../client-sdk/src/protocol.ts";
import { headOf } from "../../rooms/chain.ts";
import { BACKLOG_BYTES, entryOf, Feed, type FeedLine } from "../../rooms/feed.ts";
import { commandId, seatId, sessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { storedRun } from "../support/stored-events.ts";

const session = sessionId("s");
const kim = seatId("kim");
const lou = seatId("lou");

const run = (from: number, count: number): readonly StoredEvent[] => storedRun({ session, from, count });

class Reader implements FeedLine {
  readonly messages: FeedMessage[] = [];
  waiting = 0;
  isCut = false;

  backlog(): number {
    return this.waiting;
  }

  send(message: FeedMessage): void {
    this.messages.push(message);
  }

  cut(): void {
    this.isCut = true;
  }

  get numbers(): readonly number[] {
    return this.messages.flatMap(({ entries }) => entries.map(({ sequence }) => sequence));
  }
}

/** A log whose pages come when they are let go. */
class Log {
  records: StoredEvent[] = [];
  readonly #held: (() => void)[] = [];
  hold = false;

  readonly source = {
    head: () => headOf(this.records),
    after: (sequence: number, limit: number) =>
      new Promise<readonly StoredEvent[]>((resolve) => {
        const page = this.records.slice(sequence, sequence + limit);
        if (this.hold) this.#held.push(() => resolve(page));
        else resolve(page);
      }),
  };

  add(count: number): readonly StoredEvent[] {
    const fresh = run(this.records.length + 1, count);
    this.records.push(...fresh);
    return fresh;
  }

  async letGo(): Promise<void> {
    for (const page of this.#held.splice(0)) page();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe("a seat's feed", () => {
  test("[FEED-1] a number that a seat did not witness comes as a marker without anything in it", () => {
    const [record] = storedRun({ session, from: 1, seat: kim, command: "c1", text: "the vault is empty" });
    if (record === undefined) throw new Error("one record");
    const hidden: StoredEvent = { ...record, seen: { table: "nothing", seats: { [kim]: "whole" } } };
    expect(entryOf(hidden, { seat: lou, role: "player" })).toEqual({
      sequence: 1,
      event: null,
      at: "",
      actorName: "",
      citations: [],
    });
    expect(entryOf(hidden, { seat: kim, role: "player" })).toMatchObject({
      commandId: "c1",
      event: { kind: "said" },
    });
    expect(entryOf(hidden, { seat: lou, role: "dm" })).toMatchObject({
      event: { text: "the vault is empty" },
    });
    expect(entryOf(hidden, { seat: lou, role: "dm" })).not.toHaveProperty("commandId");
  });

  test("[FEED-2] a glimpse carries what was glimpsed and nothing of the event itself", () => {
    const [record] = storedRun({ session, from: 1, text: "secret words" });
    if (record === undefined) throw new Error("one record");
    const glimpsed: StoredEvent = {
      ...record,
      commandId: commandId("c"),
      seen: { table: { kind: "said", to: "table" }, seats: {} },
    };
    expect(entryOf(glimpsed, { seat: lou, role: "player" }).event).toEqual({ kind: "said", to: "table" });
  });

  test("[FEED-3] follows what is committed, in batches, and never twice", () => {
    const log = new Log();
    const reader = new Reader();
    const feed = new Feed({ seat: kim, role: "player" }, reader, log.source);
    const many = log.add(450);
    feed.follow(many);
    feed.follow(many);
    expect(reader.messages.map(({ entries }) => entries.length)).toEqual([200, 200, 50]);
    expect(reader.numbers).toEqual(upTo(450));
    expect(reader.messages.at(-1)?.head).toEqual(headOf(many));
  });

  test("[FEED-4] catching up while play goes on gives every number once and in order", async () => {
    const log = new Log();
    log.add(500);
    const reader = new Reader();
    const feed = new Feed({ seat: kim, role: "player" }, reader, log.source);
    log.hold = true;
    const resumed = feed.resume(0);
    for (let n = 0; n < 6; n++) {
      feed.follow(log.add(3));
      await log.letGo();
    }
    log.hold = false;
    await log.letGo();
    await resumed;
    feed.follow(log.add(2));
    expect(reader.numbers).toEqual(upTo(520));
  });

  test("[FEED-5] asked again while catching up, it goes back to where it was asked to", async () => {
    const log = new Log();
    log.add(300);
    const reader = new Reader();
    const feed = new Feed({ seat: kim, role: "player" }, reader, log.source);
    log.hold = true;
    const first = feed.resume(250);
    const second = feed.resume(100);
    log.hold = false;
    await log.letGo();
    await Promise.all([first, second]);
    expect(reader.numbers).toEqual(upTo(300).slice(100));
  });

  test("[FEED-6] a number from the future is taken as the present", async () => {
    const log = new Log();
    log.add(5);
    const reader = new Reader();
    const feed = new Feed({ seat: kim, role: "player" }, reader, log.source);
    await feed.resume(1_000_000);
    feed.follow(log.add(1));
    expect(reader.numbers).toEqual([6]);
  });

  test("[FEED-7] a reader who does not read is cut at a bound, and gets nothing more", () => {
    const log = new Log();
    const reader = new Reader();
    const feed = new Feed({ seat: kim, role: "player" }, reader, log.source);
    feed.follow(log.add(1));
    reader.waiting = BACKLOG_BYTES + 1;
    feed.follow(log.add(1));
    expect(reader.isCut).toBe(true);
    reader.waiting = 0;
    feed.follow(log.add(1));
    expect(reader.numbers).toEqual([1]);
  });
});
