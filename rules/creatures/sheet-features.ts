import type { Feature } from "../creature.ts";
import { abilityModifier, proficiencyBonusOfLevel } from "./abilities.ts";
import { CLASS_FEATURES } from "./class-features.ts";
import { classRecord } from "./classes.ts";
import { featureValues } from "./feature-values.ts";
import { idOf } from "./names.ts";
import { DRACONIC_ANCESTRY, raceRecord, subraceOf } from "./races.ts";
import { RESOLVED_FEATURES } from "./resolved.ts";
import { levelOf, type Sheet, type SheetClass } from "./sheet.ts";

/** Every feature of the sheet's race, classes, feats and choices, each with its numbers. */
export function sheetFeatures(sheet: Sheet): readonly Feature[] {
  const found = [
    ...raceFeatures(sheet),
    ...sheet.classes.flatMap((one) => classFeatures(sheet, one)),
    ...fightingStyles(sheet),
    ...(sheet.feats ?? []).map((name) => feature(name)),
    ...(sheet.choices?.invocations ?? []).map((name) => feature(name)),
    ...(sheet.choices?.metamagic ?? []).map((name) => feature(name, {}, "metamagic")),
  ];
  return withoutDoubles(found);
}

function feature(name: string, values: Feature["values"] = {}, option: string | null = null): Feature {
  const id = idOf(name);
  // Of a hunter's choices the engine plays one.
  const slayer = id === "hunters-prey" && idOf(option ?? "") === "colossus-slayer";
  return { id, name, values, option, resolved: slayer || RESOLVED_FEATURES.has(id) };
}

/** A feature of two classes counts once, by its better numbers; Unarmored Defense is the first class's. */
function withoutDoubles(features: readonly Feature[]): readonly Feature[] {
  const byId = new Map<string, Feature>();
  for (const one of features) {
    const key =
      one.id === "fighting-style" || one.option === "metamagic" ? `${one.id}/${one.option}` : one.id;
    const known = byId.get(key);
    byId.set(key, known === undefined ? one : { ...known, values: better(known.values, one.values) });
  }
  return [...byId.values()];
}

function better(one: Feature["values"], other: Feature["values"]): Feature["values"] {
  const both = { ...one };
  for (const [name, value] of Object.entries(other)) both[name] = Math.max(both[name] ?? value, value);
  return both;
}

function raceFeatures(sheet: Sheet): readonly Feature[] {
  const race = raceRecord(sheet.race);
  const names = [...(race?.traits ?? []), ...(subraceOf(sheet.race, sheet.choices?.subrace)?.traits ?? [])];
  return names.map((name) => {
    if (name === "Breath Weapon") return breathWeapon(sheet);
    return feature(name, name === "Relentless Endurance" ? { uses: 1 } : {});
  });
}

/** @srd Races > Dragonborn > Breath Weapon: 2d6, 3d6 at 6, 4d6 at 11, 5d6 at 16; DC 8 + Constitution + proficiency. */
function breathWeapon(sheet: Sheet): Feature {
  const level = levelOf(sheet);
  const of = DRACONIC_ANCESTRY[(sheet.choices?.draconicAncestor ?? "").toLowerCase().split(" ")[0] ?? ""];
  const values = {
    uses: 1,
    onShortRest: 1,
    dice: level >= 16 ? 5 : level >= 11 ? 4 : level >= 6 ? 3 : 2,
    sides: 6,
    dc: 8 + abilityModifier(sheet.abilities.con) + proficiencyBonusOfLevel(level),
    ...(of?.area === "line" ? { lineFeet: 30 } : { coneFeet: 15 }),
  };
  return feature("Breath Weapon", values, of === undefined ? null : `${of.save}/${of.type}/half`);
}

function classFeatures(sheet: Sheet, one: SheetClass): readonly Feature[] {
  const record = classRecord(one.class);
  if (record === null) return [];
  const subclass = (one.subclass ?? "").toLowerCase();
  const grounds = {
    classLevel: one.level,
    level: levelOf(sheet),
    proficiencyBonus: proficiencyBonusOfLevel(levelOf(sheet)),
    abilities: sheet.abilities,
  };
  return (CLASS_FEATURES[record.name] ?? [])
    .filter(
      ([level, name, of]) =>
        level <= one.level && (of === undefined || subclass.includes(of)) && name !== "Fighting Style",
    )
    .map(([, name]) => feature(name, featureValues(idOf(name), grounds), optionOf(sheet, record.name, name)));
}

function optionOf(sheet: Sheet, className: string, name: string): string | null {
  if (name === "Unarmored Defense") return className.toLowerCase();
  if (name === "Hunter's Prey") return sheet.choices?.huntersPrey ?? null;
  if (name === "Pact Boon") return sheet.choices?.pactBoon ?? null;
  if (name === "Elemental Affinity") return sheet.choices?.draconicAncestor ?? null;
  if (name === "Circle Spells") return sheet.choices?.land ?? null;
  return null;
}

/** A style is chosen on the sheet; without a class that teaches one, it means nothing. */
function fightingStyles(sheet: Sheet): readonly Feature[] {
  const taught = sheet.classes.some((one) => {
    const name = classRecord(one.class)?.name;
    return name === "Fighter" || ((name === "Paladin" || name === "Ranger") && one.level >= 2);
  });
  const chosen = sheet.choices?.fightingStyle ?? [];
  if (!taught) return [];
  return (typeof chosen === "string" ? [chosen] : chosen).map((style) =>
    feature("Fighting Style", {}, idOf(style)),
  );
}
