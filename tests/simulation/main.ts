/**
 * Plays many evenings where everything goes wrong. `npm run simulate -- --seeds 200 [--from 1] [--plant]`; one seed
 * again: `npm run simulate -- --seed 17`. A share of the seeds runs on the real databases.
 */
import { parseArgs } from "node:util";
import { type Evening, evening } from "./evening.ts";
import type { Findings } from "./oracle.ts";
import { PLANTS } from "./plants.ts";
import { realStores, type Store } from "./store.ts";

/** Every so many seeds, one on a real database. */
const REAL_EVERY = 20;

const faultsOf = (found: Findings): number =>
  Object.values(found).reduce<number>(
    (sum, value) => sum + (typeof value === "number" ? value : value.length),
    0,
  );

function report({ seed, store, findings }: Evening): void {
  process.stderr.write(`seed ${seed} (${store}): ${JSON.stringify(findings)}\n`);
  process.stderr.write(
    `again: npm run simulate -- --seed ${seed}${store === "memory" ? "" : ` --store ${store}`}\n`,
  );
}

async function plants(seeds: number): Promise<number> {
  const missed: string[] = [];
  for (const plant of PLANTS) {
    let at: number | null = null;
    for (let seed = 1; seed <= Math.min(seeds, 60) && at === null; seed++) {
      const { findings } = await evening(seed, undefined, plant).catch((error: unknown) => {
        throw new Error(`seed ${seed} with ${plant.name}`, { cause: error });
      });
      if (plant.found(findings)) at = seed;
    }
    process.stderr.write(`${at === null ? "MISSED" : `found in seed ${at}`}: ${plant.name}\n`);
    if (at === null) missed.push(plant.name);
  }
  process.stdout.write(
    `${JSON.stringify({ planted: PLANTS.length, found: PLANTS.length - missed.length, missed })}\n`,
  );
  return missed.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "200" },
      from: { type: "string", default: "1" },
      seed: { type: "string" },
      store: { type: "string" },
      plant: { type: "boolean", default: false },
    },
  });
  if (values.plant) return plants(Number(values.seeds));
  const single = values.seed !== undefined;
  const wanted = values.store;
  const real: Store[] = single && (wanted === undefined || wanted === "memory") ? [] : await realStores();
  const from = Number(values.seed ?? values.from);
  const count = single ? 1 : Number(values.seeds);
  const total = {
    seeds: 0,
    commands: 0,
    crashes: 0,
    lost: 0,
    doubled: 0,
    staleAccepted: 0,
    hashMismatches: 0,
  };
  let events = 0;
  let faults = 0;
  for (let seed = from; seed < from + count; seed++) {
    const turn = Math.floor(seed / REAL_EVERY) % Math.max(1, real.length);
    const store = single
      ? real.find(({ name }) => name === wanted)
      : seed % REAL_EVERY === 0
        ? real[turn]
        : undefined;
    const played = await evening(seed, store);
    total.seeds++;
    total.commands += played.commands;
    total.crashes += played.crashes;
    total.lost += played.findings.lost;
    total.doubled += played.findings.doubled;
    total.staleAccepted += played.findings.staleAccepted;
    total.hashMismatches += played.findings.hashMismatches;
    events += played.events;
    if (faultsOf(played.findings) > 0) {
      faults++;
      report(played);
    }
    if (seed % 50 === 0)
      process.stderr.write(`${total.seeds} seeds, ${events} events, ${total.crashes} crashes\n`);
  }
  for (const store of real) await store.close();
  process.stdout.write(`${JSON.stringify({ ...total, events, failingSeeds: faults })}\n`);
  return faults === 0 ? 0 : 1;
}

process.exit(await main());
