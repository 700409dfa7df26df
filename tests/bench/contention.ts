import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { PostgresEventLog } from "../../db/event-log.ts";
import { asMaintenance, asWriter } from "../../db/transaction.ts";
import { sessionId } from "../../rules/ids.ts";
import { Chance } from "../simulation/chance.ts";
import { sessionMaker } from "../support/database.ts";
import { batchedInsert } from "./batched-insert.ts";
import { type BenchDatabase, benchDatabase } from "./bench-database.ts";
import { eventAt } from "./events.ts";
import { closedLoop, type Load, median, type Timing } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

const ROOMS = 200;
const WORKERS = 64;
const SKEW = 1.5;
const SEED = 20_261_120;

type Choice = () => number;

/** Rooms as they are busy in life: the first gets two fifths of everything, most nearly nothing. */
function zipf(): Choice {
  const upTo: number[] = [];
  for (let at = 0; at < ROOMS; at += 1) upTo.push((upTo.at(-1) ?? 0) + 1 / (at + 1) ** SKEW);
  const chance = new Chance(SEED);
  return () => {
    const drawn = chance.next() * (upTo.at(-1) ?? 0);
    return upTo.findIndex((end) => drawn < end);
  };
}

function uniform(): Choice {
  const chance = new Chance(SEED);
  return () => chance.below(ROOMS);
}

/** B3: a few rooms far busier than the rest, beside a transaction of three statements for each command. */
export async function contention(load: Load, repetitions: number): Promise<BenchResult> {
  const database = await benchDatabase();
  try {
    const ours = await ourRooms(database);
    const peer = await threeStatements(database);
    const runs: { readonly ours: Timing; readonly peer: Timing }[] = [];
    const even: number[] = [];
    for (let at = 0; at < repetitions; at += 1) {
      even.push((await ours(load, uniform())).perSecond);
      runs.push({ ours: await ours(load, zipf()), peer: await peer(load, zipf()) });
    }
    const skewed = median(runs.map((run) => run.ours.perSecond));
    return compare("contention", runs, {
      peer: "kysely, three statements in a transaction",
      target: 5,
      limit: await batchedInsert(database),
      notes: [
        `${WORKERS} askers over ${ROOMS} rooms, Zipf ${SKEW}; evenly spread we reach ${median(even)}/s, so crowding costs ${Math.round((1 - skewed / median(even)) * 100)}%`,
        database.settings,
      ],
    });
  } finally {
    await database.close();
  }
}

async function ourRooms({ connection }: BenchDatabase) {
  const log = new PostgresEventLog(connection.pool);
  const newSession = await sessionMaker(connection);
  const rooms = await Promise.all(
    Array.from({ length: ROOMS }, async () => {
      const session = await newSession();
      return { session, lease: await log.take(session, "bench", 3_600_000), version: 0 };
    }),
  );
  return (load: Load, choose: Choice): Promise<Timing> =>
    closedLoop(load, WORKERS, async () => {
      const room = rooms[choose()];
      if (room === undefined) throw new Error("no such room");
      const version = room.version;
      room.version += 1;
      const events = [eventAt(room.session, version + 1)];
      if ((await log.append(room.lease, version, events)) !== "appended") throw new Error("stale");
    });
}

async function threeStatements({ connection: { db } }: BenchDatabase) {
  const rooms = Array.from({ length: ROOMS }, () => randomUUID());
  await asMaintenance(db, async ({ rows }) => {
    await sql`create table bench_rooms (id uuid primary key, version int not null default 0)`.execute(rows);
    await sql`create table bench_log (id uuid primary key, room uuid, sequence int, content jsonb,
      unique (room, sequence))`.execute(rows);
    await sql`grant all on bench_rooms, bench_log to skald_writer`.execute(rows);
    for (const room of rooms) await sql`insert into bench_rooms (id) values (${room})`.execute(rows);
  });
  return (load: Load, choose: Choice): Promise<Timing> =>
    closedLoop(load, WORKERS, async () => {
      const room = rooms[choose()];
      await asWriter(db, async ({ rows }) => {
        const found = await sql<{ version: number }>`
          select version from bench_rooms where id = ${room} for update`.execute(rows);
        const sequence = (found.rows[0]?.version ?? 0) + 1;
        const { id, sessionId: _, ...event } = eventAt(NOWHERE, sequence);
        await sql`insert into bench_log values (${id}, ${room}, ${sequence}, ${JSON.stringify(event)})`.execute(
          rows,
        );
        await sql`update bench_rooms set version = ${sequence} where id = ${room}`.execute(rows);
      }).catch((error: unknown) => {
        // Who waits too long for a busy room is refused; it counts as an answer, to the peer's favour.
        if (!(error instanceof Error)) throw error;
      });
    });
}

const NOWHERE = sessionId("");
