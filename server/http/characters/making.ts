/** Making a character step by step, and raising it level by level. */
import { z } from "zod";
import { srdCatalogue } from "../../../rules/content/index.ts";
import {
  type CharacterChoices,
  type DraftChoices,
  type Drafted,
  draftCharacter,
  draftLevel,
  type LevelChoices,
  levelUp,
} from "../../../rules/creation/index.ts";
import { campaignId, characterId } from "../../../rules/ids.ts";
import { buildFor, hitPointRolls, refusedChoices, rolled, rollOf, sidesOf } from "../../characters/build.ts";
import { rollDie, rollScores } from "../../characters/dice.ts";
import { explain } from "../../characters/explained.ts";
import { fieldsOf } from "../../characters/fields.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { answers, created, id, ok, type Route, route } from "../route.ts";
import * as schemas from "../schemas.ts";
import type { CharacterStore, KeptRoll } from "../stores.ts";
import { explainedSheet } from "./explained-schema.ts";
import { characterChoices, draftChoices, levelChoices, ofCatalog, text } from "./sheet-schema.ts";

const ofCampaign = z.object({ campaign: id(campaignId) });
const ofCharacter = z.object({ character: id(characterId) });
const named = z.strictObject({ name: text, choices: characterChoices, ...ofCatalog });

export const roll = z
  .object({
    id: schemas.uuid,
    userId: schemas.uuid,
    characterId: schemas.uuid.nullable().describe("null: nothing was made from it yet."),
    purpose: z.enum(["abilities", "hit-points"]),
    dice: z.array(z.array(z.int())).describe("Faces, roll by roll."),
    rolledAt: schemas.instant,
  })
  .meta({ id: "CharacterRoll" });

const offer = z
  .strictObject({
    field: z.string(),
    what: z.string().describe("For people: `skill`."),
    count: z.int().describe("How many in all."),
    from: z.array(z.string()),
    list: z.boolean().describe("Whether the field takes a list; otherwise the one name."),
    optional: z.boolean(),
  })
  .meta({ id: "Offer" });

export const draft = z
  .strictObject({
    problems: z.array(schemas.fieldProblem),
    offers: z.array(offer).describe("Every choice that is open, made or not: what a form asks."),
    sheet: schemas.sheet.nullable(),
    explained: explainedSheet.nullable(),
    soFar: explainedSheet
      .nullable()
      .describe("The numbers by now; null until there are race, class and scores."),
  })
  .meta({ id: "CharacterDraft" });

/** Zod writes an absent field as possibly undefined; JSON has no undefined. */
const choicesOf = (read: z.output<typeof characterChoices>): CharacterChoices => read as CharacterChoices;
const draftOf = (read: z.output<typeof draftChoices>): DraftChoices => read as DraftChoices;
const levelOf = (read: z.output<typeof levelChoices>): LevelChoices => read as LevelChoices;

export function shown({ problems, offers, sheet, soFar }: Drafted) {
  const explained = soFar === null ? null : explain(soFar);
  return { problems, offers, sheet, explained: sheet === null ? null : explained, soFar: explained };
}

export function makingRoutes(characters: CharacterStore): readonly Route[] {
  const tag = "Characters";
  return [
    route({
      method: "post",
      path: "/campaigns/{campaign}/characters/rolls",
      tag,
      summary: "Rolls four dice for each of six scores, once; the campaign sees what fell",
      params: ofCampaign,
      answers: { 201: answers("The dice, to build a character from.", roll) },
      handle: async ({ params, user }) => {
        const kept = await characters.keepRoll(user, params.campaign, {
          purpose: "abilities",
          dice: rollScores(),
        });
        if (kept === null) throw notFound("campaign");
        return created(kept);
      },
    }),
    route({
      method: "get",
      path: "/campaigns/{campaign}/characters/rolls",
      tag,
      summary: "What was rolled for characters, also what nobody used; newest first",
      params: ofCampaign,
      answers: { 200: answers("At most 200; none for whoever is not of the campaign.", z.array(roll)) },
      handle: async ({ params, user }) => ok(await characters.rolls(user, params.campaign)),
    }),
    route({
      method: "post",
      path: "/campaigns/{campaign}/characters/check",
      tag,
      summary: "What may be chosen and what is still to choose, from nothing on; nothing is stored",
      params: ofCampaign,
      body: z.strictObject({ choices: draftChoices }),
      repeat: "again",
      answers: { 200: answers("Problems by field, or the sheet with every number explained.", draft) },
      handle: async ({ params, body, user }) => {
        const choices = draftOf(body.choices);
        const dice = await rollOf(characters, user, params.campaign, choices);
        const { hitPoints } = hitPointRolls(choices.levels ?? []);
        const faces = hitPoints.map(() => 1);
        return ok(shown(draftCharacter(choices, rolled(dice?.dice, faces), srdCatalogue())));
      },
    }),
    route({
      method: "post",
      path: "/campaigns/{campaign}/characters/build",
      tag,
      summary: "Makes a character from choices",
      params: ofCampaign,
      body: named,
      answers: { 201: answers("The character.", schemas.characterSummary) },
      refusals: [422],
      handle: async ({ params, body, user }) => {
        const made = await buildFor(characters, user, params.campaign, {
          ...body,
          choices: choicesOf(body.choices),
        });
        if (made === null) throw notFound("campaign");
        return created(made, `/api/characters/${made.id}`);
      },
    }),
    route({
      method: "post",
      path: "/characters/{character}/level-up/check",
      tag,
      summary: "What the next level still asks, and the sheet it would give; nothing is stored",
      params: ofCharacter,
      body: levelChoices,
      repeat: "again",
      answers: { 200: answers("Problems by field, or the sheet with every number explained.", draft) },
      handle: async ({ params, body, user }) => {
        const found = await characters.get(user, params.character);
        if (found === null) throw notFound("character");
        return ok(shown(draftLevel(found.sheet, levelOf(body), srdCatalogue())));
      },
    }),
    route({
      method: "post",
      path: "/characters/{character}/level-up",
      tag,
      summary: "Gives one's own character a level; a rolled hit die is the server's, and kept",
      params: ofCharacter,
      body: levelChoices,
      answers: { 200: answers("As it is now.", schemas.characterSummary) },
      refusals: [409, 422],
      handle: async ({ params, body, user }) => {
        const choices = levelOf(body);
        const face = choices.hitPoints === "rolled" ? rollDie(sidesOf(choices.class)) : null;
        const risen = await characters.revise(user, params.character, ({ summary, sheet }) => {
          const built = levelUp(sheet, choices, face, srdCatalogue());
          if (!built.ok) throw refusedChoices(built.problems);
          const rolls: readonly KeptRoll[] = face === null ? [] : [{ purpose: "hit-points", dice: [[face]] }];
          return { fields: fieldsOf(summary.name, built.sheet), rolls };
        });
        if (risen === null) throw notFound("character");
        if (risen === "playing") throw inPlay();
        return ok(risen);
      },
    }),
  ];
}

export const inPlay = (): HttpProblem =>
  new HttpProblem(409, "in-play", "This character plays in a running session; change it afterwards.");
