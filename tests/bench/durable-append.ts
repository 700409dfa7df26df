import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import { PostgresEventLog } from "../../db/event-log.ts";
import { sessionId } from "../../rules/ids.ts";
import { sessionMaker } from "../support/database.ts";
import { batchedInsert } from "./batched-insert.ts";
import { type BenchDatabase, benchDatabase } from "./bench-database.ts";
import { type CpuCost, costOf } from "./cpu.ts";
import { eventAt } from "./events.ts";
import { closedLoop, type Load, median, middle, type Timing } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

const ROOMS = 64;
const PEER_WORKERS = 32;

/** B1: 64 rooms, each command one event, answered after the commit; beside Emmett on the same server. */
export async function durableAppend(load: Load, repetitions: number): Promise<BenchResult> {
  const database = await benchDatabase();
  try {
    const ours = await ourRooms(database);
    const peer = await emmettStreams(database);
    const runs: { readonly ours: Measured; readonly peer: Measured }[] = [];
    for (let at = 0; at < repetitions; at += 1) runs.push({ ours: await ours(load), peer: await peer(load) });
    const cost = (side: "ours" | "peer", of: "nodeUs" | "postgresUs") =>
      median(runs.map((run) => run[side].cost[of]));
    const total = (side: "ours" | "peer") => cost(side, "nodeUs") + cost(side, "postgresUs");
    return compare("durable-append", runs, {
      peer: `Emmett, ${PEER_WORKERS} at once`,
      target: 8,
      limit: await batchedInsert(database),
      notes: [
        `${ROOMS} rooms, 1 event each of ${sizeOf("content")} bytes of content and ${sizeOf("citations")} of citations, expected version checked by both`,
        `CPU an event: ours ${cost("ours", "nodeUs")} µs here and ${cost("ours", "postgresUs")} µs in Postgres, ` +
          `Emmett ${cost("peer", "nodeUs")} and ${cost("peer", "postgresUs")}: ${(total("peer") / total("ours")).toFixed(1)} times ours`,
        database.settings,
      ],
    });
  } finally {
    await database.close();
  }
}

const NOBODY = sessionId("");

const sizeOf = (part: "content" | "citations"): number => JSON.stringify(eventAt(NOBODY, 1)[part]).length;

type Measured = Timing & { readonly cost: CpuCost };

async function ourRooms({ connection, url }: BenchDatabase) {
  const log = new PostgresEventLog(connection.pool);
  const newSession = await sessionMaker(connection);
  const rooms = await Promise.all(
    Array.from({ length: ROOMS }, async () => {
      const session = await newSession();
      return { session, lease: await log.take(session, "bench", 3_600_000), version: 0 };
    }),
  );
  return (load: Load): Promise<Measured> =>
    measured(url, () =>
      closedLoop(load, ROOMS, async (worker) => {
        const room = rooms[worker];
        if (room === undefined) throw new Error("no such room");
        const events = [eventAt(room.session, room.version + 1)];
        if ((await log.append(room.lease, room.version, events)) !== "appended") throw new Error("stale");
        room.version += 1;
      }),
    );
}

async function emmettStreams({ url }: BenchDatabase) {
  const streams = Array.from({ length: PEER_WORKERS }, (_, at) => ({ name: `room-${at}`, version: 0n }));
  return async (load: Load): Promise<Measured> => {
    const store = getPostgreSQLEventStore(url);
    try {
      return await measured(url, () =>
        closedLoop(load, PEER_WORKERS, async (worker) => {
          const stream = streams[worker];
          if (stream === undefined) throw new Error("no such stream");
          const { content, citations, seen, salt, prevHash, hash } = eventAt(
            NOBODY,
            Number(stream.version) + 1,
          );
          const data = { ...content, citations, seen, salt, prevHash, hash };
          const options = stream.version === 0n ? {} : { expectedStreamVersion: stream.version };
          const appended = await store.appendToStream(
            stream.name,
            [{ type: "attack-rolled", data }],
            options,
          );
          stream.version = appended.nextExpectedStreamVersion;
        }),
      );
    } finally {
      await store.close();
    }
  };
}

/** Figures of the measured part, with the CPU of the whole loop spread over all that was asked in it. */
async function measured(
  url: string,
  loop: () => Promise<Timing & { readonly asked: number }>,
): Promise<Measured> {
  const timings: Timing[] = [];
  const cost = await costOf(url, async () => {
    const { asked, ...timing } = await loop();
    timings.push(timing);
    return asked;
  });
  return { ...middle(timings), cost };
}
