import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sitter } from "../../rooms/ports.ts";
import { characterId, type SessionId } from "../../rules/ids.ts";
import { character, type Fight, SECRETS, setUpFight } from "./support/fight.ts";
import { Player } from "./support/player.ts";
import { RawSocket } from "./support/raw-socket.ts";
import { makeWorld, type RoomServer, sitter, startRoomServer, startSession } from "./support/room-server.ts";

const world = makeWorld("secrets");
const [dana, kim, lou, sam] = [
  sitter(world, "Dana", "dm"),
  sitter(world, "Kim", "player"),
  sitter(world, "Lou", "player"),
  sitter(world, "Sam", "spectator"),
];
let server: RoomServer;
beforeAll(async () => {
  server = await startRoomServer(world);
});
afterAll(() => server.stop());

const sit = async (session: SessionId, who: Sitter) =>
  Player.join(server.port, who.seat, await server.rooms.reserve(session, who));
const listen = async (session: SessionId, who: Sitter) =>
  RawSocket.open(server.port, await server.rooms.reserve(session, who));

/** Everything a table does around what it hides. */
async function play(dm: Player, player: Player, { hero, goblin, lurker }: Fight): Promise<void> {
  await dm.accepted({ do: "note", target: lurker, text: `${SECRETS.lurkerNotes} and waits` });
  await dm.accepted({ do: "note", target: goblin, text: `${SECRETS.goblinNotes}, still` });
  await dm.accepted({ do: "place", creature: lurker, at: [11, 9] });
  await dm.accepted({ do: "damage", target: lurker, amount: 3, type: "fire" });
  await dm.accepted({ do: "condition", target: lurker, change: "add", name: "poisoned" });
  await dm.accepted({ do: "adjust", target: goblin, hp: 6, reason: `he is ${SECRETS.goblinNotes}` });
  await player.accepted({ do: "attack", by: hero, with: "Longsword", target: goblin });
  expect(await player.command({ do: "attack", by: hero, with: "Longsword", target: lurker })).toMatchObject({
    outcome: "rejected",
  });
  await player.accepted({ do: "say", text: "what-kim-whispers", to: "dm" });
  await player.accepted({ do: "end-turn", by: hero });
}

const HIDDEN = [...Object.values(SECRETS), "what-kim-whispers"];

test("[SEC-1] no byte of a player's or spectator's socket holds what is hidden from them, whenever they join", async () => {
  const session = await startSession(world);
  const dm = await sit(session, dana);
  const player = await sit(session, kim);
  const early = await listen(session, lou);
  const watching = await listen(session, sam);
  const fight = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
  await play(dm, player, fight);
  const late = await listen(session, lou);
  await dm.accepted({ do: "place", creature: fight.lurker, at: [11, 8] });
  const last = await dm.accepted({ do: "say", text: "the-end-of-it", to: "table" });
  await player.until("the end", () => player.entries.some(({ sequence }) => sequence === last));
  await expect.poll(() => late.found(["the-end-of-it"]), { timeout: 5000 }).toEqual(["the-end-of-it"]);
  await expect.poll(() => watching.found(["the-end-of-it"]), { timeout: 5000 }).toEqual(["the-end-of-it"]);

  for (const socket of [early, watching, late]) expect(socket.found([...HIDDEN, fight.lurker])).toEqual([]);
  // Kim may know her own whisper, and no more.
  expect(JSON.stringify([player.views, player.entries, player.answers, player.others])).not.toMatch(
    new RegExp([...Object.values(SECRETS), fight.lurker].join("|")),
  );
  for (const socket of [early, watching, late]) socket.close();
  await Promise.all([dm, player].map((each) => each.leave()));
});

test("[SEC-2] of a foe in plain sight nobody but the DM gets hit points, armor class, notes or stat block", async () => {
  const session = await startSession(world);
  const dm = await sit(session, dana);
  const player = await sit(session, kim);
  const fight = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
  await play(dm, player, fight);
  await player.until("the turn", () => player.view.encounter?.turn !== fight.hero);
  for (const view of player.views) {
    const goblin = view.creatures[fight.goblin as keyof typeof view.creatures];
    if (goblin === undefined) continue;
    expect(goblin).toMatchObject({
      hp: -1,
      maxHp: -1,
      ac: -1,
      notes: "",
      attacks: [],
      features: [],
      items: [],
    });
  }
  const events = player.entries.flatMap(({ event }) => (event === null ? [] : [event]));
  const aboutGoblin = events.filter((event) => JSON.stringify(event).includes(fight.goblin));
  expect(aboutGoblin.length).toBeGreaterThan(2);
  for (const event of aboutGoblin)
    for (const field of ["hpBefore", "hpAfter", "against", "creature.block", "notes"])
      expect(event).not.toHaveProperty(field);
  await Promise.all([dm, player].map((each) => each.leave()));
});

test("[SEC-3] the same search finds what is there to be found: on the DM's socket, and after a leak", async () => {
  const session = await startSession(world);
  const dm = await sit(session, dana);
  const player = await sit(session, kim);
  const spy = await listen(session, lou);
  const fight = await setUpFight(dm, [[player, character(world, kim, "Kara")]]);
  await play(dm, player, fight);
  await dm.leave();
  const masters = await listen(session, dana);
  await expect
    .poll(() => masters.found([SECRETS.lurkerName, SECRETS.lurkerNotes, SECRETS.goblinNotes, fight.lurker]), {
      timeout: 5000,
    })
    .toHaveLength(4);
  expect(spy.found([SECRETS.lurkerName, fight.lurker])).toEqual([]);
  masters.close();
  const back = await sit(session, dana);
  await back.accepted({ do: "reveal", target: fight.lurker });
  await expect.poll(() => spy.found([SECRETS.lurkerName, fight.lurker]), { timeout: 5000 }).toHaveLength(2);
  expect(spy.found([SECRETS.lurkerNotes])).toEqual([]);
  spy.close();
  await Promise.all([back, player].map((each) => each.leave()));
});

test("[SEC-4] which character a creature is, and so whose portrait to ask for, is told with the creature and never without", async () => {
  const session = await startSession(world);
  const dm = await sit(session, dana);
  const player = await sit(session, kim);
  const who = characterId("0198c0de-0000-7000-8000-00000000face");
  const nyx = { ...character(world, dana, "Nyx"), character: who, concealed: true };
  world.characters.put(dana.user, nyx);
  const early = await listen(session, lou);
  await dm.accepted({ do: "bring-character", character: who, at: [4, 4] });
  expect(dm.view.creatures[nyx.id]?.character).toBe(who);
  const late = await listen(session, sam);
  const last = await dm.accepted({ do: "say", text: "the-end-of-it", to: "table" });
  await player.until("the end", () => player.entries.some(({ sequence }) => sequence === last));
  for (const socket of [early, late]) {
    await expect.poll(() => socket.found(["the-end-of-it"]), { timeout: 5000 }).toHaveLength(1);
    expect(socket.found([who, nyx.id])).toEqual([]);
  }
  expect(JSON.stringify([player.views, player.entries])).not.toContain(who);

  await dm.accepted({ do: "reveal", target: nyx.id });
  for (const socket of [early, late])
    await expect.poll(() => socket.found([who]), { timeout: 5000 }).toEqual([who]);
  for (const socket of [early, late]) socket.close();
  await Promise.all([dm, player].map((each) => each.leave()));
});
