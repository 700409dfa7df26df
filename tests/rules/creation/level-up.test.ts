import { describe, expect, it } from "vitest";
import { srdCatalogue } from "../../../rules/content/index.ts";
import { countAt, INVOCATIONS_KNOWN } from "../../../rules/creation/class-choices.ts";
import { type LevelChoices, sheetDetails } from "../../../rules/creation/index.ts";
import type { Sheet } from "../../../rules/creatures/sheet.ts";
import { explain, KARA, made, rise, risen, WIL } from "./given.ts";

const faults = (sheet: Sheet, choices: LevelChoices, face: number | null = null) => {
  const built = rise(sheet, choices, face);
  return built.ok ? [] : built.problems.map(({ field, code }) => `${field}: ${code}`);
};
const FIGHTER: LevelChoices = { class: "Fighter" };
const third = (): Sheet => risen(made(KARA), FIGHTER, { ...FIGHTER, subclass: "Champion" });

describe("one level more", () => {
  it("[CHA-9] takes the hit die's fixed value or the face that was rolled, and remembers the face", () => {
    const first = made(KARA);
    expect(explain(risen(first, FIGHTER)).maxHp.total).toBe(20);
    const rolled = rise(first, { ...FIGHTER, hitPoints: "rolled" }, 3);
    expect(rolled).toMatchObject({
      ok: true,
      sheet: { rolledHitDice: [{ class: "Fighter", level: 2, face: 3 }] },
    });
    expect(rolled.ok && explain(rolled.sheet).maxHp.total).toBe(17);
    const written = { ...first, maxHp: 15 };
    expect(risen(written, FIGHTER).maxHp).toBe(23);
  });

  it("[CHA-9] knows a class however it is written", () => {
    const sheet: Sheet = { ...third(), classes: [{ class: "fighter", level: 3, subclass: "Champion" }] };
    expect(risen(sheet, { ...FIGHTER, improve: { str: 2 } }).classes).toEqual([
      { class: "Fighter", level: 4, subclass: "Champion" },
    ]);
    const wizard: Sheet = {
      race: "Elf",
      classes: [{ class: "wizard", level: 3 }],
      abilities: sheet.abilities,
      spells: [{ spell: "Shield" }],
    };
    expect(explain(wizard).casting).toMatchObject([{ class: "Wizard", cantrips: 3 }]);
    expect(sheetDetails(wizard, srdCatalogue()).spells).toMatchObject([{ sourceClass: "Wizard" }]);
  });

  it("[CHA-10] the subclass comes at its level, is asked for then, and stays", () => {
    const second = risen(made(KARA), FIGHTER);
    expect(faults(second, FIGHTER)).toEqual(["subclass: missing"]);
    expect(faults(second, { ...FIGHTER, subclass: "Battle Master" })).toEqual(["subclass: unknown"]);
    const sheet = third();
    expect(sheet.classes).toEqual([{ class: "Fighter", level: 3, subclass: "Champion" }]);
    expect(explain(sheet).features.map(({ name }) => name)).toContain("Improved Critical");
    expect(faults(sheet, { ...FIGHTER, subclass: "Thief", improve: { str: 2 } })).toEqual([
      "subclass: not-allowed",
    ]);
  });

  it("[CHA-11] an improvement is two points up to 20, or the feat whose prerequisite one meets", () => {
    const sheet = third();
    expect(faults(sheet, FIGHTER)).toEqual(["improve: missing"]);
    expect(faults(sheet, { ...FIGHTER, improve: { str: 1 } })).toEqual(["improve: scores"]);
    expect(faults(sheet, { ...FIGHTER, improve: { str: 2 }, feat: "Grappler" })).toEqual(["feat: too-many"]);
    expect(faults(sheet, { ...FIGHTER, feat: "Alert" })).toEqual(["feat: unknown"]);
    expect(
      faults({ ...sheet, abilities: { ...sheet.abilities, str: 12 } }, { ...FIGHTER, feat: "Grappler" }),
    ).toEqual(["feat: prerequisite"]);
    expect(
      faults({ ...sheet, abilities: { ...sheet.abilities, str: 19 } }, { ...FIGHTER, improve: { str: 2 } }),
    ).toEqual(["improve.str: scores"]);
    const strong = risen(sheet, { ...FIGHTER, improve: { str: 1, con: 1 } });
    expect(strong.abilities).toMatchObject({ str: 17, con: 16 });
    // Constitution counts for every level, also for those that are past.
    expect(explain(strong).maxHp.total).toBe(10 + 3 + 3 * (6 + 3));
    expect(sheetDetails(risen(sheet, { ...FIGHTER, feat: "grappler" }), srdCatalogue()).feats).toEqual([
      { featName: "Grappler", featSource: "SRD 5.1", sourceType: "asi" },
    ]);
    expect(
      faults(risen(sheet, { ...FIGHTER, feat: "Grappler" }), { ...FIGHTER, improve: { str: 2 } }),
    ).toEqual(["improve: not-allowed"]);
  });

  it("[CHA-12] a further class asks 13 in what both classes rest on, and gives less than a first one", () => {
    const wil = made(WIL);
    expect(faults(wil, { class: "Fighter", fightingStyle: "Archery" })).toEqual([]);
    expect(faults(wil, { class: "Cleric" })).toContain("class: prerequisite");
    expect(faults(made(KARA), { class: "Wizard" })).toContain("class: prerequisite");
    const both = risen(wil, { class: "Rogue", skills: ["Stealth"], expertise: ["Stealth", "Arcana"] });
    expect(both).toMatchObject({
      classes: [{ class: "Wizard" }, { class: "Rogue" }],
      expertise: ["stealth", "arcana"],
    });
    expect(explain(both)).toMatchObject({ maxHp: { total: 8 + 7 }, hitDice: { d6: 1, d8: 1 } });
    const { proficiencies } = sheetDetails(both, srdCatalogue());
    expect(proficiencies.filter(({ type }) => type === "save").map(({ name }) => name)).toEqual([
      "int",
      "wis",
    ]);
    expect(proficiencies).toContainEqual({ type: "tool", name: "Thieves' tools", expertise: false });
    expect(
      faults(wil, { class: "Rogue", skills: ["Stealth", "Deception"], expertise: ["Stealth", "Arcana"] }),
    ).toEqual(["skills: too-many"]);
  });

  it("[CHA-13] slots of several casting classes add up as the table of multiclassing says, each explained", () => {
    const sheet: Sheet = {
      race: "Human",
      classes: [
        { class: "Wizard", level: 5, subclass: "School of Evocation" },
        { class: "Paladin", level: 5, subclass: "Oath of Devotion" },
        { class: "Warlock", level: 3, subclass: "The Fiend" },
      ],
      abilities: { str: 13, dex: 10, con: 12, int: 16, wis: 10, cha: 14 },
    };
    const { slots, casting, proficiencyBonus } = explain(sheet);
    expect(slots).toEqual({
      byLevel: { 1: 4, 2: 3, 3: 3, 4: 1, "pact-2": 2 },
      casterLevels: [
        { value: 5, why: "Wizard" },
        { value: 2, why: "Paladin: half of 5" },
        { value: 3, why: "Warlock: pact slots, apart" },
      ],
    });
    expect(proficiencyBonus).toBe(5);
    expect(
      casting.map((one) => [one.class, one.saveDc.total, one.attack.total, one.prepared?.total ?? one.known]),
    ).toEqual([
      ["Wizard", 16, 8, 8],
      ["Paladin", 15, 7, 4],
      ["Warlock", 15, 7, 4],
    ]);
  });

  it("[CHA-14] a wizard writes two spells into the book; a sorcerer may forget one for another", () => {
    const wil = made(WIL);
    const second: LevelChoices = { class: "Wizard", subclass: "School of Evocation" };
    expect(faults(wil, second)).toEqual(["spells: missing"]);
    expect(faults(wil, { ...second, spells: ["Shield", "Grease"] })).toContain("spells.0: already-has");
    const wiser = risen(wil, { ...second, spells: ["Grease", "Identify"], prepared: ["Grease", "Shield"] });
    expect(
      (wiser.spells ?? []).filter((one) => one.prepared && one.class === "Wizard").map(({ spell }) => spell),
    ).toEqual(["Fire Bolt", "Mage Hand", "Ray of Frost", "Shield", "Grease"]);
    const sorcerer: Sheet = {
      race: "Human",
      classes: [{ class: "Sorcerer", level: 1, subclass: "Draconic Bloodline" }],
      abilities: { str: 10, dex: 10, con: 10, int: 10, wis: 10, cha: 16 },
      choices: { draconicAncestor: "red" },
      spells: ["Fire Bolt", "Light", "Mage Hand", "Prestidigitation", "Shield", "Sleep"].map((spell) => ({
        spell,
        prepared: true,
      })),
    };
    const next = risen(sorcerer, {
      class: "Sorcerer",
      forget: "Sleep",
      spells: ["Mage Armor", "Magic Missile"],
    });
    expect((next.spells ?? []).map(({ spell }) => spell).slice(-3)).toEqual([
      "Shield",
      "Mage Armor",
      "Magic Missile",
    ]);
    expect(faults(sorcerer, { class: "Sorcerer", forget: "Wish", spells: ["Mage Armor"] })).toEqual([
      "forget: unknown",
    ]);
    expect(faults(wil, { ...second, forget: "Sleep", spells: ["Grease", "Identify"] })).toEqual([
      "forget: not-allowed",
    ]);
  });

  it("[CHA-15] a life cleric has its domain's spells in mind beyond those it prepares", () => {
    const cleric = made({
      ...KARA,
      levels: [
        {
          class: "Cleric",
          skills: ["History", "Medicine"],
          subclass: "Life Domain",
          cantrips: ["Guidance", "Light", "Sacred Flame"],
          prepared: ["Shield of Faith", "Sanctuary"],
        },
      ],
      equipment: [
        { option: 0 },
        { option: 0 },
        { option: 0 },
        { option: 0 },
        { option: 0, items: ["Emblem"] },
      ],
    });
    expect((cleric.spells ?? []).map(({ spell }) => spell)).toEqual([
      "Guidance",
      "Light",
      "Sacred Flame",
      "Shield of Faith",
      "Sanctuary",
      "Bless",
      "Cure Wounds",
    ]);
    const risenOnce = risen(cleric, { class: "Cleric", prepared: ["Bane", "Sanctuary", "Command"] });
    expect((risenOnce.spells ?? []).filter(({ spell }) => spell === "Bless")).toHaveLength(1);
  });

  it("[CHA-16] no number on a sheet is without its reasons, and the reasons add up", () => {
    const shown = explain(third());
    const numbers = [
      shown.armorClass,
      shown.maxHp,
      shown.speedFeet,
      shown.initiative,
      shown.passivePerception,
    ];
    const lists = [
      ...Object.values(shown.saves),
      ...Object.values(shown.skills),
      ...Object.values(shown.abilities).map(({ score }) => score),
    ];
    for (const { total, parts } of [...numbers, ...lists, ...shown.attacks.map(({ bonus }) => bonus)]) {
      expect(parts.length).toBeGreaterThan(0);
      expect(parts.every(({ why }) => why !== "")).toBe(true);
      expect(parts.reduce((sum, { value }) => sum + value, 0)).toBe(total);
    }
    expect(shown.attacks[0]).toMatchObject({
      name: "Longsword",
      bonus: { total: 5 },
      damage: "1d8+3 slashing",
    });
  });

  it("[CHA-17] each feature says what gave it and how often it can be used", () => {
    const features = explain({ ...third(), feats: ["Grappler"] }).features.map(({ name, from, values }) => [
      name,
      from,
      values.uses,
    ]);
    expect(features).toEqual([
      ["Second Wind", "Fighter 1", 1],
      ["Action Surge", "Fighter 2", 1],
      ["Improved Critical", "Fighter 3", undefined],
      ["Fighting Style", "Fighter 1", undefined],
      ["Grappler", "feat", undefined],
    ]);
    const dwarf: Sheet = { ...third(), race: "Dwarf", choices: { subrace: "Hill Dwarf" } };
    const given = new Map(explain(dwarf).features.map(({ name, from }) => [name, from]));
    expect([given.get("Stonecunning"), given.get("Dwarven Toughness")]).toEqual(["Dwarf", "Hill Dwarf"]);
  });

  it("[CHA-18] numbers that the package of SRD data has wrong are the book's", () => {
    const abilities = { str: 10, dex: 16, con: 14, int: 10, wis: 14, cha: 14 };
    const alone = (name: string, level: number) =>
      explain({ race: "Dwarf", classes: [{ class: name, level }], abilities });
    const speeds = [1, 2, 5, 6, 10].map((level) => alone("Monk", level).speedFeet.total);
    expect(speeds).toEqual([25, 35, 35, 40, 45]);
    expect([2, 4, 5, 6, 7, 12].map((level) => countAt(INVOCATIONS_KNOWN, level))).toEqual([2, 2, 3, 3, 4, 6]);
    expect(alone("Paladin", 6).slots.byLevel).toEqual({ 1: 4, 2: 2 });
    expect(alone("Paladin", 20).slots.byLevel).toEqual({ 1: 4, 2: 3, 3: 3, 4: 3, 5: 2 });
    const rages = (level: number) =>
      alone("Barbarian", level).features.find(({ name }) => name === "Rage")?.values.uses;
    expect([1, 3, 17, 20].map(rages)).toEqual([2, 3, 6, undefined]);
  });
});
