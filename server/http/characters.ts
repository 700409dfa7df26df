import { z } from "zod";
import { LIMITS } from "../../client-sdk/src/protocol.ts";
import type { Sheet } from "../../rules/content/index.ts";
import { advancement } from "../../rules/creation/index.ts";
import { campaignId, characterId } from "../../rules/ids.ts";
import { explain } from "../characters/explained.ts";
import { fieldsOf } from "../characters/fields.ts";
import { contentRoutes } from "./characters/content.ts";
import { detailRoutes } from "./characters/details.ts";
import { explainedSheet } from "./characters/explained-schema.ts";
import { fileRoutes } from "./characters/files.ts";
import { inPlay, makingRoutes } from "./characters/making.ts";
import { preparingRoutes } from "./characters/preparing.ts";
import { ofCatalog, sheet, text } from "./characters/sheet-schema.ts";
import { notFound } from "./problem.ts";
import { answers, created, done, id, NOTHING, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";
import type { CharacterFields, CharacterStore } from "./stores.ts";

const ofCampaign = z.object({ campaign: id(campaignId) });
const ofCharacter = z.object({ character: id(characterId) });

const notes = z.string().trim().max(LIMITS.textLength).nullable();
const written = z.strictObject({ name: text, sheet, notes: notes.optional() });
const character = written.extend(ofCatalog);
const changes = written.partial();
const wholeCharacter = schemas.characterSummary.and(
  z.object({
    sheet: schemas.sheet,
    notes: z.string().nullable(),
    carried: z.looseObject({}).describe("What play carried back: experience, slots, resources."),
    playingIn: z.uuid().nullable().describe("The running session that has it."),
    explained: explainedSheet,
    advancement: z.object({ xp: z.int(), earnedLevel: z.int(), nextLevelAt: z.int().nullable() }),
  }),
);

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
        const { raceId, archetypeId, ...rest } = body;
        const made = await characters.create(user, params.campaign, derive(rest), {
          of: { raceId, archetypeId },
        });
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
      summary: "A character of a campaign that one takes part in: its sheet, with every number explained",
      params: ofCharacter,
      answers: { 200: answers("The character.", wholeCharacter) },
      handle: async ({ params, user }) => {
        const found = await characters.get(user, params.character);
        if (found === null) throw notFound("character");
        const { summary, beside, ...rest } = found;
        const xp = rest.carried.xp ?? rest.sheet.xp ?? 0;
        const explained = explain(rest.sheet, beside);
        return ok({ ...summary, ...rest, explained, advancement: advancement(xp, explained.level) });
      },
    }),
    route({
      method: "patch",
      path: "/characters/{character}",
      tag,
      summary: "Changes one's own character: its name, its notes, its sheet",
      params: ofCharacter,
      body: changes,
      answers: { 200: answers("What follows from the sheet.", schemas.characterSummary) },
      refusals: [409, 422],
      handle: async ({ params, body, user }) => {
        const changed = await characters.revise(user, params.character, ({ summary, sheet: now }) => {
          const fields = fieldsOf(body.name ?? summary.name, (body.sheet as Sheet | undefined) ?? now);
          return { fields: body.notes === undefined ? fields : { ...fields, notes: body.notes } };
        });
        if (changed === null) throw notFound("character");
        if (changed === "playing") throw inPlay();
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
    ...makingRoutes(characters),
    ...preparingRoutes(characters),
    ...detailRoutes(characters),
    ...fileRoutes(characters),
    ...contentRoutes(),
  ];
}

/** What lists show follows from the sheet; nobody sends it. */
function derive(read: z.output<typeof written>): CharacterFields {
  // Zod writes an absent field as possibly undefined; JSON has no undefined.
  return { ...fieldsOf(read.name, read.sheet as Sheet), notes: read.notes ?? null };
}
