import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import pg from "pg";
import type { PostgresEventLog } from "../../db/event-log.ts";
import { loggedOf, readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import type { EventLog } from "../../rooms/ports.ts";
import { snapshotOf } from "../../rooms/snapshot.ts";
import type { SessionId } from "../../rules/ids.ts";
import { fold } from "../../rules/index.ts";
import { type BenchDatabase, benchDatabase } from "./bench-database.ts";
import { type LiveTable, liveTable } from "./live-table.ts";
import { type Load, type Timing, timingOf } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

const EVENTS = 10_000;

/**
 * B4: a session of 10,000 events made playable again, without a snapshot: lease taken, log read, every link
 * of the chain checked, folded. The peer is the bare read of the same rows.
 */
export async function coldStart(_load: Load, repetitions: number): Promise<BenchResult> {
  const database = await benchDatabase();
  try {
    const table = await playedTable(database);
    const raw = new pg.Client({ connectionString: database.url });
    await raw.connect();
    const events = await table.ports.log.version(table.id);
    const ours = () => timed(events, () => reopened(table));
    const peer = () => timed(events, () => rawRead(raw, table.id));
    await ours();
    await peer();
    const runs: { readonly ours: Timing; readonly peer: Timing }[] = [];
    for (let at = 0; at < Math.max(5, repetitions); at += 1) {
      runs.push({ ours: await ours(), peer: await peer() });
    }
    const emmett = await emmettRead(database, table.ports.log, table.id, events);
    const parts = await partsOf(table);
    const [cpuOurs, cpuPeer] = [
      await cpuMsOf(() => reopened(table)),
      await cpuMsOf(() => rawRead(raw, table.id)),
    ];
    const { head, state } = table.session;
    await table.ports.snapshots.keep(table.id, snapshotOf(head, state));
    const short = await millisecondsOf(() => reopened(table));
    await raw.end();
    return compare("cold-start", runs, {
      peer: "the bare read of the same rows",
      target: 0.33,
      limit: Math.max(...runs.map((run) => run.peer.perSecond)),
      notes: [
        `${events} events; figures are events a second, p50 the milliseconds of a whole start`,
        `CPU of this process: ours ${cpuOurs} ms, the bare read ${cpuPeer} ms`,
        `of ours: read ${parts.read} ms, read and checked ${parts.checked} ms, fold ${parts.folded} ms`,
        `with a snapshot ${Math.round(short)} ms`,
        `Emmett reads and counts the same events in ${emmett} ms`,
        database.settings,
      ],
    });
  } finally {
    await database.close();
  }
}

async function timed(events: number, work: () => Promise<void>): Promise<Timing> {
  const ms = await millisecondsOf(work);
  return { ...timingOf([ms], ms / 1000), perSecond: Math.round(events / (ms / 1000)) };
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** The least of some runs, since others use the machine too. */
async function cpuMsOf(work: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run += 1) {
    const before = process.cpuUsage();
    await work();
    const spent = process.cpuUsage(before);
    least = Math.min(least, (spent.user + spent.system) / 1000);
  }
  return Math.round(least);
}

/** A goblin searches its memory until the log is long enough. */
async function playedTable({ connection }: BenchDatabase): Promise<LiveTable> {
  const table = await liveTable(connection);
  while (table.session.head.sequence < EVENTS) {
    await table.send({ do: "check", by: table.goblin, ability: "int" });
  }
  await table.session.close();
  return table;
}

async function reopened({ ports, id }: LiveTable): Promise<void> {
  const session = await LiveSession.open(ports, id);
  await session.close();
}

async function rawRead(client: pg.Client, session: SessionId): Promise<void> {
  await client.query("select * from events where session_id = $1 order by sequence", [session]);
}

async function partsOf({ ports, id }: LiveTable) {
  const pages = async (log: Pick<PostgresEventLog, "read">) => {
    for (let after = 0; ; after += 1000) if ((await log.read(id, after, 1000)).length < 1000) return;
  };
  const read = await millisecondsOf(() => pages(ports.log));
  const checked = await millisecondsOf(() => readAfter(ports.log, id));
  const records = await readAfter(ports.log, id);
  const folded = await millisecondsOf(async () => fold(records.map(loggedOf)));
  return { read: Math.round(read), checked: Math.round(checked), folded: Math.round(folded) };
}

/** The same events in Emmett's store, read back as an aggregate that only counts. */
async function emmettRead(
  { url }: BenchDatabase,
  log: Pick<EventLog, "read">,
  session: SessionId,
  events: number,
): Promise<number> {
  const store = getPostgreSQLEventStore(url);
  try {
    for (let after = 0; after < events; after += 500) {
      const page = await log.read(session, after, 500);
      await store.appendToStream(
        "cold",
        page.map(({ kind, content, citations, seen }) => ({
          type: kind,
          data: { ...content, citations, seen },
        })),
      );
    }
    const count = { initialState: () => 0, evolve: (state: number) => state + 1 };
    await store.aggregateStream("cold", count);
    return Math.round(await millisecondsOf(() => store.aggregateStream("cold", count)));
  } finally {
    await store.close();
  }
}
