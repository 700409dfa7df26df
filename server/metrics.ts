import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Meter } from "../rooms/ports.ts";

type Labels = Readonly<Record<string, string>>;
export type Metrics = Meter & { text(): Promise<string>; readonly contentType: string };

/** Milliseconds, sizes and counts share one ladder; names say their unit. */
const BUCKETS = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000, 100_000];

/** Counters and histograms under `skald_`, made at their first use. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const labelNames = new Map<string, readonly string[]>();

  // A metric keeps the label names of its first use; others are dropped, they must not break a room.
  const withKnownLabels = (name: string, labels: Labels): Record<string, string> => {
    const known = labelNames.get(name) ?? Object.keys(labels);
    labelNames.set(name, known);
    return Object.fromEntries(known.map((label) => [label, labels[label] ?? ""]));
  };
  const metricName = (name: string) => `skald_${name.replace(/[^a-zA-Z0-9]+/g, "_")}`;
  const common = (name: string, labels: Labels) => ({
    help: name,
    labelNames: Object.keys(labels),
    registers: [registry],
  });

  return {
    count(name, labels = {}) {
      const fitted = withKnownLabels(name, labels);
      const counter =
        counters.get(name) ?? new Counter({ name: `${metricName(name)}_total`, ...common(name, fitted) });
      counters.set(name, counter);
      counter.inc(fitted);
    },
    observe(name, value, labels = {}) {
      const fitted = withKnownLabels(name, labels);
      const histogram =
        histograms.get(name) ??
        new Histogram({ name: metricName(name), buckets: BUCKETS, ...common(name, fitted) });
      histograms.set(name, histogram);
      histogram.observe(fitted, value);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
