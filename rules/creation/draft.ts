import { CLASSES } from "../creatures/classes.ts";
import type { Sheet } from "../creatures/sheet.ts";
import { ABILITIES, type Ability } from "../vocabulary.ts";
import { assemble } from "./build.ts";
import type { Catalogue } from "./catalogue.ts";
import type { DraftChoices, LevelChoices, PreparedChoices, Rolled, ScoreChoice } from "./choices.ts";
import { takeLevel } from "./level.ts";
import { BACKGROUNDS, RACE_ORIGINS } from "./origins.ts";
import { type Offer, type Problem, Problems, same } from "./problem.ts";
import { POINT_COST, STANDARD_ARRAY, scoreOf } from "./scores.ts";
import { prepareSpells } from "./spells.ts";

/** Where a character in the making stands. */
export type Drafted = {
  readonly problems: readonly Problem[];
  readonly offers: readonly Offer[];
  /** Null while there are problems. */
  readonly sheet: Sheet | null;
  /** What follows from the choices that are right; null until there are race, class and scores. */
  readonly soFar: Sheet | null;
};

const METHODS: readonly ScoreChoice["method"][] = ["standard-array", "point-buy", "rolled"];
const NOTHING = { str: 10, dex: 10, con: 10, int: 10, wis: 10, cha: 10 };

/** What a character asks for, and what it is so far, from choices that may be anything from none to all. */
export function draftCharacter(draft: DraftChoices, rolled: Rolled, catalogue: Catalogue): Drafted {
  const problems = new Problems();
  const ask = (field: string, what: string, from: readonly string[], chosen: string | undefined): boolean => {
    problems.offer(field, what, from);
    if (chosen === undefined)
      problems.add(field, "missing", `choose a ${what}: ${from.join(", ")}`, { count: 1, from });
    return chosen !== undefined;
  };
  const races = RACE_ORIGINS.map(({ name }) => name);
  const classes = CLASSES.map(({ name }) => name);
  const backgrounds = BACKGROUNDS.map(({ name }) => name);
  const hasRace = ask("race", "race", races, draft.race);
  const hasClass = ask("levels.0.class", "class", classes, draft.levels?.[0]?.class);
  const hasBackground = ask("background", "background", backgrounds, draft.background);
  const abilities = placed(problems, draft.abilities, rolled);

  const found = new Problems();
  const choices = {
    ...draft,
    race: draft.race ?? "",
    background: draft.background ?? BACKGROUNDS[0]?.name ?? "",
    abilities: abilities ?? { method: "standard-array", scores: NOTHING },
    levels: draft.levels ?? [],
  };
  const sheet = assemble(found, choices, rolled, catalogue);
  const shown = ({ field }: { readonly field: string }): boolean =>
    !(
      (!hasRace && field === "race") ||
      (!hasClass && field === "levels") ||
      (!hasBackground && (field === "languages" || field.startsWith("background"))) ||
      (abilities === null && field.startsWith("abilities"))
    );
  const all = [...problems.found, ...found.found.filter(shown)];
  return {
    problems: all,
    offers: [...problems.offers, ...found.offers.filter(shown)],
    sheet: all.length === 0 ? sheet : null,
    soFar: hasClass && abilities !== null ? known(sheet) : null,
  };
}

/** What one level more asks for, and what it makes of the sheet. A rolled die shows its fixed value. */
export function draftLevel(sheet: Sheet, choices: LevelChoices, catalogue: Catalogue): Drafted {
  const problems = new Problems();
  const next = takeLevel(problems, "", sheet, choices, null, catalogue);
  return {
    problems: problems.found,
    offers: problems.offers,
    sheet: problems.found.length === 0 ? next : null,
    soFar: next,
  };
}

/** What a class may have prepared, and the sheet with it; without a choice, as it is. */
export function draftPrepared(
  sheet: Sheet,
  { class: named, prepared }: PreparedChoices,
  catalogue: Catalogue,
): Drafted {
  const problems = new Problems();
  const of = sheet.classes.find((one) => same(one.class, named));
  if (of === undefined)
    problems.add("class", "unknown", `there is no level of ${named} here`, {
      count: 1,
      from: sheet.classes.map((one) => one.class),
    });
  const next = of === undefined ? sheet : prepareSpells(problems, sheet, of, prepared, catalogue);
  return {
    problems: problems.found,
    offers: problems.offers,
    sheet: problems.found.length === 0 ? next : null,
    soFar: next,
  };
}

/** A class that is none leaves a sheet without one, from which nothing follows. */
const known = (sheet: Sheet | null): Sheet | null => (sheet?.classes.length === 0 ? null : sheet);

/** The scores once all six stand; until then what may be placed. */
function placed(
  problems: Problems,
  draft: DraftChoices["abilities"],
  { abilities: dice }: Rolled,
): ScoreChoice | null {
  problems.offer("abilities.method", "way to come by scores", METHODS);
  if (draft === undefined) {
    problems.add("abilities.method", "missing", "choose how the scores are come by", {
      count: 1,
      from: METHODS,
    });
    return null;
  }
  const { method, scores = {}, roll } = draft;
  if (method === "rolled" && roll === undefined) {
    problems.add("abilities.roll", "missing", "roll the dice first");
    return null;
  }
  const open =
    method === "rolled"
      ? (dice ?? []).map(scoreOf)
      : method === "point-buy"
        ? Object.keys(POINT_COST)
        : STANDARD_ARRAY;
  problems.offer("abilities.scores", "score to place", open.map(String), { count: 6, list: true });
  const missing = ABILITIES.filter((ability) => scores[ability] === undefined);
  for (const ability of missing) problems.add(`abilities.scores.${ability}`, "missing", "place a score here");
  const whole = { ...NOTHING, ...scores } as Record<Ability, number>;
  if (missing.length > 0) return null;
  return method === "rolled" ? { method, scores: whole, roll: roll ?? "" } : { method, scores: whole };
}
