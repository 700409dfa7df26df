import { describe, expect, it } from "vitest";
import { sheetSpec, srdCatalogue } from "../../../rules/content/index.ts";
import {
  type CharacterChoices,
  type LevelChoices,
  type Problem,
  sheetDetails,
} from "../../../rules/creation/index.ts";
import { CLASSES } from "../../../rules/creatures/classes.ts";
import { RACES } from "../../../rules/creatures/races.ts";
import type { Sheet } from "../../../rules/creatures/sheet.ts";
import { creatureId } from "../../../rules/ids.ts";
import { build, explain, faults, KARA, made, rise, WIL } from "./given.ts";

const spec = (sheet: Sheet) =>
  sheetSpec(sheet, {
    id: creatureId("c"),
    name: "Kara",
    side: "party",
    at: null,
    seat: null,
    character: null,
    start: {},
  });

describe("a character, step by step", () => {
  it("[CHA-1] a human fighter: every score a point higher, gear worn and in hand, background and languages", () => {
    const sheet = made(KARA);
    expect(sheet.abilities).toEqual({ str: 16, dex: 14, con: 15, int: 9, wis: 13, cha: 11 });
    expect(sheet.skills).toEqual(["insight", "religion", "athletics", "perception"]);
    expect(sheet.languages).toEqual(["Common", "Dwarvish", "Elvish", "Giant"]);
    expect((sheet.equipment ?? []).filter(({ equipped }) => equipped).map(({ item }) => item)).toEqual([
      "Chain Mail",
      "Longsword",
      "Shield",
    ]);
    expect(explain(sheet)).toMatchObject({ armorClass: { total: 19 }, maxHp: { total: 12 } });
  });

  it("[CHA-2] a choice that is missing is asked for with its options, field by field", () => {
    const { languages: _, ...rest } = KARA;
    const built = build({ ...rest, levels: [{ class: "Fighter" }], equipment: [] });
    expect(built.ok).toBe(false);
    const problems: readonly Problem[] = built.ok ? [] : built.problems;
    expect(problems.map(({ field }) => field)).toEqual([
      "languages",
      "levels.0.skills",
      "levels.0.fightingStyle",
      "equipment.0",
      "equipment.1",
      "equipment.2",
      "equipment.3",
    ]);
    expect(problems[1]?.choose).toMatchObject({ count: 2, from: expect.arrayContaining(["athletics"]) });
    // Insight comes with the background: it is not offered again.
    expect(problems[1]?.choose?.from).not.toContain("insight");
  });

  it.each<[string, Partial<CharacterChoices>, string]>([
    ["a race that is none", { race: "Orc" }, "race: unknown"],
    ["a subrace that a human lacks", { subrace: "Hill Dwarf" }, "subrace: not-allowed"],
    ["a language that one has", { languages: ["Common", "Elvish", "Giant"] }, "languages.0: already-has"],
    ["a language too many", { languages: ["Elvish", "Giant", "Orc", "Gnomish"] }, "languages: too-many"],
    [
      "a skill that is not the class's",
      { levels: [{ class: "Fighter", skills: ["Arcana", "Perception"], fightingStyle: "Defense" }] },
      "levels.0.skills.0: unknown",
    ],
    [
      "a skill that the background gave",
      { levels: [{ class: "Fighter", skills: ["Insight", "Perception"], fightingStyle: "Defense" }] },
      "levels.0.skills.0: already-has",
    ],
    [
      "a subclass before its level",
      {
        levels: [
          {
            class: "Fighter",
            skills: ["Athletics", "Perception"],
            fightingStyle: "Defense",
            subclass: "Champion",
          },
        ],
      },
      "levels.0.subclass: not-allowed",
    ],
    [
      "spells for who casts none",
      {
        levels: [
          {
            class: "Fighter",
            skills: ["Athletics", "Perception"],
            fightingStyle: "Defense",
            spells: ["Shield"],
          },
        ],
      },
      "levels.0.spells: not-allowed",
    ],
    [
      "a bow for a martial weapon of the list of simple ones",
      { equipment: [{ option: 0 }, { option: 0, items: ["Club"] }, { option: 0 }, { option: 1 }] },
      "equipment.1.items.0: unknown",
    ],
    ["a class that is none", { levels: [{ class: "Witch" }], equipment: [] }, "levels.0.class: unknown"],
  ])("[CHA-3] %s is refused by its field", (_, change, expected) => {
    expect(faults({ ...KARA, ...change })).toContain(expected);
  });

  it("[CHA-4] scores are the standard array, 27 points, or the dice that were rolled, and nothing else", () => {
    const { scores } = KARA.abilities;
    const generous = { ...scores, str: 18 };
    expect(faults({ ...KARA, abilities: { method: "standard-array", scores: generous } })).toEqual([
      "abilities.scores: scores",
    ]);
    expect(faults({ ...KARA, abilities: { method: "point-buy", scores: generous } })).toEqual([
      "abilities.scores.str: scores",
    ]);
    const dear = { str: 15, dex: 15, con: 15, int: 8, wis: 8, cha: 9 };
    expect(faults({ ...KARA, abilities: { method: "point-buy", scores: dear } })).toEqual([
      "abilities.scores: scores",
    ]);
    expect(faults({ ...KARA, abilities: { method: "point-buy", scores: { ...dear, cha: 8 } } })).toEqual([]);
    const dice = [
      [6, 6, 6, 1],
      [5, 5, 4, 4],
      [6, 2, 3, 4],
      [1, 1, 1, 1],
      [4, 4, 4, 4],
      [6, 5, 1, 1],
    ];
    const placed = { str: 18, dex: 14, con: 13, int: 3, wis: 12, cha: 12 };
    const rolled = { ...KARA, abilities: { method: "rolled" as const, scores: placed, roll: "r" } };
    expect(faults(rolled)).toEqual(["abilities.roll: unknown"]);
    expect(made(rolled, { abilities: dice }).origin).toEqual({ method: "rolled", base: placed, dice });
    expect(
      faults(
        { ...rolled, abilities: { ...rolled.abilities, scores: { ...placed, int: 4 } } },
        { abilities: dice },
      ),
    ).toEqual(["abilities.scores: scores"]);
  });

  it("[CHA-5] a high elf wizard: a cantrip of the race, three of the class, six spells in the book, four prepared", () => {
    const sheet = made(WIL);
    expect(sheet.abilities).toMatchObject({ dex: 16, int: 16 });
    expect((sheet.spells ?? []).filter((one) => one.class === "High Elf")).toEqual([
      { spell: "Light", prepared: true, class: "High Elf" },
    ]);
    expect(explain(sheet).casting).toMatchObject([
      { saveDc: { total: 13 }, attack: { total: 5 }, cantrips: 3, prepared: { total: 4 } },
    ]);
    const [level] = WIL.levels;
    if (level === undefined) throw new Error("a first level");
    const wrong = (change: Partial<LevelChoices>) => faults({ ...WIL, levels: [{ ...level, ...change }] });
    expect(wrong({ prepared: [...(level.spells ?? [])] })).toEqual(["levels.0.prepared: too-many"]);
    expect(wrong({ prepared: ["Grease"] })).toEqual(["levels.0.prepared.0: unknown"]);
    expect(wrong({ spells: ["Cure Wounds", ...(level.spells ?? []).slice(1)], prepared: [] })).toEqual([
      "levels.0.spells.0: unknown",
    ]);
    expect(wrong({ spells: ["Fireball", ...(level.spells ?? []).slice(1)], prepared: [] })).toEqual([
      "levels.0.spells.0: unknown",
    ]);
  });

  it("[CHA-6] half-elves choose two scores and two skills, dwarves a tool, dragonborn an ancestor", () => {
    const halfElf = { ...KARA, race: "Half-Elf", languages: ["Orc", "Giant", "Goblin"] };
    expect(faults(halfElf)).toEqual(["raceAbilities: missing", "raceSkills: missing"]);
    const chosen = { ...halfElf, raceAbilities: ["str", "con"], raceSkills: ["Stealth", "Arcana"] };
    expect(made(chosen)).toMatchObject({ abilities: { str: 16, con: 15, cha: 12 } });
    expect(faults({ ...chosen, raceAbilities: ["cha", "con"] })).toEqual(["raceAbilities.0: unknown"]);
    expect(faults({ ...KARA, race: "Dwarf", languages: ["Orc", "Giant"] })).toEqual([
      "subrace: missing",
      "raceTool: missing",
    ]);
    const dragonborn = { ...KARA, race: "Dragonborn", languages: ["Orc", "Giant"] };
    expect(faults(dragonborn)).toEqual(["draconicAncestor: missing"]);
    expect(explain(made({ ...dragonborn, draconicAncestor: "red" })).features).toContainEqual(
      expect.objectContaining({ name: "Breath Weapon", option: "dex/fire/half" }),
    );
  });

  it("[CHA-7] a background of one's own has two skills and two languages or tools", () => {
    const own = {
      ...KARA,
      background: "Rat catcher",
      backgroundSkills: ["Stealth", "Survival"],
      backgroundTools: ["Disguise Kit"],
      languages: ["Orc", "Giant"],
    };
    const sheet = made(own);
    expect(sheet).toMatchObject({ background: "Rat catcher", tools: ["Disguise Kit"] });
    expect(sheet.skills).toEqual(["stealth", "survival", "athletics", "perception"]);
    expect(faults({ ...own, backgroundSkills: ["Stealth"] })).toContain("backgroundSkills: missing");
    expect(faults({ ...KARA, backgroundSkills: ["Stealth"] })).toEqual(["backgroundSkills: not-allowed"]);
  });
});

/** Takes the first options that are offered until nothing is asked any more. */
function settled<Choices extends object>(
  start: Choices,
  attempt: (choices: Choices) => ReturnType<typeof build>,
): Sheet {
  let choices = start;
  for (let round = 0; round < 30; round += 1) {
    const built = attempt(choices);
    if (built.ok) return built.sheet;
    for (const problem of built.problems) choices = answered(choices, problem);
  }
  throw new Error(`never settled: ${JSON.stringify(attempt(choices))}`);
}

const SINGLE = [
  "subclass",
  "fightingStyle",
  "pactBoon",
  "draconicAncestor",
  "land",
  "huntersPrey",
  "subrace",
  "raceTool",
  "raceCantrip",
  "arcanum",
];

function answered<Choices extends object>(choices: Choices, { field, choose, ...problem }: Problem): Choices {
  const path = field.split(".");
  const last = path.at(-1) ?? "";
  if (last === "improve") return put(choices, path.with(-1, "feat"), "Grappler") as Choices;
  if (last === "feat")
    return put(put(choices, path, undefined), path.with(-1, "improve"), { con: 2 }) as Choices;
  if (last === "con") return put(choices, path.with(-1, "wis"), 2, path) as Choices;
  if (last === "wis") return put(choices, path.with(-1, "int"), 2, path) as Choices;
  if (choose === undefined) throw new Error(`nothing to choose for ${field}: ${JSON.stringify(problem)}`);
  if (path[0] === "equipment")
    return put(
      choices,
      path,
      path.length === 2 ? { option: choose.from.length - 1 } : choose.from[0],
    ) as Choices;
  return put(
    choices,
    path,
    SINGLE.includes(last) ? choose.from[0] : choose.from.slice(0, choose.count),
  ) as Choices;
}

function put(
  node: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
  drop?: readonly string[],
): unknown {
  if (key === undefined) return value;
  const of: Record<string, unknown> | unknown[] = Array.isArray(node) ? [...node] : { ...(node as object) };
  const inner = (of as Record<string, unknown>)[key];
  const child = inner === undefined && /^\d+$/.test(rest[0] ?? "") ? [] : inner;
  (of as Record<string, unknown>)[key] = put(child, rest, value);
  if (value === undefined && rest.length === 0) delete (of as Record<string, unknown>)[key];
  return drop === undefined ? of : put(of, drop, undefined);
}

describe("every class of the SRD", () => {
  it.each(CLASSES.map(({ name }, index) => [name, RACES[index % RACES.length]?.name ?? "Human"]))(
    "[CHA-8] a %s (%s) is made and rises to level 20 by the choices that are offered, and the engine plays the sheet",
    (name, race) => {
      const scores = { str: 15, dex: 13, con: 14, int: 12, wis: 10, cha: 8 };
      const start: CharacterChoices = {
        race,
        background: "Acolyte",
        abilities: { method: "standard-array", scores },
        levels: [{ class: name }],
      };
      let sheet = settled(start, build);
      for (let level = 2; level <= 20; level += 1) {
        sheet = settled<LevelChoices>({ class: name }, (choices) => rise(sheet, choices));
        const entered = spec(sheet);
        expect(entered.ok).toBe(true);
        const { level: shown, maxHp, armorClass, slots } = explain(sheet);
        expect(shown).toBe(level);
        if (entered.ok)
          expect([entered.value.block.maxHp, entered.value.block.slots]).toEqual([
            maxHp.total,
            slots.byLevel,
          ]);
        expect(armorClass.total).toBe(armorClass.parts.reduce((sum, { value }) => sum + value, 0));
      }
      expect(sheet.classes).toMatchObject([{ class: name, level: 20, subclass: expect.any(String) }]);
      const { classes, spells, proficiencies } = sheetDetails(sheet, srdCatalogue());
      expect(classes).toMatchObject([
        { className: name, level: 20, startingClass: true, subclassSource: "SRD 5.1" },
      ]);
      expect(spells.every(({ spellSource }) => spellSource === "SRD 5.1")).toBe(true);
      expect(new Set(proficiencies.map((one) => `${one.type} ${one.name}`)).size).toBe(proficiencies.length);
      expect(rise(sheet, { class: name })).toMatchObject({ ok: false });
    },
  );
});
