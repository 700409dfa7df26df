import { randomUUID } from "node:crypto";
import pg from "pg";
import type { StoredEvent } from "../../rules/log.ts";
import { sessionMaker } from "../support/database.ts";
import { type BenchDatabase, benchDatabase } from "./bench-database.ts";
import { liveTable } from "./live-table.ts";
import { closedLoop, type Load, type Timing } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

/**
 * B2: one room, commands strictly one after the other. Ours is the whole line of a command that rolls a die:
 * decoded, decided, chained, stored, folded. The peer is a bare function in the database that commits the same
 * rows: the session's next version where the expected one stands, and one event with its indexes. Beside it, for
 * whoever wants the floor: one row of as many bytes in a table with nothing but a key.
 */
export async function hotRoom(load: Load, repetitions: number): Promise<BenchResult> {
  const database = await benchDatabase();
  const raw = new pg.Client({ connectionString: database.url });
  await raw.connect();
  try {
    const table = await liveTable(database.connection);
    const check = () => table.send({ do: "check", by: table.goblin, ability: "dex" });
    const before = table.session.head.sequence;
    await check();
    const [event, ...others] = await table.ports.log.read(table.id, before, 100);
    if (event === undefined || others.length > 0) throw new Error("a check is one event");
    const append = await bareAppend(database, raw, event);
    const insert = await bareInsert(raw, event);
    const runs: { readonly ours: Timing; readonly peer: Timing; readonly floor: Timing }[] = [];
    for (let at = 0; at < repetitions; at += 1) {
      runs.push({
        ours: await closedLoop(load, 1, check),
        peer: await closedLoop(load, 1, append),
        floor: await closedLoop(load, 1, insert),
      });
    }
    await table.session.close();
    const floors = runs.map(({ ours, floor }) => (ours.perSecond / floor.perSecond).toFixed(2)).sort();
    return compare("hot-room", runs, {
      peer: "a bare append in a function",
      target: 0.6,
      limit: Math.max(...runs.map(({ floor }) => floor.perSecond)),
      notes: [
        `a check of a goblin: one event, ${JSON.stringify(event).length} bytes; the peer commits the same rows`,
        `beside one insert of as many bytes into a table with a key alone: ${floors.join(", ")} of its rate`,
        database.settings,
      ],
    });
  } finally {
    await raw.end();
    await database.close();
  }
}

async function bareAppend({ connection }: BenchDatabase, raw: pg.Client, like: StoredEvent) {
  await raw.query(`
    create function bench_append(stream uuid, expected int, event uuid, command text, payload bytea,
      content jsonb, citations jsonb, seen jsonb, salt bytea, prev bytea, hash bytea) returns void
    language plpgsql as $$ begin
      update sessions s set version = expected + 1, last_activity = now()
        where s.id = stream and s.version = expected;
      if not found then raise exception 'stale'; end if;
      insert into events (id, session_id, sequence, type, kind, actor_name, seat_id, command_id, payload_hash,
        content, rule_citations, seen, salt, prev_hash, hash)
      values (event, stream, expected + 1, 'dice_roll', '${like.kind}', 'Dana', null, command, payload,
        content, citations, seen, salt, prev, hash);
    end $$`);
  const session = await (await sessionMaker(connection))();
  const bytes = (hex: string): string => `\\x${hex}`;
  let version = 0;
  return async (): Promise<void> => {
    const values = [
      session,
      version,
      randomUUID(),
      randomUUID(),
      bytes(like.payloadHash ?? ""),
      JSON.stringify(like.content),
      JSON.stringify(like.citations),
      JSON.stringify(like.seen),
      bytes(like.salt),
      bytes(like.prevHash),
      bytes(like.hash),
    ];
    const places = values.map((_, at) => `$${at + 1}`).join(", ");
    await raw.query({ name: "bench-append", text: `select bench_append(${places})`, values });
    version += 1;
  };
}

async function bareInsert(raw: pg.Client, like: StoredEvent) {
  await raw.query("create table bench_raw (id uuid primary key, content jsonb not null)");
  const content = JSON.stringify(like);
  return async (): Promise<void> => {
    const text = "insert into bench_raw values ($1, $2)";
    await raw.query({ name: "bench-insert", text, values: [randomUUID(), content] });
  };
}
