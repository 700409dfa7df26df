import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cursor, decodeCursor } from "../../db/catalog/cursor.ts";
import { type Asked, listEntries, pageOfIds } from "../../db/catalog/entries.ts";
import { searchIds } from "../../db/catalog/search.ts";
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
const SEARCHES: readonly (readonly [scope: string, narrowed: readonly string[], index: string])[] = [
  ["public", [], "idx_catalog_words_visibility"],
  ["own", [], "idx_catalog_words_owner"],
  ["PRIVATE", [], "idx_catalog_words_owner_visibility"],
  ["public", ["rarity", "slot", "level", "tag"], "idx_catalog_words_visibility"],
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

  it.each(SEARCHES)(
    "[CAT-43] a search of %s, narrowed by %j, reads along one word in %s, in order",
    async (scope, narrowed, index) => {
      for (const onward of [false, true]) {
        const plan = await asMaintenance(connection.db, async ({ rows }) => {
          const asked = await sql<{ text: string }>`select skald.catalog_search_query('items', ${scope},
            ${narrowed}::text[], ${onward}) as text`.execute(rows);
          const values = [owner, "EPIC", "RING", "10", owner, "item", owner, "it", "{0050000}"];
          const text = (asked.rows[0]?.text ?? "").replaceAll(
            /\$(\d)/g,
            (_all, n: string) => `'${values[Number(n) - 1]}'`,
          );
          const typed = text.replace("unnest('{0050000}')", "unnest('{0050000}'::text[])");
          const told = await sql<{ "QUERY PLAN": string }>`explain ${sql.raw(typed)} limit 2000`.execute(
            rows,
          );
          return told.rows.map((row) => row["QUERY PLAN"]).join("\n");
        });
        expect(plan).toContain(index);
        expect(plan).not.toMatch(/Seq Scan|Sort|Hash/);
      }
    },
  );

  it("[CAT-44] a search goes through all it finds, page by page, and reads no more for a page than its bound", async () => {
    const search = async (said: string, limit: number) => {
      const names: string[] = [];
      const pages: number[] = [];
      let after: Cursor | undefined;
      do {
        const asked: Asked = { scope: "public", sort: "name", limit, search: said, after };
        const page = await asUser(connection.db, owner, (tx) => listEntries(tx, "items", asked));
        names.push(...page.entries.map(({ name }) => name));
        pages.push(page.entries.length);
        after = page.next === null ? undefined : (decodeCursor("search", page.next) ?? undefined);
      } while (after !== undefined && pages.length < 100);
      return { names, pages };
    };
    const rare = await search("item 00000", 4);
    expect(rare.pages.length).toBeGreaterThan(2);
    expect(rare.names).toEqual([...new Set(rare.names)]);
    expect(rare.names.every((name) => name.startsWith("Item 00000"))).toBe(true);
    expect((await search("ITEM, 0000007!", 10)).names).toEqual(["Item 0000007"]);
    expect((await search("item nothing", 10)).pages).toEqual([0]);
  });

  it("[CAT-45] where many entries have each word and few have both, pages end at the bound and go on", async () => {
    const mark = (words: string, from: string, to: string) =>
      asMaintenance(connection.db, ({ rows }) =>
        sql`update items set description = ${words} where visibility = 'PUBLIC' and name >= ${from} and name < ${to}`.execute(
          rows,
        ),
      );
    await mark("omen", "Item 0010000", "Item 0010700");
    await mark("omen portent", "Item 0010700", "Item 0010703");
    await mark("portent", "Item 0020000", "Item 0020700");
    const found: string[] = [];
    const pages: number[] = [];
    let after: Cursor | undefined;
    do {
      const asked: Asked = { scope: "public", sort: "name", limit: 50, after };
      const page = await asUser(connection.db, owner, ({ rows }) =>
        searchIds(rows, "items", asked, "omen portent", 300),
      );
      found.push(...page.ids);
      pages.push(page.ids.length);
      after = page.next === null ? undefined : (decodeCursor("search", page.next) ?? undefined);
    } while (after !== undefined && pages.length < 100);
    expect(pages.length).toBe(3);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThanOrEqual(2);
  });

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
sayIfNotServed("lists of 100,000 items", LISTS.length + SEARCHES.length + 4);
