import { expect, test } from "vitest";
import { chainAppend, headOf } from "../../rooms/chain.ts";
import { loggedOf, readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import { recall } from "../../rooms/past.ts";
import type { Snapshot, Snapshots } from "../../rooms/ports.ts";
import { snapshotOf } from "../../rooms/snapshot.ts";
import { commandId } from "../../rules/ids.ts";
import { canonical, fold } from "../../rules/index.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";
import { settled } from "./support/world.ts";

/** A log of more than two pages: a goblin is hurt at its end. */
async function longEvening(seed: string) {
  const world = makeWorld(seed);
  const session = await startSession(world);
  const first = await LiveSession.open(world, session);
  const dm = await SeatHand.sit(first, sitter(world, "Dana", "dm"));
  await dm.accepted({ do: "set-map", map: { width: 20, height: 20, light: "bright", terrain: [] } });
  await dm.accepted({ do: "add-monster", monster: "Goblin", at: [5, 5] });
  const { head } = first;
  await first.close();
  const lease = await world.log.take(session, "setup", 1000);
  const { seat } = dm.sitter;
  await world.log.append(
    lease,
    head.sequence,
    chainAppend(
      head,
      {
        session,
        actor: { kind: "seat", seat },
        seatId: seat,
        actorId: null,
        actorName: "Dana",
        commandId: commandId("long-talk"),
        payloadHash: "0".repeat(64),
        command: { do: "say", text: "On and on.", to: "table" },
        events: Array.from({ length: 2100 }, () => ({
          event: { kind: "said", seat, creature: null, text: "On and on.", to: "table" },
          rules: [],
          seen: { table: "whole", seats: {} },
          citations: [],
        })),
      },
      world.clock,
      world.randomness,
    ),
  );
  await world.log.release(lease);
  const live = await LiveSession.open(world, session);
  dm.live = live;
  live.connected(seat, true);
  const [goblin = ""] = live.state.roster;
  await dm.accepted({ do: "damage", target: goblin, amount: 1, type: "slashing" });
  return { world, session, live, dm };
}

test("[LIVE-50] a long log is folded page by page to the same state, and only its newest records stay", async () => {
  const { world, session } = await longEvening("long-evening");
  const records = await readAfter(world.log, session);
  const past = await recall(world, session);
  expect(canonical(past.state)).toBe(canonical(fold(records.map(loggedOf))));
  expect(past.head).toEqual(headOf(records));
  expect(past.recent.all).toEqual(records.slice(-1000));
  const first = records.find(({ commandId }) => commandId !== null);
  if (first?.commandId == null || first.payloadHash === null) throw new Error("nobody sent anything");
  const asked = { seat: first.seatId, commandId: first.commandId, payloadHash: first.payloadHash };
  expect(past.answers.find(asked)).toMatchObject({ outcome: "accepted" });
});

test("[LIVE-51] an undo that reaches behind the page it stands on takes back what it names", async () => {
  const { world, session, live, dm } = await longEvening("long-undo");
  await dm.accepted({ do: "undo", toSequence: 500, reason: "a bad dream" });
  await dm.accepted({ do: "say", text: "You wake up.", to: "table" });
  const { state } = await recall(world, session);
  expect(canonical(state)).toBe(canonical(live.state));
  expect(canonical(state)).toBe(canonical(fold((await readAfter(world.log, session)).map(loggedOf))));
});

/** A long evening whose snapshot was kept somewhere in it, and a little that came later. */
async function withSnapshot(seed: string) {
  const evening = await longEvening(seed);
  const { world, session, live, dm } = evening;
  await world.snapshots.keep(session, snapshotOf(live.head, live.state));
  const kept = live.head.sequence;
  await dm.accepted({ do: "damage", target: live.state.roster[0] ?? "", amount: 1, type: "fire" });
  return { ...evening, kept };
}

test("[SNAP-4] a session opens from its snapshot with the same state, answers and newest records", async () => {
  const { world, session, kept } = await withSnapshot("snapshot");
  const past = await recall(world, session);
  expect(past.from).toBe(kept);
  world.snapshots.kept.clear();
  const { from, ...whole } = await recall(world, session);
  expect(from).toBe(0);
  expect(canonical(past.state)).toBe(canonical(whole.state));
  expect([past.head, past.answers, past.recent.all]).toEqual([whole.head, whole.answers, whole.recent.all]);
});

test.each<[string, (snapshot: Snapshot) => Snapshot]>([
  ["whose text was changed", (kept) => ({ ...kept, state: kept.state.replace("Goblin", "Dragon") })],
  ["of another history", (kept) => ({ ...kept, hash: "0".repeat(64) })],
  ["from beyond the end of the log", (kept) => ({ ...kept, sequence: kept.sequence + 100 })],
])("[SNAP-5] a snapshot %s is not believed", async (_, change) => {
  const { world, session, live } = await withSnapshot("false-snapshot");
  for (const [id, kept] of world.snapshots.kept) {
    world.snapshots.kept.set(id, { ...kept, ...change(kept) });
  }
  const past = await recall(world, session);
  expect(past.from).toBe(0);
  expect(canonical(past.state)).toBe(canonical(live.state));
});

test("[SNAP-6] an undo after the snapshot is folded from the beginning", async () => {
  const { world, session, live, dm, kept } = await withSnapshot("undone-snapshot");
  await dm.accepted({ do: "undo", toSequence: kept - 10, reason: "a bad dream" });
  const past = await recall(world, session);
  expect(past.from).toBe(0);
  expect(canonical(past.state)).toBe(canonical(live.state));
});

test("[SNAP-7] a room keeps a snapshot now and then, and plays on when it cannot be kept", async () => {
  const { world, session, dm } = await longEvening("now-and-then");
  const live = await LiveSession.open({ ...world, snapshotEvery: 1000 }, session);
  await settled();
  const first = world.snapshots.kept.get(session)?.sequence;
  expect(first).toBe(live.head.sequence);
  const snapshots: Snapshots = {
    find: async () => null,
    keep: () => Promise.reject(new Error("the disk is full")),
    answered: async () => [],
  };
  dm.live = await LiveSession.open({ ...world, snapshots, snapshotEvery: 1 }, session);
  await dm.accepted({ do: "say", text: "Nothing lost.", to: "table" });
  await settled();
  expect(world.journal.errors.map(({ message }) => message)).toContain("snapshot not kept");
});
