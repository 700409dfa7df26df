import { setImmediate } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Embedded, openEmbedded } from "../../db/embedded.ts";

describe("the embedded database", () => {
  let embedded: Embedded;
  let pool: pg.Pool;
  beforeAll(async () => {
    embedded = await openEmbedded(undefined);
    pool = new pg.Pool({ ...embedded.config, max: 1 });
    await pool.query("create table things (id int constraint things_key primary key, what jsonb)");
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await embedded?.close();
  });

  it("[DB-22] a slow statement does not stop what else the process does", async () => {
    let turns = 0;
    let running = true;
    const slow = pool.query("select count(*) from generate_series(1, 2000000)").finally(() => {
      running = false;
    });
    while (running) {
      await setImmediate();
      turns += 1;
    }
    expect((await slow).rows).toEqual([{ count: "2000000" }]);
    expect(turns).toBeGreaterThan(100);
  });

  it("[DB-23] answers in the same types, and refuses with the same codes, as a served one", async () => {
    const insert = { name: "insert-thing", text: "insert into things values ($1, $2) returning *" };
    const what = { text: 'Grüße "🐉"\n', list: [1, null, true] };
    const first = await pool.query({ ...insert, values: [1, JSON.stringify(what)] });
    expect(first.rows).toEqual([{ id: 1, what }]);
    const again = pool.query({ ...insert, values: [1, "{}"] });
    await expect(again).rejects.toMatchObject({
      severity: "ERROR",
      code: "23505",
      constraint: "things_key",
    });
    await expect(again).rejects.toBeInstanceOf(Error);
    const rows = await pool.query("select now() as at, 1::bigint as big, '\\x01ff'::bytea as bytes");
    expect(rows.rows).toEqual([{ at: expect.any(Date), big: "1", bytes: Buffer.from([1, 255]) }]);
  });

  it("[DB-24] statements that come at once are answered each with its own", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        at % 5 === 0
          ? pool.query("select 1 / 0").catch((error: unknown) => error)
          : pool.query("select $1::int as at", [at]).then(({ rows }) => rows[0]?.at),
      ),
    );
    expect(answers).toEqual(
      answers.map((_, at) => (at % 5 === 0 ? expect.objectContaining({ code: "22012" }) : at)),
    );
  });
});

it("[DB-25] a database that cannot be opened says so", async () => {
  await expect(openEmbedded("/dev/null/nowhere")).rejects.toThrow();
});
