import { describe, expect, test } from "vitest";
import { type LegalChoice, legalChoices } from "../../rules/index.ts";
import { BOW, feature, field, given, hero, id, SWORD, somebody } from "../support/given.ts";

type Table = ReturnType<typeof given>;
const choices = (table: Table, seat = "seat-kara") => legalChoices(table.view(seat));
const named = <Name extends LegalChoice["do"]>(table: Table, name: Name) =>
  choices(table).filter((one) => one.do === name) as Extract<LegalChoice, { readonly do: Name }>[];

describe("what a seat may try", () => {
  test("[LEG-1] targets are those in sight, with the reason for those that cannot be hit from here", () => {
    const table = given({
      map: field({ wall: Array.from({ length: 20 }, (_, y) => [12, y] as const) }),
      creatures: [
        hero("kara", { at: [5, 5], attacks: [SWORD, BOW] }),
        somebody("near", { at: [6, 5] }),
        somebody("far", { at: [11, 5] }),
        somebody("behind", { at: [15, 5] }),
        somebody("spy", { at: [4, 4], concealed: true }),
      ],
      turns: ["kara", "near", "far", "behind", "spy"],
    });
    const [sword, bow] = named(table, "attack");
    expect(sword).toMatchObject({
      with: "Sword",
      why: null,
      targets: [
        { target: "near", why: null },
        { target: "far", why: "out of range" },
      ],
    });
    expect(bow && "targets" in bow && bow.targets.every(({ why }) => why === null)).toBe(true);
    expect(JSON.stringify(choices(table))).not.toContain("spy");
  });

  test("[LEG-2] every square listed can be reached, and the way costs what is said", () => {
    const table = given({
      map: field({
        wall: [
          [6, 4],
          [6, 5],
          [6, 6],
        ],
        difficult: [[4, 5]],
      }),
      creatures: [
        hero("kara", { at: [5, 5] }),
        hero("bryn", { at: [5, 4] }),
        somebody("gob", { at: [5, 7] }),
      ],
      turns: ["kara", "gob", "bryn"],
    });
    const [move] = named(table, "move");
    const reach = move && "reach" in move ? move.reach : [];
    expect(reach.length).toBeGreaterThan(30);
    expect(reach.find(({ to }) => to[0] === 4 && to[1] === 5)?.costFeet).toBe(10);
    for (const { to } of [{ to: [5, 4] }, { to: [5, 7] }, { to: [6, 5] }]) {
      expect(reach.some((one) => one.to[0] === to[0] && one.to[1] === to[1])).toBe(false);
    }
    for (const { to, costFeet } of reach.filter((_, index) => index % 7 === 0)) {
      const fresh = given({
        map: table.state.map,
        creatures: [
          hero("kara", { at: [5, 5] }),
          hero("bryn", { at: [5, 4] }),
          somebody("gob", { at: [5, 7], attacks: [] }),
        ],
        turns: ["kara", "gob", "bryn"],
      });
      fresh.does("seat-kara", { do: "move-to", by: id("kara"), to });
      expect(fresh.creature("kara").at).toEqual(to);
      expect(fresh.creature("kara").economy.movementUsedFeet).toBe(costFeet);
    }
  });

  test("[LEG-3] out of turn, while something waits and once down there is nothing to try but to end the turn", () => {
    const table = given({
      creatures: [
        hero("kara", { at: [5, 5] }),
        hero("bryn", { at: [9, 9] }),
        somebody("gob", { at: [6, 5] }),
      ],
      turns: ["kara", "gob", "bryn"],
    });
    expect(choices(table, "seat-bryn")).toEqual([]);
    table.does("seat-kara", { do: "move", by: id("kara"), path: [[4, 5]] });
    expect(choices(table)).toEqual([]);
    table.does("dm", { do: "decline", by: id("gob") });
    table.does("dm", { do: "damage", target: id("kara"), amount: 20, type: "cold" });
    expect(choices(table).map((one) => one.do)).toEqual(["end-turn"]);
  });

  test("[LEG-4] what is spent is listed with its reason; features that pay are listed by name", () => {
    const table = given({
      creatures: [
        hero("kara", {
          at: [5, 5],
          features: [feature("cunning-action", {}), feature("second-wind", { uses: 1 })],
        }),
        somebody("gob", { at: [9, 5] }),
      ],
      turns: ["kara", "gob"],
    });
    table.does("seat-kara", { do: "dash", by: id("kara") });
    const dashes = named(table, "dash");
    expect(dashes.map(({ option, why }) => [option, why])).toEqual([
      [null, "no action left"],
      ["cunning-action", null],
    ]);
    expect(named(table, "use")).toHaveLength(1);
    table.does("seat-kara", { do: "disengage", by: id("kara"), use: ["Cunning Action"] });
    expect(named(table, "use")[0]).toMatchObject({ why: "no bonus action left" });
  });
});

test("[LEG-5] the frightened find ways that come no nearer, or none", () => {
  const table = given({
    creatures: [hero("kara", { at: [5, 5] }), somebody("gob", { at: [8, 5] })],
    turns: ["kara", "gob"],
  });
  table.does("dm", {
    do: "condition",
    target: id("kara"),
    change: "add",
    name: "frightened",
    source: id("gob"),
  });
  const [move] = named(table, "move");
  const squares = move?.reach.map(({ to }) => `${to}`) ?? [];
  expect(squares).toContain("2,5");
  expect(squares).toContain("5,6");
  expect(squares).not.toContain("6,5");
  expect(table.refused("seat-kara", { do: "move", by: id("kara"), path: [[6, 5]] })).toBe("cannot-move");
  expect(table.refused("seat-kara", { do: "move-to", by: id("kara"), to: [6, 5] })).toBe("cannot-move");
});
