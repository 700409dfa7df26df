import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { type Connection, connect } from "../../db/connect.ts";
import { PostgresEventLog } from "../../db/event-log.ts";
import { asMaintenance } from "../../db/transaction.ts";
import { type SessionId, sessionId, type UserId, userId } from "../../rules/ids.ts";

/** A database of a test's own. */
export type TestDatabase = {
  readonly connection: Connection;
  /** Of the served one; undefined when it is embedded. */
  readonly url: string | undefined;
  close(): Promise<void>;
};

export const SERVED = process.env.DATABASE_URL;

/** Tests run beside each other on busy machines: nothing here is about how long it took. */
const PATIENCE_MS = 60_000;
const waits = {
  connect: PATIENCE_MS,
  lock: PATIENCE_MS,
  statement: PATIENCE_MS,
  answer: PATIENCE_MS,
};

/** A log that refuses nothing because the machine is busy. */
export const patientLog = ({ pool }: Connection): PostgresEventLog =>
  new PostgresEventLog(pool, { limits: { deadlineMs: PATIENCE_MS } });

/** Says so when the served half of a suite does not run. */
export function sayIfNotServed(suite: string, cases: number): void {
  if (SERVED === undefined) console.warn(`${suite}: ${cases} cases did not run, DATABASE_URL is not set`);
}

export async function embeddedDatabase(): Promise<TestDatabase> {
  const connection = await connect({ inMemory: true, waits });
  return { connection, url: undefined, close: () => connection.close() };
}

/** Makes a database on the served Postgres, under a name of its own; gone when closed. */
export async function servedDatabase(served: string): Promise<TestDatabase> {
  const name = `skald_test_${randomUUID().replaceAll("-", "")}`;
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: served });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await admin(`create database ${name}`);
  const url = new URL(served);
  url.pathname = `/${name}`;
  const connection = await connect({ databaseUrl: url.href, waits });
  return {
    connection,
    url: url.href,
    close: async () => {
      await connection.close();
      await admin(`drop database ${name} with (force)`);
    },
  };
}

/** The databases that a suite runs on: always the embedded one, the served one when there is one. */
export const databases: readonly (readonly [name: string, open: () => Promise<TestDatabase>])[] = [
  ["embedded", embeddedDatabase],
  ...(SERVED === undefined ? [] : [["served", () => servedDatabase(SERVED)] as const]),
];

export async function newUser({ db }: Connection, name = "Kara"): Promise<UserId> {
  const id = userId(randomUUID());
  await asMaintenance(db, async ({ rows }) => {
    await rows
      .insertInto("users")
      .values({ id, email: `${id}@example.org`, password_hash: "none" })
      .execute();
    await rows.insertInto("profiles").values({ id, display_name: name }).execute();
  });
  return id;
}

/** Sessions without any event, as the log's contract wants them, in one campaign. */
export async function sessionMaker(connection: Connection): Promise<() => Promise<SessionId>> {
  const owner = await newUser(connection);
  const campaign = randomUUID();
  await asMaintenance(connection.db, ({ rows }) =>
    rows.insertInto("campaigns").values({ id: campaign, owner_id: owner, name: "Embers" }).execute(),
  );
  return async () => {
    const id = sessionId(randomUUID());
    await asMaintenance(connection.db, ({ rows }) =>
      sql`insert into sessions (id, campaign_id) values (${id}, ${campaign})`.execute(rows),
    );
    return id;
  };
}
