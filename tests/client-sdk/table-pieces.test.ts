import { expect, it } from "vitest";
import type { CreatureView, MapView, SeatView } from "../../client-sdk/src/index.ts";
import { READY_MADE, SCENES } from "../../client-sdk/table/ready-made.ts";
import { feetBetween, squareName } from "../../client-sdk/table/scene.ts";
import { tellingOf } from "../../client-sdk/table/telling.ts";
import { waysFor } from "../../client-sdk/table/ways.ts";
import { monsterSpec, sheetSpec } from "../../rules/content/index.ts";
import { characterId, creatureId, seatId } from "../../rules/ids.ts";
import { entryAt } from "./small-room.ts";
import { CROWDED, seatView } from "./views.ts";

const [karaInView] = Object.values(CROWDED.creatures);
if (karaInView === undefined) throw new Error("Kara is missing");
const KARA: CreatureView = { ...karaInView, conditions: [] };

const standing = (id: string, x: number, y: number, more: Partial<CreatureView> = {}): CreatureView => ({
  ...KARA,
  id: creatureId(id),
  name: id,
  x,
  y,
  ...more,
});

function around(map: Partial<MapView>, creatures: readonly CreatureView[]): SeatView {
  return seatView({
    map: { width: 7, height: 5, light: "bright", terrain: [], ...map },
    creatures: Object.fromEntries(creatures.map((creature) => [creature.id, creature])),
  });
}

/** Cost of the way to each square, drawn: digits are fives of feet, a dot is out of reach. */
function drawn(view: SeatView, mover: CreatureView, feet: number): string[] {
  const { width = 0, height = 0 } = view.map ?? {};
  const ways = waysFor(view, mover, feet);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      String((ways.get(y * width + x)?.costFeet ?? -5) / 5).replace("-1", "."),
    ).join(""),
  );
}

it("[WEB-9] the preview goes as far as the speed, and one diagonal costs as one square", () => {
  const kara = standing("kara", 0, 0);
  expect(drawn(around({}, [kara]), kara, 15)).toEqual([
    ".123...",
    "1123...",
    "2223...",
    "3333...",
    ".......",
  ]);
});

it("[WEB-9] it goes around walls and their corners, and pays double on hard ground", () => {
  const kara = standing("kara", 0, 0);
  const terrain: MapView["terrain"] = [
    { x: 1, y: 0, type: "wall" },
    { x: 0, y: 1, type: "difficult" },
  ];
  expect(drawn(around({ terrain }, [kara]), kara, 20)).toEqual([
    ".......",
    "234....",
    "334....",
    "444....",
    ".......",
  ]);
});

it("[WEB-9] it passes friends, stops in nobody's square, and does not pass foes", () => {
  const kara = standing("kara", 0, 0);
  const friend = standing("pim", 1, 0);
  const foe = standing("snag", 0, 1, { side: "foes" });
  const cells = drawn(around({ height: 2 }, [kara, friend, foe]), kara, 15);
  expect(cells).toEqual(["..23...", ".123..."]);
});

it("[WEB-6] squares have names, and creatures the feet between their nearest edges", () => {
  expect([squareName([0, 0]), squareName([2, 3]), squareName([26, 9])]).toEqual(["A1", "C4", "AA10"]);
  const ogre = standing("ogre", 4, 0, { squares: 2 });
  expect(feetBetween(KARA, ogre)).toBe(10);
  expect(feetBetween(ogre, KARA)).toBe(10);
  expect(feetBetween(KARA, standing("lost", -1, -1))).toBeNull();
});

const names = {
  nameOf: (id: string | null | undefined) => (id === undefined || id === null ? "someone unseen" : id),
};

it("[WEB-7] the log tells what was seen and leaves out what was not", () => {
  const told = (event: Parameters<typeof tellingOf>[0]["event"]) =>
    tellingOf({ ...entryAt(1), event }, names)?.text;
  expect(told(null)).toBeUndefined();
  expect(told({ kind: "frame-popped" })).toBeUndefined();
  expect(
    told({
      kind: "moved",
      creature: creatureId("Kara"),
      path: [[2, 3]],
      costFeet: 5,
      mode: "walk",
      forced: false,
    }),
  ).toBe("Kara moves to C4 (5 ft).");
  expect(told({ kind: "attack-rolled", target: creatureId("Kara"), outcome: "miss" })).toBe(
    "Someone unseen attacks Kara: ",
  );
  expect(told({ kind: "said", text: "  as it was typed", to: "table" })).toBe("  as it was typed");
});

it("[WEB-7] an event of a newer server is named, not swallowed", () => {
  expect(tellingOf({ ...entryAt(1), event: { kind: "moon-risen" } as never }, names)).toMatchObject({
    text: "Moon risen",
  });
});

it("[WEB-8] every ready-made character and monster is one that the rules know", () => {
  for (const { name, sheet } of READY_MADE) {
    const spec = sheetSpec(sheet, {
      id: creatureId("c"),
      name,
      side: "party",
      at: null,
      seat: seatId("s"),
      character: characterId("h"),
      start: {},
    });
    expect(spec, name).toMatchObject({ ok: true });
    expect(spec.ok && spec.value.items.some((item) => item.weapon !== null)).toBe(true);
  }
  for (const { map, monsters } of SCENES) {
    expect(new Set(map.terrain.map(({ x, y }) => `${x},${y}`)).size).toBe(map.terrain.length);
    for (const { monster, at, concealed = false, notes = "" } of monsters) {
      const place = { id: creatureId("m"), side: "foes", at: at ?? null, concealed, notes };
      expect(monsterSpec(monster, place)).toMatchObject({ ok: true });
      expect(map.terrain.some(({ x, y, type }) => type === "wall" && x === at?.[0] && y === at?.[1])).toBe(
        false,
      );
    }
  }
});
