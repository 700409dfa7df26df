import { classRecord } from "../creatures/classes.ts";
import { raceRecord } from "../creatures/races.ts";
import type { FeatSource, Sheet } from "../creatures/sheet.ts";
import { classLevel, gearProficiencies } from "../creatures/sheet-proficiencies.ts";
import { ABILITIES } from "../vocabulary.ts";
import type { Catalogue } from "./catalogue.ts";
import { classChoices } from "./class-choices.ts";
import { FEATS } from "./origins.ts";
import { same } from "./problem.ts";
import { castAs } from "./spells.ts";

/** Where what is not in the SRD comes from. */
export const HOMEBREW = "homebrew";
export const SRD = "SRD 5.1";

export type SheetProficiency = {
  readonly type: "skill" | "save" | "tool" | "weapon" | "armor" | "language";
  readonly name: string;
  readonly expertise: boolean;
};

/** What a sheet says, list by list, each entry with where it is from: the rows that are kept beside the sheet. */
export function sheetDetails(sheet: Sheet, catalogue: Catalogue) {
  const from = (known: boolean): string => (known ? SRD : HOMEBREW);
  return {
    classes: sheet.classes.map((one, index) => ({
      className: classRecord(one.class)?.name ?? one.class,
      classSource: from(classRecord(one.class) !== null),
      level: one.level,
      subclassName: one.subclass ?? null,
      subclassSource: one.subclass === undefined ? null : from(isOfTheSrd(one.class, one.subclass)),
      startingClass: index === 0,
    })),
    feats: distinct(sheet.feats ?? []).map((featName) => ({
      featName,
      featSource: from(FEATS.some(({ name }) => same(name, featName))),
      sourceType: sheet.featSources?.[featName] ?? ("asi" satisfies FeatSource as FeatSource),
    })),
    inventory: (sheet.equipment ?? []).map((one) => ({
      itemName: one.item,
      itemSource: from(catalogue.gear.some(({ name }) => same(name, one.item))),
      quantity: one.quantity ?? 1,
      equipped: one.equipped ?? false,
      attuned: one.attuned ?? false,
      notes: one.notes ?? null,
    })),
    proficiencies: sheetProficiencies(sheet),
    spells: sheetSpells(sheet, catalogue).map((one) => ({
      ...one,
      spellSource: from(catalogue.spells.some(({ name }) => same(name, one.spellName))),
    })),
  };
}

/** Words of the SRD's subclass are enough: `Champion`, `Life`, `Circle of the Land (Forest)`. */
function isOfTheSrd(className: string, subclass: string): boolean {
  const own = classChoices(className)?.subclass.name.toLowerCase().split(" ").at(-1) ?? "";
  const word = own === "domain" ? "life" : own === "bloodline" ? "draconic" : own;
  return subclass.toLowerCase().includes(word);
}

/** One entry for each spell of each class, prepared when any line says so. */
function sheetSpells(sheet: Sheet, catalogue: Catalogue) {
  const found = new Map<string, { spellName: string; sourceClass: string; prepared: boolean }>();
  for (const one of sheet.spells ?? []) {
    const sourceClass = castAs(sheet, one, catalogue);
    const key = `${one.spell} as ${sourceClass}`;
    const prepared = (found.get(key)?.prepared ?? false) || (one.prepared ?? false);
    found.set(key, { spellName: one.spell, sourceClass, prepared });
  }
  return [...found.values()];
}

/** Everything that the proficiency bonus counts for, of six types, from class, race and background. */
export function sheetProficiencies(sheet: Sheet): readonly SheetProficiency[] {
  const expert = (name: string) => (sheet.expertise ?? []).some((one) => same(one, name));
  const skills = distinct([
    ...(raceRecord(sheet.race)?.skills ?? []),
    ...(sheet.skills ?? []).map((name) => name.trim().toLowerCase()),
  ]);
  const isTool = (name: string) => /tools$/i.test(name);
  const tools = distinct([
    ...(sheet.tools ?? []),
    ...(sheet.expertise ?? []).filter(isTool),
    ...(sheet.skills ?? []).filter(isTool),
  ]);
  const gear = gearProficiencies(sheet);
  const plain = (type: SheetProficiency["type"]) => (name: string) => ({ type, name, expertise: false });
  return [
    ...skills
      .filter((name) => !isTool(name))
      .map((name) => ({ type: "skill" as const, name, expertise: expert(name) })),
    ...savesOf(sheet).map(plain("save")),
    ...tools.map((name) => ({ type: "tool" as const, name, expertise: expert(name) })),
    ...distinct(gear.weapons).map(plain("weapon")),
    ...distinct(gear.armor).map(plain("armor")),
    ...distinct(sheet.languages ?? []).map(plain("language")),
  ];
}

function savesOf(sheet: Sheet): readonly string[] {
  const first = classRecord(sheet.classes[0]?.class ?? "")?.saves ?? [];
  const all = classLevel(sheet, "Monk") >= 14 ? ABILITIES : [];
  const mind = classLevel(sheet, "Rogue") >= 15 ? (["wis"] as const) : [];
  const own = (sheet.saves ?? []).map((name) => name.trim().toLowerCase().slice(0, 3));
  return distinct([...first, ...all, ...mind, ...own]);
}

const distinct = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.findIndex((one) => same(one, name)) === index);
