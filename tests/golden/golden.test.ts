import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256Hex, verifySession } from "../../client-sdk/src/verify.ts";
import { loggedOf } from "../../rooms/history.ts";
import { seatId } from "../../rules/ids.ts";
import { canonical, fold, view } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { SeatView } from "../../rules/view.ts";

/** What a release's session folds to, as that release saw it. Made by `tests/golden/keep.ts`. */
type Kept = {
  readonly release: string;
  readonly events: number;
  readonly head: string;
  readonly stateHash: string;
  readonly views: Readonly<Record<string, string>>;
};

/** A view as a release knew it: what views tell beside that since then is taken off, and nothing else may differ. */
const AS_SHOWN: Readonly<Record<string, (seen: SeatView) => unknown>> = {
  "0.1.0": (seen) => ({
    ...seen,
    session: without(seen.session, "stages"),
    seats: mapped(seen.seats, ({ user: _, ...seat }) => seat),
    creatures: mapped(seen.creatures, ({ character: _, ...creature }) => creature),
  }),
};
const without = <All extends object, Key extends keyof All>(all: All, key: Key): Omit<All, Key> => {
  const { [key]: _, ...others } = all;
  return others;
};
const mapped = <Value>(all: Readonly<Record<string, Value>>, to: (one: Value) => unknown) =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id, to(one)]));

const folder = import.meta.dirname;
const releases = readdirSync(folder)
  .filter((name) => name.endsWith(".jsonl"))
  .map((name) => name.slice(0, -".jsonl".length));

describe.each(releases)("the session kept with release %s", (release) => {
  const text = readFileSync(join(folder, `${release}.jsonl`), "utf8");
  const kept = JSON.parse(readFileSync(join(folder, `${release}.json`), "utf8")) as Kept;
  const rows = text
    .split("\n")
    .filter((line) => line !== "")
    .slice(1, -1)
    .map((line) => JSON.parse(line) as StoredEvent);
  const state = fold(rows.map(loggedOf));

  test("[GOLD-1] still verifies: chain, numbers and dice", async () => {
    expect(await verifySession(text)).toMatchObject({ ok: true, events: kept.events, head: kept.head });
  });

  test("[GOLD-2] still folds to the same state, and shows each seat the same", () => {
    expect(sha256Hex(canonical(state))).toBe(kept.stateHash);
    const shown = AS_SHOWN[release] ?? ((seen) => seen);
    for (const [seat, hash] of Object.entries(kept.views)) {
      expect(sha256Hex(canonical(shown(view(state, seatId(seat)))))).toBe(hash);
    }
  });
});

test("[GOLD-3] at least one release is kept", () => {
  expect(releases.length).toBeGreaterThan(0);
});
