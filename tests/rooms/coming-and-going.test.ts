import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLOSE, LIMITS } from "../../client-sdk/src/protocol.ts";
import { readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { stateAt } from "../../rooms/recording.ts";
import type { SessionId } from "../../rules/ids.ts";
import { canonical, view } from "../../rules/index.ts";
import { character, setUpFight } from "./support/fight.ts";
import { Player } from "./support/player.ts";
import { RawSocket } from "./support/raw-socket.ts";
import { makeWorld, type RoomServer, sitter, startRoomServer, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";
import { settled } from "./support/world.ts";

const world = makeWorld("coming-and-going");
const dana = sitter(world, "Dana", "dm");
const kim = sitter(world, "Kim", "player");
let server: RoomServer;
let stopped = false;
beforeAll(async () => {
  server = await startRoomServer(world);
});
afterAll(async () => {
  if (!stopped) await server.stop();
});

const sit = async (session: SessionId, who: Sitter) =>
  Player.join(server.port, who.seat, await server.rooms.reserve(session, who));

async function holdsItsView(player: Player, session: SessionId, who: Sitter): Promise<void> {
  const version = await world.log.version(session);
  await player.until(`number ${version}`, () => player.view.sequence === version);
  const state = stateAt(await readAfter(world.log, session), version);
  expect(canonical(player.view)).toBe(canonical(view(state, who.seat)));
}

describe("people come and go", () => {
  test("[GO-1] a dropped socket comes back by Colyseus' own token, into the same seat and the newest state", async () => {
    const session = await startSession(world);
    const dm = await sit(session, dana);
    const player = await sit(session, kim);
    const { goblin } = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
    const seen = player.view.sequence;
    player.drop();
    await player.until("the drop", () => player.closed !== null);
    await dm.accepted({ do: "place", creature: goblin, at: [6, 6] });
    await player.reconnect(server.port);
    expect(player.welcomes).toHaveLength(2);
    player.send("resume", { after: seen });
    await player.until("what was missed", () => player.entries.at(-1)?.sequence === dm.view.sequence);
    await holdsItsView(player, session, kim);
    await player.accepted({ do: "say", text: "back again", to: "table" });
    await Promise.all([dm, player].map((each) => each.leave()));
  });

  test("[GO-2] somebody whose socket flaps is there once, and in the end holds the right view", async () => {
    const session = await startSession(world);
    const dm = await sit(session, dana);
    let player = await sit(session, kim);
    const { hero } = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
    for (let n = 0; n < 10; n++) {
      if (n % 3 === 0) player.drop();
      await dm.accepted({ do: "note", target: hero, text: `flap ${n}` });
      player = await sit(session, kim);
      await dm.accepted({ do: "place", creature: hero, at: [n % 8, 5] });
    }
    await holdsItsView(player, session, kim);
    await holdsItsView(dm, session, dana);
    const seats = (await readAfter(world.log, session)).filter(({ kind }) => kind === "seat-taken");
    expect(seats).toHaveLength(2);
    await player.accepted({ do: "end-turn", by: hero });
    await Promise.all([dm, player].map((each) => each.leave()));
  });

  test("[GO-3] a room that everybody left is made again from the log as it was", async () => {
    const session = await startSession(world);
    const dm = await sit(session, dana);
    const player = await sit(session, kim);
    const { hero } = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
    await player.accepted({ do: "move-to", by: hero, to: [1, 4] });
    await Promise.all([holdsItsView(dm, session, dana), holdsItsView(player, session, kim)]);
    const before = [canonical(dm.view), canonical(player.view)];
    await Promise.all([dm, player].map((each) => each.leave()));
    const again = [await sit(session, dana), await sit(session, kim)];
    expect(again.map((each) => canonical(each.view))).toEqual(before);
    expect(Object.keys(again[0]?.view.requests ?? {})).toHaveLength(1);
    await Promise.all(again.map((each) => each.leave()));
  });

  test("[GO-5] of many who come at once no more sit down than there are seats", async () => {
    const session = await startSession(world);
    const crowd = Array.from({ length: 30 }, (_, n) => sitter(world, `Guest ${n}`, "player"));
    const joined = await Promise.allSettled(crowd.map((guest) => sit(session, guest)));
    const seated = joined.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(seated).toHaveLength(LIMITS.seats);
    const state = stateAt(await readAfter(world.log, session), await world.log.version(session));
    expect(Object.keys(state.seats)).toHaveLength(LIMITS.seats);
    await Promise.all(seated.map((player) => player.leave()));
  });

  test("[GO-6] whoever comes while the room closes finds a living one", async () => {
    const session = await startSession(world);
    const release = world.log.release.bind(world.log);
    let closing = 0;
    world.log.release = async (lease) => {
      closing += 1;
      for (let n = 0; n < 20; n++) await settled();
      return release(lease);
    };
    for (let n = 0; n < 8; n++) {
      const player = await sit(session, kim);
      await player.accepted({ do: "say", text: `round ${n}`, to: "table" }, `round-${n}`);
      await player.leave();
    }
    world.log.release = release;
    expect(closing).toBeGreaterThan(0);
    const said = (await readAfter(world.log, session)).filter(({ kind }) => kind === "said");
    expect(said.map(({ commandId }) => commandId)).toEqual(Array.from({ length: 8 }, (_, n) => `round-${n}`));
  });

  test("[GO-7] whoever reserves a seat and never comes leaves the table as it is", async () => {
    const session = await startSession(world);
    const player = await sit(session, kim);
    for (let n = 0; n < 10; n++) await server.rooms.reserve(session, sitter(world, `Ghost ${n}`, "player"));
    await player.accepted({ do: "say", text: "only me", to: "table" });
    expect(Object.keys(player.view.seats)).toEqual([kim.seat]);
    await player.leave();
  });

  test("[GO-8] whoever was expelled while away does not come back by an old token", async () => {
    const session = await startSession(world);
    const dm = await sit(session, dana);
    const player = await sit(session, kim);
    player.drop();
    await player.until("the drop", () => player.closed !== null);
    server.rooms.expel({ user: kim.user, session });
    await expect(player.reconnect(server.port)).rejects.toThrow();
    await dm.accepted({ do: "say", text: "gone", to: "table" });
    await dm.leave();
  });

  test("[GO-9] whoever stops reading is cut at a bound, and the others play on", async () => {
    const session = await startSession(world);
    const live = await LiveSession.open(world, session);
    const early = await SeatHand.sit(live, dana);
    for (let n = 0; n < 150; n++) await early.accepted({ do: "say", text: "x".repeat(2000), to: "table" });
    await live.close();
    const dm = await sit(session, dana);
    const slow = await RawSocket.open(server.port, await server.rooms.reserve(session, kim));
    await expect.poll(() => slow.frames.length, { timeout: 5000 }).toBeGreaterThan(1);
    slow.stopReading();
    const cut = () => world.meter.counts.get("slow_readers_cut") ?? 0;
    expect(cut()).toBe(0);
    // Each asks for the whole feed again; thirty in a second would be a flood.
    const asking = setInterval(() => slow.askAgain(), 50);
    await expect.poll(cut, { timeout: 15_000 }).toBe(1);
    clearInterval(asking);
    const last = await dm.accepted({ do: "say", text: "and on", to: "table" });
    await dm.until("it", () => dm.entries.some(({ sequence }) => sequence === last));
    slow.close();
    await dm.leave();
  });

  test("[GO-4] a server that stops ends what is under way, sends everybody off to join again, and lets go", async () => {
    const session = await startSession(world);
    const dm = await sit(session, dana);
    const player = await sit(session, kim);
    for (let n = 0; n < 10; n++)
      player.send("command", {
        commandId: `last-${n}`,
        command: { do: "say", text: `word ${n}`, to: "table" },
      });
    await player.until("the first answer", () => player.answers.length > 0);
    stopped = true;
    await server.stop();
    await Promise.all([dm, player].map((each) => each.until("the end", () => each.closed !== null)));
    expect([dm.closed, player.closed]).toEqual([CLOSE.rejoin, CLOSE.rejoin]);
    const accepted = player.answers
      .filter(({ outcome }) => outcome === "accepted")
      .map(({ commandId }) => commandId);
    const stored = (await readAfter(world.log, session)).map(({ commandId }) => commandId);
    expect(accepted.filter((id) => !stored.includes(id as never))).toEqual([]);
    const errors = world.journal.errors.map(({ message }) => message);
    expect(errors).toEqual([]);
  });
});
