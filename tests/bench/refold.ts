/**
 * A process of its own that folds evenings from their logs. Each line that comes in is one evening, the texts of its
 * records; each line that goes out says the hash of the state that follows, and what reading and folding took. It is
 * bundled to plain JavaScript, so that any Node runs it.
 */
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { loggedOf } from "../../rooms/history.ts";
import { canonical, fold } from "../../rules/index.ts";
import type { State } from "../../rules/state.ts";
import type { Refolded } from "./node-versions.ts";

const hashOf = (state: State): string => createHash("sha256").update(canonical(state)).digest("hex");

process.stdout.write(`${process.version}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const texts: readonly string[] = JSON.parse(line);
  const begin = performance.now();
  const records = texts.map((text) => JSON.parse(text));
  const between = performance.now();
  const hash = hashOf(fold(records.map(loggedOf)));
  const refolded: Refolded = { hash, readMs: between - begin, totalMs: performance.now() - begin };
  process.stdout.write(`${JSON.stringify(refolded)}\n`);
}
