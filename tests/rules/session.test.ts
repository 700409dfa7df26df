import { describe, expect, test } from "vitest";
import { canonical, fold, seatId, userId } from "../../rules/index.ts";
import { DM, given, hero, id, kindsOf, one, SWORD, somebody, TestTable } from "../support/given.ts";

const duel = () =>
  given({
    creatures: [hero("kara", { at: [5, 5], attacks: [SWORD] }), somebody("gob", { at: [6, 5] })],
    turns: ["kara", "gob"],
  });
const strike = { do: "attack", by: id("kara"), with: "Sword", target: id("gob") } as const;

describe("a session and its seats", () => {
  test("[SES-1] nothing happens before it starts, but for those who still talk nothing while it is paused", () => {
    const early = new TestTable();
    expect(early.refused("room", { do: "pause" })).toBe("session-not-active");
    const table = duel();
    table.does("dm", { do: "pause" });
    expect(table.refused("seat-kara", strike)).toBe("session-not-active");
    table.does("seat-kara", { do: "say", text: "Back in five", to: "table" });
    table.does("dm", { do: "resume" });
    expect(table.refused("dm", { do: "resume" })).toBe("no-effect");
  });

  test("[SES-2] an ended session takes nothing more, and shows the secret of its open dice", () => {
    const table = duel();
    expect(table.refused("seat-kara", { do: "end-session", diceSecret: "s" })).toBe("not-allowed");
    const events = table.does("dm", { do: "end-session", diceSecret: "the secret" });
    expect(events[0]?.seen).toEqual({ table: "whole", seats: {} });
    expect(one(events, "session-ended").diceSecret).toBe("the secret");
    expect(table.refused("dm", { do: "say", text: "Good night", to: "table" })).toBe("session-ended");
  });

  test("[SES-3] seats add to the dice once, and only before the first die falls", () => {
    const table = duel();
    const entropy = "0123456789abcdef".repeat(2);
    expect(table.refused("seat-kara", { do: "contribute-dice", entropy: "xyz" })).toBe("malformed");
    table.does("seat-kara", { do: "contribute-dice", entropy });
    expect(table.refused("seat-kara", { do: "contribute-dice", entropy })).toBe("dice-sealed");
    table.does("seat-kara", strike, [[20, 2]]);
    expect(table.refused("dm", { do: "contribute-dice", entropy })).toBe("dice-sealed");
  });

  test("[SES-4] spectators watch, strangers have no seat, players have no DM's commands", () => {
    const table = duel();
    const seat = seatId("guest");
    table.does("room", { do: "take-seat", seat, user: userId("g"), name: "Guest", role: "spectator" });
    expect(table.refused("guest", { do: "say", text: "hi", to: "table" })).toBe("not-allowed");
    expect(table.refused("nobody", { do: "say", text: "hi", to: "table" })).toBe("no-such-seat");
    expect(table.refused("seat-kara", { do: "end-combat" })).toBe("not-allowed");
    expect(
      table.refused("seat-kara", { do: "take-seat", seat, user: userId("g"), name: "G", role: "dm" }),
    ).toBe("not-allowed");
    expect(table.refused("seat-kara", { do: "leave-seat", seat: DM })).toBe("not-allowed");
  });

  test("[SES-5] nobody plays another's creature, but for the DM", () => {
    const table = duel();
    expect(table.refused("seat-kara", { do: "drop-prone", by: id("gob") })).toBe("not-your-creature");
    table.does("dm", { do: "drop-prone", by: id("kara") });
  });

  test("[SES-6] players bring their own characters; nobody comes twice or onto a wall", () => {
    const table = duel();
    const bryn = hero("bryn", { at: [1, 1], seat: "seat-kara" });
    expect(table.refused("seat-kara", { do: "join-character", creature: { ...bryn, seat: DM } })).toBe(
      "not-your-creature",
    );
    table.does("seat-kara", { do: "join-character", creature: bryn });
    expect(table.refused("seat-kara", { do: "join-character", creature: bryn })).toBe("malformed");
    expect(table.refused("dm", { do: "add-creature", creature: somebody("x", { at: [25, 1] }) })).toBe(
      "out-of-bounds",
    );
  });
});

describe("folding and undoing", () => {
  test("[FLD-1] the fold of the log is the state, whatever was played", () => {
    const table = duel();
    table.does("seat-kara", strike, [
      [20, 12],
      [8, 4],
    ]);
    table.does("seat-kara", { do: "end-turn", by: id("kara") });
    table.does("dm", { do: "attack", by: id("gob"), with: "Club", target: id("kara") }, [
      [20, 20],
      [4, 4],
      [4, 4],
    ]);
    expect(fold(table.log)).toEqual(table.state);
    expect(canonical(fold(table.log.slice(5), fold(table.log.slice(0, 5))))).toBe(canonical(table.state));
  });

  test("[FLD-2] an undo goes back to just after a number; draw numbers, seats and pauses stay", () => {
    const table = duel();
    const before = table.state;
    table.does("seat-kara", strike, [
      [20, 12],
      [8, 4],
    ]);
    table.does("room", {
      do: "take-seat",
      seat: seatId("late"),
      user: userId("l"),
      name: "Late",
      role: "player",
    });
    const head = table.state.sequence;
    const events = table.does("dm", { do: "undo", toSequence: before.sequence, reason: "wrong target" });
    expect(one(events, "undone")).toMatchObject({ from: before.sequence + 1, to: head });
    expect(table.creature("gob").hp).toBe(20);
    expect(table.creature("kara").economy.action).toBe(true);
    expect(table.state.dice.drawn.open).toBe(2);
    expect(table.state.seats[seatId("late")]?.name).toBe("Late");
    expect(table.state.sequence).toBe(head + 1);
    const again = table.does("seat-kara", strike, [[20, 3]]);
    expect(one(again, "attack-rolled").roll.dice[0]?.draw).toBe(3);
  });

  test("[FLD-3] an undo of an undo brings back what was undone", () => {
    const table = duel();
    table.does("seat-kara", strike, [
      [20, 12],
      [8, 4],
    ]);
    const struck = table.state.sequence;
    table.does("dm", { do: "undo", toSequence: struck - 5, reason: "no" });
    expect(table.creature("gob").hp).toBe(20);
    table.does("dm", { do: "undo", toSequence: struck, reason: "yes after all" });
    expect(table.creature("gob").hp).toBe(13);
  });

  test("[FLD-4] there is nothing to undo at the head", () => {
    const table = duel();
    expect(table.refused("dm", { do: "undo", toSequence: table.state.sequence, reason: "" })).toBe(
      "nothing-to-undo",
    );
    expect(table.refused("dm", { do: "undo", toSequence: 0, reason: "" })).toBe("malformed");
  });
});

describe("the canonical text", () => {
  test("[CAN-1] keys are sorted by code units, numbers are whole, nothing else gets in", () => {
    expect(canonical({ b: 1, a: [true, null, "é\n"], "": {} })).toBe('{"":{},"a":[true,null,"é\\n"],"b":1}');
    expect(canonical(-0)).toBe("0");
    for (const value of [
      1.5,
      Number.NaN,
      2 ** 53,
      undefined,
      { a: undefined },
      "\ud800",
      "\u0000",
      new Date(0),
    ]) {
      expect(() => canonical(value)).toThrow();
    }
  });

  test("[CAN-2] every state has one", () => {
    const table = duel();
    table.does("seat-kara", { do: "move", by: id("kara"), path: [[4, 5]] });
    expect(JSON.parse(canonical(table.state))).toEqual(JSON.parse(JSON.stringify(table.state)));
    expect(kindsOf(table.news)).toContain("request-opened");
  });
});
