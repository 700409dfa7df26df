/** What one side of a comparison did in one repetition. Latencies are of answered requests, in milliseconds. */
export type Timing = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
};

export type Load = {
  /** Dropped from the figures. */
  readonly warmupMs: number;
  readonly measureMs: number;
};

const round = (value: number): number => Math.round(value * 1000) / 1000;

export function timingOf(latencies: readonly number[], seconds: number): Timing {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    perSecond: Math.round(sorted.length / seconds),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    p999Ms: at(0.999),
  };
}

/**
 * Workers that each ask, wait for the answer and ask again. A worker that waits asks nothing meanwhile, so a
 * stall shows in the rate as well as in the highest percentiles. `asked` counts the warm-up too.
 */
export async function closedLoop(
  { warmupMs, measureMs }: Load,
  workers: number,
  ask: (worker: number) => Promise<void>,
): Promise<Timing & { readonly asked: number }> {
  const begin = performance.now() + warmupMs;
  const end = begin + measureMs;
  const latencies: number[] = [];
  let count = 0;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let asked = performance.now(); asked < end; asked = performance.now()) {
        await ask(worker);
        const answered = performance.now();
        count += 1;
        if (asked >= begin && answered <= end) latencies.push(answered - asked);
      }
    }),
  );
  return { ...timingOf(latencies, measureMs / 1000), asked: count };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** The repetition in the middle, by rate. */
export function middle(timings: readonly Timing[]): Timing {
  const rate = median(timings.map(({ perSecond }) => perSecond));
  const found = timings.find(({ perSecond }) => perSecond === rate);
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

export const range = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];
