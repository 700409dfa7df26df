import { expect, test } from "vitest";
import type { WeaponRecord } from "../../rules/index.ts";
import { all, given, hero, id, item, one, somebody } from "../support/given.ts";

const LONGSWORD: WeaponRecord = {
  name: "Longsword",
  category: "martial",
  ranged: false,
  damage: { count: 1, sides: 8, bonus: 0, type: "slashing" },
  versatileDamage: { count: 1, sides: 10, bonus: 0, type: "slashing" },
  range: null,
  properties: ["versatile"],
};
const sword = item("Longsword", { weapon: LONGSWORD });
const scene = () =>
  given({
    creatures: [
      hero("kara", { at: [5, 5], attacks: [], items: [sword, item("Backpack", { equipped: false })] }),
      hero("bryn", { at: [9, 9] }),
      somebody("gob", { at: [6, 5] }),
    ],
    turns: ["kara", "gob", "bryn"],
  });
const fells = { do: "damage", target: id("kara"), amount: 20, type: "fire" } as const;
const strike = { do: "attack", by: id("kara"), with: "Longsword", target: id("gob") } as const;

test("[ITM-10] what slips from the hand of the fallen lies in its square; who comes to may take it up by using it", () => {
  const table = scene();
  const events = table.does("dm", fells);
  expect(one(events, "item-dropped")).toMatchObject({ item: "longsword", at: [5, 5], slipped: true });
  expect(table.creature("kara").items.map(({ name }) => name)).toEqual(["Backpack"]);
  table.does("dm", { do: "heal", target: id("kara"), amount: 5 });
  expect(table.view("seat-kara").creatures[id("kara")]?.attacks.map(({ name }) => name)).toContain(
    "Longsword",
  );
  // Still prone, so with disadvantage.
  const struck = table.does("seat-kara", strike, [
    [20, 3],
    [20, 4],
  ]);
  expect(all(struck, "economy-spent").map(({ what }) => what)).toEqual(["interaction", "action"]);
  expect(table.creature("kara").items.find(({ name }) => name === "Longsword")?.equipped).toBe(true);
  expect(table.state.dropped).toEqual([]);
});

test("[ITM-11] what was let go is taken up by hand, by whoever is near", () => {
  const table = scene();
  table.does("seat-kara", { do: "drop", by: id("kara"), item: "Longsword" });
  expect(table.refused("seat-kara", strike)).toBe("no-such-attack");
  table.does("seat-kara", { do: "equip", by: id("kara"), item: "Longsword" });
  expect(table.creature("kara").economy.interaction).toBe(false);
  table.does("seat-kara", { do: "drop", by: id("kara"), item: "Longsword" });
  table.does("dm", { do: "end-turn", by: id("kara") });
  table.does("dm", { do: "end-turn", by: id("gob") });
  expect(table.refused("seat-bryn", { do: "equip", by: id("bryn"), item: "Longsword" })).toBe("no-such-item");
});

test("[ITM-12] unconscious by any cause is prone and empty-handed", () => {
  const table = scene();
  table.does("dm", { do: "condition", target: id("kara"), change: "add", name: "unconscious" });
  expect(table.conditions("kara")).toEqual(["unconscious", "prone"]);
  expect(table.state.dropped.map(({ item: { name } }) => name)).toEqual(["Longsword"]);
});
