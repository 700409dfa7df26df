import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Connection, connect } from "../../db/connect.ts";
import { type EventLogOptions, PostgresEventLog } from "../../db/event-log.ts";
import { asUser } from "../../db/transaction.ts";
import type { SessionId } from "../../rules/ids.ts";
import {
  newUser,
  SERVED,
  sayIfNotServed,
  servedDatabase,
  sessionMaker,
  type TestDatabase,
} from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";
import { type TroubledLine, troubledLine } from "../support/troubled-line.ts";

const LEASE_MS = 30_000;

describe.skipIf(SERVED === undefined)("the log when its database is in trouble", () => {
  let database: TestDatabase;
  let line: TroubledLine;
  /** Through the line. */
  let troubled: Connection;
  /** Past the line: what is really stored. */
  let truth: PostgresEventLog;
  let newSession: () => Promise<SessionId>;

  beforeAll(async () => {
    database = await servedDatabase(SERVED ?? "");
    truth = new PostgresEventLog(database.connection.pool);
    newSession = await sessionMaker(database.connection);
    line = await troubledLine(database.url ?? "");
    troubled = await connect({ databaseUrl: line.url, migrate: false });
  }, 60_000);
  afterAll(async () => {
    line?.cut();
    await line?.close();
    await troubled?.close();
    await database?.close();
  });
  beforeEach(() => {
    void line.set("pass");
  });

  const openLog = (limits: EventLogOptions["limits"] = {}) =>
    new PostgresEventLog(troubled.pool, { limits: { deadlineMs: 300, ...limits } });
  const seated = async (log: PostgresEventLog) => {
    const session = await newSession();
    return { session, lease: await log.take(session, "room a", LEASE_MS) };
  };

  it("[LOG-30] an answer that is lost after the commit leaves the outcome open, and the log settles it", async () => {
    const log = openLog();
    const { session, lease } = await seated(log);
    const rows = storedRun({ session, from: 1, count: 2 });
    void line.set("keep-answers");
    await expect(log.append(lease, 0, rows)).rejects.toMatchObject({ name: "OutcomeUnknown" });
    void line.set("pass");
    const fresh = await log.take(session, "room a", LEASE_MS);
    expect(await log.read(session, 0, 10)).toEqual(rows);
    expect(await log.append(fresh, 2, storedRun({ session, from: 3 }))).toBe("appended");
  });

  it("[LOG-31] a connection that is cut in mid-commit leaves the outcome open, and the next append works", async () => {
    const log = openLog();
    const { session, lease } = await seated(log);
    const kept = line.set("keep-answers");
    const appended = log.append(lease, 0, storedRun({ session, from: 1 }));
    appended.catch(() => undefined);
    await kept;
    line.cut();
    await expect(appended).rejects.toMatchObject({ name: "OutcomeUnknown" });
    void line.set("pass");
    expect(await truth.version(session)).toBe(1);
    const again = await seated(log);
    expect(await log.append(again.lease, 0, storedRun({ session: again.session, from: 1 }))).toBe("appended");
  });

  it("[LOG-32] a database that swallows everything refuses what was not sent, and nothing of it is stored", async () => {
    const log = openLog({ queued: 3 });
    const tables = await Promise.all(Array.from({ length: 6 }, () => seated(log)));
    void line.set("keep-questions");
    const ends = await Promise.allSettled(
      tables.map(({ session, lease }) => log.append(lease, 0, storedRun({ session, from: 1 }))),
    );
    const names = ends.map((end) => end.status === "rejected" && end.reason.name);
    expect(new Set(names)).toEqual(new Set(["OutcomeUnknown", "LogUnavailable"]));
    expect(log.waiting).toBeLessThanOrEqual(3);
    line.cut();
    void line.set("pass");
    const versions = await Promise.all(tables.map(({ session }) => truth.version(session)));
    expect(versions).toEqual(tables.map(() => 0));
    const [first] = tables;
    if (first === undefined) throw new Error("no table");
    const lease = await log.take(first.session, "room a", LEASE_MS);
    expect(await log.append(lease, 0, storedRun({ session: first.session, from: 1 }))).toBe("appended");
  });

  it("[LOG-35] questions that were never answered block nobody afterwards", async () => {
    const log = openLog();
    const { session, lease } = await seated(log);
    const user = await newUser(database.connection);
    const names = () =>
      asUser(troubled.db, user, ({ rows }) => rows.selectFrom("users").select("id").execute());
    void line.set("keep-questions");
    const asked = [
      ...Array.from({ length: 6 }, () => log.version(session)),
      ...Array.from({ length: 12 }, names),
      log.append(lease, 0, storedRun({ session, from: 1 })),
    ];
    const ends = await Promise.allSettled(asked);
    expect(ends.filter((end) => end.status === "fulfilled")).toEqual([]);
    void line.set("pass");
    expect(await log.version(session)).toBe(0);
    expect(await names()).toEqual([{ id: user }]);
    expect(await log.append(lease, 0, storedRun({ session, from: 1 }))).toBe("appended");
  });

  it("[LOG-33] one session whose row is held does not stop the others", async () => {
    const log = openLog({ deadlineMs: 1800 });
    const tables = await Promise.all(Array.from({ length: 5 }, () => seated(log)));
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("begin");
    await holder.query("select from sessions where id = $1 for update", [tables[2]?.session]);
    try {
      const ends = await Promise.allSettled(
        tables.map(({ session, lease }) => log.append(lease, 0, storedRun({ session, from: 1 }))),
      );
      expect(ends.map((end) => (end.status === "fulfilled" ? end.value : end.reason.name))).toEqual([
        "appended",
        "appended",
        "LogUnavailable",
        "appended",
        "appended",
      ]);
    } finally {
      await holder.query("rollback").finally(() => holder.end());
    }
  });

  it("[LOG-34] a late commit waits before the take-over, which then reads it or fences it", async () => {
    const log = openLog();
    const { session, lease } = await seated(log);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    // The old owner's append, sent and not yet committed.
    await client.query("begin");
    await client.query("update sessions set version = 1 where id = $1 and epoch = $2 and version = 0", [
      session,
      lease.epoch,
    ]);
    const taking = truth.take(session, "room b", LEASE_MS);
    await client.query("commit").finally(() => client.end());
    expect((await taking).epoch).toBe(lease.epoch + 1);
    expect(await truth.version(session)).toBe(1);
    expect(await log.append(lease, 1, storedRun({ session, from: 2 }))).toBe("stale");
  });
});
sayIfNotServed("the log in trouble", 6);
