import pg from "pg";
import { sessionId } from "../../rules/ids.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { eventAt } from "./events.ts";

const ROWS = 2000;
const ROUNDS = 15;

/**
 * The most that this server takes of such rows in a second: 2,000 in one statement over one connection, no
 * checks, no indexes. The best of some rounds, since others use the machine too.
 */
export async function batchedInsert({ url }: BenchDatabase): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("create table public.bench_limit (id uuid, sequence int, content jsonb)");
    const rows = JSON.stringify(
      Array.from({ length: ROWS }, (_, at) => {
        const { id, content, citations } = eventAt(sessionId(""), at + 1);
        return { id, sequence: at + 1, content: { ...content, citations } };
      }),
    );
    const insert = `insert into public.bench_limit
      select * from jsonb_to_recordset($1::jsonb) as x(id uuid, sequence int, content jsonb)`;
    let best = Number.POSITIVE_INFINITY;
    for (let at = 0; at < ROUNDS; at += 1) {
      const begin = performance.now();
      await client.query(insert, [rows]);
      best = Math.min(best, performance.now() - begin);
    }
    return (ROWS / best) * 1000;
  } finally {
    await client.query("drop table if exists public.bench_limit").finally(() => client.end());
  }
}
