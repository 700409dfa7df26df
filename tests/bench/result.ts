import { median, middle, range, type Timing } from "./measure.ts";

/** One benchmark's outcome: ours, the peer of the same run, and what the machine could do at most. */
export type BenchResult = {
  readonly bench: string;
  readonly ours: Timing;
  readonly peer: Timing & { readonly name: string };
  /** Ours over the peer's, of the figure that the benchmark is about; the higher the better. */
  readonly ratio: number;
  readonly ratioRange: readonly [number, number];
  /** The ratio to beat. */
  readonly target: number;
  /** What was found to be the most that this machine can do, in the same unit. */
  readonly limit: number;
  readonly ofLimit: number;
  readonly repetitions: number;
  readonly notes: readonly string[];
};

const round = (value: number): number => Math.round(value * 100) / 100;

/** Joins interleaved repetitions: medians, and the range of the ratios. */
export function compare(
  bench: string,
  runs: readonly { readonly ours: Timing; readonly peer: Timing }[],
  { peer, target, limit, notes }: { peer: string; target: number; limit: number; notes: readonly string[] },
): BenchResult {
  const ours = middle(runs.map((run) => figures(run.ours)));
  const ratios = runs.map((run) => run.ours.perSecond / run.peer.perSecond);
  const [low, high] = range(ratios);
  return {
    bench,
    ours,
    peer: { name: peer, ...middle(runs.map((run) => figures(run.peer))) },
    ratio: round(median(ratios)),
    ratioRange: [round(low), round(high)],
    target,
    limit: Math.round(limit),
    ofLimit: round(ours.perSecond / limit),
    repetitions: runs.length,
    notes,
  };
}

/** The figures alone, whatever else a run carries with it. */
const figures = ({ perSecond, p50Ms, p95Ms, p99Ms, p999Ms }: Timing): Timing => ({
  perSecond,
  p50Ms,
  p95Ms,
  p99Ms,
  p999Ms,
});

const timing = (label: string, { perSecond, p50Ms, p95Ms, p99Ms, p999Ms }: Timing): string =>
  `  ${label.padEnd(34)} ${String(perSecond).padStart(8)}/s   p50 ${p50Ms}  p95 ${p95Ms}  p99 ${p99Ms}  p99.9 ${p999Ms} ms`;

export const formatResult = (result: BenchResult): string =>
  [
    `${result.bench} (${result.repetitions} repetitions each, interleaved, medians)`,
    timing("ours", result.ours),
    timing(result.peer.name, result.peer),
    `  ratio ${result.ratio} (${result.ratioRange.join(" to ")}), to beat ${result.target}: ${result.ratio >= result.target ? "reached" : "MISSED"}`,
    `  limit here ${result.limit}/s, of which we reach ${Math.round(result.ofLimit * 100)}%`,
    ...result.notes.map((note) => `  ${note}`),
  ].join("\n");
