import { describe, expect, test } from "vitest";
import { isInArea, originOf } from "../../rules/movement/areas.ts";
import { abilities, all, feature, field, given, hero, id, kindsOf, one, somebody } from "../support/given.ts";

const FIRE = feature("fire-breath", { dc: 13, dice: 2, sides: 6, coneFeet: 15, uses: 1 }, "dex/fire/half");
const breathe = { do: "use", by: id("wyrm"), feature: "Fire Breath", direction: "e" } as const;
const wyrm = (features = [FIRE]) => somebody("wyrm", { at: [2, 5], features });

describe("the squares of an area", () => {
  const covered = (shape: Parameters<typeof isInArea>[0], direction: "e" | "se") => {
    const space = { x: 5, y: 5, side: 1 };
    const origin = originOf(space, direction);
    const squares: string[] = [];
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 12; x++)
        if (isInArea(shape, origin, direction, { x, y, side: 1 })) squares.push(`${x},${y}`);
    }
    return squares.sort();
  };

  test("[ARE-1] a cone is as wide as it is long, from the middle of a side", () => {
    expect(covered({ kind: "cone", lengthFeet: 15 }, "e")).toEqual(
      ["6,5", "7,5", "8,4", "8,5", "8,6"].sort(),
    );
  });

  test("[ARE-2] a line is 5 feet wide, straight or from a corner", () => {
    const line = { kind: "line", lengthFeet: 15, widthFeet: 5 } as const;
    expect(covered(line, "e")).toEqual(["6,5", "7,5", "8,5"]);
    expect(covered(line, "se")).toEqual(["6,6", "7,7"]);
  });

  test("[ARE-3] an area that leaves a large creature begins at the middle of its side", () => {
    expect(originOf({ x: 4, y: 4, side: 2 }, "e")).toEqual([6, 5]);
    expect(originOf({ x: 4, y: 4, side: 2 }, "nw")).toEqual([4, 4]);
  });
});

describe("a breath weapon", () => {
  test("[ARE-4] damage is rolled once; each target saves and takes it by itself, in initiative order", () => {
    const table = given({
      creatures: [
        wyrm(),
        hero("kara", { at: [5, 5], block: abilities({ dex: 14 }) }),
        hero("bryn", { at: [5, 4] }),
        hero("far", { at: [9, 5] }),
      ],
      turns: ["wyrm", "bryn", "kara", "far"],
    });
    const events = table.does("dm", breathe, [
      [6, 5],
      [6, 4],
      [20, 3],
      [20, 13],
    ]);
    expect(all(events, "damage-rolled")).toHaveLength(1);
    expect(all(events, "check-rolled").map(({ creature, outcome }) => [creature, outcome])).toEqual([
      ["bryn", "failure"],
      ["kara", "success"],
    ]);
    expect([table.creature("bryn").hp, table.creature("kara").hp, table.creature("far").hp]).toEqual([
      11, 16, 20,
    ]);
    expect(table.creature("wyrm").resources["fire-breath"]).toBe(0);
  });

  test("[ARE-5] spent, it is refused before a die falls; so is one without a direction", () => {
    const table = given({ creatures: [wyrm(), hero("kara", { at: [12, 12] })] });
    const { direction: _, ...aimless } = breathe;
    expect(table.refused("dm", aimless)).toBe("malformed");
    expect(kindsOf(table.does("dm", breathe))).toEqual(["feature-used"]);
    expect(table.refused("dm", breathe)).toBe("no-uses-left");
  });

  test("[ARE-6] walls stop it, and cover from where it begins helps a Dexterity save", () => {
    const behind = given({
      map: field({ wall: [4, 5, 6].map((y) => [3, y] as const) }),
      creatures: [wyrm(), hero("kara", { at: [5, 5] })],
    });
    expect(kindsOf(behind.does("dm", breathe))).toEqual(["feature-used"]);
    const table = given({
      map: field({ "half-cover": [[4, 5]] }),
      creatures: [wyrm(), hero("kara", { at: [5, 5] })],
    });
    const events = table.does("dm", breathe, [
      [6, 5],
      [6, 4],
      [20, 11],
    ]);
    const saved = one(events, "check-rolled");
    expect(saved).toMatchObject({ creature: "kara", outcome: "success", roll: { total: 13 } });
    expect(saved.roll.parts).toContainEqual({ value: 2, why: "cover" });
  });

  test("[ARE-7] who evades takes nothing on a success and half on a failure", () => {
    const evasion = [feature("evasion")];
    const table = given({
      creatures: [
        wyrm(),
        hero("kara", { at: [4, 5], features: evasion }),
        hero("bryn", { at: [5, 4], features: evasion }),
      ],
    });
    table.does("dm", breathe, [
      [6, 5],
      [6, 4],
      [20, 15],
      [20, 2],
    ]);
    expect([table.creature("kara").hp, table.creature("bryn").hp]).toEqual([20, 16]);
  });

  test("[ARE-8] whoever is hidden in it is hit like everyone, and nobody is told", () => {
    const table = given({
      creatures: [
        hero("drake", { at: [2, 5], features: [FIRE] }),
        somebody("spy", { at: [4, 5], concealed: true }),
      ],
    });
    const events = table.does("seat-drake", { ...breathe, by: id("drake") }, [
      [6, 5],
      [6, 4],
      [20, 3],
    ]);
    expect(table.creature("spy").hp).toBe(11);
    for (const { seen } of events) expect(JSON.stringify(seen)).not.toContain("spy");
    const whole = events.filter(
      ({ seen }) => seen.table === "whole" || Object.values(seen.seats).includes("whole"),
    );
    expect(JSON.stringify(whole.map(({ event }) => event))).not.toContain("spy");
  });
});
