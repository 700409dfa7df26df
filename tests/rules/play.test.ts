import { expect, test } from "vitest";
import {
  CONDITIONS,
  type Command,
  canonical,
  creatureId,
  DAMAGE_TYPES,
  decide,
  type Event,
  evolve,
  fold,
  initialState,
  legalChoices,
  type Sight,
  type State,
  seatId,
  sightOf,
  userId,
  view,
} from "../../rules/index.ts";
import { BOW, feature, field, hero, melee, SWORD, skills, somebody } from "../support/given.ts";

/** A small generator of numbers from a seed (mulberry32), so that a failing evening can be played again. */
function chance(seed: number) {
  let now = seed >>> 0;
  const next = () => {
    now = (now + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(now ^ (now >>> 15), now | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
  return { below, pick, often: (share: number) => next() < share };
}

const SEATS = ["seat-kara", "seat-bryn"];
const NAMES = ["kara", "bryn", "gob", "orc", "ogre", "spy"];
const SPY = '"spy"';

const grab = melee("Grab", {
  dice: [1, 6],
  type: "bludgeoning",
  reachFeet: 10,
  riders: [{ kind: "grapple", escapeDc: 12, restrains: true }],
});

function scene() {
  const block = { attacksPerAction: 2, ...skills({ stealth: 6, perception: 3, athletics: 4 }) };
  const features = [feature("cunning-action"), feature("sneak-attack", { dice: 2 }), feature("second-wind")];
  return [
    hero("kara", { at: [2, 2], attacks: [SWORD, BOW], features, block }),
    hero("bryn", { at: [3, 4], attacks: [SWORD, BOW], block: { ...block, maxHp: 9 } }),
    somebody("gob", { at: [6, 3], attacks: [SWORD, BOW], features: [feature("nimble-escape")], block }),
    somebody("orc", { at: [7, 6], attacks: [SWORD], block: { multiattack: [["Sword", "Sword"]] } }),
    somebody("ogre", { at: [8, 8], attacks: [grab], block: { size: "large", maxHp: 40 } }),
    somebody("spy", { at: [5, 7], attacks: [SWORD], concealed: true, notes: "a secret note" }),
  ];
}

const MAP = field({
  wall: [
    [5, 2],
    [5, 3],
    [5, 5],
  ],
  difficult: [
    [4, 4],
    [4, 5],
  ],
  fog: [[7, 3]],
  dim: [[8, 3]],
  "half-cover": [[3, 6]],
  "door-closed": [[5, 4]],
});

/** Plays one evening of legal and illegal commands; what must always hold is asked after every command. */
function evening(seed: number, length: number): void {
  const luck = chance(seed);
  const dice = { face: ({ sides }: { readonly sides: number }) => 1 + luck.below(sides) };
  const log: { sequence: number; event: Event }[] = [];
  let state: State = initialState();
  let drawn = 0;
  const send = (as: string, command: Command): string | null => {
    const actor =
      as === "room" ? ({ kind: "system" } as const) : ({ kind: "seat", seat: seatId(as) } as const);
    const before = state;
    const decided = decide(before, { commandId: "c" as never, actor, command }, dice);
    expect(state, "decide leaves the state alone").toBe(before);
    if (!decided.ok) return decided.rejection.code;
    for (const { event, rules, seen } of decided.value) {
      state = evolve(state, { sequence: state.sequence + 1, event });
      log.push({ sequence: state.sequence, event });
      for (const seat of [...SEATS, "table"])
        hides(state, event, sightOf(seen, seat === "table" ? seat : seatId(seat)));
      expect(rules.length > 0 || !("roll" in event), event.kind).toBe(true);
    }
    if (command.do === "undo") state = fold(log);
    expect(state.dice.drawn.open, "draw numbers only grow").toBeGreaterThanOrEqual(drawn);
    drawn = state.dice.drawn.open;
    return null;
  };
  const diceMode = seed % 3 === 0 ? "player_entered" : "rng";
  send("room", START(diceMode));
  for (const [seat, role] of [["dm", "dm"], ...SEATS.map((one) => [one, "player"])] as const) {
    send("room", { do: "take-seat", seat: seatId(seat), user: userId(seat), name: seat, role: role as "dm" });
  }
  send("dm", { do: "set-map", map: MAP });
  for (const creature of scene()) send("dm", { do: "add-creature", creature });
  send("dm", { do: "roll-initiative" });
  for (let step = 0; step < length; step++) {
    const [as, command] = nextOf(state, luck);
    send(as, command);
    holds(state);
  }
  expect(canonical(fold(log)), `seed ${seed}: the fold is the state`).toBe(canonical(state));
}

const START = (diceMode: "rng" | "player_entered"): Command => ({
  do: "start-session",
  name: "An evening",
  campaign: "At random",
  diceMode,
  mapMode: "grid_2d",
  rulings: {},
  books: [],
  rulesVersion: "1",
  contentVersion: "1",
  diceCommitment: { open: "", hidden: "" },
});

/** The spy stays concealed all evening: no view and no sight of a player or the table may name it. */
function hides(state: State, event: Event, sight: Sight): void {
  const shown = sight === "whole" ? event : sight;
  expect(JSON.stringify(shown), `${event.kind} at ${state.sequence}`).not.toContain(SPY);
}

function holds(state: State): void {
  for (const creature of Object.values(state.creatures)) {
    expect(creature.hp).toBeGreaterThanOrEqual(0);
    expect(creature.hp).toBeLessThanOrEqual(creature.maxHp);
    if (creature.dead) expect(creature.conditions).toEqual([]);
  }
  if (state.requests.length === 0) expect(state.stack).toEqual([]);
  for (const seat of SEATS) {
    const shown = canonical(view(state, seatId(seat)));
    expect(shown).not.toContain(SPY);
    expect(shown).not.toContain("a secret note");
    keepsItsWord(state, seat);
  }
}

/** What is listed as open is accepted: the first target of each attack, the nearest and the farthest square. */
function keepsItsWord(state: State, seat: string): void {
  const choices = legalChoices(view(state, seatId(seat)));
  const commands = choices.flatMap((choice): readonly Command[] => {
    const { by } = choice;
    if (choice.why !== null) return [];
    if (choice.do === "attack") {
      const open = choice.targets.find(({ why }) => why === null);
      return open === undefined ? [] : [{ do: "attack", by, with: choice.with, target: open.target }];
    }
    if (choice.do === "move") {
      return [choice.reach[0], choice.reach.at(-1)].flatMap((one) =>
        one === undefined ? [] : [{ do: "move-to", by, to: one.to } as const],
      );
    }
    return choice.do === "end-turn" || choice.do === "stand" || choice.do === "dodge"
      ? [{ do: choice.do, by }]
      : [];
  });
  for (const command of commands) {
    const actor = { kind: "seat", seat: seatId(seat) } as const;
    const decided = decide(state, { commandId: "c" as never, actor, command }, { face: () => 1 });
    expect(decided.ok ? null : decided.rejection, JSON.stringify(command)).toBeNull();
  }
}

type Luck = ReturnType<typeof chance>;

function nextOf(state: State, luck: Luck): readonly [string, Command] {
  const [asked] = state.requests;
  if (asked !== undefined && luck.often(0.85)) {
    const by = asked.creature;
    const as = asked.seat ?? "dm";
    if (asked.kind === "roll" && luck.often(0.8)) {
      return [
        as,
        { do: "enter-dice", by, request: asked.id, faces: asked.dice.map((sides) => 1 + luck.below(sides)) },
      ];
    }
    if (luck.often(0.2)) return ["room", { do: "time-out", request: asked.id }];
    return [as, { do: "react", by, choice: luck.pick(asked.options).choice }];
  }
  const turn = state.encounter?.turn;
  const by = turn !== undefined && luck.often(0.85) ? turn : creatureId(luck.pick(NAMES));
  const as = luck.often(0.8) ? (state.creatures[by]?.seat ?? "dm") : luck.pick([...SEATS, "dm"]);
  if (luck.often(0.3)) return ["dm", dmCommand(state, luck)];
  return [as, creatureCommand(state, luck, by)];
}

function creatureCommand(state: State, luck: Luck, by: ReturnType<typeof creatureId>): Command {
  const target = creatureId(luck.pick(NAMES));
  const [x, y] = state.creatures[by]?.at ?? [1, 1];
  const named = state.creatures[by]?.block.attacks.map(({ name }) => name) ?? ["Sword"];
  return luck.pick<() => Command>([
    () => ({ do: "attack", by, with: luck.pick(named), target, nonlethal: luck.often(0.2) }),
    () => ({ do: "attack", by, with: luck.pick(named), target }),
    () => ({ do: "move-to", by, to: [luck.below(12), luck.below(12)] }),
    () => ({
      do: "move-to",
      by,
      to: [Math.max(0, x + luck.below(5) - 2), Math.max(0, y + luck.below(5) - 2)],
    }),
    () => ({ do: "end-turn", by }),
    () => ({ do: "end-turn", by }),
    () => ({
      do: luck.pick(["dash", "disengage", "hide"] as const),
      by,
      use: luck.pick([[], ["Cunning Action"]]),
    }),
    () => ({ do: luck.pick(["dodge", "search", "stand", "drop-prone"] as const), by }),
    () => ({ do: "help", by, target, against: creatureId(luck.pick(NAMES)) }),
    () => ({ do: "grapple", by, target }),
    () => ({ do: "shove", by, target, effect: luck.pick(["prone", "push"] as const) }),
    () => ({ do: "escape", by, from: target }),
    () => ({ do: "stabilize", by, target }),
    () => ({ do: "interact", by, at: [x + 1, y] }),
    () => ({ do: "use", by, feature: "Second Wind" }),
    () => ({ do: "ready", by, trigger: "now", action: { do: "attack", by, with: luck.pick(named), target } }),
    () => ({ do: "react", by, choice: "readied" }),
  ])();
}

function dmCommand(state: State, luck: Luck): Command {
  const target = creatureId(luck.pick(NAMES));
  const source = creatureId(luck.pick(NAMES.filter((name) => name !== "spy")));
  const until = luck.pick([
    `end of ${source}'s next turn`,
    `start of ${source}'s next turn`,
    "2 rounds",
    "1 hour",
  ]);
  const change = luck.pick(["add", "remove"] as const);
  return luck.pick<() => Command>([
    () => ({ do: "condition", target, change, name: luck.pick(CONDITIONS), source, until }),
    () => ({ do: "condition", target, change: "remove", name: luck.pick(CONDITIONS) }),
    () => ({
      do: "damage",
      target,
      amount: luck.below(15),
      type: luck.pick(DAMAGE_TYPES),
      critical: luck.often(0.2),
    }),
    () => ({ do: "heal", target, amount: 1 + luck.below(12), temporary: luck.often(0.3) }),
    () => ({ do: "fall", target, feet: 10 + luck.below(40) }),
    () => ({ do: "check", by: target, ability: "wis", skill: "perception", dc: 12, hidden: luck.often(0.5) }),
    () => ({ do: "undo", toSequence: Math.max(20, state.sequence - luck.below(8)), reason: "again" }),
    () => ({ do: "place", creature: target, at: [luck.below(12), luck.below(12)] }),
    () => ({ do: "cancel-resolution", reason: "enough" }),
    () => ({ do: luck.pick(["end-combat", "roll-initiative"] as const) }),
    () => ({ do: "rest", kind: luck.pick(["short", "long"] as const) }),
    () => ({ do: "environment", passMinutes: 60 }),
  ])();
}

test.each(Array.from({ length: 6 }, (_, index) => index + 1))(
  "[PLY-1] evening %i at random: nobody is shown what is concealed, what is open is accepted, the fold of the log is the state",
  (seed) => evening(seed, 80),
);
