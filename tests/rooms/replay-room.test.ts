import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAfter } from "../../rooms/history.ts";
import type { Viewer } from "../../rooms/index.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import { Playback } from "../../rooms/playback.ts";
import { type As, appendEnds, Reel, stateAt, viewAt } from "../../rooms/recording.ts";
import type { SessionId } from "../../rules/ids.ts";
import { canonical } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { character, setUpFight } from "./support/fight.ts";
import { Player } from "./support/player.ts";
import { makeWorld, type RoomServer, sitter, startRoomServer, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";
import { ManualClock } from "./support/world.ts";

const world = makeWorld("replay");
const dana = sitter(world, "Dana", "dm");
const kim = sitter(world, "Kim", "player");
let server: RoomServer;
let session: SessionId;
let records: readonly StoredEvent[];
/** What each seat held at the end of each append, while the session was played. */
const held = new Map<string, string>();

beforeAll(async () => {
  server = await startRoomServer(world);
  session = await startSession(world);
  const live = await LiveSession.open(world, session);
  live.watch({
    committed: (_, state) => {
      for (const seat of [dana.seat, kim.seat])
        held.set(`${state.sequence} ${seat}`, canonical(live.view(seat)));
    },
    closed: () => undefined,
  });
  const dm = await SeatHand.sit(live, dana);
  const player = await SeatHand.sit(live, kim);
  const { hero, goblin, lurker } = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
  await player.accepted({ do: "attack", by: hero, with: "Longsword", target: goblin });
  const before = live.head.sequence;
  await player.accepted({ do: "say", text: "psst", to: "dm" });
  await dm.accepted({ do: "undo", toSequence: before, reason: "what?" });
  await dm.accepted({ do: "reveal", target: lurker });
  await player.accepted({ do: "end-turn", by: hero });
  await live.close();
  records = await readAfter(world.log, session);
});
afterAll(() => server.stop());

async function watch(as: As): Promise<Player> {
  const viewer: Viewer = { session, as };
  return Player.join(server.port, as, await server.rooms.reserveReplay(viewer));
}

describe("a recorded session", () => {
  test("[RPL-1] at each number that ends an append, each seat's view is what it held then", () => {
    const ends = appendEnds(records).filter((sequence) => held.has(`${sequence} ${dana.seat}`));
    expect(ends.length).toBeGreaterThan(8);
    for (const sequence of ends)
      for (const seat of [dana.seat, kim.seat])
        expect(canonical(viewAt(records, sequence, seat))).toBe(held.get(`${sequence} ${seat}`));
  });

  test("[RPL-2] going on step by step, back and forth, gives the same states as folding anew", () => {
    const reel = new Reel(records);
    const ends = appendEnds(records);
    for (const sequence of [...ends, ...ends.toReversed(), 3, 9, 4, ends.at(-1) ?? 0, 0])
      expect(canonical(reel.at(sequence))).toBe(canonical(stateAt(records, sequence)));
  });

  test("[RPL-3] plays in the live table's shape and messages, from the first event to the last", async () => {
    const viewer = await watch(kim.seat);
    expect(viewer.welcomes[0]).toMatchObject({ sessionId: session, seatId: kim.seat, head: { sequence: 0 } });
    expect(viewer.playback.at(-1)).toEqual({ playing: false, speed: 1, sequence: 0, last: records.length });
    viewer.send("playback", { do: "play", speed: 100 });
    await viewer.until("the end", () => viewer.playback.at(-1)?.sequence === records.length);
    expect(viewer.playback.at(-1)?.playing).toBe(false);
    expect(viewer.entries.map(({ sequence }) => sequence)).toEqual(records.map(({ sequence }) => sequence));
    expect(canonical(viewer.view)).toBe(canonical(viewAt(records, records.length, kim.seat)));
    for (const view of viewer.views.filter(({ sequence }) => held.has(`${sequence} ${kim.seat}`)))
      expect(canonical(view)).toBe(held.get(`${view.sequence} ${kim.seat}`));
    await viewer.leave();
  });

  test("[RPL-4] seeks to any number, back as well, landing on the end of an append", async () => {
    const viewer = await watch("dm");
    const ends = appendEnds(records);
    for (const target of [records.length, 5, 9, 1, 0]) {
      viewer.send("playback", { do: "seek", sequence: target });
      const stop = ends.findLast((end) => end <= target) ?? 0;
      await viewer.until(
        `number ${target}`,
        () => viewer.view.sequence === stop && viewer.playback.at(-1)?.sequence === stop,
      );
      expect(canonical(viewer.view)).toBe(canonical(viewAt(records, stop, "dm")));
    }
    await viewer.leave();
  });

  test("[RPL-5] a player's replay holds no more than the player saw; the DM may look through a player's eyes", async () => {
    const own = await watch(kim.seat);
    own.send("playback", { do: "seek", sequence: records.length });
    await own.until("the end", () => own.view.sequence === records.length);
    const asDm = await watch("dm");
    asDm.send("playback", { do: "seek", sequence: records.length });
    await asDm.until("the end", () => asDm.view.sequence === records.length);
    expect(JSON.stringify([own.views, own.entries])).not.toContain("sworn-to-the-queen");
    expect(JSON.stringify([asDm.views, asDm.entries])).toContain("sworn-to-the-queen");
    await own.leave();
    await asDm.leave();
  });

  test("[RPL-6] what is past cannot be played again, and nonsense is ignored", async () => {
    const viewer = await watch(kim.seat);
    expect(await viewer.command({ do: "say", text: "hello?", to: "table" })).toMatchObject({
      code: "not-allowed",
    });
    viewer.send("playback", { do: "seek", sequence: -4 });
    viewer.send("playback", { do: "play", speed: 1e9 });
    viewer.send("playback", { do: "rewind" });
    viewer.send("playback", { do: "seek", sequence: 4 });
    await viewer.until("number 4", () => viewer.playback.at(-1)?.sequence === 4);
    expect(viewer.closed).toBeNull();
    expect(await world.log.version(session)).toBe(records.length);
    await viewer.leave();
  });
});

test("[RPL-7] playing follows its speed, pauses, and goes on from where it was put", async () => {
  const clock = new ManualClock(0);
  const moves: (readonly [number, number])[] = [];
  const playback = new Playback(
    [2, 5, 6],
    clock,
    (from, to) => moves.push([from, to]),
    () => undefined,
  );
  playback.control({ do: "play", speed: 2 });
  await clock.advance(499);
  expect(moves).toEqual([]);
  await clock.advance(501);
  expect(moves).toEqual([
    [0, 2],
    [2, 5],
  ]);
  playback.control({ do: "pause" });
  await clock.advance(10_000);
  expect(playback.state).toEqual({ playing: false, speed: 2, sequence: 5, last: 6 });
  playback.control({ do: "seek", sequence: 4 });
  playback.control({ do: "play", speed: 1 });
  await clock.advance(10_000);
  expect(moves.slice(2)).toEqual([
    [5, 2],
    [2, 5],
    [5, 6],
  ]);
  expect(playback.state.playing).toBe(false);
});
