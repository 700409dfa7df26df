import pg from "pg";
import { type Connection, connect } from "../../db/connect.ts";
import { assertDurable } from "../../db/durability.ts";
import { servedDatabase } from "../support/database.ts";
import { ownPostgres } from "../support/own-postgres.ts";

/** A served Postgres with nothing in it: a database of its own on `DATABASE_URL`, or a server of its own. */
export type BenchDatabase = {
  readonly url: string;
  readonly connection: Connection;
  readonly settings: string;
  close(): Promise<void>;
};

/** Refuses to measure a database that may lose what it acknowledges: its figures would mean nothing. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const served = process.env.DATABASE_URL;
  const { url, connection, close } = served === undefined ? await ownServer() : await onServed(served);
  await assertDurable(connection);
  return { url, connection, settings: await settingsOf(url), close };
}

/** Files of the write-ahead log, 16 MiB each, that a server which has run for a day would use again. */
const LOG_FILES = 48;

async function ownServer() {
  const postgres = await ownPostgres({ min_wal_size: `${LOG_FILES * 16}MB`, max_wal_size: "4GB" });
  await runIn(postgres.url);
  const connection = await connect({ databaseUrl: postgres.url });
  const close = async () => {
    await connection.close();
    await postgres.remove();
  };
  return { url: postgres.url, connection, close };
}

/** A new server makes each file of its log when it comes to it, and whoever commits then waits for that. */
async function runIn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("create table used (at int)");
    for (let file = 0; file < LOG_FILES; file += 1) {
      await client.query("insert into used values (1)");
      await client.query("select pg_switch_wal()");
    }
    await client.query("drop table used");
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}

async function onServed(served: string) {
  const { url, connection, close } = await servedDatabase(served);
  if (url === undefined) throw new Error("a served database has an address");
  return { url, connection, close };
}

async function settingsOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const names = ["server_version", "fsync", "synchronous_commit", "full_page_writes"];
  const values = await client
    .query<{ name: string; setting: string }>("select name, setting from pg_settings where name = any($1)", [
      names,
    ])
    .finally(() => client.end());
  return values.rows.map(({ name, setting }) => `${name}=${setting}`).join(" ");
}
