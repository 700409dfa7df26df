import { Router } from "express";
import { z } from "zod";
import { LIMITS } from "../../client-sdk/src/protocol.ts";
import { type Sheet, sheetSpec } from "../../rules/content/index.ts";
import { armorClass } from "../../rules/creatures/armor-class.ts";
import { campaignId, characterId, creatureId } from "../../rules/ids.ts";
import { idParameter } from "./campaigns.ts";
import type { signedIn } from "./identify.ts";
import { decode, HttpProblem, notFound } from "./problem.ts";
import type { CharacterFields, CharacterStore } from "./stores.ts";

const readCampaign = idParameter(campaignId, "campaign");
const readCharacter = idParameter(characterId, "character");

const text = z.string().trim().min(1).max(LIMITS.nameLength);
const texts = z.array(text).max(40);
const score = z.int().min(1).max(30);

/** The shape alone; what a race or a class is called, the rules know. */
const sheet = z.strictObject({
  race: text,
  classes: z
    .array(z.strictObject({ class: text, level: z.int().min(1).max(20), subclass: text.optional() }))
    .min(1)
    .max(12),
  abilities: z.strictObject({ str: score, dex: score, con: score, int: score, wis: score, cha: score }),
  maxHp: z.int().min(1).max(1000).optional(),
  skills: texts.optional(),
  expertise: texts.optional(),
  saves: texts.optional(),
  feats: texts.optional(),
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
      }),
    )
    .max(200)
    .optional(),
  spells: z
    .array(z.strictObject({ spell: text, prepared: z.boolean().optional() }))
    .max(200)
    .optional(),
  xp: z.int().min(0).max(1_000_000).optional(),
});
const character = z.strictObject({ name: text, sheet });

export function characterRoutes(characters: CharacterStore, guard: ReturnType<typeof signedIn>): Router {
  const router = Router();

  router.post(
    "/campaigns/:id/characters",
    guard(async (request, response, user) => {
      const made = await characters.create(user, readCampaign(request.params.id), derive(request.body));
      if (made === null) throw notFound("campaign");
      response.status(201).json(made);
    }),
  );
  router.get(
    "/campaigns/:id/characters",
    guard(async (request, response, user) => {
      response.json(await characters.list(user, readCampaign(request.params.id)));
    }),
  );
  router.get(
    "/characters/:id",
    guard(async (request, response, user) => {
      const found = await characters.get(user, readCharacter(request.params.id));
      if (found === null) throw notFound("character");
      response.json({ ...found.summary, sheet: found.sheet });
    }),
  );
  router.patch(
    "/characters/:id",
    guard(async (request, response, user) => {
      const changed = await characters.change(user, readCharacter(request.params.id), derive(request.body));
      if (changed === null) throw notFound("character");
      if (changed === "playing")
        throw new HttpProblem(
          409,
          "in-play",
          "This character plays in a running session; change it afterwards.",
        );
      response.json(changed);
    }),
  );
  router.delete(
    "/characters/:id",
    guard(async (request, response, user) => {
      if (!(await characters.remove(user, readCharacter(request.params.id)))) throw notFound("character");
      response.status(204).end();
    }),
  );
  return router;
}

/** What lists show follows from the sheet; nobody sends it. */
function derive(body: unknown): CharacterFields {
  const read = decode(character, body);
  // Zod writes an absent field as possibly undefined; JSON has no undefined.
  return fieldsOf(read.name, read.sheet as Sheet);
}

/** @throws HttpProblem 422 when no SRD sheet can say this. */
export function fieldsOf(name: string, written: Sheet): CharacterFields {
  const spec = sheetSpec(written, {
    id: creatureId("sheet"),
    name,
    side: "party",
    at: null,
    seat: null,
    character: null,
    start: {},
  });
  if (!spec.ok) throw new HttpProblem(422, spec.rejection.code, spec.rejection.detail);
  const { block, items } = spec.value;
  return {
    name,
    sheet: written,
    race: written.race,
    class: written.classes.map((one) => one.class).join(" / "),
    level: block.level,
    maxHp: block.maxHp,
    armorClass: armorClass({ block, items, features: block.features }).ac,
    speedFeet: block.speeds.walk,
    abilities: block.abilities,
  };
}
