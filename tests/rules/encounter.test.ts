import { expect, test } from "vitest";
import { fold, legalChoices } from "../../rules/index.ts";
import { given, hero, id, one, SWORD, somebody } from "../support/given.ts";

const creatures = [
  hero("kara", { at: [5, 5], attacks: [SWORD] }),
  somebody("gob", { at: [6, 5], attacks: [SWORD] }),
  somebody("orc", { at: [15, 15] }),
];

test("[ENC-1] reinforcements roll for themselves and take their place in the order; the turn stays where it is", () => {
  const table = given({ creatures: creatures.slice(0, 2) });
  table.does("dm", { do: "roll-initiative" }, [
    [20, 15],
    [20, 5],
  ]);
  expect(table.refused("dm", { do: "roll-initiative" })).toBe("already-in-combat");
  table.does("dm", { do: "add-creature", creature: somebody("wolf", { at: [9, 9], block: { maxHp: 11 } }) });
  const events = table.does("dm", { do: "roll-initiative" }, [[20, 10]]);
  expect(one(events, "encounter-started")).toMatchObject({
    order: ["kara", "wolf", "gob"],
    turn: "kara",
    round: 1,
  });
});

test("[ENC-2] the turn of who died on it is ended like any other, by whoever plays it", () => {
  const table = given({ creatures, turns: ["kara", "gob", "orc"] });
  table.does("dm", { do: "damage", target: id("kara"), amount: 40, type: "fire" });
  expect(table.creature("kara").dead).toBe(true);
  expect(legalChoices(table.view("seat-kara")).map((one) => one.do)).toEqual(["end-turn"]);
  table.does("seat-kara", { do: "end-turn", by: id("kara") });
  expect(table.state.encounter?.turn).toBe("gob");
});

test("[ENC-3] what was to end on the turn of somebody who died ends when its place comes", () => {
  const table = given({ creatures, turns: ["kara", "gob", "orc"] });
  const condition = { do: "condition", target: id("kara"), change: "add", name: "poisoned" } as const;
  table.does("dm", { ...condition, until: "end of gob's next turn" });
  table.does("dm", { do: "damage", target: id("gob"), amount: 20, type: "fire" });
  expect(table.conditions("kara")).toEqual(["poisoned"]);
  const events = table.does("dm", { do: "end-turn", by: id("kara") });
  expect(one(events, "turn-started")).toMatchObject({ creature: "orc", passed: ["gob"] });
  expect(table.conditions("kara")).toEqual([]);
  expect(fold(table.log)).toEqual(table.state);
});

test("[ENC-4] the last who stands goes on with the fight alone until the DM ends it", () => {
  const table = given({ creatures: creatures.slice(0, 2), turns: ["kara", "gob"] });
  table.does("dm", { do: "damage", target: id("gob"), amount: 20, type: "fire" });
  const events = table.does("dm", { do: "end-turn", by: id("kara") });
  expect(one(events, "turn-started")).toMatchObject({ creature: "kara", round: 2 });
  table.does("dm", { do: "end-combat" });
  expect(table.state.encounter).toBeNull();
});
