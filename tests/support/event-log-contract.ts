import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RememberedCommand } from "../../db/event-log.ts";
import type { EventLog } from "../../rooms/ports.ts";
import {
  type CommandId,
  commandId,
  type SeatId,
  type SessionId,
  seatId,
  sessionId,
} from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { storedRun } from "./stored-events.ts";

/** What every log gives: the room's port, and the look-up of a command that was answered before. */
export type AnyEventLog = EventLog & {
  remembered(session: SessionId, seat: SeatId | null, command: CommandId): Promise<RememberedCommand | null>;
};

export type LogUnderTest = {
  readonly log: AnyEventLog;
  /** Makes an empty session and returns its id. */
  readonly newSession: () => Promise<SessionId>;
  readonly close: () => Promise<void>;
};

const LEASE_MS = 30_000;

/** The promises of a log. Whatever stands in for the database passes the same cases. */
export function eventLogContract(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`the event log ${name}`, () => {
    let log: AnyEventLog;
    let newSession: () => Promise<SessionId>;
    let close: () => Promise<void> = async () => {};
    beforeAll(async () => {
      ({ log, newSession, close } = await open());
    }, 60_000);
    afterAll(() => close());

    const seated = async () => {
      const session = await newSession();
      return { session, lease: await log.take(session, "room a", LEASE_MS) };
    };
    const all = (session: SessionId): Promise<readonly StoredEvent[]> => log.read(session, 0, 1000);

    it("[LOG-20] a session is taken from nobody whose lease lives, and by its own owner at any time", async () => {
      const { session, lease } = await seated();
      expect(await log.takeIfFree(session, "room b", LEASE_MS)).toBeNull();
      const again = await log.takeIfFree(session, "room a", LEASE_MS);
      expect(again?.epoch).toBe(lease.epoch + 1);
      await log.release(again ?? lease);
      expect(await log.takeIfFree(session, "room b", LEASE_MS)).toMatchObject({ owner: "room b" });
    });

    it("[LOG-1] gives back exactly what was appended, numbered from 1 without a gap", async () => {
      const { session, lease } = await seated();
      const first = storedRun({ session, from: 1, count: 3, text: 'Grüße, “Kara” \\ \n 🐉 {"a":1}' });
      const second = storedRun({ session, from: 4 });
      expect(await log.append(lease, 0, first)).toBe("appended");
      expect(await log.append(lease, 3, second)).toBe("appended");
      expect(await all(session)).toEqual([...first, ...second]);
      expect(await log.version(session)).toBe(4);
    });

    it("[LOG-2] reads in pages after a number", async () => {
      const { session, lease } = await seated();
      const rows = storedRun({ session, from: 1, count: 10 });
      await log.append(lease, 0, rows);
      expect(await log.read(session, 0, 4)).toEqual(rows.slice(0, 4));
      expect(await log.read(session, 8, 4)).toEqual(rows.slice(8));
      expect(await log.read(session, 10, 4)).toEqual([]);
      await expect(log.read(session, 0, 1001)).rejects.toThrow(RangeError);
    });

    it("[LOG-3] refuses an append that expects another version, and stores nothing of it", async () => {
      const { session, lease } = await seated();
      const rows = storedRun({ session, from: 1, count: 2 });
      await log.append(lease, 0, rows);
      expect(await log.append(lease, 1, storedRun({ session, from: 2, count: 3 }))).toBe("stale");
      expect(await log.append(lease, 5, storedRun({ session, from: 6 }))).toBe("stale");
      expect(await all(session)).toEqual(rows);
    });

    it("[LOG-4] refuses the owner of an older lease, and stores nothing of it", async () => {
      const { session, lease: old } = await seated();
      const fresh = await log.take(session, "room b", LEASE_MS);
      expect(fresh.epoch).toBeGreaterThan(old.epoch);
      expect(await log.append(old, 0, storedRun({ session, from: 1 }))).toBe("stale");
      expect(await log.append(fresh, 0, storedRun({ session, from: 1 }))).toBe("appended");
      expect(await log.version(session)).toBe(1);
    });

    it("[LOG-5] lets one of two writers at the same number win, whole", async () => {
      const { session, lease } = await seated();
      const runs = [1, 2, 3, 4].map((count) => storedRun({ session, from: 1, count }));
      const outcomes = await Promise.all(runs.map((run) => log.append(lease, 0, run)));
      expect(outcomes.filter((outcome) => outcome === "appended")).toHaveLength(1);
      expect(await all(session)).toEqual(runs[outcomes.indexOf("appended")]);
    });

    it("[LOG-6] stores the others of a flush when one session in it is stale", async () => {
      const tables = await Promise.all(Array.from({ length: 12 }, seated));
      const [fenced] = tables;
      if (fenced) await log.take(fenced.session, "room b", LEASE_MS);
      const outcomes = await Promise.all(
        tables.map(({ session, lease }) => log.append(lease, 0, storedRun({ session, from: 1, count: 3 }))),
      );
      expect(outcomes).toEqual(["stale", ...Array.from({ length: 11 }, () => "appended")]);
      const versions = await Promise.all(tables.map(({ session }) => log.version(session)));
      expect(versions).toEqual([0, ...Array.from({ length: 11 }, () => 3)]);
    });

    it("[LOG-7] stores the others of a flush when one session sends what cannot be stored", async () => {
      const tables = await Promise.all(Array.from({ length: 8 }, seated));
      const outcomes = await Promise.allSettled(
        tables.map(({ session, lease }, at) =>
          log.append(lease, 0, storedRun({ session, from: 1, text: at === 3 ? "a\u0000b" : "hail" })),
        ),
      );
      expect(outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value)).toEqual(
        tables.map((_, at) => (at === 3 ? false : "appended")),
      );
      expect(outcomes[3]).toMatchObject({ reason: { name: "LogUnavailable" } });
      expect(await log.version(tables[3]?.session ?? sessionId(""))).toBe(0);
    });

    it("[LOG-8] remembers a command by the first event of its append, for each seat apart", async () => {
      const { session, lease } = await seated();
      const [kara, bob] = [seatId(randomUUID()), seatId(randomUUID())];
      const command = randomUUID();
      const rows = storedRun({ session, from: 1, count: 3, seat: kara, command });
      await log.append(lease, 0, rows);
      expect(await log.remembered(session, kara, commandId(command))).toEqual({
        payloadHash: rows[0]?.payloadHash,
        first: 1,
        last: 3,
      });
      expect(await log.remembered(session, bob, commandId(command))).toBeNull();
      expect(await log.append(lease, 3, storedRun({ session, from: 4, seat: bob, command }))).toBe(
        "appended",
      );
    });

    it("[LOG-9] never stores one seat's command twice", async () => {
      const { session, lease } = await seated();
      const command = randomUUID();
      await log.append(lease, 0, storedRun({ session, from: 1, command }));
      await expect(log.append(lease, 1, storedRun({ session, from: 2, command }))).rejects.toThrow();
      expect(await log.version(session)).toBe(1);
    });

    it("[LOG-10] answers a retry that finds its own rows as stored", async () => {
      const { session, lease } = await seated();
      const rows = storedRun({ session, from: 1, count: 2 });
      await log.append(lease, 0, rows);
      await log.take(session, "room b", LEASE_MS);
      expect(await log.append(lease, 0, rows)).toBe("appended");
      expect(await log.append(lease, 0, storedRun({ session, from: 1, count: 2 }))).toBe("stale");
      expect(await log.version(session)).toBe(2);
    });

    it("[LOG-11] keeps a lease for its newest owner alone", async () => {
      const { session, lease: old } = await seated();
      expect(await log.renew(old, LEASE_MS)).toBe(true);
      const fresh = await log.take(session, "room b", LEASE_MS);
      expect(await log.renew(old, LEASE_MS)).toBe(false);
      await log.release(old);
      expect(await log.renew(fresh, LEASE_MS)).toBe(true);
      await log.release(fresh);
      expect(await log.renew(fresh, LEASE_MS)).toBe(false);
    });

    it("[LOG-12] has no lease for a session that does not exist", async () => {
      const nowhere = sessionId(randomUUID());
      const absent = { name: "SessionNotFound" };
      await expect(log.take(nowhere, "room a", LEASE_MS)).rejects.toMatchObject(absent);
      await expect(log.takeIfFree(nowhere, "room a", LEASE_MS)).rejects.toMatchObject(absent);
      expect(await log.version(nowhere)).toBe(0);
      expect(await log.read(nowhere, 0, 10)).toEqual([]);
    });

    it("[LOG-17] gives a session that is free, or one's own, and leaves a living owner alone", async () => {
      const session = await newSession();
      const first = await log.takeIfFree(session, "room a", LEASE_MS);
      expect(first).toMatchObject({ sessionId: session, owner: "room a" });
      expect(await log.takeIfFree(session, "room b", LEASE_MS)).toBeNull();
      const again = await log.takeIfFree(session, "room a", LEASE_MS);
      expect(again?.epoch).toBeGreaterThan(first?.epoch ?? 0);
      if (again === null) throw new Error("not given");
      await log.release(again);
      const other = await log.takeIfFree(session, "room b", LEASE_MS);
      expect(other?.epoch).toBeGreaterThan(again.epoch);
      expect(await log.append(again, 0, storedRun({ session, from: 1 }))).toBe("stale");
    });

    it("[LOG-13] takes many sessions' appends at once and keeps each one's order", async () => {
      const tables = await Promise.all(Array.from({ length: 20 }, seated));
      const outcomes = await Promise.all(
        tables.map(async ({ session, lease }) => {
          const answers = [];
          for (let at = 0; at < 10; at += 1) {
            answers.push(await log.append(lease, at * 2, storedRun({ session, from: at * 2 + 1, count: 2 })));
          }
          return answers;
        }),
      );
      expect(outcomes.flat().filter((outcome) => outcome !== "appended")).toEqual([]);
      for (const { session } of tables) {
        const numbers = (await all(session)).map((row) => row.sequence);
        expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
      }
    });

    it("[LOG-15] takes appends that follow each other without waiting, and keeps their order", async () => {
      const { session, lease } = await seated();
      const runs = Array.from({ length: 30 }, (_, at) => storedRun({ session, from: at * 2 + 1, count: 2 }));
      const outcomes = await Promise.all(runs.map((run, at) => log.append(lease, at * 2, run)));
      expect(new Set(outcomes)).toEqual(new Set(["appended"]));
      expect(await all(session)).toEqual(runs.flat());
    });

    it("[LOG-16] refuses what follows an append that was refused", async () => {
      const { session, lease } = await seated();
      const runs = [1, 2, 3, 4].map((from) =>
        storedRun({ session, from, text: from === 2 ? "a\u0000b" : "hail" }),
      );
      const ends = await Promise.allSettled(runs.map((run, at) => log.append(lease, at, run)));
      expect(ends.map((end) => (end.status === "fulfilled" ? end.value : end.reason.name))).toEqual([
        "appended",
        "LogUnavailable",
        "stale",
        "stale",
      ]);
      expect(await all(session)).toEqual(runs[0]);
    });

    it("[LOG-14] takes a long append whole", async () => {
      const { session, lease } = await seated();
      const rows = storedRun({ session, from: 1, count: 700 });
      expect(await log.append(lease, 0, rows)).toBe("appended");
      expect(await all(session)).toEqual(rows);
    });
  });
}
