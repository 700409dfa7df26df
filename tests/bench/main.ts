import { parseArgs } from "node:util";
import { coldStart } from "./cold-start.ts";
import { contention } from "./contention.ts";
import { durableAppend } from "./durable-append.ts";
import { hotRoom } from "./hot-room.ts";
import type { Load } from "./measure.ts";
import { pages } from "./pages.ts";
import { replayFidelity } from "./replay-fidelity.ts";
import { type BenchResult, formatResult } from "./result.ts";

const BENCHES: Readonly<Record<string, (load: Load, repetitions: number) => Promise<BenchResult>>> = {
  "durable-append": durableAppend,
  "hot-room": hotRoom,
  contention,
  "cold-start": coldStart,
  "replay-fidelity": replayFidelity,
  pages,
};

const HELP = `npm run bench -- [NAME ...] [--json] [--seconds 20] [--warmup 10] [--reps 3]

Benchmarks: ${Object.keys(BENCHES).join(", ")}. All of them without a name.
They run on a database of their own on DATABASE_URL, or on a Postgres of their own when the machine has one.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    seconds: { type: "string", default: "20" },
    warmup: { type: "string", default: "10" },
    reps: { type: "string", default: "3" },
  },
});

async function main(): Promise<number> {
  const unknown = positionals.filter((name) => BENCHES[name] === undefined);
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(", ")}.`);
    console.log(HELP);
    return unknown.length > 0 ? 2 : 0;
  }
  const load = { warmupMs: Number(values.warmup) * 1000, measureMs: Number(values.seconds) * 1000 };
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  for (const name of names) {
    const result = await BENCHES[name]?.(load, Number(values.reps));
    if (result === undefined) continue;
    console.log(values.json ? JSON.stringify(result) : formatResult(result));
  }
  return 0;
}

process.exitCode = await main();
