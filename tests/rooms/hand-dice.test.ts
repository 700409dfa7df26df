import { describe, expect, test } from "vitest";
import { verifySession } from "../../client-sdk/src/verify.ts";
import { chanceOfMore } from "../../rooms/chi-square.ts";
import { handDice } from "../../rooms/hand-dice.ts";
import { readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import type { EventLog } from "../../rooms/ports.ts";
import type { EventOf } from "../../rules/event.ts";
import { requestId, type SeatId, type SessionId, seatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { exportLines } from "../../server/session-file.ts";
import { character, setUpFight } from "./support/fight.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";

/** A log in which one seat enters these faces of one die each. */
async function entered(sides: number, faces: readonly number[]): Promise<readonly StoredEvent[]> {
  const world = makeWorld("entered");
  const [start] = await readAfter(world.log, await startSession(world, { diceMode: "player_entered" }));
  if (start === undefined) throw new Error("a session begins with its start");
  const opened = (n: number): EventOf<"request-opened">["request"] => ({
    id: requestId(`r${n}`),
    creature: character(world, sitter(world, "Kim", "player"), "Kara").id,
    seat: KIM,
    kind: "roll",
    trigger: "check",
    about: null,
    options: [{ choice: "roll" }],
    dice: [sides],
    purpose: "check",
    timeoutSeconds: null,
    default: "roll",
  });
  const events = faces.flatMap((face, n) => {
    const request = opened(n);
    return [
      { kind: "request-opened", request },
      { kind: "dice-entered", request: request.id, creature: request.creature, faces: [face] },
    ] as const;
  });
  return [
    start,
    ...events.map((event, at) => ({
      ...start,
      sequence: at + 2,
      kind: event.kind,
      content: { ...start.content, event, actor: { kind: "seat", seat: KIM } as const, command: null },
    })),
  ];
}

const KIM: SeatId = seatId("kim");
const times = (count: number, faces: readonly number[]): number[] =>
  Array.from({ length: count }, () => faces).flat();
const D6 = [1, 2, 3, 4, 5, 6];

describe("dice that people enter by hand", () => {
  test("[TT-10] at the table each is marked as such, in every event, and only the server's are numbered", async () => {
    const world = makeWorld("by-hand");
    const session = await startSession(world, { diceMode: "player_entered" });
    const live = await LiveSession.open(world, session);
    const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
    const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
    const { hero, goblin } = await setUpFight(dm, [[kim, character(world, kim.sitter, "Kara")]]);
    const enter = async (...faces: readonly number[]) => {
      const [request] = Object.values(kim.view.requests);
      if (request === undefined) throw new Error("a die is asked for");
      await kim.accepted({ do: "enter-dice", by: hero, request: request.id, faces });
    };
    await dm.accepted({ do: "check", by: goblin, ability: "dex" });
    await kim.accepted({ do: "check", by: hero, ability: "str" });
    await enter(13);
    await kim.accepted({ do: "attack", by: hero, with: "Longsword", target: goblin });
    await enter(19);
    await enter(4);
    await live.close();
    const records = await readAfter(world.log, session);

    const dice = records.flatMap(({ content, sequence }) =>
      [...diceIn(content.event)].map((die) => ({ ...die, sequence })),
    );
    expect(dice.filter(({ draw }) => draw === null).map(({ sides, face }) => [sides, face])).toEqual(
      expect.arrayContaining([
        [20, 13],
        [20, 19],
        [8, 4],
      ]),
    );
    expect(dice.filter(({ draw }) => draw !== null).length).toBeGreaterThan(0);
    for (const { draw, face, sides } of dice)
      if (draw === null) expect([13, 19, 4]).toContain(face);
      else expect([draw >= 1, face <= sides]).toEqual([true, true]);

    const verdict = verifySession(await exported(world.log, session));
    expect(verdict).toMatchObject({ ok: true, dice: { entered: 3 } });

    const told = handDice(records).map(({ seat, name, sides, count, faces }) => ({
      seat,
      name,
      sides,
      count,
      entered: faces.flatMap((often, at) => times(often, [at + 1])),
    }));
    expect(told).toEqual([
      { seat: kim.sitter.seat, name: "Kim", sides: 20, count: 2, entered: [13, 19] },
      { seat: kim.sitter.seat, name: "Kim", sides: 8, count: 1, entered: [4] },
    ]);
  });

  test("[TT-11] a few dice say nothing yet; thirty of six sides are a beginning", async () => {
    const [few] = handDice(await entered(6, [6, 6, 6]));
    expect(few).toMatchObject({ count: 3, faces: [0, 0, 0, 0, 0, 3], mean: 6, fairMean: 3.5, spread: null });
    expect(few?.hint).toBe("3 dice are too few to tell anything; 30 would be a beginning.");
    const [even] = handDice(await entered(6, times(5, D6)));
    expect(even).toMatchObject({
      count: 30,
      mean: 3.5,
      spread: { chiSquare: 0, degreesOfFreedom: 5, chance: 1 },
    });
    expect(even?.hint).toBe("30 dice, spread as fair dice are.");
  });

  test("[TT-12] an uneven spread is told as how often fair dice are so, and accuses nobody", async () => {
    const [uneven] = handDice(await entered(6, [...times(5, D6), ...times(12, [6])]));
    expect(uneven?.spread).toMatchObject({ degreesOfFreedom: 5 });
    expect(uneven?.spread?.chance).toBeLessThan(0.05);
    expect(uneven?.hint).toContain("42 dice");
    expect(uneven?.hint).toMatch(/fair dice are about once in \d+ times/);
    const [loaded] = handDice(await entered(6, times(40, [6])));
    expect(loaded?.hint).toContain("less than once in 1,000");
    for (const hint of [uneven?.hint, loaded?.hint])
      expect(hint).not.toMatch(/cheat|suspicious|loaded|unfair|lie/i);
  });

  test("[TT-13] the chances are those of the printed tables of chi-square", () => {
    for (const [value, degrees, chance] of [
      [3.841, 1, 0.05],
      [5.991, 2, 0.05],
      [7.815, 3, 0.05],
      [11.07, 5, 0.05],
      [14.067, 7, 0.05],
      [18.475, 7, 0.01],
      [16.919, 9, 0.05],
      [19.675, 11, 0.05],
      [30.144, 19, 0.05],
      [36.191, 19, 0.01],
      [123.225, 99, 0.05],
    ] as const)
      expect(chanceOfMore(value, degrees)).toBeCloseTo(chance, 3);
    expect(chanceOfMore(0, 5)).toBeCloseTo(1, 6);
  });
});

async function exported(log: EventLog, session: SessionId): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of exportLines(log, session)) lines.push(line);
  return lines;
}

type Die = { readonly sides: number; readonly face: number; readonly draw: number | null };

function* diceIn(value: unknown): Iterable<Die> {
  if (typeof value !== "object" || value === null) return;
  if ("draw" in value && "face" in value && "sides" in value) yield value as Die;
  else for (const item of Object.values(value)) yield* diceIn(item);
}
