import { DRACONIC_ANCESTRY } from "../creatures/races.ts";
import type { Sheet, SheetSpell } from "../creatures/sheet.ts";
import { ABILITIES, type Ability, SKILLS } from "../vocabulary.ts";
import type { Catalogue } from "./catalogue.ts";
import type { CharacterChoices, DraftChoices, Rolled } from "./choices.ts";
import { takeLevel } from "./level.ts";
import { TOOLS } from "./level-choices.ts";
import { type Background, backgroundOf, LANGUAGES, type RaceOrigin, raceOrigin } from "./origins.ts";
import { type Problem, Problems, pick, same } from "./problem.ts";
import { checkScores } from "./scores.ts";
import { startingItems } from "./starting-equipment.ts";

export type Built =
  | { readonly ok: true; readonly sheet: Sheet }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const done = (problems: Problems, sheet: Sheet): Built =>
  problems.found.length === 0 ? { ok: true, sheet } : { ok: false, problems: problems.found };

/**
 * A character from its choices: race, scores, background, every level, equipment. All problems come back at once,
 * each with the field that it is about.
 * @srd Characters; Races; Classes; Backgrounds
 */
export function buildCharacter(choices: CharacterChoices, rolled: Rolled, catalogue: Catalogue): Built {
  const problems = new Problems();
  const sheet = assemble(problems, choices, rolled, catalogue);
  return sheet === null ? { ok: false, problems: problems.found } : done(problems, sheet);
}

/** The sheet as far as its choices are right; null without a race. */
export function assemble(
  problems: Problems,
  choices: Omit<CharacterChoices, "equipment"> & Pick<DraftChoices, "equipment">,
  rolled: Rolled,
  catalogue: Catalogue,
): Sheet | null {
  const race = raceOrigin(choices.race);
  if (race === null) problems.add("race", "unknown", `there is no race called ${choices.race}`);
  checkScores(problems, choices.abilities, rolled.abilities ?? null);
  const background = chosenBackground(problems, choices);
  if (race === null) return null;
  const born = withRace(problems, choices, race, rolled, catalogue);
  const raised = withBackground(problems, choices, race, background, born);
  if (choices.levels.length === 0) problems.add("levels", "missing", "at least one level");
  const dice = [...(rolled.hitPoints ?? [])];
  let sheet = raised;
  choices.levels.forEach((level, index) => {
    const face = level.hitPoints === "rolled" ? (dice.shift() ?? null) : null;
    sheet = takeLevel(problems, `levels.${index}.`, sheet, level, face, catalogue);
  });
  const first = sheet.classes[0]?.class ?? "";
  const equipment = startingItems(
    problems,
    first,
    choices.equipment ?? [],
    background?.gear ?? [],
    catalogue,
  );
  return { ...sheet, equipment };
}

/** One level more for a character that is there. `face`: the hit die that was rolled, null for the fixed value. */
export function levelUp(
  sheet: Sheet,
  choices: CharacterChoices["levels"][number],
  face: number | null,
  catalogue: Catalogue,
): Built {
  const problems = new Problems();
  const asks = choices.hitPoints === "rolled";
  return done(problems, takeLevel(problems, "", sheet, choices, asks ? face : null, catalogue));
}

function chosenBackground(
  problems: Problems,
  choices: Omit<CharacterChoices, "equipment">,
): Background | null {
  const known = backgroundOf(choices.background);
  if (known !== null) {
    for (const field of ["backgroundSkills", "backgroundTools"] as const)
      if ((choices[field] ?? []).length > 0)
        problems.add(field, "not-allowed", `${known.name} names its own`);
    return known;
  }
  // @srd Backgrounds > Customizing a Background: two skills, and two languages or tools in all.
  const skills = pick(problems, "backgroundSkills", choices.backgroundSkills ?? [], {
    from: Object.keys(SKILLS),
    count: 2,
    what: "skill",
  });
  const tools = choices.backgroundTools ?? [];
  problems.offer("backgroundTools", "tool in place of a language", TOOLS, {
    count: 2,
    list: true,
    optional: true,
  });
  if (tools.length > 2) problems.add("backgroundTools", "too-many", "two languages or tools in all");
  return {
    name: choices.background,
    skills: skills as Background["skills"],
    freeLanguages: Math.max(0, 2 - tools.length),
    gear: [
      ["Clothes, common", 1],
      ["Pouch", 1],
      ["Gold piece", 10],
    ],
    feature: "",
  };
}

function withRace(
  problems: Problems,
  choices: Omit<CharacterChoices, "equipment">,
  race: RaceOrigin,
  rolled: Rolled,
  catalogue: Catalogue,
): Sheet {
  const subrace = race.subraces.find((one) => same(one.name, choices.subrace ?? ""));
  const from = race.subraces.map(({ name }) => name);
  if (from.length > 0) problems.offer("subrace", "subrace", from);
  if (from.length > 0 && subrace === undefined) {
    const code = choices.subrace === undefined ? "missing" : "unknown";
    problems.add("subrace", code, `one of: ${from.join(", ")}`, { count: 1, from });
  }
  if (race.subraces.length === 0 && choices.subrace !== undefined)
    problems.add("subrace", "not-allowed", `${race.name} has none in the SRD`);
  const free = pick(problems, "raceAbilities", choices.raceAbilities ?? [], {
    from: ABILITIES.filter((ability) => race.bonuses[ability] === undefined),
    count: race.freeAbilities,
    what: "ability to raise by 1",
  });
  const skills = pick(problems, "raceSkills", choices.raceSkills ?? [], {
    from: Object.keys(SKILLS),
    count: race.freeSkills,
    what: "skill",
  });
  const tools = one(problems, "raceTool", choices.raceTool, race.tools, "tool");
  const ancestor = one(
    problems,
    "draconicAncestor",
    choices.draconicAncestor,
    race.draconic ? Object.keys(DRACONIC_ANCESTRY) : [],
    "draconic ancestor",
  );
  const { scores } = choices.abilities;
  const abilities = Object.fromEntries(
    ABILITIES.map((ability) => [
      ability,
      scores[ability] +
        (race.bonuses[ability] ?? 0) +
        (subrace?.bonuses[ability] ?? 0) +
        (free.includes(ability) ? 1 : 0),
    ]),
  ) as Record<Ability, number>;
  const own = {
    ...(subrace === undefined ? {} : { subrace: subrace.name }),
    ...(ancestor[0] === undefined ? {} : { draconicAncestor: ancestor[0] }),
  };
  const dice = choices.abilities.method === "rolled" ? rolled.abilities : undefined;
  return {
    race: race.name,
    classes: [],
    abilities,
    skills,
    tools,
    languages: race.languages,
    spells: raceCantrip(problems, choices, subrace?.name, catalogue),
    ...(Object.keys(own).length === 0 ? {} : { choices: own }),
    origin: { method: choices.abilities.method, base: scores, ...(dice === undefined ? {} : { dice }) },
  };
}

const one = (
  problems: Problems,
  field: string,
  chosen: string | undefined,
  from: readonly string[],
  what: string,
): readonly string[] =>
  pick(problems, field, chosen === undefined ? [] : [chosen], {
    from,
    count: from.length === 0 ? 0 : 1,
    what,
    single: true,
  });

/** @srd Races > Elf > High Elf > Cantrip */
function raceCantrip(
  problems: Problems,
  choices: Omit<CharacterChoices, "equipment">,
  subrace: string | undefined,
  catalogue: Catalogue,
): readonly SheetSpell[] {
  const open =
    subrace !== "High Elf"
      ? []
      : catalogue.spells.filter(({ level, classes }) => level === 0 && classes.includes("Wizard"));
  const found = one(
    problems,
    "raceCantrip",
    choices.raceCantrip,
    open.map(({ name }) => name),
    "wizard cantrip",
  );
  return found.map((spell) => ({ spell, prepared: true, class: "High Elf" }));
}

function withBackground(
  problems: Problems,
  choices: Omit<CharacterChoices, "equipment">,
  race: RaceOrigin,
  background: Background | null,
  sheet: Sheet,
): Sheet {
  if (background === null) return sheet;
  const subrace = choices.subrace !== undefined && same(choices.subrace, "High Elf") ? 1 : 0;
  const languages = pick(problems, "languages", choices.languages ?? [], {
    from: LANGUAGES,
    count: race.freeLanguages + subrace + background.freeLanguages,
    what: "language",
    has: race.languages,
  });
  // Thieves' Cant, Druidic and what else a class teaches comes as a feature.
  const skills = background.skills.filter((skill) => !(sheet.skills ?? []).includes(skill));
  return {
    ...sheet,
    background: background.name,
    skills: [...(sheet.skills ?? []), ...skills],
    tools: [...(sheet.tools ?? []), ...(choices.backgroundTools ?? [])],
    languages: [...(sheet.languages ?? []), ...languages],
  };
}
