import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { type Append, chainAppend, type Head, headOf } from "../../rooms/chain.ts";
import type { EventLog } from "../../rooms/ports.ts";
import { commandId, type SessionId, seatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { loadRuleBook } from "../../rules/text/index.ts";
import { checkSession } from "../../server/check-session.ts";
import { exportLines, type Lines } from "../../server/session-file.ts";
import { makeWorld, startSession } from "../rooms/support/room-server.ts";

const EVENTS = 20_000;
const MEBIBYTE = 2 ** 20;

/** A log that was never whole anywhere: a page of it is made when somebody reads it. */
class EndlessTalk implements Pick<EventLog, "read" | "version"> {
  readonly #first: readonly StoredEvent[];
  readonly #session: SessionId;
  readonly #world = makeWorld("talk");
  #head: Head;
  /** Of every reading, in order. */
  readonly pages: number[] = [];

  constructor(session: SessionId, first: readonly StoredEvent[]) {
    this.#session = session;
    this.#first = first;
    this.#head = headOf(first);
  }

  version = async (): Promise<number> => EVENTS;

  read = async (_session: SessionId, after: number, limit: number): Promise<readonly StoredEvent[]> => {
    if (after === 0) this.#head = headOf(this.#first);
    const before = after === 0 ? this.#first : [];
    const count = Math.min(limit, EVENTS - after) - before.length;
    const page = [...before, ...this.#say(count)];
    this.pages.push(page.length);
    return page;
  };

  /** The same words with the same salts at every reading of the same numbers. */
  #say(count: number): readonly StoredEvent[] {
    const head = this.#head;
    const words = { text: `On and on. ${"A long tale. ".repeat(80)}`, to: "table" } as const;
    const append: Append = {
      session: this.#session,
      actor: { kind: "system" },
      seatId: seatId("0197a000-0000-7000-8000-00000000000b"),
      actorId: null,
      actorName: "Dana",
      commandId: commandId(`talk-${head.sequence}`),
      payloadHash: "0".repeat(64),
      command: { do: "say", ...words },
      events: Array.from({ length: count }, () => ({
        event: { kind: "said", seat: null, creature: null, ...words },
        rules: [],
        seen: { table: "whole", seats: {} },
        citations: [],
      })),
    };
    const salt = { uuid: () => "", hex: (bytes: number) => "ab".repeat(bytes) };
    const records = chainAppend(head, append, this.#world.clock, salt);
    this.#head = headOf(records, head);
    return records;
  }
}

let session: SessionId;
let log: EndlessTalk;
let collect: () => void;

beforeAll(async () => {
  const world = makeWorld("long");
  session = await startSession(world);
  log = new EndlessTalk(session, await world.log.read(session, 0, 10));
  setFlagsFromString("--expose-gc");
  collect = runInNewContext("gc");
});

describe(`a session of ${EVENTS} events`, () => {
  it("[TT-31] is taken out page by page, none before it is asked for", async () => {
    const lines = exportLines(log as unknown as EventLog, session);
    await lines.next();
    await lines.next();
    expect(log.pages).toEqual([500]);
    for (let taken = 1; taken < 1_000; taken += 1) await lines.next();
    expect(log.pages).toEqual([500, 500]);
    await lines.return(undefined);
    expect(Math.max(...log.pages)).toBeLessThanOrEqual(500);
  });

  it("[TT-32] is verified without ever being held: memory stays where it was", async () => {
    let bytes = 0;
    const held: number[] = [];
    const lines: Lines = async function* () {
      let count = 0;
      for await (const line of exportLines(log as unknown as EventLog, session)) {
        bytes += line.length;
        count += 1;
        if (count % 4_000 === 0) {
          collect();
          held.push(process.memoryUsage().heapUsed);
        }
        yield line;
      }
    };
    const report = await checkSession(lines, loadRuleBook());
    expect(report).toMatchObject({ ok: true, events: EVENTS });
    expect(held).toHaveLength(10);
    expect(bytes / 2).toBeGreaterThan(20 * MEBIBYTE);
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(8 * MEBIBYTE);
  }, 120_000);
});
