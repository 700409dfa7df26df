import { describe, expect, test } from "vitest";
import { citationsOf } from "../../../rooms/citing.ts";
import type { Citation } from "../../../rules/citation.ts";
import { monsterNames, monsterSpec, sheetSpec } from "../../../rules/content/index.ts";
import {
  ABILITIES,
  CONDITIONS,
  type Command,
  type Creature,
  type CreatureSpec,
  commandId,
  creatureId,
  DAMAGE_TYPES,
  decide,
  type EventKind,
  evolve,
  initialState,
  type NewEvent,
  RULE_IDS,
  type State,
  seatId,
  userId,
} from "../../../rules/index.ts";
import { loadRuleBook, type RuleBook } from "../../../rules/text/index.ts";
import { SAMPLE_CHARACTERS } from "../../../server/sample.ts";
import { Chance } from "../../simulation/chance.ts";
import { field } from "../../support/given.ts";

const FIGHTS = 200;
const COMMANDS = 40;

/** What no rule of the game decides: the table's own business, scenery, and the machine's bookkeeping. */
const NOT_MECHANICAL: ReadonlySet<EventKind> = new Set<EventKind>([
  "session-started",
  "seat-taken",
  "map-set",
  "light-changed",
  "time-passed",
  "creature-added",
  "creature-placed",
  "creature-revealed",
  "creature-concealed",
  "frame-pushed",
  "frame-stepped",
  "frame-popped",
  "request-opened",
]);

const book = loadRuleBook();

function one<Value>(luck: Chance, values: readonly Value[]): Value {
  const picked = luck.pick(values);
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
}

type Audit = {
  mechanical: number;
  /** Kinds of events that a rule decided and that name none. */
  readonly uncited: string[];
  /** Citations that are not true to the book. */
  readonly untrue: string[];
  readonly used: Map<string, Citation>;
};

/** Holds events against the book, through the same door as the live table. */
function audit(events: readonly NewEvent[], from: Pick<RuleBook, "cite">): Audit {
  const found: Audit = { mechanical: 0, uncited: [], untrue: [], used: new Map() };
  const judged = new Map<Citation, string[]>();
  for (const event of events) {
    const citations = citationsOf(event, from);
    if (!NOT_MECHANICAL.has(event.event.kind)) {
      found.mechanical += 1;
      if (citations.length === 0) found.uncited.push(event.event.kind);
    }
    for (const citation of citations) {
      const problems = judged.get(citation) ?? book.verify(citation).map(({ code }) => code);
      judged.set(citation, problems);
      if (problems.length > 0) found.untrue.push(`${citation.ruleId}: ${problems.join(", ")}`);
      found.used.set(citation.ruleId, citation);
    }
  }
  return found;
}

const DM = seatId("dm");
const MAP = field({
  wall: [
    [5, 2],
    [5, 3],
  ],
  difficult: [[4, 4]],
  "half-cover": [[3, 6]],
  "door-closed": [[5, 4]],
});

/** Two of the party against two to four monsters of the SRD. */
function fighters(luck: Chance): readonly CreatureSpec[] {
  const heroes = [0, 1].map((n) => {
    const { name, sheet } = one(luck, SAMPLE_CHARACTERS);
    const id = creatureId(`hero-${n}`);
    return sheetSpec(sheet, {
      id,
      name,
      side: "party",
      at: [2, 3 + 3 * n],
      seat: DM,
      character: null,
      start: {},
    });
  });
  const foes = Array.from({ length: 2 + luck.below(3) }, (_, n) =>
    monsterSpec(one(luck, monsterNames()), {
      id: creatureId(`foe-${n}`),
      side: "foes",
      at: [8, 2 + 4 * n],
      concealed: false,
      notes: "",
    }),
  );
  return [...heroes, ...foes].map((made) => {
    if (!made.ok) throw new Error(made.rejection.detail);
    return made.value;
  });
}

/** One fight of legal and illegal commands; the events of all that were accepted. */
function fight(seed: number): readonly NewEvent[] {
  const luck = new Chance(seed);
  const dice = { face: ({ sides }: { readonly sides: number }) => 1 + luck.below(sides) };
  const events: NewEvent[] = [];
  let state: State = initialState();
  const send = (command: Command, system = false): void => {
    const actor = system ? ({ kind: "system" } as const) : ({ kind: "seat", seat: DM } as const);
    const decided = decide(state, { commandId: commandId("c"), actor, command }, dice);
    if (!decided.ok) return;
    for (const { event } of decided.value) state = evolve(state, { sequence: state.sequence + 1, event });
    events.push(...decided.value);
  };
  send(START, true);
  send({ do: "take-seat", seat: DM, user: userId("dm"), name: "Dana", role: "dm" }, true);
  send({ do: "set-map", map: MAP });
  for (const creature of fighters(luck)) send({ do: "add-creature", creature });
  send({ do: "roll-initiative" });
  for (let step = 0; step < COMMANDS; step++) send(nextOf(state, luck));
  return events;
}

const START: Command = {
  do: "start-session",
  name: "A fight",
  campaign: "At random",
  diceMode: "rng",
  mapMode: "grid_2d",
  rulings: {},
  books: [],
  rulesVersion: "1",
  contentVersion: "1",
  diceCommitment: { open: "", hidden: "" },
};

function nextOf(state: State, luck: Chance): Command {
  const [asked] = state.requests;
  if (asked !== undefined) {
    return { do: "react", by: asked.creature, choice: one(luck, asked.options).choice };
  }
  const turn = state.encounter === null ? undefined : state.creatures[state.encounter.turn];
  if (turn === undefined) return { do: "roll-initiative" };
  if (luck.happens(0.12)) return dmCommand(state, luck);
  return creatureCommand(state, turn, luck);
}

function creatureCommand(state: State, by: Creature, luck: Chance): Command {
  const foes = state.roster.flatMap((id) => state.creatures[id] ?? []).filter(({ side }) => side !== by.side);
  const target = one(luck, foes);
  const id = by.id;
  const [x, y] = target.at ?? [1, 1];
  const attack = by.block.attacks.length === 0 ? "Unarmed Strike" : one(luck, by.block.attacks).name;
  const feature = by.features.length === 0 ? "none" : one(luck, by.features).name;
  return one<() => Command>(luck, [
    () => ({ do: "attack", by: id, with: attack, target: target.id }),
    () => ({ do: "attack", by: id, with: attack, target: target.id, nonlethal: luck.happens(0.2) }),
    () => ({ do: "move-to", by: id, to: [Math.max(0, x - 1 + luck.below(3)), Math.max(0, y - 1)] }),
    () => ({ do: "move-to", by: id, to: [luck.below(12), luck.below(12)] }),
    () => ({ do: one(luck, ["dash", "disengage", "dodge", "hide", "search"] as const), by: id }),
    () => ({ do: one(luck, ["stand", "drop-prone", "end-turn", "end-turn"] as const), by: id }),
    () => ({ do: "grapple", by: id, target: target.id }),
    () => ({ do: "shove", by: id, target: target.id, effect: one(luck, ["prone", "push"] as const) }),
    () => ({ do: "escape", by: id, from: target.id }),
    () => ({ do: "use", by: id, feature }),
    () => ({ do: "interact", by: id, at: [5, 4] }),
    () => ({ do: "end-turn", by: id }),
  ])();
}

function dmCommand(state: State, luck: Chance): Command {
  const target = one(luck, state.roster);
  return one<() => Command>(luck, [
    () => ({ do: "damage", target, amount: luck.below(20), type: one(luck, DAMAGE_TYPES) }),
    () => ({ do: "heal", target, amount: 1 + luck.below(9), temporary: luck.happens(0.3) }),
    () => ({ do: "condition", target, change: "add", name: one(luck, CONDITIONS), until: "2 rounds" }),
    () => ({ do: "condition", target, change: "remove", name: one(luck, CONDITIONS) }),
    () => ({ do: "fall", target, feet: 10 + luck.below(40) }),
    () => ({ do: "check", by: target, ability: one(luck, ABILITIES), dc: 12 }),
    () => ({ do: "save", by: target, ability: one(luck, ABILITIES), dc: 12 }),
    () => ({ do: "adjust", target, hp: 1, reason: "we miscounted" }),
    () => ({ do: "end-combat" }),
    () => ({ do: "rest", kind: one(luck, ["short", "long"] as const) }),
    () => ({ do: "award-xp", amount: 50, to: [target] }),
    () => ({ do: "rule", about: null, text: "So be it.", reason: "It is late.", keep: true }),
  ])();
}

const events = Array.from({ length: FIGHTS }, (_, seed) => fight(seed + 1)).flat();
const found = audit(events, book);

describe(`${FIGHTS} fights at random`, () => {
  test("[CIT-1] every event that a rule decided carries a citation, and every citation is true to the book", () => {
    expect(found.mechanical).toBeGreaterThan(FIGHTS * 20);
    expect([...new Set(found.uncited)]).toEqual([]);
    expect([...new Set(found.untrue)]).toEqual([]);
    // Fights that touch few rules would prove little.
    expect(found.used.size).toBeGreaterThan(RULE_IDS.length / 3);
  });

  test("[CIT-2] an event whose rule is left out is noticed", () => {
    const at = events.findIndex(({ event }) => event.kind === "damage-taken");
    const planted = events.map((event, index) => (index === at ? { ...event, rules: [] } : event));
    expect(audit(planted, book).uncited).toEqual(["damage-taken"]);
  });

  test("[CIT-3] a book that misquotes one rule is noticed", () => {
    const lying: Pick<RuleBook, "cite"> = {
      cite: (rule) => {
        const citation = book.cite(rule);
        return rule === "combat.attack-rolls"
          ? { ...citation, quote: `${citation.quote} Always.` }
          : citation;
      },
    };
    expect(new Set(audit(events, lying).untrue)).toEqual(
      new Set(["combat.attack-rolls: quote-hash-differs, quote-not-in-section"]),
    );
  });

  const corruptions: readonly (readonly [string, (citation: Citation) => Partial<Citation>])[] = [
    ["quote", ({ quote }) => ({ quote: quote.replace(/[a-z](?=[^a-z]*$)/u, "#") })],
    ["quote, with the hash to match another", ({ quote }) => ({ quote: quote.slice(1) })],
    [
      "hash",
      ({ quoteSha256 }) => ({ quoteSha256: quoteSha256.replace(/^./u, (c) => (c === "0" ? "1" : "0")) }),
    ],
    ["rule id", ({ ruleId }) => ({ ruleId: other(ruleId) })],
    ["source", ({ sourceId }) => ({ sourceId: sourceId.replace(/.$/u, (c) => (c === "0" ? "1" : "0")) })],
    ["section", ({ sectionPath }) => ({ sectionPath: [...sectionPath, "Naps"] })],
    ["first line", ({ lineStart }) => ({ lineStart: lineStart - 1 })],
    ["last line", ({ lineEnd }) => ({ lineEnd: lineEnd + 1 })],
  ];
  test.each(corruptions)("[CIT-4] no citation of these fights stands with another %s", (_, corrupt) => {
    for (const citation of found.used.values()) {
      expect(book.verify(citation), citation.ruleId).toEqual([]);
      expect(book.verify({ ...citation, ...corrupt(citation) }), citation.ruleId).not.toEqual([]);
    }
  });
});

function other(ruleId: Citation["ruleId"]): Citation["ruleId"] {
  return RULE_IDS[(RULE_IDS.indexOf(ruleId) + 1) % RULE_IDS.length] ?? ruleId;
}
