/** What characters are made of, for whoever draws a form: the SRD's races, classes, equipment and spells. */
import { z } from "zod";
import { armorRecord, srdCatalogue, weaponRecord } from "../../../rules/content/index.ts";
import { classGuide, raceGuide } from "../../../rules/creation/index.ts";
import { answers, ok, openRoute, type Route } from "../route.ts";

const count = z.int();
const names = z.array(z.string());
const bonuses = z.record(z.string(), z.int());

const race = z
  .object({
    name: z.string(),
    size: z.string(),
    speedFeet: count,
    darkvisionFeet: count,
    abilityBonuses: bonuses,
    traits: names,
    languages: names,
    subraces: z.array(z.object({ name: z.string(), abilityBonuses: bonuses, traits: names })),
    choose: z.object({
      languages: count,
      abilities: count,
      skills: count,
      tools: names,
      draconicAncestors: names,
    }),
  })
  .meta({ id: "Race" });

const characterClass = z
  .object({
    name: z.string(),
    hitDie: count,
    saves: names,
    armor: names,
    weapons: names,
    tools: names,
    prerequisites: z
      .array(names)
      .describe("13 in each of one of these lists, to take it beside another class."),
    skills: z.object({ count, from: names }),
    subclass: z.object({ level: count, name: z.string() }),
    improvements: z.array(count).describe("Class levels of an ability score improvement."),
    fightingStyles: names,
    castingAbility: z.string().nullable(),
    equipment: z.object({ rows: z.array(names), fixed: names }),
    levels: z.array(
      z.object({
        level: count,
        features: names,
        slots: z.record(z.string(), count),
        cantrips: count.nullable(),
        spellsKnown: count.nullable(),
      }),
    ),
  })
  .meta({ id: "CharacterClassGuide" });

const gear = z
  .object({
    name: z.string(),
    kinds: names,
    weapon: z.looseObject({ name: z.string() }).nullable(),
    armor: z.looseObject({ name: z.string() }).nullable(),
  })
  .meta({ id: "Gear" });

const spell = z
  .object({
    name: z.string(),
    level: count.describe("0 for a cantrip."),
    school: z.string(),
    classes: names,
    ritual: z.boolean(),
    concentration: z.boolean(),
  })
  .meta({ id: "SpellEntry" });

const origins = z
  .object({
    backgrounds: z.array(
      z.object({ name: z.string(), skills: names, languages: count, feature: z.string() }),
    ),
    feats: z.array(
      z.object({ name: z.string(), prerequisite: z.object({ ability: z.string(), score: count }) }),
    ),
    languages: names,
    standardArray: z.array(count),
    points: count,
    pointCost: z.record(z.string(), count),
  })
  .meta({ id: "Origins" });

const sameWord = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function contentRoutes(): readonly Route[] {
  const tag = "Content";
  return [
    openRoute({
      method: "get",
      path: "/content/races",
      tag,
      summary: "The races, with what each lets one choose",
      answers: { 200: answers("All nine.", z.array(race)) },
      handle: () => ok(raceGuide().races),
    }),
    openRoute({
      method: "get",
      path: "/content/classes",
      tag,
      summary: "The classes, level by level",
      answers: { 200: answers("All twelve.", z.array(characterClass)) },
      handle: () => ok(classGuide()),
    }),
    openRoute({
      method: "get",
      path: "/content/origins",
      tag,
      summary: "Backgrounds, feats, languages and how scores are come by",
      answers: { 200: answers("What the SRD has.", origins) },
      handle: () => ok(raceGuide().origins),
    }),
    openRoute({
      method: "get",
      path: "/content/equipment",
      tag,
      summary: "Weapons, armor and gear; all, or of one kind",
      query: z.object({ kind: z.string().max(40).optional() }),
      answers: { 200: answers("By the SRD's names.", z.array(gear)) },
      handle: ({ query: { kind } }) =>
        ok(
          srdCatalogue()
            .gear.filter(({ kinds }) => kind === undefined || kinds.some((one) => sameWord(one, kind)))
            .map((one) => ({ ...one, weapon: weaponRecord(one.name), armor: armorRecord(one.name) })),
        ),
    }),
    openRoute({
      method: "get",
      path: "/content/spells",
      tag,
      summary: "The spells: all, of one class, of one level",
      query: z.object({
        class: z.string().max(40).optional(),
        level: z.coerce.number().int().min(0).max(9).optional(),
      }),
      answers: { 200: answers("By the SRD's names.", z.array(spell)) },
      handle: ({ query }) =>
        ok(
          srdCatalogue().spells.filter(
            ({ classes, level }) =>
              (query.level === undefined || level === query.level) &&
              (query.class === undefined || classes.some((one) => sameWord(one, query.class ?? ""))),
          ),
        ),
    }),
  ];
}
