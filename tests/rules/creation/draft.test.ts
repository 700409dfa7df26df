import { describe, expect, it } from "vitest";
import { srdCatalogue } from "../../../rules/content/index.ts";
import { type DraftChoices, draftCharacter, draftLevel } from "../../../rules/creation/index.ts";
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
