import { describe, expect, test } from "vitest";
import { type NewEvent, type Sight, seatId, sightOf } from "../../rules/index.ts";
import { BOW, feature, field, given, hero, id, one, SWORD, skills, somebody } from "../support/given.ts";

const KARA = "seat-kara";
const saw = (news: NewEvent | undefined, as: string): Sight | undefined =>
  news && sightOf(news.seen, as === "dm" || as === "table" ? as : seatId(as));
const of = (events: readonly NewEvent[], kind: string) => events.find(({ event }) => event.kind === kind);
const names = (table: ReturnType<typeof given>, as: string) => Object.keys(table.view(as).creatures);

describe("who is on a seat's table", () => {
  test("[SEE-1] a concealed creature is on nobody's table but the DM's, and cannot be told from one that is not there", () => {
    const table = given({
      creatures: [hero("kara", { at: [5, 5] }), somebody("spy", { at: [6, 5], concealed: true })],
      turns: ["kara", "spy"],
    });
    expect(names(table, KARA)).toEqual(["kara"]);
    expect(names(table, "dm")).toEqual(["kara", "spy"]);
    const aim = (target: string) =>
      table.send(KARA, { do: "attack", by: id("kara"), with: "Club", target: id(target) }).rejected;
    expect(aim("spy")).toEqual(aim("nobody"));
    const order = (by: string) => table.send(KARA, { do: "dodge", by: id(by) }).rejected;
    expect(order("spy")).toEqual(order("nobody"));
    expect(table.view(KARA).encounter?.order.map(({ creature }) => creature)).toEqual(["kara"]);
  });

  test("[SEE-2] walls, closed doors, fog and darkness keep a creature off the table; darkvision brings it back", () => {
    const wall = field({
      wall: Array.from({ length: 20 }, (_, y) => [10, y] as const),
    });
    const across = (map: typeof wall, senses = {}) =>
      names(
        given({
          map,
          creatures: [
            hero("kara", { at: [5, 5], block: { senses: { ...NO_SENSES, ...senses } } }),
            somebody("orc", { at: [15, 5] }),
          ],
        }),
        KARA,
      );
    expect(across(field({}))).toEqual(["kara", "orc"]);
    expect(across(wall)).toEqual(["kara"]);
    expect(across(field({ fog: [[15, 5]] }))).toEqual(["kara"]);
    expect(across(field({}, "darkness"))).toEqual(["kara"]);
    expect(across(field({}, "dim"))).toEqual(["kara", "orc"]);
    expect(across(field({}, "darkness"), { darkvision: 60 })).toEqual(["kara", "orc"]);
    expect(across(field({}, "darkness"), { darkvision: 30 })).toEqual(["kara"]);
    expect(across(field({ fog: [[15, 5]] }), { blindsight: 60 })).toEqual(["kara", "orc"]);
  });

  test("[SEE-3] in a fight, who is invisible but does not hide is known by its noise", () => {
    const creatures = [hero("kara", { at: [5, 5] }), somebody("imp", { at: [8, 5] })];
    const invisible = { do: "condition", target: id("imp"), change: "add", name: "invisible" } as const;
    const calm = given({ creatures });
    calm.does("dm", invisible);
    expect(names(calm, KARA)).toEqual(["kara"]);
    const fight = given({ creatures, turns: ["kara", "imp"] });
    fight.does("dm", invisible);
    expect(names(fight, KARA)).toEqual(["kara", "imp"]);
  });

  test("[SEE-4] who hides from a seat leaves its table, and stays on the others'", () => {
    const table = given({
      creatures: [
        hero("kara", { at: [5, 5] }),
        hero("bryn", { at: [5, 9] }),
        somebody("gob", { at: [8, 5], start: { hidden: { stealth: 15, from: ["kara"] } } }),
      ],
    });
    expect(names(table, KARA)).toEqual(["kara", "bryn"]);
    expect(names(table, "seat-bryn")).toEqual(["kara", "bryn", "gob"]);
    expect(names(table, "table")).toEqual(["kara", "bryn"]);
  });

  test("[SEE-5] a player whose character is down sees what the friends who are up see", () => {
    const table = given({
      map: field({ wall: Array.from({ length: 20 }, (_, y) => [10, y] as const) }),
      creatures: [
        hero("kara", { at: [5, 5] }),
        hero("bryn", { at: [15, 5] }),
        somebody("gob", { at: [16, 5] }),
      ],
    });
    expect(names(table, KARA)).toEqual(["kara", "bryn"]);
    table.does("dm", { do: "damage", target: id("kara"), amount: 20, type: "fire" });
    expect(names(table, KARA)).toEqual(["kara", "bryn", "gob"]);
  });
});

const NO_SENSES = { darkvision: 0, blindsight: 0, tremorsense: 0, truesight: 0 };

describe("what shows of a creature", () => {
  test("[SEE-6] a foe shows its looks: no hit points, armor class, attacks, features, notes or pips", () => {
    const table = given({
      creatures: [
        hero("kara", { at: [5, 5] }),
        somebody("gob", { at: [6, 5], notes: "carries the key", features: [feature("nimble-escape")] }),
      ],
      turns: ["kara", "gob"],
    });
    expect(table.view(KARA).creatures[id("gob")]).toMatchObject({
      health: "unhurt",
      hp: -1,
      maxHp: -1,
      ac: -1,
      notes: "",
      attacks: [],
      features: [],
      speedFeet: -1,
      movementLeftFeet: -1,
      action: false,
    });
    const shown = JSON.stringify([table.view(KARA), table.view("table")]);
    expect(shown).not.toContain("carries the key");
    expect(table.view("dm").creatures[id("gob")]).toMatchObject({ hp: 20, ac: 12, notes: "carries the key" });
  });

  test("[SEE-7] friends show their numbers; what they can do shows to whoever plays them", () => {
    const table = given({ creatures: [hero("kara", { at: [5, 5] }), hero("bryn", { at: [6, 5] })] });
    const bryn = table.view(KARA).creatures[id("bryn")];
    expect(bryn).toMatchObject({ hp: 20, ac: 12, mine: false, attacks: [] });
    expect(table.view("seat-bryn").creatures[id("bryn")]).toMatchObject({ mine: true });
    expect(table.view("seat-bryn").creatures[id("bryn")]?.attacks.map(({ name }) => name)).toEqual(["Club"]);
  });

  test("[SEE-8] of a decision that waits for somebody else, only that something waits shows", () => {
    const table = given({
      creatures: [
        hero("kara", { at: [5, 5] }),
        hero("bryn", { at: [9, 9] }),
        somebody("gob", { at: [6, 5] }),
      ],
      turns: ["kara", "gob", "bryn"],
    });
    table.does(KARA, { do: "move", by: id("kara"), path: [[4, 5]] });
    for (const seat of [KARA, "seat-bryn", "table"]) {
      expect(table.view(seat)).toMatchObject({ waiting: true, requests: {} });
    }
    expect(Object.keys(table.view("dm").requests)).toEqual(["r1"]);
    expect(table.view("dm").waiting).toBe(false);
  });
});

describe("what an event shows", () => {
  const duel = (extra = {}) =>
    given({
      creatures: [
        hero("kara", { at: [5, 5], attacks: [SWORD] }),
        hero("bryn", { at: [5, 9] }),
        somebody("gob", { at: [6, 5], attacks: [SWORD, BOW], ...extra }),
      ],
      turns: ["kara", "gob", "bryn"],
    });

  test("[WIT-1] of a hit on a foe, players see their roll and the damage, not the armor class or the hit points", () => {
    const table = duel();
    const events = table.does(KARA, { do: "attack", by: id("kara"), with: "Sword", target: id("gob") }, [
      [20, 12],
      [8, 4],
    ]);
    const rolled = saw(of(events, "attack-rolled"), KARA);
    expect(rolled).toMatchObject({ outcome: "hit", roll: { total: 17 } });
    expect(rolled).not.toHaveProperty("against");
    const taken = saw(of(events, "damage-taken"), KARA);
    expect(taken).toEqual({
      kind: "damage-taken",
      target: "gob",
      source: "kara",
      amount: 7,
      type: "slashing",
    });
    expect(saw(of(events, "damage-taken"), "dm")).toBe("whole");
  });

  test("[WIT-2] of a foe's attack, players see the outcome and what it did to them, not its bonus or dice", () => {
    const table = duel();
    table.does(KARA, { do: "end-turn", by: id("kara") });
    const events = table.does("dm", { do: "attack", by: id("gob"), with: "Sword", target: id("kara") }, [
      [20, 12],
      [8, 4],
    ]);
    const rolled = saw(of(events, "attack-rolled"), KARA);
    expect(rolled).toMatchObject({ outcome: "hit", against: { ac: 12 } });
    expect(rolled).not.toHaveProperty("roll");
    expect(saw(of(events, "damage-rolled"), KARA)).not.toHaveProperty("rolls");
    expect(saw(of(events, "damage-taken"), KARA)).toBe("whole");
    expect(saw(of(events, "damage-taken"), "table")).toBe("whole");
  });

  test("[WIT-3] damage from an unseen source keeps its amount and loses its source", () => {
    const table = duel({ concealed: true });
    table.does(KARA, { do: "end-turn", by: id("kara") });
    const events = table.does("dm", { do: "attack", by: id("gob"), with: "Sword", target: id("kara") }, [
      [20, 2],
      [20, 12],
      [8, 4],
    ]);
    expect(saw(of(events, "economy-spent"), KARA)).toBe("nothing");
    expect(saw(of(events, "attack-declared"), KARA)).toEqual({ kind: "attack-declared", target: "kara" });
    const taken = saw(of(events, "damage-taken"), KARA);
    expect(taken).toMatchObject({ target: "kara", amount: 7, hpAfter: 13 });
    expect(taken).not.toHaveProperty("source");
    expect(JSON.stringify(events.map((news) => [saw(news, KARA), saw(news, "table")]))).not.toContain("gob");
  });

  test("[WIT-4] a monster's stat block and the DM's notes never leave with it", () => {
    const table = given({
      creatures: [hero("kara", { at: [1, 1] }), somebody("gob", { at: [3, 3], notes: "the traitor" })],
    });
    const added = table.news.filter(({ event }) => event.kind === "creature-added");
    expect(saw(added[0], KARA)).toBe("whole");
    expect(saw(added[1], KARA)).toEqual({ kind: "creature-added", id: "gob", name: "gob", at: [3, 3] });
    const noted = table.does("dm", { do: "note", target: id("gob"), text: "knows the way" });
    expect(saw(noted[0], KARA)).toBe("nothing");
    const hidden = table.does("dm", {
      do: "add-creature",
      creature: somebody("spy", { at: [4, 4], concealed: true }),
    });
    expect(saw(hidden[0], KARA)).toBe("nothing");
  });

  test("[WIT-5] of a walk behind a wall, only the squares in sight show", () => {
    const table = given({
      map: field({
        wall: [
          [8, 3],
          [8, 4],
          [8, 5],
        ],
      }),
      creatures: [hero("kara", { at: [4, 4] }), somebody("gob", { at: [11, 0] })],
    });
    const events = table.does("dm", {
      do: "move",
      by: id("gob"),
      path: [
        [11, 1],
        [11, 2],
        [11, 3],
        [11, 4],
      ],
    });
    const seen = saw(of(events, "moved"), KARA);
    expect(seen).toMatchObject({
      creature: "gob",
      path: [
        [11, 1],
        [11, 2],
      ],
    });
    expect(seen).not.toHaveProperty("costFeet");
    const placed = table.does("dm", { do: "place", creature: id("gob"), at: [12, 4] });
    expect(saw(placed[0], KARA)).toBe("nothing");
  });

  test("[WIT-6] the machine's bookkeeping and other seats' requests show to nobody", () => {
    const table = duel();
    const events = table.does(KARA, { do: "move", by: id("kara"), path: [[4, 5]] });
    for (const kind of ["frame-pushed", "request-opened"]) {
      expect(saw(of(events, kind), KARA)).toBe("nothing");
      expect(saw(of(events, kind), "dm")).toBe("whole");
    }
  });

  test("[WIT-7] a hidden roll shows to the DM alone", () => {
    const table = duel();
    const roll = { do: "check", ability: "wis", skill: "perception", hidden: true } as const;
    const events = table.does("dm", { ...roll, by: id("kara") }, [[20, 9]]);
    expect(saw(events[0], KARA)).toBe("nothing");
    expect(one(events, "check-rolled").roll.dice[0]?.stream).toBe("hidden");
    expect(table.refused(KARA, { ...roll, by: id("kara") })).toBe("not-allowed");
  });

  test("[WIT-8] words to the DM are between the speaker and the DM; a narration has its audience", () => {
    const table = duel();
    const said = table.does(KARA, { do: "say", text: "I palm the ring", to: "dm", by: id("kara") });
    expect([saw(said[0], KARA), saw(said[0], "seat-bryn"), saw(said[0], "table")]).toEqual([
      "whole",
      "nothing",
      "nothing",
    ]);
    const told = table.does("room", {
      do: "narrate",
      text: "You feel watched.",
      about: [1],
      voice: "built-in",
      audience: seatId("seat-bryn"),
    });
    expect([saw(told[0], KARA), saw(told[0], "seat-bryn")]).toEqual(["nothing", "whole"]);
    const tale = { do: "narrate", text: "Later.", about: [999], voice: "model", audience: "table" } as const;
    expect(table.refused("room", tale)).toBe("malformed");
    expect(table.refused(KARA, { ...tale, about: [] })).toBe("not-allowed");
  });

  test("[WIT-9] of a fight with someone concealed, order and initiative leave it out", () => {
    const table = given({
      creatures: [
        hero("kara", { at: [5, 5] }),
        somebody("gob", { at: [6, 5] }),
        somebody("spy", { at: [7, 5], concealed: true }),
      ],
    });
    const events = table.does("dm", { do: "roll-initiative" }, [
      [20, 9],
      [20, 8],
    ]);
    expect(saw(of(events, "encounter-started"), KARA)).toMatchObject({ order: ["kara", "gob"] });
    expect(JSON.stringify(events.map((news) => saw(news, KARA)))).not.toContain("spy");
  });

  test("[WIT-10] who walks into somebody unseen is stopped, not refused", () => {
    const table = given({
      creatures: [hero("kara", { at: [5, 5] }), somebody("spy", { at: [7, 5], concealed: true })],
      turns: ["kara", "spy"],
    });
    const events = table.does(KARA, {
      do: "move",
      by: id("kara"),
      path: [
        [6, 5],
        [7, 5],
        [8, 5],
      ],
    });
    expect(one(events, "moved").path).toEqual([[6, 5]]);
    expect(one(events, "movement-stopped").why).toBe("a creature is in the way");
    expect(table.creature("kara").at).toEqual([6, 5]);
  });

  test("[WIT-11] hiding shows that one is gone, not the roll nor from whom", () => {
    const table = given({
      map: field({
        wall: [
          [7, 4],
          [7, 5],
          [7, 6],
        ],
      }),
      creatures: [
        hero("kara", { at: [4, 5] }),
        somebody("gob", { at: [9, 5], block: skills({ stealth: 6 }) }),
      ],
      turns: ["gob", "kara"],
    });
    const events = table.does("dm", { do: "hide", by: id("gob") }, [[20, 9]]);
    expect(one(events, "hid")).toMatchObject({ from: ["kara"], roll: { total: 15 } });
    expect(JSON.stringify(events.map((news) => saw(news, KARA)))).not.toContain("15");
  });
});
