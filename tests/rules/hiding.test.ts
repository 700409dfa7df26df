import { expect, test } from "vitest";
import { field, given, hero, id, one, skills, somebody } from "../support/given.ts";

const HALL = field({
  wall: [4, 5, 7, 8].flatMap((y) => [[7, y] as const]),
  "door-closed": [[7, 6]],
});
const scene = (map = HALL, at: readonly [number, number] = [9, 6]) =>
  given({
    map,
    creatures: [
      hero("kara", { at: [4, 6], block: skills({ perception: 2 }) }),
      somebody("gob", { at, block: skills({ stealth: 6 }) }),
    ],
    turns: ["gob", "kara"],
  });
const hides = { do: "hide", by: id("gob") } as const;

test("[HID-1] the hidden are found by whoever comes to see them clearly, and by nobody else", () => {
  const table = scene();
  table.does("dm", hides, [[20, 12]]);
  expect(table.creature("gob").hidden).toEqual({ stealth: 18, from: ["kara"] });
  table.does("dm", { do: "end-turn", by: id("gob") });
  table.does("seat-kara", { do: "move-to", by: id("kara"), to: [6, 6] });
  expect(table.creature("gob").hidden).not.toBeNull();
  const events = table.does("seat-kara", { do: "interact", by: id("kara"), at: [7, 6] });
  expect(one(events, "found")).toMatchObject({ creature: "gob", by: "kara" });
  expect(table.creature("gob").hidden).toBeNull();
});

test("[HID-2] darkness hides from those without darkvision, and light gives away", () => {
  const table = scene(field({}, "darkness"));
  table.does("dm", hides, [[20, 12]]);
  expect(table.view("seat-kara").creatures[id("gob")]).toBeUndefined();
  table.does("dm", { do: "environment", light: "bright" });
  expect(table.view("seat-kara").creatures[id("gob")]).toBeDefined();
});

test("[HID-3] dim light takes 5 from a passive Perception", () => {
  // Passive Perception 10 stays 10 in this block; in dim light 5 is enough to stay unseen.
  const table = scene(field({}, "dim"));
  table.does("dm", hides, [[20, 1]]);
  expect(table.creature("gob").hidden).toEqual({ stealth: 7, from: ["kara"] });
});

test("[HID-4] who searches finds by a higher total, for itself; a tie leaves things as they are", () => {
  const table = scene();
  table.does("dm", hides, [[20, 8]]);
  table.does("dm", { do: "end-turn", by: id("gob") });
  table.does("dm", { do: "place", creature: id("kara"), at: [9, 4] });
  const tie = table.does("seat-kara", { do: "search", by: id("kara") }, [[20, 12]]);
  expect(one(tie, "searched").found).toEqual([]);
  table.does("seat-kara", { do: "end-turn", by: id("kara") });
  table.does("dm", { do: "end-turn", by: id("gob") });
  const found = table.does("seat-kara", { do: "search", by: id("kara") }, [[20, 13]]);
  expect(one(found, "searched").found).toEqual(["gob"]);
});
