import { describe, expect, it } from "vitest";
import { openJournal } from "../../server/log.ts";
import { openMetrics } from "../../server/metrics.ts";

describe("what the operator sees", () => {
  it("[OBS-1] each log line is one JSON object with its fields, and tokens and passwords never reach it", () => {
    const lines: string[] = [];
    const journal = openJournal({ logLevel: "info" }, { write: (line) => void lines.push(line) });
    journal.info({ session: "s1", token: "t0p", body: { password: "pa55" } }, "command accepted");
    journal.error({ error: new Error("away", { cause: new Error("ECONNREFUSED") }) }, "append failed");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "info",
      session: "s1",
      msg: "command accepted",
    });
    expect(lines[0]).not.toMatch(/t0p|pa55/);
    expect(lines[1]).toContain("ECONNREFUSED");
  });

  it("[OBS-2] counters and timings appear under skald_, and an unexpected label breaks nothing", async () => {
    const metrics = openMetrics();
    metrics.count("commands", { outcome: "accepted" });
    metrics.count("commands", { outcome: "accepted", surprise: "x" });
    metrics.observe("append.ms", 3);
    const text = await metrics.text();
    expect(text).toContain('skald_commands_total{outcome="accepted"} 2');
    expect(text).toContain('skald_append_ms_bucket{le="5"} 1');
  });
});
