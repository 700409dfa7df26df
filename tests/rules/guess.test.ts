import { expect, test } from "vitest";
import { type NewEvent, seatId, sightOf } from "../../rules/index.ts";
import { BOW, given, hero, id, one, SWORD, somebody } from "../support/given.ts";

const scene = (at: readonly [number, number]) =>
  given({
    creatures: [
      hero("kara", { at: [5, 5], attacks: [SWORD, BOW] }),
      somebody("imp", { at, start: { hidden: { stealth: 15, from: ["kara"] } } }),
    ],
    turns: ["kara", "imp"],
  });
const strike = { do: "attack-at", by: id("kara"), with: "Sword", at: [6, 5] } as const;
const shown = (events: readonly NewEvent[]) =>
  events.map(({ event, seen }) => {
    const sight = sightOf(seen, seatId("seat-kara"));
    return sight === "whole" ? { kind: event.kind } : sight;
  });

test("[GSS-1] a blow at the right place strikes who is there, unseen", () => {
  const table = scene([6, 5]);
  const events = table.does("seat-kara", strike, [
    [20, 12],
    [20, 9],
    [8, 4],
  ]);
  expect(one(events, "attack-rolled")).toMatchObject({ target: "imp", outcome: "hit" });
  expect(one(events, "attack-rolled").roll.disadvantage).toEqual(["target unseen"]);
  expect(table.creature("imp").hp).toBe(13);
});

test("[GSS-2] at the wrong place it misses whatever the die shows, and tells no more than a miss", () => {
  const dice = [
    [20, 20],
    [20, 20],
  ] as const;
  const wrong = scene([9, 9]).does("seat-kara", strike, dice);
  expect(one(wrong, "attack-rolled")).toMatchObject({ target: null, outcome: "miss" });
  const right = scene([6, 5]).does("seat-kara", strike, [
    [20, 2],
    [20, 3],
  ]);
  const kinds = (events: readonly NewEvent[]) =>
    shown(events).map((sight) => (typeof sight === "string" ? sight : Object.keys(sight).sort()));
  expect(kinds(wrong)).toEqual(kinds(right));
  expect(JSON.stringify(shown(right))).not.toContain("imp");
});

test("[GSS-3] a place out of reach is refused, and an attack is spent like any other", () => {
  const table = scene([9, 9]);
  expect(table.refused("seat-kara", { ...strike, at: [9, 5] })).toBe("out-of-range");
  table.does("seat-kara", { ...strike, with: "Bow", at: [9, 5] }, [
    [20, 2],
    [20, 3],
  ]);
  expect(table.refused("seat-kara", strike)).toBe("no-attacks-left");
});
