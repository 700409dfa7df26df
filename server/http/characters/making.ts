/** Making a character step by step, and raising it level by level. */
import { z } from "zod";
import { gearItem, type Sheet, srdCatalogue } from "../../../rules/content/index.ts";
import {
  type Built,
  buildCharacter,
  type CharacterChoices,
  explainSheet,
  type LevelChoices,
  levelUp,
  type Problem,
  type Rolled,
} from "../../../rules/creation/index.ts";
import { classRecord } from "../../../rules/creatures/classes.ts";
import { campaignId, characterId } from "../../../rules/ids.ts";
import { rollDie, rollScores } from "../../characters/dice.ts";
import { fieldsOf } from "../../characters/fields.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { answers, created, id, ok, type Route, route } from "../route.ts";
import * as schemas from "../schemas.ts";
import type { CharacterStore, KeptRoll } from "../stores.ts";
import { explainedSheet } from "./explained-schema.ts";
import { characterChoices, levelChoices, text } from "./sheet-schema.ts";

const ofCampaign = z.object({ campaign: id(campaignId) });
const ofCharacter = z.object({ character: id(characterId) });
const named = z.strictObject({ name: text, choices: characterChoices });

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

const draft = z
  .strictObject({
    problems: z.array(schemas.fieldProblem),
    sheet: schemas.sheet.nullable(),
    explained: explainedSheet.nullable(),
  })
  .meta({ id: "CharacterDraft" });

/** Zod writes an absent field as possibly undefined; JSON has no undefined. */
const choicesOf = (read: z.output<typeof characterChoices>): CharacterChoices => read as CharacterChoices;
const levelOf = (read: z.output<typeof levelChoices>): LevelChoices => read as LevelChoices;

export const explain = (sheet: Sheet) =>
  explainSheet(
    sheet,
    (sheet.equipment ?? []).map((entry, index) => gearItem(entry, `item-${index + 1}`)),
  );

const shown = (built: Built) =>
  built.ok
    ? { problems: [], sheet: built.sheet, explained: explain(built.sheet) }
    : { problems: built.problems, sheet: null, explained: null };

const refused = (problems: readonly Problem[]): HttpProblem => {
  const [first] = problems;
  return new HttpProblem(422, "choices", `${first?.field ?? ""}: ${first?.detail ?? ""}`, { problems });
};

export function makingRoutes(characters: CharacterStore): readonly Route[] {
  const tag = "Characters";
  const rolledFor = async (
    by: Parameters<CharacterStore["freeRoll"]>[0],
    campaign: Parameters<CharacterStore["freeRoll"]>[1],
    choices: CharacterChoices,
  ) => {
    const { abilities } = choices;
    return abilities.method === "rolled" ? characters.freeRoll(by, campaign, abilities.roll) : null;
  };

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
      summary: "What is still to choose, and the sheet as soon as nothing is; nothing is stored",
      params: ofCampaign,
      body: z.strictObject({ choices: characterChoices }),
      repeat: "again",
      answers: { 200: answers("Problems by field, or the sheet with every number explained.", draft) },
      handle: async ({ params, body, user }) => {
        const choices = choicesOf(body.choices);
        const dice = await rolledFor(user, params.campaign, choices);
        const { hitPoints } = hitPointRolls(choices);
        return ok(
          shown(
            buildCharacter(
              choices,
              rolled(
                dice?.dice,
                hitPoints.map(() => 1),
              ),
              srdCatalogue(),
            ),
          ),
        );
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
        const choices = choicesOf(body.choices);
        const dice = await rolledFor(user, params.campaign, choices);
        const { hitPoints, rolls } = hitPointRolls(choices);
        const built = buildCharacter(choices, rolled(dice?.dice, hitPoints), srdCatalogue());
        if (!built.ok) throw refused(built.problems);
        const using = dice === null ? {} : { using: dice.id };
        const made = await characters.create(user, params.campaign, fieldsOf(body.name, built.sheet), {
          ...using,
          rolls,
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
        return ok(
          shown(levelUp(found.sheet, levelOf({ ...body, hitPoints: "fixed" }), null, srdCatalogue())),
        );
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
          if (!built.ok) throw refused(built.problems);
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

const sidesOf = (name: string): number => classRecord(name)?.hitDie ?? 8;

const rolled = (abilities: Rolled["abilities"], hitPoints: readonly number[]): Rolled => ({
  hitPoints,
  ...(abilities === undefined ? {} : { abilities }),
});

/** A die for each level that asks for one. They are kept only when the character is made. */
function hitPointRolls(choices: CharacterChoices): {
  hitPoints: readonly number[];
  rolls: readonly KeptRoll[];
} {
  const hitPoints = choices.levels
    .filter((level) => level.hitPoints === "rolled")
    .map((level) => rollDie(sidesOf(level.class)));
  const dice = hitPoints.map((face) => [face]);
  return { hitPoints, rolls: dice.length === 0 ? [] : [{ purpose: "hit-points", dice }] };
}
