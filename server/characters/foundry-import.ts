/**
 * A character out of a Foundry actor of the dnd5e system. What our sheets know is taken; everything else that
 * would matter at a table is listed, so that nobody believes it came along.
 */
import { z } from "zod";
import type { Sheet } from "../../rules/content/index.ts";
import {
  CLASS_CHOICES,
  HUNTERS_PREY,
  INVOCATIONS,
  METAMAGIC,
  PACT_BOONS,
} from "../../rules/creation/class-choices.ts";
import { FEATS } from "../../rules/creation/origins.ts";
import { same } from "../../rules/creation/problem.ts";
import { classRecord } from "../../rules/creatures/classes.ts";
import { raceRecord } from "../../rules/creatures/races.ts";
import type { SheetChoices, SheetClass, SheetItem, SheetSpell } from "../../rules/creatures/sheet.ts";
import { ABILITIES, type Ability } from "../../rules/vocabulary.ts";
import { FOUNDRY_SKILLS, languageOf, toolOf } from "./foundry-words.ts";

const number = z.coerce.number().catch(0);
const words = z.string().catch("");
const list = z.array(z.string()).catch([]);
const loose = z.record(z.string(), z.unknown()).catch({});
const item = z.looseObject({ name: words, type: words, system: loose.default({}) });

export const foundryActor = z.looseObject({
  name: z.string().min(1),
  type: z.literal("character"),
  system: z.looseObject({
    abilities: z.record(z.string(), z.looseObject({ value: number, proficient: number.optional() })),
    skills: z.record(z.string(), z.looseObject({ value: number })).optional(),
    tools: z.record(z.string(), z.looseObject({ value: number })).optional(),
    attributes: z
      .looseObject({
        hp: z.looseObject({ max: z.unknown().optional(), value: z.unknown().optional() }).optional(),
      })
      .optional(),
    details: z
      .looseObject({ xp: z.looseObject({ value: number }).optional(), biography: z.unknown().optional() })
      .optional(),
    traits: z
      .looseObject({ languages: z.looseObject({ value: list, custom: words.optional() }).optional() })
      .optional(),
    currency: z.record(z.string(), number).optional(),
  }),
  items: z.array(item).max(500).default([]),
});
export type FoundryActor = z.output<typeof foundryActor>;
type Item = z.output<typeof item>;

const GEAR = ["weapon", "equipment", "consumable", "tool", "loot", "backpack", "container"];
const COINS: Readonly<Record<string, string>> = {
  pp: "Platinum piece",
  gp: "Gold piece",
  ep: "Electrum piece",
  sp: "Silver piece",
  cp: "Copper piece",
};

export type Imported = { readonly name: string; readonly sheet: Sheet; readonly unmapped: readonly string[] };

export function fromFoundry({ name, system, items }: FoundryActor): Imported {
  const unmapped: string[] = [];
  const of = (type: string) => items.filter((one) => one.type === type);
  const { race, subrace } = raceOf(of("race")[0]?.name ?? String(detail(system, "race")), unmapped);
  const classes = classesOf(of("class"), of("subclass"), unmapped);
  const skills = Object.entries(system.skills ?? {}).flatMap(([key, { value }]) => {
    const skill = FOUNDRY_SKILLS[key];
    if (skill === undefined) unmapped.push(`skill ${key}`);
    if (value > 0 && value < 1) unmapped.push(`half proficiency in ${skill ?? key}`);
    return skill === undefined || value < 1 ? [] : [{ skill, expert: value >= 2 }];
  });
  const first = classRecord(classes[0]?.class ?? "");
  const saves = ABILITIES.filter(
    (one) => (system.abilities[one]?.proficient ?? 0) >= 1 && !first?.saves.includes(one),
  );
  const maxHp = Number(system.attributes?.hp?.max ?? 0);
  const background = of("background")[0]?.name;
  for (const one of items.filter(
    ({ type }) => !["race", "class", "subclass", "background", "spell", "feat", ...GEAR].includes(type),
  ))
    unmapped.push(`${one.type} ${one.name}`);
  const sheet: Sheet = {
    race,
    classes,
    abilities: Object.fromEntries(
      ABILITIES.map((one) => [one, system.abilities[one]?.value ?? 10]),
    ) as Record<Ability, number>,
    ...(Number.isInteger(maxHp) && maxHp > 0 ? { maxHp } : {}),
    skills: skills.map(({ skill }) => skill),
    expertise: skills.filter(({ expert }) => expert).map(({ skill }) => skill),
    ...(saves.length > 0 ? { saves } : {}),
    feats: featsOf(of("feat"), unmapped),
    ...(background === undefined ? {} : { background }),
    languages: languagesOf(system),
    tools: toolsOf(system.tools ?? {}, of("tool"), unmapped),
    ...written({ ...(subrace === undefined ? {} : { subrace }), ...choicesOf(of("feat")) }),
    equipment: [
      ...items.filter(({ type }) => GEAR.includes(type)).map((one) => gearOf(one, unmapped)),
      ...coinsOf(system.currency ?? {}),
    ],
    spells: of("spell").map((one) => spellOf(one)),
    xp: Math.max(0, Math.trunc(system.details?.xp?.value ?? 0)),
  };
  return { name, sheet: sized(sheet), unmapped };
}

const detail = (system: FoundryActor["system"], name: string): unknown =>
  (system.details as Record<string, unknown> | undefined)?.[name] ?? "";

/** `Elf, High`, `High Elf` and `Elf` are an elf. */
function raceOf(written: string, unmapped: string[]): { readonly race: string; readonly subrace?: string } {
  const turned = written.includes(", ") ? written.split(", ").toReversed().join(" ") : written;
  const words = turned.split(" ");
  for (const candidate of [turned, words.at(-1) ?? ""]) {
    const record = raceRecord(candidate);
    if (record !== null)
      return record.name === turned ? { race: record.name } : { race: record.name, subrace: turned };
  }
  unmapped.push(`race ${written === "" ? "(none)" : written}: Human in its place`);
  return { race: "Human" };
}

function classesOf(
  classes: readonly Item[],
  subclasses: readonly Item[],
  unmapped: string[],
): readonly SheetClass[] {
  const known = classes.flatMap((one): SheetClass[] => {
    const record = classRecord(one.name);
    const level = Math.max(1, Math.min(20, Math.trunc(Number(one.system.levels ?? 1)) || 1));
    if (record === null) unmapped.push(`class ${one.name}`);
    const identifier = String(one.system.identifier ?? one.name.toLowerCase());
    const subclass = subclasses.find(
      ({ system }) => String(system.classIdentifier ?? "") === identifier,
    )?.name;
    const written = subclass ?? (typeof one.system.subclass === "string" ? one.system.subclass : "");
    return record === null
      ? []
      : [{ class: record.name, level, ...(written === "" ? {} : { subclass: written }) }];
  });
  if (known.length === 0) unmapped.push("no class of the SRD: Fighter 1 in its place");
  return known.length === 0 ? [{ class: "Fighter", level: 1 }] : known;
}

const written = (choices: SheetChoices): Pick<Sheet, "choices"> =>
  Object.keys(choices).length === 0 ? {} : { choices };

/** Choices are features of their own there: `Fighting Style: Defense`, `Pact of the Tome`, `Devil's Sight`. */
function choicesOf(feats: readonly Item[]): SheetChoices {
  const names = feats.map(({ name }) =>
    name.replace(/^(Fighting Style|Metamagic|Eldritch Invocations?|Hunter's Prey): /i, ""),
  );
  const among = (known: readonly string[]) => known.filter((one) => names.some((name) => same(name, one)));
  const styles = among(CLASS_CHOICES.flatMap(({ fightingStyles }) => fightingStyles));
  const invocations = among(INVOCATIONS.map(({ name }) => name));
  const metamagic = among(METAMAGIC);
  const boon = PACT_BOONS.find((one) => names.some((name) => same(name, `pact of the ${one}`)));
  const [prey] = among(HUNTERS_PREY);
  return {
    ...(styles.length === 0 ? {} : { fightingStyle: [...new Set(styles)] }),
    ...(invocations.length === 0 ? {} : { invocations }),
    ...(metamagic.length === 0 ? {} : { metamagic }),
    ...(boon === undefined ? {} : { pactBoon: boon }),
    ...(prey === undefined ? {} : { huntersPrey: prey }),
  };
}

/** Features of race and class follow from the sheet; what is called a feat, or is one of the SRD's, is one. */
function featsOf(feats: readonly Item[], unmapped: string[]): readonly string[] {
  const kind = ({ system }: Item) => String((system.type as { value?: unknown } | undefined)?.value ?? "");
  const isFeat = (one: Item) => kind(one) === "feat" || FEATS.some(({ name }) => same(name, one.name));
  for (const one of feats.filter((feat) => !isFeat(feat) && ["", "monster", "vehicle"].includes(kind(feat))))
    unmapped.push(`feature ${one.name}`);
  return [...new Set(feats.filter(isFeat).map(({ name }) => name))];
}

/** Older actors say it of each tool that is carried, newer ones beside them. */
function toolsOf(
  proficiencies: Readonly<Record<string, { readonly value: number }>>,
  carried: readonly Item[],
  unmapped: string[],
): readonly string[] {
  const beside = Object.entries(proficiencies).flatMap(([key, { value }]) => {
    if (value < 1) return [];
    const tool = toolOf(key);
    if (tool === null) unmapped.push(`proficiency with ${key}`);
    return tool ?? [];
  });
  const said = carried.filter(({ system }) => Number(system.proficient ?? 0) >= 1).map(({ name }) => name);
  return [...beside, ...said.filter((name) => !beside.some((one) => same(one, name)))];
}

function gearOf({ name, system }: Item, unmapped: string[]): SheetItem {
  const bonus = Math.trunc(Number(system.magicalBonus ?? 0)) || 0;
  const attuned = system.attuned === true || system.attunement === 2;
  const activities = Object.keys((system.activities ?? {}) as object).length;
  const uses = Number((system.uses as { max?: unknown } | undefined)?.max ?? 0);
  // A torch that burns once is counted by its number.
  if (uses > 1 && activities > 0) unmapped.push(`uses of ${name}`);
  return {
    item: name,
    quantity: Math.max(1, Math.min(10_000, Math.trunc(Number(system.quantity ?? 1)) || 1)),
    equipped: system.equipped === true,
    ...(bonus > 0 && bonus <= 3 && !/\+\d/.test(name) ? { bonus } : {}),
    ...(attuned ? { attuned: true } : {}),
  };
}

function coinsOf(currency: Readonly<Record<string, number>>): readonly SheetItem[] {
  return Object.entries(currency).flatMap(([coin, count]) => {
    const item = COINS[coin];
    return item === undefined || count < 1 ? [] : [{ item, quantity: Math.min(10_000, Math.trunc(count)) }];
  });
}

function spellOf({ name, system }: Item): SheetSpell {
  const preparation = (system.preparation ?? {}) as { mode?: unknown; prepared?: unknown };
  const ready =
    preparation.prepared === true || Number(system.prepared ?? 0) >= 1 || Number(system.level ?? 0) === 0;
  const always = ["always", "innate", "pact", "atwill"].includes(
    String(preparation.mode ?? system.method ?? ""),
  );
  const source = classRecord(String(system.sourceClass ?? ""))?.name;
  return { spell: name, prepared: ready || always, ...(source === undefined ? {} : { class: source }) };
}

function languagesOf(system: FoundryActor["system"]): readonly string[] {
  const { value = [], custom = "" } = system.traits?.languages ?? {};
  const own = custom.split(";").map((one) => one.trim());
  return [...value.map(languageOf), ...own].filter((one) => one !== "").slice(0, 40);
}

/** What is longer than a sheet of ours may be is cut to it. */
function sized(sheet: Sheet): Sheet {
  const short = (name: string) => name.trim().slice(0, 80);
  return {
    ...sheet,
    equipment: (sheet.equipment ?? [])
      .filter(({ item }) => item.trim() !== "")
      .slice(0, 200)
      .map((one) => ({ ...one, item: short(one.item) })),
    spells: (sheet.spells ?? [])
      .filter(({ spell }) => spell.trim() !== "")
      .slice(0, 200)
      .map((one) => ({ ...one, spell: short(one.spell) })),
    feats: (sheet.feats ?? []).slice(0, 40).map(short),
  };
}
