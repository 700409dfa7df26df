import { z } from "zod";
import { characterId } from "../../../rules/ids.ts";
import type { Catalog } from "../../adapters/catalog.ts";
import { answers, id, ok, type Route, route } from "../route.ts";
import { given } from "./answer.ts";
import * as schemas from "./schemas.ts";

const ofCharacter = z.object({ character: id(characterId) });
const uuid = z.uuid().toLowerCase();

/** What a character has of the catalog, and wears. Not while it plays. */
export function belongingsRoutes(catalog: Catalog): readonly Route[] {
  const tag = "Characters";
  const now = { 200: answers("As it is now.", schemas.belongings) };
  const refusals = [409, 422] as const;
  return [
    route({
      method: "get",
      path: "/characters/{character}/belongings",
      tag,
      summary: "What a character has of the catalog",
      params: ofCharacter,
      answers: now,
      handle: async ({ user, params }) =>
        ok(given(await catalog.belongings(user, params.character), "character")),
    }),
    route({
      method: "patch",
      path: "/characters/{character}/belongings",
      tag,
      summary: "Changes what one's own character has of the catalog",
      params: ofCharacter,
      body: schemas.changedBelongings,
      answers: now,
      refusals,
      handle: async ({ user, params, body }) =>
        ok(given(await catalog.changeBelongings(user, params.character, body), "character")),
    }),
    route({
      method: "put",
      path: "/characters/{character}/items/{item}",
      tag,
      summary: "How many of an item one's own character carries; 0 for none",
      params: ofCharacter.extend({ item: uuid }),
      body: schemas.quantity,
      answers: now,
      refusals,
      handle: async ({ user, params, body }) =>
        ok(given(await catalog.carry(user, params.character, params.item, body.quantity), "character")),
    }),
    route({
      method: "put",
      path: "/characters/{character}/equipment/{slot}",
      tag,
      summary: "Puts a carried item into a slot; null empties it",
      params: ofCharacter.extend({ slot: schemas.equipmentSlot }),
      body: schemas.worn,
      answers: now,
      refusals,
      handle: async ({ user, params, body }) =>
        ok(given(await catalog.equip(user, params.character, params.slot, body.itemId), "character")),
    }),
  ];
}
