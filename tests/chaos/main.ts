/**
 * Kills what play stands on, again and again, under clients that write: first the server, then its Postgres. What
 * was acknowledged must be in the log, once. `npm run chaos -- --kills 50 --postgres-kills 10 --seed 1`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ownPostgres } from "../support/own-postgres.ts";
import { serverProcess } from "../support/server-process.ts";
import { holdAgainstLog, percentile } from "./ledger.ts";
import { startWriters, type Writer } from "./writers.ts";

const PLAYABLE_WITHIN_MS = 60_000;

/** Whole milliseconds from `from` to just under `to`, the same ones for the same seed. */
function seeded(seed: number): (from: number, to: number) => number {
  let state = seed >>> 0;
  return (from, to) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return from + Math.floor((state / 2 ** 32) * (to - from));
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** For each writer, how long after `since` its next command was acknowledged. */
async function playableAgain(writers: readonly Writer[], since: number): Promise<number[]> {
  const end = since + PLAYABLE_WITHIN_MS;
  return Promise.all(
    writers.map(async ({ acks, name }) => {
      for (;;) {
        const ack = acks.find(({ atMs }) => atMs > since);
        if (ack !== undefined) return ack.atMs - since;
        if (performance.now() > end)
          throw new Error(`${name} could not play within ${PLAYABLE_WITHIN_MS} ms`);
        await pause(5);
      }
    }),
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "50" },
      "postgres-kills": { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
    },
  });
  const within = seeded(Number(values.seed));
  const postgres = await ownPostgres();
  const folder = mkdtempSync(join(tmpdir(), "skald-chaos-"));
  const server = await serverProcess({
    DATABASE_URL: postgres.url,
    SKALD_DATA: folder,
    AUTH_ATTEMPTS_PER_MINUTE: "1000",
  });
  const writers: Writer[] = [];
  const appMs: number[] = [];
  const postgresMs: number[] = [];
  try {
    await server.start();
    writers.push(...(await startWriters(server.url, 4)));
    for (let kill = 1; kill <= Number(values.kills); kill++) {
      await pause(within(20, 400));
      const since = performance.now();
      await server.kill();
      await server.start();
      appMs.push(...(await playableAgain(writers, since)));
      process.stderr.write(`server killed ${kill} times, ${percentile(appMs, 0.5)} ms until playable\n`);
    }
    for (let kill = 1; kill <= Number(values["postgres-kills"]); kill++) {
      await pause(within(20, 400));
      const since = performance.now();
      await postgres.kill();
      await postgres.start();
      postgresMs.push(...(await playableAgain(writers, since)));
      process.stderr.write(
        `Postgres killed ${kill} times, ${percentile(postgresMs, 0.5)} ms until playable\n`,
      );
    }
    await Promise.all(writers.map((writer) => writer.stop()));
    const verdict = await holdAgainstLog(postgres.url, writers);
    const figures = (ms: readonly number[]) => ({ p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) });
    const line = {
      kills: Number(values.kills),
      postgresKills: Number(values["postgres-kills"]),
      clients: writers.length,
      ...verdict,
      playableMs: figures(appMs),
      postgresPlayableMs: figures(postgresMs),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return verdict.lost + verdict.doubled + verdict.gaps === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${server.log()}\n`);
    throw error;
  } finally {
    for (const { table } of writers) table.leave();
    await server.stop();
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
