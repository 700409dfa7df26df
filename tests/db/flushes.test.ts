import pg from "pg";
import { expect, test } from "vitest";
import { connect } from "../../db/connect.ts";
import { PostgresEventLog } from "../../db/event-log.ts";
import { sessionMaker } from "../support/database.ts";
import { ownPostgres, postgresBinaries } from "../support/own-postgres.ts";
import { storedRun } from "../support/stored-events.ts";

const HERE = postgresBinaries() !== undefined;
const APPENDS = 100;
/** A server of its own is made first. */
const PATIENCE = { timeout: 90_000 };

if (!HERE) console.warn("flushes: 2 cases did not run, there are no Postgres binaries here");

/** Write-ahead log files flushed to the disk since the server began; always 0 with `fsync` off. */
async function flushes(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_stat_force_next_flush()");
    const version = await client.query<{ num: number }>(
      "select current_setting('server_version_num')::int as num",
    );
    const source =
      (version.rows[0]?.num ?? 0) >= 180_000
        ? "select coalesce(sum(fsyncs), 0)::int as count from pg_stat_io where object = 'wal'"
        : "select wal_sync::int as count from pg_stat_wal";
    const { rows } = await client.query<{ count: number }>(source);
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

/** Appends one after the other, each acknowledged before the next; how often the disk was flushed meanwhile. */
async function flushesOf(settings: Readonly<Record<string, string>>): Promise<number> {
  const postgres = await ownPostgres(settings);
  try {
    const connection = await connect({ databaseUrl: postgres.url });
    const session = await (await sessionMaker(connection))();
    const log = new PostgresEventLog(connection.pool);
    const lease = await log.take(session, "here", 60_000);
    const before = await flushes(postgres.url);
    for (let at = 0; at < APPENDS; at++) await log.append(lease, at, storedRun({ session, from: at + 1 }));
    // The statistics of the writing connections arrive when those connections end.
    await connection.close();
    return (await flushes(postgres.url)) - before;
  } finally {
    await postgres.remove();
  }
}

test.skipIf(!HERE)(
  "[DUR-5] every acknowledged append was flushed to the disk before its answer",
  PATIENCE,
  async () => {
    expect(await flushesOf({})).toBeGreaterThanOrEqual(APPENDS);
  },
);

test.skipIf(!HERE)(
  "[DUR-6] a Postgres that does not flush is seen to fail that count",
  PATIENCE,
  async () => {
    expect(await flushesOf({ fsync: "off" })).toBeLessThan(APPENDS);
  },
);
