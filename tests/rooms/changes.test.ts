import { beforeAll, describe, expect, test } from "vitest";
import { changesBetween } from "../../rooms/changes.ts";
import { entryOf } from "../../rooms/feed.ts";
import { creaturesCalled, whoKnew, whoSaw } from "../../rooms/knowledge.ts";
import { type As, appendEnds, viewAt } from "../../rooms/recording.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { SECRETS } from "./support/fight.ts";
import { type Evening, recordedEvening } from "./support/recorded-evening.ts";

let evening: Evening;
let records: readonly StoredEvent[];
let ends: readonly number[];
beforeAll(async () => {
  evening = await recordedEvening("changes");
  records = evening.records;
  ends = appendEnds(records);
});

/** Puts changes into what was seen before. */
function applied(view: unknown, changes: readonly { readonly path: string; readonly after: unknown }[]) {
  const shown = structuredClone(view) as Record<string, unknown>;
  for (const { path, after } of changes) {
    const names = path
      .split("/")
      .slice(1)
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop() ?? "";
    const holder = names.reduce<Record<string, unknown>>(
      (held, name) => held[name] as Record<string, unknown>,
      shown,
    );
    const nullable = path === "/map" || path === "/encounter";
    if (after === null && !nullable) delete holder[last];
    else holder[last] = after;
  }
  return shown;
}

const eyes = (): readonly As[] => [evening.dana, evening.kim, evening.lou, "dm", "table"];

describe("what changed between two numbers", () => {
  test("[TT-1] the changes, put into the earlier view, give the later one, for every pair of eyes", () => {
    const pairs = ends.flatMap((from, at) =>
      [3, 9].flatMap((on) => [[from, ends[at + on] ?? from] as const]),
    );
    for (const [from, to] of [...pairs, [0, records.length] as const])
      for (const as of eyes()) {
        const { changes } = changesBetween(records, from, to, as);
        const { sequence: _, ...before } = viewOf(from, as);
        const { sequence: __, ...after } = viewOf(to, as);
        expect(applied(before, changes)).toEqual(after);
      }
  });

  test("[TT-2] each change names the event that did it: right before it, it was not so yet", () => {
    for (const as of eyes()) {
      const { changes } = changesBetween(records, 0, records.length, as);
      expect(changes.length).toBeGreaterThan(10);
      for (const { path, after, sequence } of changes) {
        expect(sequence).toBeGreaterThan(0);
        const [was] = changesBetween(records, sequence - 1, sequence, as).changes.filter(
          (each) =>
            path === each.path || path.startsWith(`${each.path}/`) || each.path.startsWith(`${path}/`),
        );
        expect(was, `${path} at ${sequence}`).toBeDefined();
        if (after !== null) expect(valueAt(viewOf(sequence, as), path) ?? null).not.toBeNull();
      }
    }
  });

  test("[TT-3] a wound is told as hit points to those who know them, and as looks to those who do not", () => {
    const wound = records.find(
      ({ content: { event } }) => event.kind === "damage-taken" && event.target === evening.fight.goblin,
    );
    if (wound === undefined) throw new Error("the goblin was struck");
    const { sequence } = wound;
    const path = `/creatures/${evening.fight.goblin}`;
    const pathsFor = (as: As) =>
      changesBetween(records, sequence - 1, sequence, as).changes.map((change) => change.path);
    expect(pathsFor("dm")).toContain(`${path}/hp`);
    expect(pathsFor(evening.kim)).not.toContain(`${path}/hp`);
    expect(pathsFor(evening.kim)).toContain(`${path}/health`);
  });

  test("[TT-4] nothing that is hidden from a seat stands in its changes or events, until it comes into the open", () => {
    const before = evening.revealed - 1;
    for (const as of [evening.kim, evening.lou, "table"] as const) {
      const text = JSON.stringify(changesBetween(records, 0, before, as));
      expect(text).not.toMatch(new RegExp(Object.values(SECRETS).join("|")));
      expect(text).not.toContain(evening.fight.lurker);
    }
    const { changes } = changesBetween(records, before, records.length, evening.kim);
    expect(changes).toContainEqual(
      expect.objectContaining({
        path: `/creatures/${evening.fight.lurker}`,
        before: null,
        after: expect.objectContaining({ name: SECRETS.lurkerName, notes: "" }),
      }),
    );
  });

  test("[TT-5] the events are those that the seat's feed had; a step to the same number changes nothing", () => {
    const [from, to] = [ends[4] ?? 0, ends[8] ?? 0];
    const { events } = changesBetween(records, from, to, evening.kim);
    const reader = { seat: evening.kim, role: "player" } as const;
    expect(events).toEqual(records.slice(from, to).map((record) => entryOf(record, reader)));
    expect(events.some(({ event }) => event === null)).toBe(true);
    expect(changesBetween(records, to, to, evening.kim)).toMatchObject({ changes: [], events: [] });
  });

  test("[TT-6] what was undone is no change, and who looks before taking a seat sees what the table saw", () => {
    const { before, after } = evening.undone;
    const { changes } = changesBetween(records, before, after, evening.kim);
    expect(changes).toEqual([]);
    expect(changesBetween(records, 0, 1, evening.kim).changes).toEqual(
      changesBetween(records, 0, 1, "table").changes,
    );
  });
});

describe("who knew what when", () => {
  test("[TT-7] of a creature: the numbers over which each seat's view held it, with what it knew of it", () => {
    for (const creature of [evening.fight.lurker, evening.fight.goblin, evening.fight.hero]) {
      const [id] = creaturesCalled(records, creature);
      if (id === undefined) throw new Error("it was added");
      const knowledge = whoKnew(records, id);
      expect(knowledge.seats.map(({ seat }) => seat).toSorted()).toEqual(
        [evening.dana, evening.kim, evening.lou].toSorted(),
      );
      for (const { seat, stretches } of knowledge.seats)
        for (const end of ends) {
          const held = viewOf(end, seat).creatures[id];
          const seated = viewOf(end, seat).seat === seat;
          const stretch = stretches.find(({ from, until }) => from <= end && end < (until ?? Infinity));
          expect(stretch !== undefined, `${seat} at ${end}`).toBe(seated && held !== undefined);
          const knew = stretch?.knew.findLast(({ sequence }) => sequence <= end);
          if (knew !== undefined) {
            const { sequence: _, ...rest } = knew;
            expect(held).toMatchObject(rest);
          }
        }
    }
  });

  test("[TT-8] the one in hiding is known to the DM at once, to the players from where it came out, until it hid again", () => {
    const [id] = creaturesCalled(records, SECRETS.lurkerName.toUpperCase());
    if (id === undefined) throw new Error("it was added");
    const bySeat = new Map(whoKnew(records, id).seats.map((each) => [each.seat, each.stretches]));
    const [dm] = bySeat.get(evening.dana) ?? [];
    const [kim, again] = bySeat.get(evening.kim) ?? [];
    expect(dm).toMatchObject({ until: null });
    expect(dm?.from).toBeLessThan(evening.revealed);
    expect(kim).toMatchObject({ from: evening.revealed, until: evening.concealed });
    expect(kim?.knew[0]).toMatchObject({ name: SECRETS.lurkerName, hp: -1, health: "unhurt", x: 12, y: 10 });
    expect(again).toMatchObject({ from: evening.revealedAgain, until: null });
  });

  test("[TT-9] of an event: who saw the whole, a part or nothing of it", () => {
    const rolled = records.find(({ kind }) => kind === "attack-rolled");
    const saw = whoSaw(records, rolled?.sequence ?? 0);
    const of = (seat: string) => saw?.seats.find((each) => each.seat === seat);
    expect(saw?.kind).toBe("attack-rolled");
    expect(of(evening.dana)).toMatchObject({ saw: "whole", part: null, present: true });
    expect(of(evening.lou)).toMatchObject({ saw: "part", part: { kind: "attack-rolled" } });
    expect(of(evening.lou)?.part).not.toHaveProperty("against");
    const added = records.find(
      ({ content: { event } }) => event.kind === "creature-added" && event.id === evening.fight.lurker,
    );
    const hidden = whoSaw(records, added?.sequence ?? 0);
    expect(hidden?.seats.filter(({ saw: amount }) => amount !== "nothing").map(({ role }) => role)).toEqual([
      "dm",
    ]);
    expect(whoSaw(records, records.length + 1)).toBeNull();
    expect(whoSaw(records, 1)?.seats.map(({ present }) => present)).toEqual([false, false, false]);
  });
});

const viewOf = (sequence: number, as: As) =>
  as === "dm" || as === "table" || seatedAt(as) <= sequence
    ? viewAt(records, sequence, as)
    : viewAt(records, sequence, "table");

const seatedAt = (seat: As): number =>
  records.find(({ content: { event } }) => event.kind === "seat-taken" && event.seat === seat)?.sequence ?? 0;

const valueAt = (value: unknown, path: string): unknown =>
  path
    .split("/")
    .slice(1)
    .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], value);
