/**
 * A process of its own that reads nothing but an exported session, folds it, and says on one line what it found:
 * the hash of the state as the DM's seat saw it, and each seat's view.
 */
import { readFileSync } from "node:fs";
import { sha256Hex } from "../../../client-sdk/src/verify.ts";
import { seatId } from "../../../rules/ids.ts";
import { canonical, fold, view } from "../../../rules/index.ts";
import type { StoredEvent } from "../../../rules/log.ts";

const file = process.argv[2];
if (file === undefined) throw new Error("usage: refold.ts FILE");
const lines = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line !== "");
const rows = lines.slice(1, -1).map((line) => JSON.parse(line) as StoredEvent);
const state = fold(rows.map(({ sequence, content }) => ({ sequence, event: content.event })));
const seats = Object.keys(state.seats).map(
  (id) => [id, sha256Hex(canonical(view(state, seatId(id))))] as const,
);
const dm = Object.values(state.seats).find(({ role }) => role === "dm");
const replayHash = Object.fromEntries(seats)[dm?.id ?? ""] ?? "";
process.stdout.write(
  `${JSON.stringify({ replayHash, events: rows.length, seats: Object.fromEntries(seats) })}\n`,
);
