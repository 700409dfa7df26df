import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  brokenLink,
  chainAppend,
  hashOf,
  headOf,
  NO_EVENTS,
  payloadHashOf,
  sealOf,
} from "../../rooms/chain.ts";
import { commandId, sessionId } from "../../rules/ids.ts";
import { canonical } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { ManualClock, SeededRandomness } from "./support/world.ts";

type Vectors = {
  readonly records: readonly StoredEvent[];
  readonly links: readonly { readonly sealed: string; readonly hash: string }[];
  readonly canonical: readonly { readonly value: unknown; readonly text: string }[];
};
const path = new URL("../support/chain-vectors.json", import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(path, "utf8"));

test("[CHN-1] seals and hashes are those of the vectors, which other code computed", () => {
  expect(vectors.records.map((record) => ({ sealed: sealOf(record), hash: hashOf(record) }))).toEqual(
    vectors.links.map(({ sealed, hash }) => ({ sealed, hash })),
  );
  for (const { value, text } of vectors.canonical) expect(canonical(value)).toBe(text);
  for (const { payloadHash, content } of vectors.records)
    if (content.command !== null) expect(payloadHash).toBe(payloadHashOf(content.command));
});

test("[CHN-2] a changed, missing or foreign record is named by its number", () => {
  const { records } = vectors;
  expect(brokenLink(NO_EVENTS, records)).toBeNull();
  const changed = records.map((record) =>
    record.sequence === 4 ? { ...record, seen: { ...record.seen, table: "whole" as const } } : record,
  );
  expect(brokenLink(NO_EVENTS, changed)).toBe(4);
  expect(brokenLink(NO_EVENTS, records.toSpliced(2, 1))).toBe(3);
  expect(brokenLink(NO_EVENTS, records.slice(1))).toBe(1);
});

test("[CHN-3] an append is numbered on, chained on, and carries its command on the first record alone", () => {
  const said = (text: string) => ({
    event: { kind: "said", seat: null, creature: null, text, to: "table" } as const,
    rules: [],
    citations: [],
    seen: { table: "whole" as const, seats: {} },
  });
  const head = headOf(vectors.records);
  const records = chainAppend(
    head,
    {
      session: sessionId(vectors.records[0]?.sessionId ?? ""),
      actor: { kind: "system" },
      seatId: null,
      actorId: null,
      actorName: null,
      commandId: commandId("c"),
      payloadHash: "p",
      command: { do: "pause" },
      events: [said("one"), said("two")],
    },
    new ManualClock(Date.UTC(2026, 0, 2)),
    new SeededRandomness(1),
  );
  expect(brokenLink(NO_EVENTS, [...vectors.records, ...records])).toBeNull();
  expect(
    records.map(({ commandId: id, content, causationId }) => [id, content.command, causationId]),
  ).toEqual([
    ["c", { do: "pause" }, null],
    [null, null, records[0]?.id],
  ]);
  for (const { id, salt } of records) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(new Set(records.map(({ salt }) => salt)).size).toBe(2);
});
