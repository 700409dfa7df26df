import { sql } from "kysely";
import { decodeCursor } from "../../db/catalog/cursor.ts";
import { type Asked, listEntries } from "../../db/catalog/entries.ts";
import type { Connection } from "../../db/connect.ts";
import { asUser } from "../../db/transaction.ts";
import type { UserId } from "../../rules/ids.ts";
import { embeddedDatabase, newUser, SERVED, servedDatabase } from "../support/database.ts";
import { fillShelf } from "../support/many-items.ts";
import { closedLoop, type Load, type Timing } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

const ROWS = 100_000;
const LIMIT = 50;
/** The last page takes at most 1.5 times as long as the first. */
const TARGET = 0.67;

/** Of what `fillShelf` makes, so that some fifty items are left. */
type Order = {
  readonly name: string;
  readonly asked: Asked;
  readonly last: readonly [key: string, id: string];
};
const PAST_ALL = "ffffffff-0000-4000-8000-000000000000";
const listed = (sort: Asked["sort"], key: string, id = PAST_ALL): Order => ({
  name: `by ${sort}`,
  asked: { scope: "public", sort, limit: LIMIT },
  last: [key, id],
});
const ORDERS: readonly Order[] = [
  listed("name", "Item 0099950"),
  listed("recent", "2026-01-01T00:00:25.000000Z"),
  listed("level", "20", "fd000000-0000-4000-8000-000000000000"),
  {
    name: 'searched for "00"',
    asked: { scope: "public", sort: "name", limit: LIMIT, search: "00" },
    last: ["0099950", PAST_ALL],
  },
];

type Run = { readonly order: string; readonly ours: Timing; readonly peer: Timing };

/** The last page of lists of 100,000 items (ours) beside the first (the peer), by cursor. */
export async function pages(load: Load, repetitions: number): Promise<BenchResult> {
  const database = await (SERVED === undefined ? embeddedDatabase() : servedDatabase(SERVED));
  const { connection } = database;
  try {
    const owner = await newUser(connection);
    await fillShelf(connection, owner, ROWS);
    const share = ORDERS.length * 2;
    const part = { warmupMs: load.warmupMs / share, measureMs: load.measureMs / share };
    const runs: Run[] = [];
    for (let at = 0; at < repetitions; at += 1)
      for (const order of ORDERS) runs.push(await besideFirst(connection, owner, order, part));
    const bare = await closedLoop(part, 1, () => asOffset(connection, owner, 0));
    const far = await closedLoop(part, 1, () => asOffset(connection, owner, 94_900));
    const slowest = ORDERS.map(({ name }) => runs.filter(({ order }) => order === name)).toSorted(
      (one, other) => ratioOf(one) - ratioOf(other),
    )[0];
    return compare("pages", slowest ?? [], {
      peer: "the first page",
      target: TARGET,
      limit: bare.perSecond,
      notes: [
        ...ORDERS.map(({ name }) =>
          said(
            name,
            runs.filter(({ order }) => order === name),
          ),
        ),
        `by offset: first ${bare.p50Ms} ms, last ${far.p50Ms} ms`,
        `${ROWS} items on the ${connection.kind} database; shown above: the order whose last page is furthest behind`,
      ],
    });
  } finally {
    await database.close();
  }
}

const ratioOf = (runs: readonly Run[]): number =>
  Math.min(...runs.map(({ ours, peer }) => ours.perSecond / peer.perSecond));

const said = (name: string, runs: readonly Run[]): string =>
  `${name}: first ${runs.map(({ peer }) => peer.p50Ms).join(", ")} ms, last ${runs.map(({ ours }) => ours.p50Ms).join(", ")} ms`;

async function besideFirst(
  { db }: Connection,
  owner: UserId,
  { name, asked, last }: Order,
  load: Load,
): Promise<Run> {
  const sort = asked.search === undefined ? asked.sort : "search";
  const text = JSON.stringify([sort, ...last]);
  const after = decodeCursor(sort, Buffer.from(text).toString("base64url"));
  if (after === null) throw new Error(`${last[0]} is no cursor of a list ${name}`);
  const page = (one: Asked) => async () => {
    const { entries } = await asUser(db, owner, (tx) => listEntries(tx, "items", one));
    if (entries.length === 0) throw new Error(`a page ${name} is empty`);
  };
  const peer = await closedLoop(load, 1, page(asked));
  const ours = await closedLoop(load, 1, page({ ...asked, after }));
  return { order: name, ours, peer };
}

const asOffset = ({ db }: Connection, owner: UserId, offset: number): Promise<void> =>
  asUser(db, owner, async ({ rows }) => {
    await sql`select * from items where visibility = 'PUBLIC' order by name, id limit ${LIMIT} offset ${offset}`.execute(
      rows,
    );
  });
