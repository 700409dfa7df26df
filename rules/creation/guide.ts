import { forEachAbility } from "../creatures/abilities.ts";
import { CLASS_FEATURES } from "../creatures/class-features.ts";
import { CLASSES } from "../creatures/classes.ts";
import { DRACONIC_ANCESTRY, raceRecord, subraceOf } from "../creatures/races.ts";
import { spellSlots } from "../creatures/spell-slots.ts";
import { classChoices } from "./class-choices.ts";
import { BACKGROUNDS, FEATS, LANGUAGES, RACE_ORIGINS } from "./origins.ts";
import { POINT_COST, POINTS, STANDARD_ARRAY } from "./scores.ts";
import { spellLimits } from "./spell-limits.ts";
import { STARTING_EQUIPMENT, say } from "./starting-equipment.ts";

/** Races and origins as a form shows them. */
export function raceGuide() {
  const races = RACE_ORIGINS.map((origin) => {
    const record = raceRecord(origin.name);
    return {
      name: origin.name,
      size: record?.size ?? "medium",
      speedFeet: record?.speedFeet ?? 30,
      darkvisionFeet: record?.darkvisionFeet ?? 0,
      abilityBonuses: origin.bonuses,
      traits: record?.traits ?? [],
      languages: origin.languages,
      subraces: origin.subraces.map(({ name, bonuses }) => ({
        name,
        abilityBonuses: bonuses,
        traits: subraceOf(origin.name, name)?.traits ?? [],
      })),
      choose: {
        languages: origin.freeLanguages,
        abilities: origin.freeAbilities,
        skills: origin.freeSkills,
        tools: origin.tools,
        draconicAncestors: origin.draconic ? Object.keys(DRACONIC_ANCESTRY) : [],
      },
    };
  });
  const backgrounds = BACKGROUNDS.map(({ name, skills, freeLanguages, feature }) => ({
    name,
    skills,
    languages: freeLanguages,
    feature,
  }));
  const origins = {
    backgrounds,
    feats: FEATS,
    languages: LANGUAGES,
    standardArray: STANDARD_ARRAY,
    points: POINTS,
    pointCost: POINT_COST,
  };
  return { races, origins };
}

/** Classes level by level. Numbers that hang on a score are left to the sheet. */
export function classGuide() {
  return CLASSES.map((record) => {
    const choices = classChoices(record.name);
    const gear = STARTING_EQUIPMENT[record.name];
    return {
      name: record.name,
      hitDie: record.hitDie,
      saves: record.saves,
      armor: record.armor,
      weapons: record.weapons,
      tools: choices?.tools ?? [],
      prerequisites: choices?.prerequisites ?? [],
      skills: choices?.skills ?? { count: 0, from: [] },
      subclass: choices?.subclass ?? { level: 3, name: "" },
      improvements: choices?.improvements ?? [],
      fightingStyles: choices?.fightingStyles ?? [],
      castingAbility: record.castingAbility,
      equipment: {
        rows: (gear?.rows ?? []).map((row) => row.map(say)),
        fixed: (gear?.fixed ?? []).map((entry) => say([entry])),
      },
      levels: Array.from({ length: 20 }, (_, index) =>
        levelOf(record.name, choices?.subclass.name, index + 1),
      ),
    };
  });
}

function levelOf(name: string, subclass: string | undefined, level: number) {
  const limits = spellLimits(
    { class: name, level, subclass },
    forEachAbility(() => 10),
  );
  const own = (of: string | undefined) => of === undefined || (subclass ?? "").toLowerCase().includes(of);
  return {
    level,
    features: (CLASS_FEATURES[name] ?? [])
      .filter(([from, , of]) => from === level && own(of))
      .map(([, feature]) => feature),
    slots: spellSlots([{ class: name, level }]),
    cantrips: limits?.cantrips ?? null,
    spellsKnown: limits?.known ?? null,
  };
}
