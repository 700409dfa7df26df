import { describe, expect, test } from "vitest";
import { commandId, decide, fold, requestId } from "../../rules/index.ts";
import {
  all,
  BOW,
  DM,
  feature,
  given,
  hero,
  id,
  kindsOf,
  melee,
  one,
  SWORD,
  somebody,
} from "../support/given.ts";
import { Tape } from "../support/tape.ts";

const beside = (extra = {}) => [
  hero("kara", { at: [5, 5], attacks: [SWORD], ...extra }),
  somebody("gob", { at: [6, 5], attacks: [SWORD] }),
];

describe("one command, one append", () => {
  test("[RES-1] an attack that hits is declared, rolled, and its damage taken in one go", () => {
    const table = given({ creatures: beside(), turns: ["kara", "gob"] });
    const events = table.does(
      "seat-kara",
      { do: "attack", by: id("kara"), with: "sword", target: id("gob") },
      [
        [20, 12],
        [8, 4],
      ],
    );
    expect(kindsOf(events)).toEqual([
      "economy-spent",
      "attack-declared",
      "attack-rolled",
      "damage-rolled",
      "damage-taken",
    ]);
    expect(table.creature("gob").hp).toBe(13);
    expect(table.state.stack).toEqual([]);
  });

  test("[RES-2] every event of an attack names the rules that govern it, the governing one first", () => {
    const table = given({ creatures: beside(), turns: ["kara", "gob"] });
    const events = table.does(
      "seat-kara",
      { do: "attack", by: id("kara"), with: "Sword", target: id("gob") },
      [
        [20, 20],
        [8, 4],
        [8, 1],
      ],
    );
    for (const { event, rules } of events) expect(rules.length, event.kind).toBeGreaterThan(0);
    const rolled = events.find(({ event }) => event.kind === "attack-rolled");
    expect(rolled?.rules.slice(0, 3)).toEqual([
      "combat.attack-rolls",
      "combat.natural-1-or-20",
      "combat.critical-hits",
    ]);
  });

  test("[RES-3] draws are numbered from 1 without holes, across commands", () => {
    const table = given({ creatures: beside(), turns: ["kara", "gob"] });
    table.does("seat-kara", { do: "attack", by: id("kara"), with: "Sword", target: id("gob") }, [[20, 2]]);
    table.does("dm", { do: "check", by: id("gob"), ability: "str", hidden: true }, [[20, 2]]);
    const events = table.does("dm", { do: "fall", target: id("gob"), feet: 20 }, [
      [6, 1],
      [6, 2],
    ]);
    const draws = one(events, "damage-rolled").rolls.flatMap(({ dice }) => dice.map(({ draw }) => draw));
    expect(draws).toEqual([2, 3]);
    expect(table.state.dice.drawn).toEqual({ open: 3, hidden: 1 });
  });
});

describe("a decision that waits", () => {
  const leaving = () =>
    given({
      creatures: [
        hero("kara", { at: [5, 5] }),
        somebody("gob", { at: [6, 5], attacks: [SWORD] }),
        somebody("orc", { at: [4, 5], attacks: [SWORD] }),
      ],
      turns: ["kara", "orc", "gob"],
    });
  const away = {
    do: "move",
    by: id("kara"),
    path: [
      [5, 6],
      [5, 7],
      [5, 8],
    ],
  } as const;

  test("[RES-4] several reactors are asked in initiative order, each resolves whole, the mover goes on by itself", () => {
    const table = leaving();
    const first = table.does("seat-kara", away);
    expect(kindsOf(first)).toEqual(["moved", "frame-pushed", "request-opened"]);
    expect(table.state.requests[0]).toMatchObject({
      creature: "orc",
      trigger: "leaves-reach",
      about: "kara",
    });
    expect(table.creature("kara").at).toEqual([5, 6]);
    const second = table.does("dm", { do: "react", by: id("orc"), choice: "opportunity-attack" }, [
      [20, 12],
      [8, 2],
    ]);
    expect(one(second, "damage-taken").amount).toBe(5);
    expect(table.state.requests[0]?.creature).toBe("gob");
    const third = table.does("dm", { do: "decline", by: id("gob") });
    expect(one(third, "moved").path).toEqual([
      [5, 7],
      [5, 8],
    ]);
    expect(table.state.stack).toEqual([]);
    expect(table.creature("orc").economy.reaction).toBe(false);
    expect(table.creature("gob").economy.reaction).toBe(true);
  });

  test("[RES-5] who falls to an opportunity attack falls where it was struck", () => {
    const table = leaving();
    table.does("seat-kara", away);
    table.does("dm", { do: "react", by: id("orc"), choice: "opportunity-attack", with: "Sword" }, [
      [20, 20],
      [8, 8],
      [8, 8],
    ]);
    const events = table.does("dm", { do: "react", by: id("gob"), choice: "opportunity-attack" }, [
      [20, 19],
      [8, 8],
    ]);
    expect(kindsOf(events)).toContain("fell-unconscious");
    expect(kindsOf(events)).not.toContain("moved");
    expect(table.creature("kara").at).toEqual([5, 6]);
  });

  test("[RES-6] while somebody is asked only the answer, talk, seats, the pause and the DM's cancelling are accepted", () => {
    const table = leaving();
    table.does("seat-kara", away);
    expect(table.refused("seat-kara", { do: "end-turn", by: id("kara") })).toBe("pending-request");
    expect(table.refused("dm", { do: "damage", target: id("kara"), amount: 1, type: "fire" })).toBe(
      "pending-request",
    );
    table.does("seat-kara", { do: "say", text: "Uh-oh", to: "table" });
    table.does("dm", { do: "pause" });
    expect(table.refused("dm", { do: "decline", by: id("orc") })).toBe("session-not-active");
    table.does("dm", { do: "resume" });
    table.does("dm", { do: "cancel-resolution", reason: "we agreed otherwise" });
    expect(table.state.requests).toEqual([]);
    expect(table.state.stack).toEqual([]);
    expect(table.creature("kara").at).toEqual([5, 6]);
  });

  test("[RES-7] a stale, strange or foreign answer is refused", () => {
    const table = leaving();
    table.does("seat-kara", away);
    const answer = { do: "react", by: id("orc"), choice: "opportunity-attack" } as const;
    expect(table.refused("dm", { ...answer, request: requestId("r99") })).toBe("stale-answer");
    expect(table.refused("dm", { ...answer, choice: "shield" })).toBe("illegal-answer");
    expect(table.refused("dm", { ...answer, with: "Halberd" })).toBe("illegal-answer");
    expect(table.refused("seat-kara", answer)).toBe("not-your-creature");
    expect(table.refused("dm", { ...answer, by: id("gob") })).toBe("no-such-request");
  });

  test("[RES-8] when time runs out the default answers", () => {
    const table = leaving();
    table.does("seat-kara", away);
    const request = table.state.requests[0]?.id ?? requestId("");
    expect(table.refused("seat-kara", { do: "time-out", request })).toBe("not-allowed");
    const events = table.does("room", { do: "time-out", request });
    expect(one(events, "request-answered")).toMatchObject({ choice: "decline", by: "default" });
    expect(table.state.requests[0]?.creature).toBe("gob");
  });

  test("[RES-9] a waiting decision lives in the state: folded from the log it is the same", () => {
    const table = leaving();
    table.does("seat-kara", away);
    expect(table.state.stack).toHaveLength(1);
    expect(fold(table.log)).toEqual(table.state);
    const again = structuredClone(table.state);
    const answered = decide(
      again,
      {
        commandId: commandId("c"),
        actor: { kind: "seat", seat: DM },
        command: { do: "decline", by: id("orc") },
      },
      new Tape([]),
    );
    expect(answered.ok && kindsOf(answered.value)).toEqual([
      "request-answered",
      "frame-popped",
      "frame-pushed",
      "request-opened",
    ]);
  });
});

describe("dice rolled by hand", () => {
  const byHand = () =>
    given({
      creatures: beside({ attacks: [SWORD, BOW] }),
      turns: ["kara", "gob"],
      diceMode: "player_entered",
    });
  const strike = { do: "attack", by: id("kara"), with: "Sword", target: id("gob") } as const;
  const request = (table: ReturnType<typeof byHand>) => table.state.requests[0]?.id ?? requestId("");

  test("[HND-1] a player's creature is asked for its dice, and the step goes on with the faces entered", () => {
    const table = byHand();
    table.does("seat-kara", strike);
    expect(table.state.requests[0]).toMatchObject({ kind: "roll", dice: [20], purpose: "attack" });
    const entered = { do: "enter-dice", by: id("kara"), request: request(table) } as const;
    const hit = table.does("seat-kara", { ...entered, faces: [15] });
    expect(one(hit, "attack-rolled").roll.dice).toEqual([
      { sides: 20, face: 15, kept: true, draw: null, stream: "open" },
    ]);
    expect(table.state.requests[0]).toMatchObject({ dice: [8], purpose: "damage" });
    table.does("seat-kara", { ...entered, request: request(table), faces: [6] });
    expect(table.creature("gob").hp).toBe(11);
    expect(table.state.dice.drawn.open).toBe(0);
  });

  test("[HND-2] faces are checked for number and range", () => {
    const table = byHand();
    table.does("seat-kara", strike);
    const entered = { do: "enter-dice", by: id("kara"), request: request(table) } as const;
    for (const faces of [[], [0], [21], [3, 4], [1.5]]) {
      expect(table.refused("seat-kara", { ...entered, faces })).toBe("illegal-answer");
    }
  });

  test("[HND-3] advantage asks for both dice at once", () => {
    const table = byHand();
    table.does("dm", { do: "condition", target: id("gob"), change: "add", name: "stunned" });
    table.does("seat-kara", strike);
    expect(table.state.requests[0]?.dice).toEqual([20, 20]);
    const events = table.does("seat-kara", {
      do: "enter-dice",
      by: id("kara"),
      request: request(table),
      faces: [3, 14],
    });
    expect(one(events, "attack-rolled").roll.dice.map(({ kept }) => kept)).toEqual([false, true]);
  });

  test("[HND-4] the DM's creatures are rolled by the server", () => {
    const table = byHand();
    table.does("seat-kara", { do: "end-turn", by: id("kara") });
    const events = table.does("dm", { do: "attack", by: id("gob"), with: "Sword", target: id("kara") }, [
      [20, 2],
    ]);
    expect(one(events, "attack-rolled").roll.dice[0]?.draw).toBe(1);
  });

  test("[HND-5] dice left to the server are drawn, not asked for again", () => {
    const table = byHand();
    table.does("seat-kara", strike);
    const events = table.does("room", { do: "time-out", request: request(table) }, [[20, 2]]);
    expect(one(events, "attack-rolled").outcome).toBe("miss");
    expect(table.state.stack).toEqual([]);
  });

  test("[HND-6] a group's initiative waits for each player in turn", () => {
    const table = given({
      creatures: [
        hero("kara", { at: [1, 1] }),
        somebody("gob", { at: [8, 8] }),
        hero("bryn", { at: [2, 2] }),
      ],
      diceMode: "player_entered",
    });
    table.does("dm", { do: "roll-initiative" });
    expect(table.state.requests[0]).toMatchObject({ creature: "kara", purpose: "initiative" });
    const entered = { do: "enter-dice", by: id("kara"), faces: [11] } as const;
    table.does("seat-kara", { ...entered, request: request(table) }, [[20, 5]]);
    expect(table.state.requests[0]?.creature).toBe("bryn");
    table.does("seat-bryn", { ...entered, by: id("bryn"), request: request(table), faces: [17] });
    expect(table.state.encounter?.order).toEqual(["bryn", "kara", "gob"]);
  });
});

describe("dice rolled again by hand", () => {
  const great = melee("Greatsword", {
    dice: [2, 6],
    type: "slashing",
    properties: ["heavy", "two-handed"],
  });
  const table = () =>
    given({
      creatures: beside({
        attacks: [great],
        features: [feature("lucky"), feature("fighting-style", {}, "great-weapon-fighting")],
      }),
      turns: ["kara", "gob"],
      diceMode: "player_entered",
    });
  const strike = { do: "attack", by: id("kara"), with: "Greatsword", target: id("gob") } as const;
  const request = (of: ReturnType<typeof table>) => of.state.requests[0]?.id ?? requestId("");

  test("[HND-7] a die that is rolled again is asked for like the first, and both stand on the card", () => {
    const hand = table();
    const enter = (faces: readonly number[]) =>
      hand.does("seat-kara", { do: "enter-dice", by: id("kara"), request: request(hand), faces });
    hand.does("seat-kara", strike);
    enter([1]);
    expect(hand.state.requests[0]).toMatchObject({ dice: [20], purpose: "attack" });
    const rolled = enter([15]);
    expect(one(rolled, "attack-rolled").roll.dice.map(({ face, kept }) => [face, kept])).toEqual([
      [1, false],
      [15, true],
    ]);
    enter([2, 5]);
    expect(hand.state.requests[0]).toMatchObject({ dice: [6], purpose: "damage" });
    const damaged = enter([6]);
    expect(one(damaged, "damage-rolled").rolls[0]?.dice.map(({ face, kept }) => [face, kept])).toEqual([
      [2, false],
      [6, true],
      [5, true],
    ]);
    expect(hand.creature("gob").hp).toBe(20 - 6 - 5 - 2);
    expect(hand.state.dice.drawn.open).toBe(0);
  });

  test("[HND-8] the second die may be left to the server; the first stays as it was entered", () => {
    const hand = table();
    hand.does("seat-kara", strike);
    hand.does("seat-kara", { do: "enter-dice", by: id("kara"), request: request(hand), faces: [1] });
    const events = hand.does("room", { do: "time-out", request: request(hand) }, [[20, 3]]);
    expect(one(events, "attack-rolled").roll.dice.map(({ draw }) => draw)).toEqual([null, 1]);
  });
});

describe("what a hit does beside its damage", () => {
  const bite = melee("Bite", {
    dice: [1, 4],
    type: "piercing",
    riders: [
      {
        kind: "save",
        ability: "con",
        dc: 11,
        onFailure: { condition: "poisoned", damage: [{ count: 2, sides: 6, bonus: 0, type: "poison" }] },
        halfOnSuccess: true,
      },
      { kind: "grapple", escapeDc: 13, restrains: true },
    ],
  });
  const scene = () =>
    given({
      creatures: [somebody("spider", { at: [5, 5], attacks: [bite] }), hero("kara", { at: [6, 5] })],
      turns: ["spider", "kara"],
    });
  const strike = { do: "attack", by: id("spider"), with: "Bite", target: id("kara") } as const;

  test("[RID-1] the dice that a rider's save decides about fall before the save, both after the hit's damage", () => {
    const table = scene();
    table.does("dm", strike, [
      [20, 15],
      [4, 1],
      [6, 3],
      [6, 4],
      [20, 5],
    ]);
    expect(table.creature("kara").hp).toBe(20 - 3 - 7);
    expect(table.conditions("kara")).toEqual(["poisoned", "grappled", "restrained"]);
  });

  test("[RID-2] a success halves and spares the condition; a critical hit doubles none of the save's dice", () => {
    const table = scene();
    const events = table.does("dm", strike, [
      [20, 20],
      [4, 1],
      [4, 1],
      [6, 3],
      [6, 4],
      [20, 15],
    ]);
    expect(all(events, "damage-taken").map(({ amount }) => amount)).toEqual([4, 3]);
    expect(table.conditions("kara")).toEqual(["grappled", "restrained"]);
  });

  test("[RID-3] the held escape against the DC of the stat block, and are free of all of it", () => {
    const table = scene();
    table.does("dm", strike, [
      [20, 15],
      [4, 1],
      [6, 3],
      [6, 4],
      [20, 15],
    ]);
    table.does("dm", { do: "end-turn", by: id("spider") });
    expect(table.refused("seat-kara", { do: "move", by: id("kara"), path: [[7, 5]] })).toBe("cannot-move");
    table.does("seat-kara", { do: "escape", by: id("kara"), from: id("spider") }, [[20, 13]]);
    expect(table.conditions("kara")).toEqual([]);
  });

  test("[RID-4] a grapple ends with a grappler that can no longer hold", () => {
    const table = scene();
    table.does("dm", strike, [
      [20, 15],
      [4, 1],
      [6, 3],
      [6, 4],
      [20, 15],
    ]);
    table.does("dm", { do: "condition", target: id("spider"), change: "add", name: "stunned" });
    expect(table.conditions("kara")).toEqual([]);
  });
});
