import { describe, expect, it } from "vitest";
import { type Value, withAt } from "../../../client-sdk/table/make/choices.ts";
import { srdCatalogue } from "../../../rules/content/index.ts";
import {
  type DraftChoices,
  type Drafted,
  draftCharacter,
  draftLevel,
  draftPrepared,
  type LevelChoices,
  type Offer,
} from "../../../rules/creation/index.ts";
import type { Sheet } from "../../../rules/creatures/sheet.ts";
import { KARA, made, WIL } from "./given.ts";

const draft = (choices: DraftChoices) => draftCharacter(choices, {}, srdCatalogue());
const fields = (all: readonly { readonly field: string }[]) => all.map(({ field }) => field);

describe("a character in the making", () => {
  it("[CHA-19] from nothing on, it is told what may be chosen first", () => {
    const { problems, offers, sheet, soFar } = draft({});
    expect(fields(problems)).toEqual(["race", "levels.0.class", "background", "abilities.method"]);
    expect(fields(offers)).toEqual(["race", "levels.0.class", "background", "abilities.method"]);
    expect(offers[0]?.from).toContain("Half-Elf");
    expect([sheet, soFar]).toEqual([null, null]);
  });

  it("[CHA-19] what is chosen brings its own choices, one after the other", () => {
    expect(fields(draft({ race: "Elf" }).problems)).toContain("subrace");
    const elf = draft({ race: "Elf", subrace: "High Elf", levels: [{ class: "Wizard" }] });
    expect(fields(elf.problems)).toEqual(
      expect.arrayContaining(["raceCantrip", "levels.0.skills", "levels.0.cantrips", "levels.0.spells"]),
    );
    expect(fields(elf.problems)).not.toContain("languages");
    const own = draft({ race: "Elf", subrace: "High Elf", background: "Sailor" });
    expect(fields(own.offers)).toEqual(
      expect.arrayContaining(["languages", "backgroundSkills", "backgroundTools"]),
    );
  });

  it("[CHA-19] scores are asked for one by one, and numbers are told once all six stand", () => {
    const begun = { race: "Human", levels: [{ class: "Wizard" }] } as const;
    const some = draft({ ...begun, abilities: { method: "standard-array", scores: { int: 15, dex: 14 } } });
    expect(fields(some.problems).filter((field) => field.startsWith("abilities"))).toEqual([
      "abilities.scores.str",
      "abilities.scores.con",
      "abilities.scores.wis",
      "abilities.scores.cha",
    ]);
    expect(some.offers).toContainEqual(
      expect.objectContaining({ field: "abilities.scores", from: ["15", "14", "13", "12", "10", "8"] }),
    );
    expect(some.soFar).toBeNull();
    const scores = { str: 8, dex: 14, con: 13, int: 15, wis: 12, cha: 12 };
    const twice = draft({ ...begun, abilities: { method: "standard-array", scores } });
    expect(fields(twice.problems)).toContain("abilities.scores");
    expect(twice.soFar?.abilities.int).toBe(16);
    expect(fields(draft({ ...begun, abilities: { method: "rolled" } }).problems)).toContain("abilities.roll");
  });

  it("[CHA-19] what was chosen stays on offer, and the whole is the character", () => {
    const { problems, offers, sheet, soFar } = draft(WIL);
    expect(problems).toEqual([]);
    expect(sheet).toEqual(made(WIL));
    expect(soFar).toEqual(sheet);
    expect(fields(offers)).toEqual(
      expect.arrayContaining(["levels.0.skills", "levels.0.spells", "levels.0.prepared", "equipment.0"]),
    );
    const prepared = offers.find(({ field }) => field === "levels.0.prepared");
    expect(prepared).toMatchObject({ list: true, optional: true, from: WIL.levels[0]?.spells });
  });

  it("[CHA-19] a level offers its hit points, its subclass, two points or a feat", () => {
    const third = { ...made(KARA), classes: [{ class: "Fighter", level: 3, subclass: "Champion" }] };
    const { problems, offers } = draftLevel(third, { class: "Fighter" }, srdCatalogue());
    expect(fields(problems)).toEqual(["improve"]);
    expect(offers).toContainEqual(expect.objectContaining({ field: "feat", from: ["Grappler"] }));
    expect(offers).toContainEqual(expect.objectContaining({ field: "hitPoints", from: ["fixed", "rolled"] }));
    const risen = draftLevel(third, { class: "Fighter", improve: { str: 2 } }, srdCatalogue());
    expect(risen.sheet?.abilities.str).toBe(18);
  });
});

describe("spells that are prepared anew", () => {
  const ready = (sheet: Sheet | null) =>
    (sheet?.spells ?? []).filter((one) => one.prepared === true).map(({ spell }) => spell);
  const prepare = (sheet: Sheet, named: string, prepared?: readonly string[]) =>
    draftPrepared(sheet, { class: named, ...(prepared === undefined ? {} : { prepared }) }, srdCatalogue());

  it("[CHA-21] a wizard prepares from the book, as many as the class and Intelligence allow", () => {
    const wil = made(WIL);
    const { offers } = prepare(wil, "Wizard");
    expect(offers).toMatchObject([{ field: "prepared", count: 4, from: WIL.levels[0]?.spells }]);
    const { sheet } = prepare(wil, "wizard", ["Detect Magic", "Sleep"]);
    expect(ready(sheet)).toEqual(
      expect.arrayContaining(["Light", "Fire Bolt", "Mage Hand", "Ray of Frost", "Detect Magic", "Sleep"]),
    );
    expect(ready(sheet)).toHaveLength(6);
    expect(sheet?.spells).toHaveLength(wil.spells?.length ?? 0);
    const book = WIL.levels[0]?.spells ?? [];
    expect(prepare(wil, "Wizard", book.slice(0, 5)).problems).toMatchObject([
      { field: "prepared", code: "too-many" },
    ]);
    expect(prepare(wil, "Wizard", ["Fireball"]).problems).toMatchObject([{ field: "prepared.0" }]);
  });

  it("[CHA-21] a cleric prepares from the whole list and keeps the domain's; who knows spells prepares none", () => {
    const cleric = character("Human", "Cleric");
    const { sheet } = prepare(cleric, "Cleric", ["Command"]);
    expect(ready(sheet)).toEqual(expect.arrayContaining(["Command", "Bless", "Cure Wounds"]));
    expect(prepare(made(KARA), "Fighter", []).problems).toMatchObject([{ code: "not-allowed" }]);
    expect(prepare(cleric, "Wizard", []).problems).toMatchObject([{ field: "class", code: "unknown" }]);
  });
});

/** A form that takes the first of whatever is offered, until nothing is missing. */
function filledIn(begin: Value, ask: (choices: Value) => Drafted): Sheet {
  let choices = begin;
  for (let round = 0; round < 30; round += 1) {
    const { problems, offers, sheet } = ask(choices);
    if (sheet !== null) return sheet;
    // One after the other: what is chosen here may no longer be open there.
    const [problem] = problems;
    const offer = offers.find(({ field }) => field === problem?.field);
    if (problem?.code !== "missing" || offer === undefined) throw new Error(JSON.stringify(problem));
    choices = withAt(choices, offer.field, firstOf(offer));
  }
  throw new Error("there is always something missing");
}

function firstOf({ field, from, count, list }: Offer): Value {
  const taken = from.slice(0, count);
  if (/^equipment\.\d+$/.test(field)) return { option: 0 };
  if (field.endsWith("improve")) return Object.fromEntries(taken.map((one) => [one, 1]));
  return list ? taken : (taken[0] ?? "");
}

const character = (race: string, name: string): Sheet =>
  filledIn(
    {
      race,
      background: "Acolyte",
      abilities: {
        method: "standard-array",
        scores: { str: 15, dex: 14, con: 13, int: 12, wis: 10, cha: 8 },
      },
      levels: [{ class: name }],
    },
    (choices) => draft(choices as DraftChoices),
  );

describe("a form that only knows what is offered", () => {
  const races = draft({}).offers.find(({ field }) => field === "race")?.from ?? [];
  const classes = draft({}).offers.find(({ field }) => field === "levels.0.class")?.from ?? [];

  it("[CHA-20] makes a character of every race", () => {
    expect(races).toHaveLength(9);
    for (const race of races) expect(character(race, "Rogue").race).toBe(race);
  });

  it.each(classes)("[CHA-20] makes a %s and raises it to level 20", (name) => {
    let sheet = character("Human", name);
    for (let level = 2; level <= 20; level += 1)
      sheet = filledIn({ class: name }, (choices) =>
        draftLevel(sheet, choices as LevelChoices, srdCatalogue()),
      );
    expect(sheet.classes).toMatchObject([{ class: name, level: 20 }]);
  });
});
