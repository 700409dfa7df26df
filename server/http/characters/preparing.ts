/** What a character has prepared, between levels. */
import { z } from "zod";
import { srdCatalogue } from "../../../rules/content/index.ts";
import { draftPrepared, type PreparedChoices } from "../../../rules/creation/index.ts";
import { characterId } from "../../../rules/ids.ts";
import { refusedChoices } from "../../characters/build.ts";
import { fieldsOf } from "../../characters/fields.ts";
import { notFound } from "../problem.ts";
import { answers, id, ok, type Route, route } from "../route.ts";
import * as schemas from "../schemas.ts";
import type { CharacterStore } from "../stores.ts";
import { draft, inPlay, shown } from "./making.ts";
import { preparedChoices } from "./sheet-schema.ts";

const ofCharacter = z.object({ character: id(characterId) });
/** Zod writes an absent field as possibly undefined; JSON has no undefined. */
const choicesOf = (read: z.output<typeof preparedChoices>): PreparedChoices => read as PreparedChoices;

export function preparingRoutes(characters: CharacterStore): readonly Route[] {
  const tag = "Characters";
  return [
    route({
      method: "post",
      path: "/characters/{character}/prepare/check",
      tag,
      summary: "What a class may have prepared, and the sheet with it; nothing is stored",
      params: ofCharacter,
      body: preparedChoices,
      repeat: "again",
      answers: { 200: answers("Problems by field, or the sheet with every number explained.", draft) },
      handle: async ({ params, body, user }) => {
        const found = await characters.get(user, params.character);
        if (found === null) throw notFound("character");
        return ok(shown(draftPrepared(found.sheet, choicesOf(body), srdCatalogue())));
      },
    }),
    route({
      method: "post",
      path: "/characters/{character}/prepare",
      tag,
      summary: "Prepares other spells for a class of one's own character",
      params: ofCharacter,
      body: preparedChoices,
      answers: { 200: answers("As it is now.", schemas.characterSummary) },
      refusals: [409, 422],
      handle: async ({ params, body, user }) => {
        const ready = await characters.revise(user, params.character, ({ summary, sheet }) => {
          const prepared = draftPrepared(sheet, choicesOf(body), srdCatalogue());
          if (prepared.sheet === null) throw refusedChoices(prepared.problems);
          return { fields: fieldsOf(summary.name, prepared.sheet) };
        });
        if (ready === null) throw notFound("character");
        if (ready === "playing") throw inPlay();
        return ok(ready);
      },
    }),
  ];
}
