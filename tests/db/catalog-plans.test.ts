import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageOfIds } from "../../db/catalog/entries.ts";
import type { Connection } from "../../db/connect.ts";
import { asMaintenance, asUser } from "../../db/transaction.ts";
import type { UserId } from "../../rules/ids.ts";
import { databases, newUser, sayIfNotServed, type TestDatabase } from "../support/database.ts";
import { fillShelf } from "../support/many-items.ts";

const ROWS = 100_000;

/** Each list with the index that it is read from. */
const LISTS: readonly (readonly [scope: string, sort: string, narrowed: readonly string[], index: string])[] =
  [
    ["public", "name", [], "idx_items_visibility_name"],
    ["public", "recent", [], "idx_items_visibility_recent"],
    ["public", "level", [], "idx_items_visibility_level"],
    ["own", "name", [], "idx_items_owner_name"],
    ["PRIVATE", "name", [], "idx_items_owner_visibility_name"],
    ["PRIVATE", "recent", [], "idx_items_owner_recent"],
    ["public", "level", ["rarity", "slot"], "idx_items_rarity_slot_level"],
  ];
const AFTER: Readonly<Record<string, string>> = {
  name: "Item 0050000",
  recent: "2026-01-01T08:00:00.000000Z",
  level: "10",
};

describe.each(databases)("lists of 100,000 items on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let owner: UserId;

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    owner = await newUser(connection);
    await fillShelf(connection, owner, ROWS);
  }, 180_000);
  afterAll(() => database.close());

  async function planOf(
    scope: string,
    sort: string,
    narrowed: readonly string[],
    onward: boolean,
  ): Promise<string> {
    return asMaintenance(connection.db, async ({ rows }) => {
      const asked = await sql<{ text: string }>`select skald.catalog_query('items', ${scope}, ${sort},
        ${narrowed}::text[], ${onward}) as text`.execute(rows);
      const values = [owner, "EPIC", "RING", "10", owner, AFTER[sort] ?? "", owner, "51"];
      const text = (asked.rows[0]?.text ?? "").replaceAll(
        /\$(\d)/g,
        (_all, n: string) => `'${values[Number(n) - 1]}'`,
      );
      const plan = await sql<{ "QUERY PLAN": string }>`explain ${sql.raw(text)} limit 51`.execute(rows);
      return plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
  }

  it.each(LISTS)(
    "[CAT-40] %s by %s, narrowed by %j, is read from %s in order",
    async (scope, sort, narrowed, index) => {
      for (const onward of [false, true]) {
        const plan = await planOf(scope, sort, narrowed, onward);
        expect(plan).toContain(index);
        expect(plan).not.toMatch(/Seq Scan|Sort|Bitmap/);
      }
    },
  );

  it("[CAT-42] the rows of a page are fetched one by one, under the person's policies", async () => {
    const plan = await asUser(connection.db, owner, ({ rows }) =>
      sql<{ "QUERY PLAN": string }>`explain select e.* from
        ${pageOfIds("items", { scope: "public", sort: "name", limit: 50 })} with ordinality as p (id, at)
        join items e on e.id = p.id order by p.at`.execute(rows),
    );
    const text = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toContain("items_pkey");
    expect(text).not.toMatch(/Seq Scan on items/);
  });

  it("[CAT-41] without its index a list is read whole and sorted, which is seen", async () => {
    const undone = new Error("undone");
    const tried = asMaintenance(connection.db, async ({ rows }) => {
      for (const name of ["visibility_level", "required_level", "rarity_slot_level", "slot_level"])
        await sql`drop index ${sql.ref(`idx_items_${name}`)}`.execute(rows);
      const plan = await sql<{
        "QUERY PLAN": string;
      }>`explain select id from items where visibility = 'PUBLIC'
        order by required_level, id limit 51`.execute(rows);
      expect(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Sort");
      throw undone;
    });
    await expect(tried).rejects.toBe(undone);
  });
});
sayIfNotServed("lists of 100,000 items", LISTS.length + 2);
