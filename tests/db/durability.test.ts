import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, connect } from "../../db/connect.ts";
import { assertDurable, unsafeSettings } from "../../db/durability.ts";
import { type OwnPostgres, ownPostgres, postgresBinaries } from "../support/own-postgres.ts";

const here = postgresBinaries() !== undefined;
if (!here) console.warn("durability: 2 cases did not run, no Postgres binaries here");

describe.skipIf(!here)("a served database that may lose what it acknowledged", () => {
  let postgres: OwnPostgres;
  let connection: Connection;
  beforeAll(async () => {
    postgres = await ownPostgres({ fsync: "off" });
    connection = await connect({ databaseUrl: postgres.url });
  }, 60_000);
  afterAll(async () => {
    await connection?.close();
    await postgres?.remove();
  });

  it("[DB-20] is refused, with the setting named", async () => {
    await expect(assertDurable(connection)).rejects.toMatchObject({
      name: "UnsafeDatabase",
      settings: ["fsync=off"],
      message: expect.stringContaining("fsync=off"),
    });
  });

  it("[DB-21] is accepted when its settings are safe", async () => {
    const safe = await ownPostgres();
    const other = await connect({ databaseUrl: safe.url });
    try {
      expect(await unsafeSettings(other)).toEqual([]);
      await assertDurable(other);
      // The login here is called `skald`, like the schema of our functions.
      const again = await connect({ databaseUrl: safe.url });
      const tables = sql<{ name: string }>`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'skald' and c.relkind = 'r'`;
      expect((await tables.execute(again.db)).rows).toEqual([]);
      await again.close();
    } finally {
      await other.close();
      await safe.remove();
    }
  });
});
