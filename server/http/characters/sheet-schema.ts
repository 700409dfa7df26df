import { z } from "zod";
import { LIMITS } from "../../../client-sdk/src/protocol.ts";

export const text = z.string().trim().min(1).max(LIMITS.nameLength);
export const texts = z.array(text).max(40);
const score = z.int().min(1).max(30);

export const scores = z.strictObject({
  str: score,
  dex: score,
  con: score,
  int: score,
  wis: score,
  cha: score,
});

/** The shape alone; what a race or a class is called, the rules know. */
export const sheet = z.strictObject({
  race: text,
  classes: z
    .array(z.strictObject({ class: text, level: z.int().min(1).max(20), subclass: text.optional() }))
    .min(1)
    .max(12),
  abilities: scores,
  maxHp: z.int().min(1).max(1000).optional(),
  skills: texts.optional(),
  expertise: texts.optional(),
  saves: texts.optional(),
  feats: texts.optional(),
  featSources: z.record(text, z.enum(["asi", "race", "class", "bonus"])).optional(),
  background: text.optional(),
  languages: texts.optional(),
  tools: texts.optional(),
  choices: z.record(z.string().max(40), z.union([text, texts])).optional(),
  equipment: z
    .array(
      z.strictObject({
        item: text,
        quantity: z.int().min(1).max(10_000).optional(),
        equipped: z.boolean().optional(),
        bonus: z.int().min(0).max(3).optional(),
        silvered: z.boolean().optional(),
        adamantine: z.boolean().optional(),
        lit: z.boolean().optional(),
        attuned: z.boolean().optional(),
        notes: z.string().trim().max(LIMITS.textLength).optional(),
      }),
    )
    .max(200)
    .optional(),
  spells: z
    .array(z.strictObject({ spell: text, prepared: z.boolean().optional(), class: text.optional() }))
    .max(200)
    .optional(),
  xp: z.int().min(0).max(1_000_000).optional(),
  rolledHitDice: z
    .array(z.strictObject({ class: text, level: z.int().min(1).max(20), face: z.int().min(1).max(12) }))
    .max(20)
    .optional(),
  origin: z
    .strictObject({
      method: z.enum(["standard-array", "point-buy", "rolled", "imported"]),
      base: scores,
      dice: z
        .array(z.array(z.int().min(1).max(6)).length(4))
        .length(6)
        .optional(),
    })
    .optional(),
});

/** Races and archetypes of the catalog stand beside the sheet. */
export const ofCatalog = {
  raceId: z.uuid().toLowerCase().optional().describe("A race of the catalog, on top of the sheet's own."),
  archetypeId: z.uuid().toLowerCase().optional().describe("Refused when it is for other races."),
};

const points = z.int().min(0).max(2);

/** What one level asks; whether it asks it, the rules know. */
export const levelChoices = z.strictObject({
  class: text,
  hitPoints: z.enum(["fixed", "rolled"]).optional(),
  subclass: text.optional(),
  skills: texts.optional(),
  tools: texts.optional(),
  expertise: texts.optional(),
  fightingStyle: text.optional(),
  improve: z
    .strictObject({ str: points, dex: points, con: points, int: points, wis: points, cha: points })
    .partial()
    .optional(),
  feat: text.optional(),
  cantrips: texts.optional(),
  spells: texts.optional(),
  forget: text.optional(),
  arcanum: text.optional(),
  prepared: texts.optional(),
  invocations: texts.optional(),
  pactBoon: text.optional(),
  metamagic: texts.optional(),
  draconicAncestor: text.optional(),
  land: text.optional(),
  huntersPrey: text.optional(),
});

const gearChoice = z.strictObject({
  option: z.int().min(0).max(9),
  items: z.array(text).max(4).optional(),
});

export const characterChoices = z.strictObject({
  race: text,
  subrace: text.optional(),
  draconicAncestor: text.optional(),
  raceAbilities: texts.optional(),
  raceSkills: texts.optional(),
  raceTool: text.optional(),
  raceCantrip: text.optional(),
  background: text,
  backgroundSkills: texts.optional(),
  backgroundTools: texts.optional(),
  languages: texts.optional(),
  abilities: z.discriminatedUnion("method", [
    z.strictObject({ method: z.literal("standard-array"), scores }),
    z.strictObject({ method: z.literal("point-buy"), scores }),
    z.strictObject({ method: z.literal("rolled"), scores, roll: z.uuid() }),
  ]),
  equipment: z.array(gearChoice).max(10).optional(),
  levels: z.array(levelChoices).min(1).max(20),
});

/** A character in the making. */
export const draftChoices = characterChoices.extend({
  race: text.optional(),
  background: text.optional(),
  abilities: z
    .strictObject({
      method: z.enum(["standard-array", "point-buy", "rolled"]),
      scores: scores.partial().optional(),
      roll: z.uuid().optional(),
    })
    .optional(),
  equipment: z.array(gearChoice.nullable()).max(10).optional(),
  levels: z.array(levelChoices).max(20).optional(),
});

export const preparedChoices = z.strictObject({
  class: text,
  prepared: texts.optional().describe("All of them, from now on."),
});
