import { randomUUID } from "node:crypto";
import pg from "pg";
import { benchDatabase } from "./bench-database.ts";
import { liveTable } from "./live-table.ts";
import { closedLoop, type Load, type Timing } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

/**
 * B2: one room, commands strictly one after the other. Ours is the whole line of a command that rolls a die:
 * decoded, decided, chained, stored, folded. The peer is one call of a function that stores as many bytes in
 * one row, and nothing else.
 */
export async function hotRoom(load: Load, repetitions: number): Promise<BenchResult> {
  const database = await benchDatabase();
  const raw = new pg.Client({ connectionString: database.url });
  await raw.connect();
  try {
    const table = await liveTable(database.connection);
    const before = table.session.head.sequence;
    await table.send({ do: "check", by: table.goblin, ability: "dex" });
    const rows = await table.ports.log.read(table.id, before, 100);
    const content = JSON.stringify(rows);
    await raw.query(`
      create table bench_raw (id uuid primary key, content jsonb not null);
      create function bench_commit(id uuid, content jsonb) returns void language plpgsql
        as $$ begin insert into bench_raw values (id, content); end $$`);
    const runs: { readonly ours: Timing; readonly peer: Timing }[] = [];
    for (let at = 0; at < repetitions; at += 1) {
      runs.push({
        ours: await closedLoop(load, 1, () => table.send({ do: "check", by: table.goblin, ability: "dex" })),
        peer: await closedLoop(load, 1, async () => {
          await raw.query({
            name: "bench-commit",
            text: "select bench_commit($1, $2)",
            values: [randomUUID(), content],
          });
        }),
      });
    }
    await table.session.close();
    return compare("hot-room", runs, {
      peer: "a raw commit of one row",
      target: 0.6,
      limit: Math.max(...runs.map(({ peer }) => peer.perSecond)),
      notes: [
        `a check of a goblin: ${rows.length} events, ${content.length} bytes; the peer stores the same bytes in one row`,
        database.settings,
      ],
    });
  } finally {
    await raw.end();
    await database.close();
  }
}
