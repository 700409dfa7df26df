import { afterAll, beforeAll, expect, test } from "vitest";
import { diceFrom } from "../../db/dice-faces.ts";
import { entryOf } from "../../rooms/feed.ts";
import { readAfter } from "../../rooms/history.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { appendEnds, Reel } from "../../rooms/recording.ts";
import { redecide } from "../../rooms/redecide.ts";
import { canonical, view } from "../../rules/index.ts";
import { Chance } from "../simulation/chance.ts";
import { someCommand } from "../simulation/whims.ts";
import { character, SECRETS, setUpFight } from "./support/fight.ts";
import { Player } from "./support/player.ts";
import { makeWorld, type RoomServer, sitter, startRoomServer, startSession } from "./support/room-server.ts";

const world = makeWorld("random-play");
let server: RoomServer;
beforeAll(async () => {
  server = await startRoomServer(world);
});
afterAll(() => server.stop());

/** Somebody who plays at random, gone and back now and then. Keeps what came over all connections. */
type Person = { readonly sitter: Sitter; player: Player; sent: number; readonly past: Player[] };

test.each([1, 2, 3])(
  "[WILD-1] whatever people do and however they come and go, after each patch each holds exactly their view (seed %i)",
  async (seed) => {
    const chance = new Chance(seed);
    const session = await startSession(world, seed === 3 ? { diceMode: "player_entered" } : {});
    const sit = async (who: Sitter) =>
      Player.join(server.port, who.seat, await server.rooms.reserve(session, who));
    const people: Person[] = [];
    for (const [name, role] of [
      ["Dana", "dm"],
      ["Kim", "player"],
      ["Lou", "player"],
      ["Sam", "spectator"],
    ] as const) {
      const who = sitter(world, name, role);
      people.push({ sitter: who, player: await sit(who), sent: 0, past: [] });
    }
    const [dana, kim, lou] = people;
    if (!dana || !kim || !lou) throw new Error("they all sat down");
    await setUpFight(dana.player, [
      [kim.player, character(world, kim.sitter, "Kara")],
      [lou.player, character(world, lou.sitter, "Brom")],
    ]);
    const rejoin = async (person: Person) => {
      person.past.push(person.player);
      if (chance.happens(0.5)) person.player.drop();
      person.player = await sit(person.sitter);
      person.sent = 0;
    };
    for (let n = 0; n < 150; n++) {
      const person = people[chance.below(people.length)] ?? dana;
      // A fresh connection for each twenty messages: more in a second would be cut.
      if (person.sent >= 20 || chance.happens(0.04)) await rejoin(person);
      person.sent += 1;
      await person.player.command(someCommand(person.player.view, chance, `line ${n}`), `${seed}-${n}`);
    }
    const records = await readAfter(world.log, session);
    expect(records.length).toBeGreaterThan(60);
    for (const person of people)
      await person.player.until("the last number", () => person.player.view.sequence === records.length);
    checkViews(people, records);
    checkFeeds(people, records);
    const { open, hidden } = await world.secrets.reveal(session);
    expect(
      redecide(records, (contributions) => diceFrom({ open, hidden }, session, contributions)),
    ).toBeNull();
    for (const { player } of people) await player.leave();
    expect(world.journal.errors).toEqual([]);
  },
);

function checkViews(people: readonly Person[], records: Parameters<typeof appendEnds>[0]): void {
  const reel = new Reel(records);
  const expected = new Map<string, string>();
  for (const end of appendEnds(records)) {
    const state = reel.at(end);
    for (const { sitter: who } of people)
      expected.set(`${end} ${who.seat}`, canonical(view(state, who.seat)));
  }
  let compared = 0;
  for (const { sitter: who, player, past } of people)
    for (const held of [...past, player].flatMap((each) => each.views)) {
      expect(canonical(held)).toBe(expected.get(`${held.sequence} ${who.seat}`));
      compared += 1;
    }
  expect(compared).toBeGreaterThan(200);
}

function checkFeeds(people: readonly Person[], records: Parameters<typeof appendEnds>[0]): void {
  for (const { sitter: who, player, past } of people) {
    const reader = { seat: who.seat, role: who.role };
    for (const each of [...past, player]) {
      for (const entry of each.entries) {
        const record = records[entry.sequence - 1];
        expect(record && canonical(entryOf(record, reader))).toBe(canonical(entry));
      }
      const numbers = each.entries.map(({ sequence }) => sequence);
      expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
      if (who.role !== "dm")
        expect(JSON.stringify([each.views, each.entries])).not.toMatch(
          `${SECRETS.lurkerNotes}|${SECRETS.goblinNotes}`,
        );
    }
  }
}
