import { z } from "zod";
import { LIMITS } from "../../client-sdk/src/protocol.ts";
import { type Sheet, sheetSpec } from "../../rules/content/index.ts";
import { armorClass } from "../../rules/creatures/armor-class.ts";
import { campaignId, characterId, creatureId } from "../../rules/ids.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { answers, created, done, id, NOTHING, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";
import type { CharacterFields, CharacterStore } from "./stores.ts";

const ofCampaign = z.object({ campaign: id(campaignId) });
const ofCharacter = z.object({ character: id(characterId) });

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
const wholeCharacter = schemas.characterSummary.and(z.object({ sheet: schemas.sheet }));

export function characterRoutes(characters: CharacterStore): readonly Route[] {
  const tag = "Characters";
  return [
    route({
      method: "post",
      path: "/campaigns/{campaign}/characters",
      tag,
      summary: "Makes a character from a sheet",
      params: ofCampaign,
      body: character,
      answers: { 201: answers("What follows from the sheet.", schemas.characterSummary) },
      refusals: [422],
      handle: async ({ params, body, user }) => {
        const made = await characters.create(user, params.campaign, derive(body));
        if (made === null) throw notFound("campaign");
        return created(made, `/api/characters/${made.id}`);
      },
    }),
    route({
      method: "get",
      path: "/campaigns/{campaign}/characters",
      tag,
      summary: "The characters of a campaign; none for whoever is not of it",
      params: ofCampaign,
      answers: { 200: answers("All of them.", z.array(schemas.characterSummary)) },
      handle: async ({ params, user }) => ok(await characters.list(user, params.campaign)),
    }),
    route({
      method: "get",
      path: "/characters/{character}",
      tag,
      summary: "A character of a campaign that one takes part in, with its sheet",
      params: ofCharacter,
      answers: { 200: answers("The character.", wholeCharacter) },
      handle: async ({ params, user }) => {
        const found = await characters.get(user, params.character);
        if (found === null) throw notFound("character");
        return ok({ ...found.summary, sheet: found.sheet });
      },
    }),
    route({
      method: "patch",
      path: "/characters/{character}",
      tag,
      summary: "Gives one's own character another sheet",
      params: ofCharacter,
      body: character,
      answers: { 200: answers("What follows from the sheet.", schemas.characterSummary) },
      refusals: [409, 422],
      handle: async ({ params, body, user }) => {
        const changed = await characters.change(user, params.character, derive(body));
        if (changed === null) throw notFound("character");
        if (changed === "playing")
          throw new HttpProblem(
            409,
            "in-play",
            "This character plays in a running session; change it afterwards.",
          );
        return ok(changed);
      },
    }),
    route({
      method: "delete",
      path: "/characters/{character}",
      tag,
      summary: "Puts one's own character away",
      params: ofCharacter,
      answers: NOTHING,
      handle: async ({ params, user }) => {
        if (!(await characters.remove(user, params.character))) throw notFound("character");
        return done;
      },
    }),
  ];
}

/** What lists show follows from the sheet; nobody sends it. */
function derive(read: z.output<typeof character>): CharacterFields {
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
