import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CLOSE } from "../../client-sdk/src/protocol.ts";
import { readAfter } from "../../rooms/history.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { stateAt } from "../../rooms/recording.ts";
import type { SessionId } from "../../rules/ids.ts";
import { view } from "../../rules/index.ts";
import { Player } from "./support/player.ts";
import { makeWorld, type RoomServer, sitter, startRoomServer, startSession } from "./support/room-server.ts";

const world = makeWorld("session-room");
let server: RoomServer;
const players: Player[] = [];

beforeAll(async () => {
  server = await startRoomServer(world);
});
afterEach(async () => {
  await Promise.all(players.splice(0).map((player) => player.leave()));
});
afterAll(() => server.stop());

const dana = sitter(world, "Dana", "dm");
const kim = sitter(world, "Kim", "player");

async function join(session: SessionId, who: Sitter): Promise<Player> {
  const player = await Player.join(server.port, who.seat, await server.rooms.reserve(session, who));
  players.push(player);
  return player;
}

const records = (session: SessionId) => readAfter(world.log, session);

describe("a live table over a real socket", () => {
  test("[ROOM-1] whoever joins is welcomed, sits visibly for all, and holds exactly their seat's view", async () => {
    const session = await startSession(world);
    const dm = await join(session, dana);
    const player = await join(session, kim);
    await dm.until("Kim's seat", () => dm.view.seats[kim.seat] !== undefined);
    expect(player.welcomes).toEqual([
      {
        protocol: 1,
        sessionId: session,
        seatId: kim.seat,
        role: "player",
        head: expect.objectContaining({ sequence: 3 }),
      },
    ]);
    const state = stateAt(await records(session), 3);
    expect(player.view).toEqual(view(state, kim.seat));
    expect(dm.view).toEqual(view(state, dana.seat));
    expect(dm.entries.map(({ sequence, event }) => [sequence, event?.kind])).toEqual([[3, "seat-taken"]]);
  });

  test("[ROOM-2] what one says all hear, once and in order; what is for the DM is a bare number to others", async () => {
    const session = await startSession(world);
    const [dm, player, other] = [
      await join(session, dana),
      await join(session, kim),
      await join(session, sitter(world, "Lou", "player")),
    ];
    await player.accepted({ do: "say", text: "Hail!", to: "table" }, "first");
    const whispered = await player.accepted({ do: "say", text: "I cheat", to: "dm" }, "second");
    await dm.until("both", () => dm.entries.some(({ sequence }) => sequence === whispered));
    await other.until("both", () => other.entries.some(({ sequence }) => sequence === whispered));
    expect(other.entries.map(({ event }) => event?.kind ?? null)).toEqual(["said", null]);
    expect(JSON.stringify(other.entries)).not.toContain("cheat");
    expect(dm.entries.at(-1)?.event).toMatchObject({ kind: "said", text: "I cheat" });
    const own = player.entries.flatMap(({ commandId }) => (commandId === undefined ? [] : [commandId]));
    expect(own).toEqual(["first", "second"]);
    expect(dm.entries.some(({ commandId }) => commandId !== undefined)).toBe(false);
  });

  test("[ROOM-3] a malformed command is refused and the sender stays; the same id again gets its first answer", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    player.send("command", { commandId: "x", command: { do: "say", text: "a", to: "table", roll: 20 } });
    await player.until("the refusal", () => player.answers.length === 1);
    expect(player.answers[0]).toMatchObject({ outcome: "rejected", commandId: "x", code: "malformed" });
    const first = await player.command({ do: "say", text: "a", to: "table" }, "y");
    const again = await player.command({ do: "say", text: "a", to: "table" }, "y");
    const other = await player.command({ do: "say", text: "b", to: "table" }, "y");
    expect(again).toEqual(first);
    expect(other).toMatchObject({ outcome: "rejected", code: "command-id-reused" });
    expect(await records(session)).toHaveLength(3);
    expect(player.closed).toBeNull();
  });

  test("[ROOM-4] what only the DM may do is refused to a player and to a spectator", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    const spectator = await join(session, sitter(world, "Sam", "spectator"));
    for (const who of [player, spectator]) {
      expect(await who.command({ do: "pause" })).toMatchObject({ outcome: "rejected", code: "not-allowed" });
      expect(await who.command({ do: "end-session" })).toMatchObject({
        outcome: "rejected",
        code: "not-allowed",
      });
    }
    expect(await spectator.command({ do: "dodge", by: "c" })).toMatchObject({ code: "not-allowed" });
  });

  test("[ROOM-5] whoever was away asks for what they missed and gets every number", async () => {
    const session = await startSession(world);
    const dm = await join(session, dana);
    const player = await join(session, kim);
    await player.accepted({ do: "say", text: "one", to: "table" });
    const seen = player.entries.at(-1)?.sequence ?? 0;
    await player.leave();
    await dm.accepted({ do: "say", text: "two", to: "table" });
    await dm.accepted({ do: "say", text: "three", to: "table" });
    const back = await join(session, kim);
    back.send("resume", { after: seen });
    await back.until("the gap", () => back.entries.length === 2);
    expect(back.entries.map(({ sequence }) => sequence)).toEqual([seen + 1, seen + 2]);
    await dm.accepted({ do: "say", text: "four", to: "table" });
    await back.until("the next", () => back.entries.length === 3);
    expect(back.entries.at(-1)?.sequence).toBe(seen + 3);
  });

  test("[ROOM-6] a seat has one connection: the newest; the older one is told why it was closed", async () => {
    const session = await startSession(world);
    const old = await join(session, kim);
    const fresh = await join(session, kim);
    await old.until("its end", () => old.closed !== null);
    expect(old.closed).toBe(CLOSE.replaced);
    await fresh.accepted({ do: "say", text: "here", to: "table" });
    expect(fresh.view.sequence).toBe(3);
  });

  test("[ROOM-7] nobody sits in another's seat, or in two", async () => {
    const session = await startSession(world);
    await join(session, kim);
    const thief: Sitter = { ...sitter(world, "Thief", "player"), seat: kim.seat };
    await expect(join(session, thief)).rejects.toThrow("somebody else");
    const second: Sitter = { ...kim, seat: sitter(world, "Elsewhere", "player").seat };
    await expect(join(session, second)).rejects.toThrow("another seat");
  });

  test("[ROOM-8] nobody joins past the door: matchmaking gives no seat", async () => {
    const session = await startSession(world);
    for (const method of ["joinOrCreate", "create", "join", "joinById"]) {
      const target = method === "joinById" ? session : "session";
      const response = await fetch(`http://127.0.0.1:${server.port}/matchmake/${method}/${target}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ gameSessionId: session, seat: dana.seat, user: dana.user, role: "dm" }),
      });
      expect(response.ok).toBe(false);
      expect(await response.text()).not.toContain("sessionId");
    }
  });

  test("[ROOM-9] a room whose lease was taken closes, so that its people join again, and stores nothing more", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    const lease = await world.log.take(session, "another process", 60_000);
    const before = await world.log.version(session);
    player.send("command", { commandId: "x", command: { do: "say", text: "too late", to: "table" } });
    await player.until("its end", () => player.closed !== null);
    expect(player.closed).toBe(CLOSE.rejoin);
    expect(player.answers.some(({ outcome }) => outcome === "accepted")).toBe(false);
    expect(await world.log.version(session)).toBe(before);
    await expect(join(session, kim)).rejects.toThrow("cannot be opened now");
    await world.log.release(lease);
    const back = await join(session, kim);
    await back.accepted({ do: "say", text: "too late", to: "table" }, "x");
    expect(await world.log.version(session)).toBe(before + 1);
  });

  test("[ROOM-10] a flood of messages ends the sender's connection and nobody else's", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    const dm = await join(session, dana);
    for (let n = 0; n < 200; n++) player.send("signal", { kind: "typing" });
    await player.until("its end", () => player.closed !== null);
    expect(player.closed).toBe(4002);
    await dm.accepted({ do: "say", text: "calm", to: "table" });
  });

  test("[ROOM-11] signals reach the others with the sender's seat, and no log", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    const dm = await join(session, dana);
    const before = await world.log.version(session);
    player.send("signal", { kind: "ping", x: 3, y: 4 });
    player.send("signal", { kind: "ping", x: 3, y: 4, damage: 7 });
    player.send("signal", { kind: "typing" });
    await dm.until("the signals", () => dm.others.length === 2);
    expect(dm.others).toEqual([
      { type: "signal", payload: { kind: "ping", x: 3, y: 4, seatId: kim.seat } },
      { type: "signal", payload: { kind: "typing", seatId: kim.seat } },
    ]);
    expect(player.others).toEqual([]);
    expect(await world.log.version(session)).toBe(before);
  });

  test("[ROOM-12] whoever is expelled is closed at once", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    server.rooms.expel({ user: kim.user, signIn: "another sign-in" });
    server.rooms.expel({ user: dana.user });
    await player.accepted({ do: "say", text: "still here", to: "table" });
    server.rooms.expel({ user: kim.user });
    await player.until("its end", () => player.closed !== null);
    expect(player.closed).toBe(CLOSE.notWelcome);
  });

  test("[ROOM-13] two who come at once to a session without a room find the same one", async () => {
    const session = await startSession(world);
    const [dm, player] = await Promise.all([join(session, dana), join(session, kim)]);
    await dm.accepted({ do: "say", text: "together", to: "table" });
    await player.until("it", () => player.entries.some(({ event }) => event?.kind === "said"));
  });

  test("[ROOM-14] while the log is away commands are refused, nothing is shown, and play goes on after", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    world.log.failNext("unavailable");
    const sequence = player.view.sequence;
    expect(await player.command({ do: "say", text: "lost?", to: "table" }, "a")).toMatchObject({
      outcome: "rejected",
      code: "unavailable",
    });
    expect(player.view.sequence).toBe(sequence);
    expect(player.entries).toEqual([]);
    await player.accepted({ do: "say", text: "lost?", to: "table" }, "a");
    expect(player.entries.map(({ sequence: number }) => number)).toEqual([sequence + 1]);
  });

  test("[ROOM-15] the server ends a session at its live table, and one that nobody sits at", async () => {
    const session = await startSession(world);
    const player = await join(session, kim);
    const { open } = await world.secrets.reveal(session);
    const end = { do: "end-session", diceSecret: open } as const;
    const reply = await server.rooms.submit(session, { kind: "system" }, end);
    expect(reply.outcome).toBe("accepted");
    await player.until("the end", () => player.view.session.status === "ended");
    expect(player.closed).toBeNull();
    expect(await player.command({ do: "say", text: "one more", to: "table" })).toMatchObject({
      code: "session-ended",
    });
    const empty = await startSession(world);
    await world.secrets.commit(empty);
    expect((await server.rooms.submit(empty, { kind: "system" }, end)).outcome).toBe("accepted");
    expect((await records(empty)).at(-1)?.kind).toBe("session-ended");
  });

  test("[ROOM-16] a reservation is good for one join", async () => {
    const session = await startSession(world);
    const reservation = await server.rooms.reserve(session, kim);
    const player = await Player.join(server.port, kim.seat, reservation);
    players.push(player);
    await expect(Player.join(server.port, kim.seat, reservation)).rejects.toThrow();
    await player.accepted({ do: "say", text: "still me", to: "table" });
  });
});
