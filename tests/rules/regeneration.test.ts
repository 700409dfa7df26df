import { expect, test } from "vitest";
import { monsterSpec } from "../../rules/content/index.ts";
import { fold } from "../../rules/index.ts";
import { given, hero, id, one } from "../support/given.ts";

function scene() {
  const troll = monsterSpec("Troll", {
    id: id("troll"),
    side: "foes",
    at: [6, 5],
    concealed: false,
    notes: "",
  });
  if (!troll.ok) throw new Error(troll.rejection.detail);
  return given({ creatures: [hero("kara", { at: [5, 5] }), troll.value], turns: ["kara", "troll"] });
}
const burn = (amount: number, type: "fire" | "slashing") =>
  ({ do: "damage", target: id("troll"), amount, type }) as const;
const endOf = (who: string) => ({ do: "end-turn", by: id(who) }) as const;

test("[REG-1] what regenerates regains hit points at the start of each of its turns", () => {
  const table = scene();
  table.does("dm", burn(24, "slashing"));
  const events = table.does("dm", endOf("kara"));
  expect(one(events, "healed")).toMatchObject({ target: "troll", amount: 10, hpAfter: 70 });
});

test("[REG-2] fire keeps a troll from it for one turn", () => {
  const table = scene();
  table.does("dm", burn(24, "fire"));
  table.does("dm", endOf("kara"));
  expect(table.creature("troll").hp).toBe(60);
  table.does("dm", endOf("troll"));
  table.does("dm", endOf("kara"));
  expect(table.creature("troll").hp).toBe(70);
});

test("[REG-3] a troll at 0 hit points gets up again, unless its turn starts with a burn", () => {
  const cut = scene();
  cut.does("dm", burn(90, "slashing"));
  expect(cut.creature("troll")).toMatchObject({ hp: 0, dead: false });
  cut.does("dm", endOf("kara"));
  expect(cut.creature("troll")).toMatchObject({ hp: 10, dead: false });
  expect(cut.conditions("troll")).toEqual(["prone"]);
  const burnt = scene();
  burnt.does("dm", burn(90, "slashing"));
  burnt.does("dm", burn(1, "fire"));
  burnt.does("dm", endOf("kara"));
  expect(burnt.creature("troll").dead).toBe(true);
  expect(fold(burnt.log)).toEqual(burnt.state);
});
