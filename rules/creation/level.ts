import { abilityModifier } from "../creatures/abilities.ts";
import { classRecord } from "../creatures/classes.ts";
import { levelOf, type Sheet, type SheetClass } from "../creatures/sheet.ts";
import { ABILITIES, type Ability } from "../vocabulary.ts";
import type { Catalogue } from "./catalogue.ts";
import type { LevelChoices } from "./choices.ts";
import { type ClassChoices, classChoices } from "./class-choices.ts";
import { options, proficiencies, styles, type Taking } from "./level-choices.ts";
import { FEATS } from "./origins.ts";
import { type Problems, same } from "./problem.ts";
import { learnSpells } from "./spells.ts";

/**
 * One more level of one class. What is wrong goes to `problems` under `field`; the sheet that comes back is only
 * good when nothing was. `face`: the hit die that was rolled, null for the fixed value.
 * @srd Beyond 1st Level
 */
export function takeLevel(
  problems: Problems,
  field: string,
  before: Sheet,
  choices: LevelChoices,
  face: number | null,
  catalogue: Catalogue,
): Sheet {
  const of = classChoices(choices.class);
  const record = classRecord(choices.class);
  if (of === null || record === null) {
    problems.add(`${field}class`, "unknown", `there is no class called ${choices.class}`);
    return before;
  }
  if (levelOf(before) >= 20) problems.add(`${field}class`, "level", "20 levels in all");
  checkPrerequisites(problems, `${field}class`, before, of);
  const known = before.classes.find((one) => same(one.class, of.name));
  const level = (known?.level ?? 0) + 1;
  const first = before.classes.length === 0;
  const bare = { problems, field, before, choices, of, level, first };
  const taking: Taking = { ...bare, subclass: subclassAt(bare, known) };
  const improved = improve(taking);
  const proficient = proficiencies(taking, improved);
  const now = hitPoints(
    taking,
    withClass(styles(taking, options(taking, proficient)), taking),
    face,
    record.hitDie,
  );
  return learnSpells(
    problems,
    field,
    now,
    { class: of.name, level, subclass: taking.subclass },
    choices,
    catalogue,
  );
}

/** @srd Beyond 1st Level > Multiclassing > Prerequisites: of the classes that one has, and of the new one. */
function checkPrerequisites(problems: Problems, field: string, before: Sheet, next: ClassChoices): void {
  if (before.classes.length === 0 || before.classes.some((one) => same(one.class, next.name))) return;
  const all = [...before.classes.flatMap((one) => classChoices(one.class) ?? []), next];
  for (const { name, prerequisites } of all) {
    const enough = prerequisites.some((list) => list.every((ability) => before.abilities[ability] >= 13));
    const words = prerequisites
      .map((list) => list.map((ability) => `${ability} 13`).join(" and "))
      .join(" or ");
    if (!enough) problems.add(field, "prerequisite", `a ${name} who takes several classes needs ${words}`);
  }
}

function subclassAt(
  { problems, field, choices, of, level }: Omit<Taking, "subclass">,
  known: SheetClass | undefined,
): string | undefined {
  const at = `${field}subclass`;
  const { subclass } = choices;
  if (level === of.subclass.level || (level > of.subclass.level && known?.subclass === undefined)) {
    problems.offer(at, "subclass", [of.subclass.name]);
    if (subclass === undefined)
      problems.add(at, "missing", `choose a subclass: ${of.subclass.name}`, {
        count: 1,
        from: [of.subclass.name],
      });
    else if (!same(subclass, of.subclass.name))
      problems.add(at, "unknown", `the SRD has one subclass of ${of.name}: ${of.subclass.name}`);
    return of.subclass.name;
  }
  if (subclass !== undefined && !same(subclass, known?.subclass ?? ""))
    problems.add(at, "not-allowed", `a ${of.name} chooses it at level ${of.subclass.level}`);
  return known?.subclass;
}

function withClass(sheet: Sheet, { of, level, subclass }: Taking): Sheet {
  const now: SheetClass = { class: of.name, level, ...(subclass === undefined ? {} : { subclass }) };
  const known = sheet.classes.some((one) => same(one.class, of.name));
  const classes = known
    ? sheet.classes.map((one) => (same(one.class, of.name) ? now : one))
    : [...sheet.classes, now];
  return { ...sheet, classes };
}

/** @srd Beyond 1st Level > Ability Score Improvement: two points, 20 at most, or a feat. */
function improve({ problems, field, before, choices, of, level }: Taking): Sheet {
  const { improve: raised, feat } = choices;
  const due = of.improvements.includes(level);
  if (!due) {
    if (raised !== undefined)
      problems.add(`${field}improve`, "not-allowed", `not at level ${level} of ${of.name}`);
    if (feat !== undefined)
      problems.add(`${field}feat`, "not-allowed", `not at level ${level} of ${of.name}`);
    return before;
  }
  const open = ABILITIES.filter((ability) => before.abilities[ability] < 20);
  problems.offer(`${field}improve`, "ability to raise", open, { count: 2, list: true });
  problems.offer(`${field}feat`, "feat in place of the two points", openFeats(before), { optional: true });
  if (feat !== undefined && raised !== undefined)
    problems.add(`${field}feat`, "too-many", "a feat stands in place of the two points");
  if (feat !== undefined) return withFeat(problems, `${field}feat`, before, feat);
  if (raised === undefined) {
    problems.add(`${field}improve`, "missing", "two points for ability scores, or a feat");
    return before;
  }
  const abilities: Record<Ability, number> = { ...before.abilities };
  let points = 0;
  for (const ability of ABILITIES) {
    const more = raised[ability] ?? 0;
    points += more;
    abilities[ability] += more;
    if (more < 0 || more > 2) problems.add(`${field}improve.${ability}`, "scores", "0, 1 or 2 points");
    if (more > 0 && abilities[ability] > 20)
      problems.add(`${field}improve.${ability}`, "scores", "20 at most");
  }
  if (points !== 2) problems.add(`${field}improve`, "scores", `two points, not ${points}`);
  return { ...before, abilities };
}

const openFeats = (before: Sheet): readonly string[] =>
  FEATS.filter(
    ({ name, prerequisite: { ability, score } }) =>
      before.abilities[ability] >= score && !(before.feats ?? []).some((one) => same(one, name)),
  ).map(({ name }) => name);

function withFeat(problems: Problems, field: string, before: Sheet, name: string): Sheet {
  const feat = FEATS.find((one) => same(one.name, name));
  if (feat === undefined) {
    problems.add(field, "unknown", `the SRD has one feat: ${FEATS.map((one) => one.name).join(", ")}`);
    return before;
  }
  const { ability, score } = feat.prerequisite;
  if ((before.feats ?? []).some((one) => same(one, feat.name)))
    problems.add(field, "already-has", `${feat.name} is there already`);
  if (before.abilities[ability] < score)
    problems.add(field, "prerequisite", `${feat.name} needs ${ability} ${score}`);
  return { ...before, feats: [...(before.feats ?? []), feat.name] };
}

/** What is written down stays written: a sheet with a number of its own gets what the level adds. */
function hitPoints(
  { problems, field, before, of, level, first }: Taking,
  now: Sheet,
  face: number | null,
  die: number,
): Sheet {
  if (!first) problems.offer(`${field}hitPoints`, "hit points of the level", ["fixed", "rolled"]);
  if (face !== null && first) {
    problems.add(`${field}hitPoints`, "not-allowed", "the first level has its whole hit die");
    return now;
  }
  const rolled =
    face === null
      ? now
      : { ...now, rolledHitDice: [...(now.rolledHitDice ?? []), { class: of.name, level, face }] };
  if (before.maxHp === undefined) return rolled;
  const modifier = abilityModifier(now.abilities.con);
  const gained = Math.max(1, (face ?? die / 2 + 1) + modifier);
  const tougher = (modifier - abilityModifier(before.abilities.con)) * levelOf(before);
  return { ...rolled, maxHp: before.maxHp + gained + tougher };
}
