import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, connect } from "../../db/connect.ts";
import { patientLog, sessionMaker } from "../support/database.ts";
import { type OwnPostgres, ownPostgres, postgresBinaries } from "../support/own-postgres.ts";
import { storedRun } from "../support/stored-events.ts";

const here = postgresBinaries() !== undefined;
if (!here) console.warn("plain login: 2 cases did not run, no Postgres binaries here");

describe.skipIf(!here)("a login that is no superuser", () => {
  let postgres: OwnPostgres;
  beforeAll(async () => {
    postgres = await ownPostgres();
  }, 60_000);
  afterAll(() => postgres?.remove());

  const asAdmin = async (...statements: readonly string[]) => {
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    for (const statement of statements) await admin.query(statement);
    await admin.end();
  };
  const connectAs = (login: string, database: string): Promise<Connection> => {
    const url = new URL(postgres.url);
    url.username = login;
    url.pathname = `/${database}`;
    return connect({ databaseUrl: url.href });
  };
  const playsOn = async (connection: Connection) => {
    const log = patientLog(connection);
    const newSession = await sessionMaker(connection);
    const session = await newSession();
    const lease = await log.take(session, "room", 60_000);
    return log.append(lease, 0, storedRun({ session, from: 1 }));
  };

  it("[DB-26] that may create roles and owns its database sets everything up, and plays", async () => {
    await asAdmin("create role table_keeper login createrole", "create database tables owner table_keeper");
    const connection = await connectAs("table_keeper", "tables");
    try {
      expect(await playsOn(connection)).toBe("appended");
    } finally {
      await connection.close();
    }
  });

  it("[DB-27] that may not, needs the roles from an administrator, and then does the same", async () => {
    const administrator = await connect({ databaseUrl: postgres.url });
    await administrator.close();
    await asAdmin(
      "create role guest login",
      "create database inn owner guest",
      "grant skald_owner, skald_auth, skald_request, skald_writer, skald_lookup to guest",
    );
    const connection = await connectAs("guest", "inn");
    try {
      expect(await playsOn(connection)).toBe("appended");
    } finally {
      await connection.close();
    }
  });
});
