/** Characters that come and go: files of ours, actors of Foundry, and paper. */
import { z } from "zod";
import type { Sheet } from "../../../rules/content/index.ts";
import { campaignId, characterId } from "../../../rules/ids.ts";
import { characterFile, toFile } from "../../characters/character-file.ts";
import { explain } from "../../characters/explained.ts";
import { fieldsOf } from "../../characters/fields.ts";
import { toFoundry } from "../../characters/foundry-export.ts";
import { foundryActor, fromFoundry, type Imported } from "../../characters/foundry-import.ts";
import { sheetPage } from "../../characters/sheet-page.ts";
import { decode, HttpProblem, notFound } from "../problem.ts";
import { answers, created, id, ok, type Route, route } from "../route.ts";
import * as schemas from "../schemas.ts";
import type { CharacterStore } from "../stores.ts";
import { sheet as sheetSchema } from "./sheet-schema.ts";

const ofCampaign = z.object({ campaign: id(campaignId) });
const ofCharacter = z.object({ character: id(characterId) });
const imported = z
  .strictObject({
    character: schemas.characterSummary,
    unmapped: z.array(z.string()).describe("What did not come along."),
  })
  .meta({ id: "ImportedCharacter" });

/** Which of the formats a file is. @throws HttpProblem 400 */
function read(body: Readonly<Record<string, unknown>>): Imported & { readonly notes: string | null } {
  if ("format" in body) {
    const { name, notes, sheet } = decode(characterFile, body);
    return { name, notes, sheet: sheet as Sheet, unmapped: [] };
  }
  if (body.type !== "character" || !("system" in body))
    throw new HttpProblem(
      400,
      "malformed",
      "This is neither a character of Skald nor a character of Foundry's dnd5e.",
    );
  const actor = fromFoundry(decode(foundryActor, body));
  return {
    ...actor,
    name: actor.name.trim().slice(0, 80),
    sheet: decode(sheetSchema, actor.sheet) as Sheet,
    notes: null,
  };
}

export function fileRoutes(characters: CharacterStore): readonly Route[] {
  const tag = "Characters";
  const find = async (
    user: Parameters<CharacterStore["get"]>[0],
    character: Parameters<CharacterStore["get"]>[1],
  ) => {
    const found = await characters.get(user, character);
    if (found === null) throw notFound("character");
    return found;
  };

  return [
    route({
      method: "post",
      path: "/campaigns/{campaign}/characters/import",
      tag,
      summary: "Makes a character from a file: ours, or an actor of Foundry's dnd5e",
      params: ofCampaign,
      body: z.looseObject({}),
      answers: { 201: answers("The character, and what did not come along.", imported) },
      refusals: [422],
      handle: async ({ params, body, user }) => {
        const { name, notes, sheet, unmapped } = read(body);
        const made = await characters.create(user, params.campaign, { ...fieldsOf(name, sheet), notes });
        if (made === null) throw notFound("campaign");
        return created({ character: made, unmapped }, `/api/characters/${made.id}`);
      },
    }),
    route({
      method: "get",
      path: "/characters/{character}/export",
      tag,
      summary: "The character as a file: ours, or for Foundry's dnd5e",
      params: ofCharacter,
      query: z.object({ format: z.enum(["skald", "foundry"]).default("skald") }),
      answers: { 200: answers("What `import` reads.", z.looseObject({})) },
      handle: async ({ params, query, user }) => {
        const { summary, sheet, notes } = await find(user, params.character);
        if (query.format === "skald") return ok(toFile(summary.name, notes, sheet));
        return ok(toFoundry(summary.name, sheet, { now: summary.currentHp, max: summary.maxHp }, notes));
      },
    }),
    route({
      method: "get",
      path: "/characters/{character}/sheet.html",
      tag,
      summary: "The sheet, to print",
      params: ofCharacter,
      answers: { 200: answers("One page without scripts.", z.string(), "text/html") },
      handle: async ({ params, user, response }) => {
        const { summary, sheet, notes, beside } = await find(user, params.character);
        response.setHeader(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        );
        response.type("text/html");
        const { name, currentHp } = summary;
        return ok(sheetPage({ name, currentHp, notes, sheet, explained: explain(sheet, beside) }));
      },
    }),
  ];
}
