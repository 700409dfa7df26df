import { describe, expect, test } from "vitest";
import type { WireCommand } from "../../client-sdk/src/protocol.ts";
import { commandIdOf, decodeCommand, engineCommand } from "../../rooms/decode.ts";
import { sessionId } from "../../rules/ids.ts";
import { makeWorld, sitter } from "./support/room-server.ts";

/** One of each, with every field that a command may have. The type demands all names. */
const EXAMPLES: { readonly [Name in WireCommand["do"]]: Extract<WireCommand, { readonly do: Name }> } = {
  attack: {
    do: "attack",
    by: "c1",
    with: "Longsword",
    target: "c2",
    mode: "two-handed",
    nonlethal: true,
    ability: "str",
    use: ["sneak-attack"],
  },
  "attack-at": { do: "attack-at", by: "c1", with: "Longsword", at: [3, 4], mode: "melee", use: [] },
  move: {
    do: "move",
    by: "c1",
    path: [
      [1, 2],
      [1, 3],
    ],
    mode: "walk",
  },
  "move-to": { do: "move-to", by: "c1", to: [4, 5], mode: "crawl" },
  dash: { do: "dash", by: "c1", use: ["cunning-action"] },
  disengage: { do: "disengage", by: "c1" },
  dodge: { do: "dodge", by: "c1" },
  ready: {
    do: "ready",
    by: "c1",
    trigger: "the goblin comes near",
    action: { do: "attack", by: "c1", with: "Longsword", target: "c2" },
  },
  help: { do: "help", by: "c1", target: "c2", against: "c3" },
  hide: { do: "hide", by: "c1" },
  search: { do: "search", by: "c1" },
  grapple: { do: "grapple", by: "c1", target: "c2" },
  shove: { do: "shove", by: "c1", target: "c2", effect: "push" },
  escape: { do: "escape", by: "c1", from: "c2" },
  stabilize: { do: "stabilize", by: "c1", target: "c2" },
  stand: { do: "stand", by: "c1" },
  "drop-prone": { do: "drop-prone", by: "c1" },
  equip: { do: "equip", by: "c1", item: "Shield" },
  drop: { do: "drop", by: "c1", item: "Shield" },
  interact: { do: "interact", by: "c1", at: [3, 3] },
  use: { do: "use", by: "c1", feature: "second-wind", target: "c1", option: "x", amount: 5 },
  "end-turn": { do: "end-turn", by: "c1" },
  check: {
    do: "check",
    by: "c1",
    ability: "wis",
    skill: "perception",
    dc: 15,
    advantage: "advantage",
    hidden: true,
  },
  save: { do: "save", by: "c1", ability: "con", dc: 12, advantage: "disadvantage" },
  contest: {
    do: "contest",
    by: "c1",
    ability: "str",
    skill: "athletics",
    target: "c2",
    targetAbility: "dex",
    targetSkill: "acrobatics",
  },
  react: { do: "react", by: "c1", request: "r1", choice: "opportunity-attack", with: "Scimitar", use: [] },
  decline: { do: "decline", by: "c1", request: "r1" },
  "enter-dice": { do: "enter-dice", by: "c1", request: "r1", faces: [20, 3] },
  "set-map": {
    do: "set-map",
    map: { width: 20, height: 20, light: "dim", terrain: [{ x: 1, y: 1, type: "wall" }] },
  },
  "add-monster": {
    do: "add-monster",
    monster: "Goblin",
    name: "Snik",
    side: "foes",
    at: [9, 9],
    concealed: true,
    notes: "knows the way",
  },
  "remove-creature": { do: "remove-creature", target: "c2" },
  place: { do: "place", creature: "c2", at: [1, 1] },
  reveal: { do: "reveal", target: "c2" },
  conceal: { do: "conceal", target: "c2" },
  note: { do: "note", target: "c2", text: "" },
  "roll-initiative": { do: "roll-initiative", surprised: ["c2"] },
  "start-combat": { do: "start-combat", order: ["c1", "c2"], turn: "c1", round: 1, surprised: [] },
  "end-combat": { do: "end-combat" },
  damage: { do: "damage", target: "c1", amount: 4, type: "fire", magical: true, critical: false },
  heal: { do: "heal", target: "c1", amount: 4, temporary: true },
  condition: { do: "condition", target: "c1", change: "add", name: "prone", source: "c2", until: "3 rounds" },
  fall: { do: "fall", target: "c1", feet: 30 },
  environment: { do: "environment", light: "darkness", passMinutes: 10 },
  rest: { do: "rest", kind: "short", hitDice: { c1: 2 } },
  "award-xp": { do: "award-xp", amount: 50, to: ["c1"] },
  adjust: { do: "adjust", target: "c1", hp: 3, reason: "we miscounted" },
  "cancel-resolution": { do: "cancel-resolution", reason: "gone home" },
  undo: { do: "undo", toSequence: 12, reason: "misclick", because: 14 },
  rule: { do: "rule", about: 12, text: "It holds.", reason: "oak", keep: true },
  "answer-appeal": { do: "answer-appeal", appeal: 13, outcome: "overrule", text: "It holds." },
  appeal: { do: "appeal", about: 12, text: "That chandelier is of oak." },
  "bring-character": { do: "bring-character", character: "018f0000-0000-7000-8000-0000000000c1", at: [2, 2] },
  "contribute-dice": { do: "contribute-dice", entropy: "0123456789abcdef0123456789abcdef" },
  say: { do: "say", text: "Hail! 🐉", to: "table", by: "c1" },
  pause: { do: "pause" },
  resume: { do: "resume" },
  "end-session": { do: "end-session" },
};

const codeOf = (command: unknown, commandId: unknown = "id-1") => {
  const read = decodeCommand({ commandId, command });
  return read.ok ? "read" : read.rejection.code;
};

describe("what a client sends", () => {
  test.each(Object.values(EXAMPLES).map((command) => [command.do, command] as const))(
    "[DEC-1] %s is read as it was sent",
    (_, command) => {
      const read = decodeCommand({ commandId: "id-1", command });
      expect(read).toMatchObject({ ok: true, value: { commandId: "id-1", wire: command } });
    },
  );

  test.each(Object.values(EXAMPLES).map((command) => [command.do, command] as const))(
    "[DEC-2] %s with one field too many is refused, so that no roll, seed or damage is smuggled in",
    (_, command) => {
      for (const extra of ["roll", "seed", "damage", "at_", "actor", "seat"])
        expect(codeOf({ ...command, [extra]: 20 })).toBe("malformed");
    },
  );

  test.each([
    ["a negative amount", { ...EXAMPLES.damage, amount: -5 }],
    ["a fraction", { ...EXAMPLES.damage, amount: 1.5 }],
    ["NaN", { ...EXAMPLES.damage, amount: Number.NaN }],
    ["infinity", { ...EXAMPLES.damage, amount: Number.POSITIVE_INFINITY }],
    ["a number beyond all bounds", { ...EXAMPLES.damage, amount: 2 ** 60 }],
    ["a number as text", { ...EXAMPLES.damage, amount: "5" }],
    ["a big number", { ...EXAMPLES.damage, amount: 5n }],
    ["a path without end", { ...EXAMPLES.move, path: Array.from({ length: 101 }, () => [1, 1]) }],
    ["a square of three", { ...EXAMPLES["move-to"], to: [1, 2, 3] }],
    ["a square off every map", { ...EXAMPLES["move-to"], to: [200, 0] }],
    ["a text too long", { ...EXAMPLES.say, text: "a".repeat(2001) }],
    ["U+0000", { ...EXAMPLES.say, text: "a\u0000b" }],
    ["half a character", { ...EXAMPLES.say, text: "a\ud800b" }],
    ["half a character in an id", { ...EXAMPLES.dodge, by: "\udc00" }],
    ["an unknown command", { do: "win" }],
    ["a command of the server", { do: "take-seat", seat: "s", user: "u", name: "n", role: "dm" }],
    ["the creature of one's dreams", { do: "add-creature", creature: {} }],
    ["narration", { do: "narrate", text: "You win", about: [], voice: "model", audience: "table" }],
    ["a time-out", { do: "time-out", request: "r1" }],
    ["an ending with a secret", { do: "end-session", diceSecret: "x" }],
    ["a command's name from the prototype", { do: "constructor" }],
    ["no command", null],
    ["a list", [EXAMPLES.dodge]],
    ["a date", { ...EXAMPLES.dodge, by: new Date(0) }],
    ["a map", new Map(Object.entries(EXAMPLES.dodge))],
    ["bytes", Buffer.from("dodge")],
    ["undefined inside", { ...EXAMPLES.attack, mode: undefined }],
  ])("[DEC-3] %s is malformed", (_, command) => {
    expect(codeOf(command)).toBe("malformed");
  });

  test("[DEC-4] keys that reach a prototype are malformed, wherever they stand", () => {
    const top: unknown = JSON.parse('{"do":"dodge","by":"c1","__proto__":{"admin":true}}');
    expect(codeOf(top)).toBe("malformed");
    const deep: unknown = JSON.parse('{"do":"rest","kind":"short","hitDice":{"__proto__":2}}');
    expect(codeOf(deep)).toBe("malformed");
    expect(codeOf({ do: "rest", kind: "short", hitDice: { constructor: 2 } })).toBe("malformed");
    expect(Object.keys({}).includes("admin")).toBe(false);
  });

  test("[DEC-5] nesting without end is refused before it is walked", () => {
    let deep: unknown = 1;
    for (let n = 0; n < 50_000; n++) deep = [deep];
    expect(codeOf({ do: "dodge", by: deep })).toBe("malformed");
  });

  test("[DEC-6] the id must be a short text; a refusal still finds it", () => {
    expect(codeOf(EXAMPLES.dodge, "")).toBe("malformed");
    expect(codeOf(EXAMPLES.dodge, 7)).toBe("malformed");
    expect(codeOf(EXAMPLES.dodge, "x".repeat(65))).toBe("malformed");
    expect(commandIdOf({ commandId: "abc", command: 1 })).toBe("abc");
    expect(commandIdOf({ commandId: { a: 1 } })).toBe("");
    expect(commandIdOf(null)).toBe("");
  });

  test("[DEC-7] a refusal names the place and does not repeat what was sent", () => {
    const read = decodeCommand({ commandId: "i", command: { ...EXAMPLES.say, text: "a\u0000<script>" } });
    expect(read.ok ? "" : read.rejection.detail).toContain("command.text");
    expect(read.ok ? "" : read.rejection.detail).not.toContain("script");
  });

  test("[DEC-8] the same command has the same hash in any order of its fields, another has another", () => {
    const hash = (command: unknown) => {
      const read = decodeCommand({ commandId: "i", command });
      return read.ok ? read.value.payloadHash : "";
    };
    expect(hash({ by: "c1", do: "dodge" })).toBe(hash({ do: "dodge", by: "c1" }));
    expect(hash({ by: "c2", do: "dodge" })).not.toBe(hash({ do: "dodge", by: "c1" }));
  });
});

describe("what becomes of it", () => {
  const world = makeWorld("decode");
  const dm = sitter(world, "Dana", "dm");
  const session = sessionId("s");

  test("[DEC-9] a monster comes with its whole stat block, under an id of ours", async () => {
    const made = await engineCommand(EXAMPLES["add-monster"], dm, session, world);
    expect(made).toMatchObject({
      ok: true,
      value: { do: "add-creature", creature: { name: "Snik", kind: "monster", concealed: true, at: [9, 9] } },
    });
    const other = await engineCommand(EXAMPLES["add-monster"], dm, session, world);
    const idOf = (result: typeof made) =>
      result.ok && result.value.do === "add-creature" ? result.value.creature.id : "";
    expect(idOf(made)).toMatch(/^[0-9a-f-]{36}$/);
    expect(idOf(made)).not.toBe(idOf(other));
  });

  test("[DEC-10] a monster that nobody printed is refused", async () => {
    const made = await engineCommand({ do: "add-monster", monster: "Gazebo" }, dm, session, world);
    expect(made.ok).toBe(false);
  });

  test("[DEC-11] somebody else's character is refused like one that does not exist", async () => {
    const refused = await engineCommand(EXAMPLES["bring-character"], dm, session, world);
    expect(refused).toMatchObject({ ok: false, rejection: { code: "not-your-creature" } });
  });
});
