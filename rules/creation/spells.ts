import { classRecord } from "../creatures/classes.ts";
import type { Sheet, SheetSpell } from "../creatures/sheet.ts";
import type { Catalogue, SpellEntry } from "./catalogue.ts";
import type { LevelChoices } from "./choices.ts";
import { type Problems, pick, same } from "./problem.ts";
import { arcanumAt, type SpellLimits, secretsOf, spellLimits } from "./spell-limits.ts";
import { alwaysPrepared, expandedList } from "./subclass-spells.ts";

type OfClass = { readonly class: string; readonly level: number; readonly subclass?: string | undefined };

/** The class that a spell of a sheet is cast as. */
export function castAs(sheet: Sheet, { spell, class: named }: SheetSpell, catalogue: Catalogue): string {
  if (named !== undefined) return classRecord(named)?.name ?? named;
  const entry = catalogue.spells.find((one) => same(one.name, spell));
  const found = sheet.classes.find((one) => entry?.classes.some((name) => same(name, one.class)));
  const written = (found ?? sheet.classes[0])?.class ?? "";
  return classRecord(written)?.name ?? written;
}

/** Cantrips, known spells, the book and what is prepared, after a level of a class. @srd Classes > Spellcasting */
export function learnSpells(
  problems: Problems,
  field: string,
  sheet: Sheet,
  of: OfClass,
  choices: LevelChoices,
  catalogue: Catalogue,
): Sheet {
  const limits = spellLimits(of, sheet.abilities);
  if (limits === null) {
    for (const name of ["cantrips", "spells", "prepared"] as const)
      if ((choices[name] ?? []).length > 0)
        problems.add(`${field}${name}`, "not-allowed", `${of.class} ${of.level} casts no spells`);
    return sheet;
  }
  const all = sheet.spells ?? [];
  const isMine = (spell: SheetSpell) => same(castAs(sheet, spell, catalogue), of.class);
  const others = all.filter((spell) => !isMine(spell));
  const always = alwaysPrepared(of, sheet.choices?.land);
  const chosen = all.filter((one) => isMine(one) && !always.some((name) => same(name, one.spell)));
  const mine = forgotten(problems, field, chosen, choices, limits);
  const levelOf = (name: string) => catalogue.spells.find((one) => same(one.name, name))?.level ?? 1;
  const cantrips = mine.filter(({ spell }) => levelOf(spell) === 0).map(({ spell }) => spell);
  if (limits.manner === "known" && of.level > 1)
    problems.offer(
      `${field}forget`,
      "spell to give up for another",
      chosen.map(({ spell }) => spell).filter((name) => levelOf(name) > 0),
      { optional: true },
    );
  const isArcanum = (spell: string) => of.class === "Warlock" && levelOf(spell) > 5;
  const spells = mine.filter(({ spell }) => levelOf(spell) > 0 && !isArcanum(spell));
  const arcana = [
    ...mine.filter(({ spell }) => isArcanum(spell)).map(({ spell }) => spell),
    ...arcanum(problems, field, of, choices, catalogue),
  ];
  const newCantrips = pick(problems, `${field}cantrips`, choices.cantrips ?? [], {
    from: listOf(catalogue, of, (one) => one.level === 0).map(({ name }) => name),
    count: Math.max(0, limits.cantrips - cantrips.length),
    what: `${of.class} cantrip`,
    has: cantrips,
  });
  const learned = pick(problems, `${field}spells`, choices.spells ?? [], {
    from: open(catalogue, of, limits, spells, choices.spells ?? []),
    count: due(of, limits, spells.length),
    what: `${of.class} spell of level 1 to ${limits.highest}`,
    has: spells.map(({ spell }) => spell),
  });
  const ready = limits.manner === "known";
  const mind = [
    ...cantrips.map((spell) => ({ spell, prepared: true, class: of.class })),
    ...newCantrips.map((spell) => ({ spell, prepared: true, class: of.class })),
    ...spells.map((one) => ({ ...one, class: of.class })),
    ...learned.map((spell) => ({ spell, prepared: ready, class: of.class })),
    ...arcana.map((spell) => ({ spell, prepared: true, class: of.class })),
  ];
  const ownMind = prepare(problems, field, mind, { ...of, always }, limits, choices, catalogue);
  const given = always.map((spell) => ({ spell, prepared: true, class: of.class }));
  return { ...sheet, spells: [...others, ...ownMind, ...given] };
}

/** Other spells in mind, as after a rest. @srd Classes > Spellcasting > Preparing and Casting Spells */
export function prepareSpells(
  problems: Problems,
  sheet: Sheet,
  of: OfClass,
  prepared: readonly string[] | undefined,
  catalogue: Catalogue,
): Sheet {
  const limits = spellLimits(of, sheet.abilities);
  if (limits === null || limits.prepared === null) {
    problems.add("prepared", "not-allowed", `a ${of.class} of level ${of.level} prepares no spells`);
    return sheet;
  }
  const all = sheet.spells ?? [];
  const isMine = (spell: SheetSpell) => same(castAs(sheet, spell, catalogue), of.class);
  const always = alwaysPrepared(of, sheet.choices?.land);
  const mind = all
    .filter((one) => isMine(one) && !always.some((name) => same(name, one.spell)))
    .map((one) => ({ ...one, class: of.class }));
  const choices = { class: of.class, ...(prepared === undefined ? {} : { prepared }) };
  const own = prepare(problems, "", mind, { ...of, always }, limits, choices, catalogue);
  const given = always.map((spell) => ({ spell, prepared: true, class: of.class }));
  return { ...sheet, spells: [...all.filter((one) => !isMine(one)), ...own, ...given] };
}

function forgotten(
  problems: Problems,
  field: string,
  mine: readonly SheetSpell[],
  { forget }: LevelChoices,
  limits: SpellLimits,
): readonly SheetSpell[] {
  if (forget === undefined) return mine;
  if (limits.manner !== "known")
    problems.add(`${field}forget`, "not-allowed", "who prepares spells forgets none for another");
  const rest = mine.filter(({ spell }) => !same(spell, forget));
  if (rest.length === mine.length)
    problems.add(`${field}forget`, "unknown", `${forget} is not among those known`);
  return rest;
}

/** How many spells come with this level. Whoever prepares from the whole list learns none. */
function due(of: OfClass, limits: SpellLimits, has: number): number {
  if (limits.known !== null) return Math.max(0, limits.known - has);
  return limits.manner === "book" ? (of.level === 1 ? 6 : 2) : 0;
}

function listOf(
  catalogue: Catalogue,
  of: OfClass,
  fits: (spell: SpellEntry) => boolean,
): readonly SpellEntry[] {
  const more = expandedList(of.subclass);
  const listed = ({ name, classes }: SpellEntry) =>
    classes.some((one) => same(one, of.class)) || more.some((one) => same(one, name));
  return catalogue.spells.filter((spell) => fits(spell) && listed(spell));
}

/** The class's own list, and for a bard with secrets left every other one. */
function open(
  catalogue: Catalogue,
  of: OfClass,
  limits: SpellLimits,
  has: readonly SheetSpell[],
  wanted: readonly string[],
): readonly string[] {
  const reachable = (spell: SpellEntry) => spell.level > 0 && spell.level <= limits.highest;
  const own = listOf(catalogue, of, reachable).map(({ name }) => name);
  const foreign = (name: string) => !own.some((one) => same(one, name));
  const secrets = secretsOf(of) - has.filter(({ spell }) => foreign(spell)).length;
  const strange = wanted.filter(foreign).slice(0, Math.max(0, secrets));
  const others = catalogue.spells.filter(
    (spell) => reachable(spell) && strange.some((name) => same(name, spell.name)),
  );
  return [...own, ...others.map(({ name }) => name)];
}

function arcanum(
  problems: Problems,
  field: string,
  of: OfClass,
  choices: LevelChoices,
  catalogue: Catalogue,
) {
  const wanted = arcanumAt(of);
  return pick(problems, `${field}arcanum`, choices.arcanum === undefined ? [] : [choices.arcanum], {
    from: listOf(catalogue, of, ({ level }) => level === wanted).map(({ name }) => name),
    count: wanted === null ? 0 : 1,
    what: `spell of level ${wanted}`,
    single: true,
  });
}

function prepare(
  problems: Problems,
  field: string,
  mind: readonly SheetSpell[],
  of: OfClass & { readonly always: readonly string[] },
  limits: SpellLimits,
  { prepared }: LevelChoices,
  catalogue: Catalogue,
): readonly SheetSpell[] {
  const at = `${field}prepared`;
  if (limits.prepared === null) {
    if (prepared !== undefined)
      problems.add(at, "not-allowed", `a ${of.class} knows spells and prepares none`);
    return mind;
  }
  const isCantrip = ({ spell }: SheetSpell) =>
    catalogue.spells.some((one) => one.level === 0 && same(one.name, spell));
  const book = mind.filter((spell) => !isCantrip(spell));
  const from =
    limits.manner === "book"
      ? book.map(({ spell }) => spell)
      : listOf(catalogue, of, ({ level }) => level > 0 && level <= limits.highest).map(({ name }) => name);
  problems.offer(
    at,
    "spell to prepare",
    from.filter((name) => !of.always.some((one) => same(one, name))),
    {
      count: limits.prepared,
      list: true,
      optional: true,
    },
  );
  if (prepared === undefined) return mind;
  const count = Math.min(limits.prepared, prepared.length);
  if (prepared.length > limits.prepared)
    problems.add(at, "too-many", `${limits.prepared} spells prepared at most`);
  const names = pick(problems, at, prepared.slice(0, count), {
    from,
    count,
    what: "spell to prepare",
    has: of.always,
  });
  const cantrips = mind.filter(isCantrip);
  const has = (name: string) => names.some((one) => same(one, name));
  if (limits.manner === "book")
    return [...cantrips, ...book.map((one) => ({ ...one, prepared: has(one.spell) }))];
  return [...cantrips, ...names.map((spell) => ({ spell, prepared: true, class: of.class }))];
}
