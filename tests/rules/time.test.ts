import { expect, test } from "vitest";
import { fold } from "../../rules/index.ts";
import { given, hero, id, kindsOf, somebody } from "../support/given.ts";

const pass = (passMinutes: number) => ({ do: "environment", passMinutes }) as const;

test("[TIM-1] what lasts for minutes ends when they have passed", () => {
  const table = given({ creatures: [hero("kara", { at: [1, 1] })] });
  const add = { do: "condition", target: id("kara"), change: "add" } as const;
  table.does("dm", { ...add, name: "poisoned", until: "1 hour" });
  table.does("dm", { ...add, name: "blinded", until: "10 minutes" });
  table.does("dm", pass(10));
  expect(table.conditions("kara")).toEqual(["poisoned"]);
  table.does("dm", pass(50));
  expect(table.conditions("kara")).toEqual([]);
});

test("[TIM-2] the stable come round with 1 hit point after 1d4 hours, rolled once", () => {
  const table = given({
    creatures: [
      hero("kara", { at: [1, 1], start: { hp: 0, stable: true } }),
      somebody("gob", { at: [9, 9] }),
    ],
  });
  table.does("dm", pass(60), [[4, 3]]);
  expect(table.creature("kara")).toMatchObject({ hp: 0, stable: true });
  table.does("dm", pass(60));
  expect(table.creature("kara").hp).toBe(0);
  const events = table.does("dm", pass(60));
  expect(kindsOf(events)).toEqual(["time-passed", "effect-ended", "healed", "came-to"]);
  expect(table.creature("kara")).toMatchObject({ hp: 1, stable: false, effects: [] });
  expect(table.conditions("kara")).toEqual(["prone"]);
  expect(fold(table.log)).toEqual(table.state);
});

test("[TIM-3] the dying do not come round by waiting", () => {
  const table = given({ creatures: [hero("kara", { at: [1, 1], start: { hp: 0 } })] });
  table.does("dm", pass(480));
  expect(table.creature("kara").hp).toBe(0);
});
