/**
 * Keeps a real session for a release: `npm run demo -- --export FILE`, then
 * `node tests/golden/keep.ts RELEASE FILE`. A kept session is never made again.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../../client-sdk/src/verify.ts";
import { seatId } from "../../rules/ids.ts";
import { canonical, fold, view } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";

const [release, file] = process.argv.slice(2);
if (release === undefined || file === undefined) throw new Error("usage: keep.ts RELEASE FILE");
const target = join(import.meta.dirname, `${release}.jsonl`);
if (existsSync(target)) throw new Error(`${target} is kept already`);
const text = readFileSync(file, "utf8");
const rows = text
  .split("\n")
  .filter((line) => line !== "")
  .slice(1, -1)
  .map((line) => JSON.parse(line) as StoredEvent);
const state = fold(rows.map(({ sequence, content }) => ({ sequence, event: content.event })));
const seats = [
  ...new Set(rows.flatMap(({ content: { event } }) => (event.kind === "seat-taken" ? [event.seat] : []))),
];
const kept = {
  release,
  events: rows.length,
  head: rows.at(-1)?.hash ?? "",
  stateHash: sha256Hex(canonical(state)),
  views: Object.fromEntries(seats.map((seat) => [seat, sha256Hex(canonical(view(state, seatId(seat))))])),
};
writeFileSync(target, text);
writeFileSync(join(import.meta.dirname, `${release}.json`), `${JSON.stringify(kept, null, 2)}\n`);
