import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PostgresEventLog } from "../../db/event-log.ts";
import { asMaintenance } from "../../db/transaction.ts";
import { databases, sayIfNotServed, sessionMaker, type TestDatabase } from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";

describe.each(databases)("a log with a hole in it, in the %s database", (_, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());

  it("[LOG-43] is read on behind the hole, wherever a page ends, so that the hole is found", async () => {
    const { connection } = database;
    const log = new PostgresEventLog(connection.pool);
    const session = await (await sessionMaker(connection))();
    const lease = await log.take(session, "here", 60_000);
    await log.append(lease, 0, storedRun({ session, from: 1, count: 6 }));
    await asMaintenance(connection.db, ({ rows }) =>
      sql`delete from events where session_id = ${session} and sequence = 3`.execute(rows),
    );
    const numbers = async (after: number, limit: number) =>
      (await log.read(session, after, limit)).map(({ sequence }) => sequence);
    expect(await numbers(0, 3)).toEqual([1, 2, 4]);
    expect(await numbers(2, 1)).toEqual([4]);
    expect(await numbers(0, 100)).toEqual([1, 2, 4, 5, 6]);
    expect(await numbers(6, 3)).toEqual([]);
  });
});
sayIfNotServed("logs with a hole", 1);
