import { expect, test } from "vitest";
import { all, given, hero, id, somebody } from "../support/given.ts";

const scene = (gob = {}) => {
  const table = given({
    creatures: [hero("kara", { at: [5, 5] }), somebody("gob", { at: [6, 5], ...gob })],
    turns: ["kara", "gob"],
  });
  table.does("dm", {
    do: "condition",
    target: id("gob"),
    change: "add",
    name: "grappled",
    source: id("kara"),
  });
  return table;
};
const drag = [id("gob")];

test("[DRG-1] who is held is dragged along in one's steps, at twice the cost, and gets no attack for it", () => {
  const table = scene();
  const events = table.does("seat-kara", { do: "move-to", by: id("kara"), to: [2, 5], drag });
  expect(all(events, "moved").map(({ creature, costFeet, forced }) => [creature, costFeet, forced])).toEqual([
    ["kara", 30, false],
    ["gob", 0, true],
  ]);
  expect(table.creature("gob").at).toEqual([3, 5]);
  expect(table.conditions("gob")).toEqual(["grappled"]);
});

test("[DRG-2] what is two sizes smaller costs nothing more", () => {
  const table = scene({ block: { size: "tiny" } });
  table.does("seat-kara", { do: "move", by: id("kara"), path: [[4, 5]], drag });
  expect(table.creature("kara").economy.movementUsedFeet).toBe(5);
});

test("[DRG-3] whoever walks off without dragging lets go; nobody drags whom they do not hold", () => {
  const table = scene();
  expect(table.refused("seat-kara", { do: "move-to", by: id("kara"), to: [2, 5], drag: [id("kara")] })).toBe(
    "no-such-target",
  );
  table.does("seat-kara", { do: "move", by: id("kara"), path: [[4, 5]] });
  table.does("dm", { do: "decline", by: id("gob") });
  expect(table.conditions("gob")).toEqual([]);
});
