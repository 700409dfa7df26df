import { afterAll, beforeAll, expect, test } from "vitest";
import { diceFrom } from "../../db/dice-faces.ts";
import { readAfter } from "../../rooms/history.ts";
import { stateAt } from "../../rooms/recording.ts";
import { redecide } from "../../rooms/redecide.ts";
import { canonical, view } from "../../rules/index.ts";
import { character, setUpFight } from "./support/fight.ts";
import { Player } from "./support/player.ts";
import { makeWorld, type RoomServer, sitter, startRoomServer, startSession } from "./support/room-server.ts";

const world = makeWorld("attack");
let server: RoomServer;
beforeAll(async () => {
  server = await startRoomServer(world);
});
afterAll(() => server.stop());

test("[LINE-1] one attack, from the player's hand to every eye at the table, with its proof", async () => {
  const session = await startSession(world);
  const seats = [sitter(world, "Dana", "dm"), sitter(world, "Kim", "player"), sitter(world, "Lou", "player")];
  const players: Player[] = [];
  for (const seat of seats)
    players.push(await Player.join(server.port, seat.seat, await server.rooms.reserve(session, seat)));
  const [dm, kim, lou] = players;
  const [, kimSeat, louSeat] = seats;
  if (!dm || !kim || !lou || !kimSeat || !louSeat) throw new Error("three sat down");
  const fight = await setUpFight(dm, [
    [kim, character(world, kimSeat, "Kara")],
    [lou, character(world, louSeat, "Brom")],
  ]);
  const sequence = await kim.accepted({
    do: "attack",
    by: fight.hero,
    with: "Longsword",
    target: fight.goblin,
  });
  await Promise.all(
    players.map((player) => player.until("the attack", () => player.view.sequence >= sequence)),
  );

  const records = await readAfter(world.log, session);
  const roll = records.find(({ kind }) => kind === "attack-rolled");
  expect(roll?.citations.map(({ ruleId }) => ruleId)).toContain("combat.attack-rolls");
  for (const player of players) {
    await player.until("the roll", () => player.entries.some(({ event }) => event?.kind === "attack-rolled"));
    const state = stateAt(records, player.view.sequence);
    expect(canonical(player.view)).toBe(
      canonical(view(state, seats[players.indexOf(player)]?.seat ?? kimSeat.seat)),
    );
    const numbers = player.entries.map((entry) => entry.sequence);
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
  }
  const told = (player: Player) => player.entries.find(({ event }) => event?.kind === "attack-rolled");
  expect(told(dm)?.event).toHaveProperty("against.ac", 15);
  expect(told(lou)?.event).toHaveProperty("outcome");
  expect(told(lou)?.event).not.toHaveProperty("against");
  expect(told(lou)?.citations.length).toBeGreaterThan(0);
  expect(lou.view.creatures).not.toHaveProperty(fight.lurker);
  expect(lou.view.creatures).toHaveProperty([fight.goblin, "hp"], -1);

  const refused = await lou.command({
    do: "attack",
    by: fight.friend,
    with: "Longsword",
    target: fight.lurker,
  });
  expect(refused).toMatchObject({ outcome: "rejected" });
  const { open, hidden } = await world.secrets.reveal(session);
  expect(redecide(records, (contributions) => diceFrom({ open, hidden }, session, contributions))).toBeNull();
  await Promise.all(players.map((player) => player.leave()));
  expect(world.journal.errors).toEqual([]);
});
