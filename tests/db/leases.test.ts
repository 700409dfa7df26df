import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PostgresEventLog } from "../../db/event-log.ts";
import {
  databases,
  patientLog,
  sayIfNotServed,
  sessionMaker,
  type TestDatabase,
} from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";

describe.each(databases)("leases on the %s database", (_, open) => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let newSession: Awaited<ReturnType<typeof sessionMaker>>;
  beforeAll(async () => {
    database = await open();
    log = patientLog(database.connection);
    newSession = await sessionMaker(database.connection);
  }, 60_000);
  afterAll(() => database.close());

  it("[LSE-1] a living owner is known by name, and left alone by whoever only wants what is free", async () => {
    const session = await newSession();
    expect(await log.holder(session)).toBeNull();
    const lease = await log.take(session, "a", 60_000);
    expect(await log.holder(session)).toEqual({ owner: "a", epoch: lease.epoch, living: true });
    expect(await log.takeIfFree(session, "b", 60_000)).toBeNull();
    expect(await log.append(lease, 0, storedRun({ session, from: 1 }))).toBe("appended");
    await log.release(lease);
    expect(await log.takeIfFree(session, "b", 60_000)).toMatchObject({ owner: "b", epoch: lease.epoch + 1 });
  });

  it("[LSE-2] a lease that ran out by the database's clock is taken over, and its owner is fenced", async () => {
    const session = await newSession();
    const old = await log.take(session, "a", 20);
    const fresh = await vi.waitUntil(() => log.takeIfFree(session, "b", 60_000), {
      timeout: 5000,
      interval: 5,
    });
    expect(await log.renew(old, 60_000)).toBe(false);
    expect(await log.append(old, 0, storedRun({ session, from: 1 }))).toBe("stale");
    expect(await log.append(fresh, 0, storedRun({ session, from: 1 }))).toBe("appended");
  });

  it("[LSE-3] a lease that ran out but that nobody took still writes, and is kept by renewing it", async () => {
    const session = await newSession();
    const lease = await log.take(session, "a", 1);
    await vi.waitUntil(async () => (await log.holder(session))?.living === false, {
      timeout: 5000,
      interval: 5,
    });
    expect(await log.append(lease, 0, storedRun({ session, from: 1 }))).toBe("appended");
    expect(await log.renew(lease, 60_000)).toBe(true);
    expect(await log.takeIfFree(session, "b", 60_000)).toBeNull();
  });

  it("[LSE-4] of many that take over at once each gets an epoch of its own, and the last alone writes", async () => {
    const session = await newSession();
    const leases = await Promise.all(
      ["a", "b", "c", "d", "e"].map((owner) => log.take(session, owner, 60_000)),
    );
    const epochs = leases.map(({ epoch }) => epoch);
    expect(new Set(epochs).size).toBe(leases.length);
    const outcomes = await Promise.all(
      leases.map((lease) => log.append(lease, 0, storedRun({ session, from: 1 }))),
    );
    const newest = Math.max(...epochs);
    expect(outcomes).toEqual(epochs.map((epoch) => (epoch === newest ? "appended" : "stale")));
  });
});
sayIfNotServed("leases", 4);
