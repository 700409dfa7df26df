import { expect } from "vitest";
import type {
  Ability,
  Attack,
  Command,
  Creature,
  CreatureSpec,
  CreatureStart,
  DamageType,
  Event,
  EventKind,
  EventOf,
  Feature,
  Item,
  MapSpec,
  NewEvent,
  Rejection,
  SeatId,
  SeatView,
  Skill,
  Square,
  StatBlock,
  State,
} from "../../rules/index.ts";
import {
  ABILITIES,
  commandId,
  creatureId,
  decide,
  evolve,
  fold,
  initialState,
  itemId,
  SKILLS,
  seatId,
  userId,
  view,
} from "../../rules/index.ts";
import { type Fallen, Tape } from "./tape.ts";

/** Names in tests are plain text; brands are for the live table. */
export const id = creatureId;
export const DM = seatId("dm");

type Who = {
  readonly side?: string;
  readonly at?: Square | null;
  readonly kind?: "character" | "monster";
  readonly seat?: string;
  readonly concealed?: boolean;
  readonly notes?: string;
  readonly start?: CreatureStart;
  readonly items?: readonly Item[];
  readonly block?: Partial<StatBlock>;
  readonly attacks?: readonly Attack[];
  readonly features?: readonly Feature[];
};

/** Somebody of 20 hit points and armor class 12, with 10 in everything and a club, and what the test adds. */
export function somebody(name: string, who: Who = {}): CreatureSpec {
  const { kind = "monster", side = "foes", at = null, seat, concealed = false, notes = "" } = who;
  const attacks = who.attacks ?? [melee("Club", { dice: [1, 4], type: "bludgeoning" })];
  return {
    id: id(name),
    name,
    kind,
    side,
    seat: seat === undefined ? null : seatId(seat),
    character: null,
    at,
    concealed,
    notes,
    block: { ...PLAIN, attacks, features: who.features ?? [], ...who.block },
    items: who.items ?? [],
    start: who.start ?? {},
  };
}

/** A character of the party, played by the seat of the same name with `seat-` before it unless said otherwise. */
export const hero = (name: string, who: Who = {}): CreatureSpec =>
  somebody(name, { kind: "character", side: "party", seat: `seat-${name}`, ...who });

const zeros = <Key extends string>(keys: readonly Key[], value: number): Readonly<Record<Key, number>> =>
  Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, number>;

const PLAIN: StatBlock = {
  size: "medium",
  type: "humanoid",
  level: 0,
  challengeEighths: 2,
  proficiencyBonus: 2,
  abilities: zeros(ABILITIES, 10),
  saves: zeros(ABILITIES, 0),
  skills: zeros(Object.keys(SKILLS) as Skill[], 0),
  maxHp: 20,
  hitDice: { d8: 4 },
  armorClass: 12,
  speeds: { walk: 30, fly: 0, climb: 0, swim: 0, burrow: 0, hover: false },
  senses: { darkvision: 0, blindsight: 0, tremorsense: 0, truesight: 0 },
  passivePerception: 10,
  resistances: [],
  vulnerabilities: [],
  immunities: [],
  conditionImmunities: [],
  attacks: [],
  attacksPerAction: 1,
  multiattack: [],
  weaponProficiencies: ["simple", "martial"],
  armorProficiencies: ["light", "medium", "heavy", "shields"],
  features: [],
  languages: "",
};

export const abilities = (
  given: Partial<Record<Ability, number>>,
): Pick<StatBlock, "abilities" | "saves"> => ({
  abilities: { ...PLAIN.abilities, ...given },
  saves: {
    ...PLAIN.saves,
    ...Object.fromEntries(Object.entries(given).map(([key, score]) => [key, Math.floor((score - 10) / 2)])),
  },
});

export const skills = (given: Partial<Record<Skill, number>>): Pick<StatBlock, "skills"> => ({
  skills: { ...PLAIN.skills, ...given },
});

type Struck = {
  readonly bonus?: number;
  readonly dice: readonly [count: number, sides: number];
  readonly plus?: number;
  readonly type: DamageType;
  readonly reachFeet?: number;
  readonly properties?: Attack["properties"];
  readonly riders?: Attack["riders"];
  readonly magical?: boolean;
};

export function melee(name: string, struck: Struck): Attack {
  const {
    bonus = 4,
    dice,
    plus = 2,
    type,
    reachFeet = 5,
    properties = [],
    riders = [],
    magical = false,
  } = struck;
  return {
    name,
    kind: "melee-weapon",
    bonus,
    bonusParts: [{ value: bonus, why: name }],
    reachFeet,
    range: null,
    damage: [{ count: dice[0], sides: dice[1], bonus: plus, type }],
    properties,
    item: null,
    magical,
    riders,
    ability: "str",
    unresolved: [],
  };
}

export const ranged = (
  name: string,
  struck: Struck & { readonly range: readonly [number, number] },
): Attack => ({
  ...melee(name, { ...struck, reachFeet: 0 }),
  kind: "ranged-weapon",
  range: { normalFeet: struck.range[0], longFeet: struck.range[1] },
  ability: "dex",
});

export const SWORD = melee("Sword", { bonus: 5, dice: [1, 8], plus: 3, type: "slashing" });
export const BOW = ranged("Bow", { bonus: 5, dice: [1, 6], plus: 3, type: "piercing", range: [80, 320] });

export const feature = (
  name: string,
  values: Feature["values"] = {},
  option: string | null = null,
): Feature => ({
  id: name,
  name,
  values,
  option,
  resolved: true,
});

export const item = (name: string, fields: Partial<Item> = {}): Item => ({
  id: itemId(name.toLowerCase()),
  name,
  quantity: 1,
  equipped: true,
  bonus: 0,
  weapon: null,
  armor: null,
  attuned: false,
  silvered: false,
  adamantine: false,
  ...fields,
});

export const OPEN_FIELD: MapSpec = { width: 20, height: 20, light: "bright", terrain: [] };

/** A field with terrain at squares: `field({ wall: [[3, 3]] })`. */
export function field(
  pieces: Partial<Record<MapSpec["terrain"][number]["type"], readonly Square[]>>,
  light: MapSpec["light"] = "bright",
): MapSpec {
  const terrain = Object.entries(pieces).flatMap(([type, squares]) =>
    (squares ?? []).map(([x, y]) => ({ x, y, type: type as MapSpec["terrain"][number]["type"] })),
  );
  return { ...OPEN_FIELD, light, terrain };
}

type Scene = {
  readonly map?: MapSpec | null;
  readonly creatures?: readonly CreatureSpec[];
  /** Names in turn order; the first has the turn. Left out: no fight. */
  readonly turns?: readonly string[];
  readonly surprised?: readonly string[];
  readonly diceMode?: "rng" | "player_entered";
};

export type Happened = { readonly events: readonly NewEvent[]; readonly rejected: Rejection | null };

/** A table on which a test plays. Refusals are checked to change nothing and to draw nothing. */
export class TestTable {
  #state: State = initialState();
  readonly log: { readonly sequence: number; readonly event: Event }[] = [];
  readonly news: NewEvent[] = [];

  get state(): State {
    return this.#state;
  }

  /** Sends as a seat, as the DM (`dm`), or as the room (`room`). */
  send(as: string, command: Command, dice: readonly Fallen[] = []): Happened {
    const tape = new Tape(dice);
    const actor =
      as === "room" ? ({ kind: "system" } as const) : ({ kind: "seat", seat: seatId(as) } as const);
    const before = JSON.stringify(this.#state);
    const decided = decide(this.#state, { commandId: commandId("c"), actor, command }, tape);
    expect(JSON.stringify(this.#state), "decide leaves the state alone").toBe(before);
    tape.expectUsedUp();
    if (!decided.ok) return { events: [], rejected: decided.rejection };
    for (const news of decided.value) {
      const numbered = { sequence: this.#state.sequence + 1, event: news.event };
      this.#state = evolve(this.#state, numbered);
      this.log.push(numbered);
      this.news.push(news);
    }
    if (decided.value.some(({ event }) => event.kind === "undone")) this.#state = fold(this.log);
    return { events: decided.value, rejected: null };
  }

  /** Sends and expects to be accepted. */
  does(as: string, command: Command, dice: readonly Fallen[] = []): readonly NewEvent[] {
    const { events, rejected } = this.send(as, command, dice);
    expect(rejected, `${command.do} is accepted`).toBeNull();
    return events;
  }

  /** Sends and expects this refusal; no die may be drawn. */
  refused(as: string, command: Command): Rejection["code"] | null {
    return this.send(as, command).rejected?.code ?? null;
  }

  creature(name: string): Creature {
    const creature = this.#state.creatures[id(name)];
    if (creature === undefined) throw new Error(`no creature ${name}`);
    return creature;
  }

  view(as: string): SeatView {
    return view(this.#state, as === "dm" || as === "table" ? as : (seatId(as) as SeatId));
  }

  conditions(name: string): readonly string[] {
    return this.creature(name).conditions.map((condition) => condition.name);
  }
}

/** A session under way: the DM's seat, a seat for each hero, the scene, and the fight if there is one. */
export function given(scene: Scene): TestTable {
  const table = new TestTable();
  const creatures = scene.creatures ?? [];
  const seats = [...new Set(creatures.flatMap(({ seat }) => (seat === null ? [] : [seat])))];
  table.does("room", {
    do: "start-session",
    name: "A session",
    campaign: "A campaign",
    diceMode: scene.diceMode ?? "rng",
    mapMode: scene.map === null ? "narrative_only" : "grid_2d",
    rulings: {},
    books: [],
    rulesVersion: "1",
    contentVersion: "1",
    diceCommitment: { open: "0".repeat(64), hidden: "0".repeat(64) },
  });
  table.does("room", { do: "take-seat", seat: DM, user: userId("dm"), name: "DM", role: "dm" });
  for (const seat of seats) {
    table.does("room", { do: "take-seat", seat, user: userId(seat), name: seat, role: "player" });
  }
  if (scene.map !== null) table.does("dm", { do: "set-map", map: scene.map ?? OPEN_FIELD });
  for (const creature of creatures) table.does("dm", { do: "add-creature", creature });
  if (scene.turns !== undefined) {
    const order = scene.turns.map(id);
    const surprised = (scene.surprised ?? []).map(id);
    table.does("dm", { do: "start-combat", order, surprised });
  }
  return table;
}

/** The first event of a kind. */
export function one<Kind extends EventKind>(events: readonly NewEvent[], kind: Kind): EventOf<Kind> {
  const found = all(events, kind)[0];
  if (found === undefined) throw new Error(`no ${kind} among ${kindsOf(events).join(", ")}`);
  return found;
}

export function all<Kind extends EventKind>(
  events: readonly NewEvent[],
  kind: Kind,
): readonly EventOf<Kind>[] {
  return events.flatMap(({ event }) => (event.kind === kind ? [event as EventOf<Kind>] : []));
}

export const kindsOf = (events: readonly NewEvent[]): readonly EventKind[] =>
  events.map(({ event }) => event.kind);
