import { DRACONIC_ANCESTRY, raceRecord } from "../creatures/races.ts";
import type { Sheet } from "../creatures/sheet.ts";
import type { LevelChoices } from "./choices.ts";
import {
  type ClassChoices,
  classChoices,
  countAt,
  HUNTERS_PREY,
  INVOCATIONS,
  INVOCATIONS_KNOWN,
  LANDS,
  METAMAGIC,
  METAMAGIC_KNOWN,
  PACT_BOONS,
} from "./class-choices.ts";
import { type Problems, pick, same, spelled } from "./problem.ts";

/** A level that is being taken: the sheet before it, and what the class asks at it. */
export type Taking = {
  readonly problems: Problems;
  readonly field: string;
  readonly before: Sheet;
  readonly choices: LevelChoices;
  readonly of: ClassChoices;
  /** Of this class, with this one. */
  readonly level: number;
  readonly first: boolean;
  readonly subclass: string | undefined;
};

/** Skills, tools and expertise that come with the level. */
export function proficiencies(taking: Taking, sheet: Sheet): Sheet {
  const { problems, field, choices, of, level, first, subclass } = taking;
  const own = first ? of.skills.count : level === 1 ? of.multiclassSkills : 0;
  const lore = of.name === "Bard" && level === 3 && /lore/i.test(subclass ?? "") ? 3 : 0;
  const held = [...(sheet.skills ?? []), ...(raceRecord(sheet.race)?.skills ?? [])];
  const skills = pick(problems, `${field}skills`, choices.skills ?? [], {
    from: lore > 0 ? (classChoices("Bard")?.skills.from ?? []) : of.skills.from,
    count: own + lore,
    what: "skill",
    has: held,
  });
  const given =
    level === 1 ? of.tools.filter((tool) => !(sheet.tools ?? []).some((one) => same(one, tool))) : [];
  const free = first ? of.freeTools.first : level === 1 ? of.freeTools.later : 0;
  const tools = pick(problems, `${field}tools`, choices.tools ?? [], {
    from: free === 0 ? [] : toolNames(of),
    count: free,
    what: "tool",
    has: sheet.tools ?? [],
  });
  const now = {
    ...sheet,
    skills: [...(sheet.skills ?? []), ...skills],
    tools: [...(sheet.tools ?? []), ...given, ...tools],
  };
  const expert = pick(problems, `${field}expertise`, choices.expertise ?? [], {
    from: [
      ...now.skills,
      ...(raceRecord(sheet.race)?.skills ?? []),
      ...now.tools.filter((tool) => same(tool, "Thieves' tools")),
    ],
    count: of.expertise.includes(level) ? 2 : 0,
    what: "proficiency to be expert in",
    has: sheet.expertise ?? [],
  });
  return expert.length === 0 ? now : { ...now, expertise: [...(sheet.expertise ?? []), ...expert] };
}

const INSTRUMENTS = [
  "Bagpipes",
  "Drum",
  "Dulcimer",
  "Flute",
  "Lute",
  "Lyre",
  "Horn",
  "Pan flute",
  "Shawm",
  "Viol",
];
const ARTISANS = [
  "Alchemist's supplies",
  "Brewer's supplies",
  "Calligrapher's supplies",
  "Carpenter's tools",
  "Cartographer's tools",
  "Cobbler's tools",
  "Cook's utensils",
  "Glassblower's tools",
  "Jeweler's tools",
  "Leatherworker's tools",
  "Mason's tools",
  "Painter's supplies",
  "Potter's tools",
  "Smith's tools",
  "Tinker's tools",
  "Weaver's tools",
  "Woodcarver's tools",
];
/** @srd Equipment > Tools */
export const TOOLS: readonly string[] = [
  ...ARTISANS,
  ...INSTRUMENTS,
  "Dice set",
  "Playing card set",
  "Disguise Kit",
  "Forgery Kit",
  "Herbalism Kit",
  "Navigator's tools",
  "Poisoner's Kit",
  "Thieves' tools",
];
const toolNames = ({ freeTools: { kinds } }: ClassChoices): readonly string[] =>
  kinds.flatMap((kind) => (kind === "instrument" ? INSTRUMENTS : ARTISANS));

export function styles({ problems, field, choices, of, level, subclass }: Taking, sheet: Sheet): Sheet {
  const due = of.styleLevels.includes(level) && (level < 10 || /champion/i.test(subclass ?? ""));
  const now = sheet.choices?.fightingStyle ?? [];
  const held = typeof now === "string" ? [now] : now;
  const [style] = pick(
    problems,
    `${field}fightingStyle`,
    choices.fightingStyle === undefined ? [] : [choices.fightingStyle],
    {
      from: of.fightingStyles,
      count: due ? 1 : 0,
      what: "fighting style",
      has: held,
      single: true,
    },
  );
  return style === undefined
    ? sheet
    : { ...sheet, choices: { ...sheet.choices, fightingStyle: [...held, style] } };
}

/** Choices that the engine or the sheet keeps by name. */
export function options(taking: Taking, sheet: Sheet): Sheet {
  const { problems, field, choices, of, level, subclass } = taking;
  const has = sheet.choices ?? {};
  const one = (
    name: "pactBoon" | "draconicAncestor" | "land" | "huntersPrey",
    from: readonly string[],
    due: boolean,
    what: string,
  ) => {
    const chosen = choices[name];
    if (has[name] !== undefined && chosen === undefined) return {};
    const [found] = pick(problems, `${field}${name}`, chosen === undefined ? [] : [chosen], {
      from,
      count: due ? 1 : 0,
      what,
      single: true,
    });
    return found === undefined ? {} : { [name]: found };
  };
  const draconic = of.name === "Sorcerer" && level === 1 && /draconic/i.test(subclass ?? "");
  const boon = one("pactBoon", PACT_BOONS, of.name === "Warlock" && level === 3, "pact boon");
  const now = {
    ...has,
    ...boon,
    ...one("draconicAncestor", Object.keys(DRACONIC_ANCESTRY), draconic, "draconic ancestor"),
    ...one("land", LANDS, of.name === "Druid" && level === 3 && /land/i.test(subclass ?? ""), "land"),
    ...one(
      "huntersPrey",
      HUNTERS_PREY,
      of.name === "Ranger" && level === 3 && /hunter/i.test(subclass ?? ""),
      "prey",
    ),
    ...listed(taking, "metamagic", METAMAGIC, of.name === "Sorcerer" ? countAt(METAMAGIC_KNOWN, level) : 0),
    ...listed(
      taking,
      "invocations",
      openInvocations(sheet, choices, level, (boon as { pactBoon?: string }).pactBoon ?? has.pactBoon),
      of.name === "Warlock" ? countAt(INVOCATIONS_KNOWN, level) : 0,
    ),
  };
  return Object.keys(now).length === 0 ? sheet : { ...sheet, choices: now };
}

function listed(
  { problems, field, before, choices }: Taking,
  name: "metamagic" | "invocations",
  from: readonly string[],
  total: number,
): { readonly [Name in "metamagic" | "invocations"]?: readonly string[] } {
  const has = before.choices?.[name] ?? [];
  const count = Math.max(0, total - has.length);
  const more = pick(problems, `${field}${name}`, choices[name] ?? [], { from, count, what: name, has });
  return more.length === 0 ? {} : { [name]: [...has, ...more] };
}

/** @srd Warlock > Eldritch Invocations: the prerequisites of each. */
function openInvocations(
  sheet: Sheet,
  choices: LevelChoices,
  level: number,
  pact: string | undefined,
): readonly string[] {
  const spells = [...(sheet.spells ?? []).map(({ spell }) => spell), ...(choices.cantrips ?? [])];
  return INVOCATIONS.filter(
    (one) =>
      one.level <= level &&
      (one.pact === undefined || one.pact === pact) &&
      (one.spell === undefined || spelled(spells, one.spell) !== undefined),
  ).map(({ name }) => name);
}
