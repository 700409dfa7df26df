/** The last page of a list of 100,000 items beside the first, by cursor, and beside the same pages by offset. */
import { sql } from "kysely";
import { decodeCursor } from "../../db/catalog/cursor.ts";
import { type Asked, listEntries } from "../../db/catalog/entries.ts";
import { asUser } from "../../db/transaction.ts";
import { embeddedDatabase, newUser, SERVED, servedDatabase } from "../support/database.ts";
import { fillShelf } from "../support/many-items.ts";

const ROWS = 100_000;
const LIMIT = 50;
const TIMES = 60;

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

async function main(): Promise<void> {
  const database = await (SERVED === undefined ? embeddedDatabase() : servedDatabase(SERVED));
  const { connection } = database;
  try {
    const owner = await newUser(connection);
    await fillShelf(connection, owner, ROWS);
    for (const sort of ["name", "recent", "level"] as const) {
      const key = { name: "Item 0099950", recent: "2026-01-01T00:00:01.000000Z", level: "20" }[sort];
      const id = "ffffffff-0000-4000-8000-000000000000";
      const end = decodeCursor(sort, Buffer.from(JSON.stringify([sort, key, id])).toString("base64url"));
      const first: Asked = { scope: "public", sort, limit: LIMIT };
      const last: Asked = { ...first, after: end ?? undefined };
      const ask = (asked: Asked) => asUser(connection.db, owner, (tx) => listEntries(tx, "items", asked));
      const byOffset = (offset: number) =>
        asUser(connection.db, owner, ({ rows }) =>
          sql`select * from items where visibility = 'PUBLIC' order by name, id limit ${LIMIT} offset ${offset}`.execute(
            rows,
          ),
        );
      const [firstMs, lastMs] = await beside(
        () => ask(first),
        () => ask(last),
      );
      console.log(
        JSON.stringify({
          bench: "pages",
          database: connection.kind,
          rows: ROWS,
          sort,
          firstMs,
          lastMs,
          lastBesideFirst: Math.round((lastMs / firstMs) * 100) / 100,
          target: 1.5,
        }),
      );
      if (sort !== "name") continue;
      const [offsetFirstMs, offsetLastMs] = await beside(
        () => byOffset(0),
        () => byOffset(94_900),
        5,
      );
      console.log(JSON.stringify({ bench: "pages by offset", offsetFirstMs, offsetLastMs }));
    }
  } finally {
    await database.close();
  }
}

/** In turn, so that what else the machine does befalls both. */
async function beside(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  times = TIMES,
): Promise<readonly [number, number]> {
  const took: [number[], number[]] = [[], []];
  for (let at = 0; at < times + 5; at += 1)
    for (const [which, work] of [one, other].entries()) {
      const start = performance.now();
      await work();
      if (at >= 5) took[which]?.push(performance.now() - start);
    }
  return [Math.round(middle(took[0]) * 100) / 100, Math.round(middle(took[1]) * 100) / 100];
}

await main();
