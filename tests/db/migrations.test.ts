import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrateDown, migrateUp } from "../../db/migrations/index.ts";
import { SERVED, sayIfNotServed } from "../support/database.ts";

type Opened = { readonly db: Kysely<unknown>; readonly close: () => Promise<void> };

async function embedded(): Promise<Opened> {
  const lite = new PGlite();
  const pool = new pg.Pool({ ...createPgConfig(lite), max: 1 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy().then(() => lite.close()) };
}

async function served(url: string): Promise<Opened> {
  const name = `skald_test_${randomUUID().replaceAll("-", "")}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const pool = new pg.Pool({ connectionString: own.href, max: 2 });
  // The database goes away under connections that are still being closed.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
  });
  pool.on("error", () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await db.destroy();
    await admin.query(`drop database ${name} with (force)`).finally(() => admin.end());
  };
  return { db, close };
}

/** Everything that a migration can make: relations, types, functions, policies, grants to roles of ours. */
const CATALOGUE = sql<{ what: string }>`
  select 'relation ' || n.nspname || '.' || c.relname || ' ' || coalesce(c.relacl::text, '') as what
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'skald') and c.relname not like 'kysely%'
  union all select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || a.attacl::text
    from pg_attribute a where a.attacl is not null and a.attrelid::regclass::text not like 'pg_%'
  union all select 'type ' || t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname in ('public', 'skald') and t.typtype = 'e'
  union all select 'function ' || p.proname || ' ' || coalesce(p.proacl::text, '') from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'skald')
  union all select 'policy ' || tablename || ' ' || policyname from pg_policies
  union all select 'schema ' || nspname from pg_namespace where nspname = 'skald'
  order by 1`;

const catalogue = async (db: Kysely<unknown>): Promise<readonly string[]> =>
  (await CATALOGUE.execute(db)).rows.map((row) => row.what);

describe.each([
  ["embedded", embedded] as const,
  ...(SERVED === undefined ? [] : ([["served", served.bind(null, SERVED)]] as const)),
])("migrations on the %s database", (_, open) => {
  it("[DB-4] go up, down to nothing, and up again to the same", async () => {
    const { db, close } = await open();
    try {
      await migrateUp(db);
      const first = await catalogue(db);
      expect(first.length).toBeGreaterThan(60);
      await migrateUp(db);
      expect(await catalogue(db)).toEqual(first);
      await migrateDown(db);
      expect(await catalogue(db)).toEqual([]);
      await migrateUp(db);
      expect(await catalogue(db)).toEqual(first);
    } finally {
      await close();
    }
  }, 60_000);
});
sayIfNotServed("migrations", 1);
