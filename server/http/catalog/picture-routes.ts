import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import { z } from "zod";
import { characterId, userId } from "../../../rules/ids.ts";
import type { Catalog } from "../../adapters/catalog.ts";
import { notFound } from "../problem.ts";
import { answers, done, id, NOTHING, type Reply, type Route, route, sent } from "../route.ts";
import { given } from "./answer.ts";
import { ofImage } from "./image-routes.ts";
import * as schemas from "./schemas.ts";

const ofCharacter = z.object({ character: id(characterId) });
const chosen = z.strictObject({ imageId: z.uuid().nullable().describe("null takes it off.") });

/** Pictures as they are looked at: by themselves, as a character's portrait, as a person's face. */
export function pictureRoutes(catalog: Catalog): readonly Route[] {
  const tag = "Images";
  const picture = answers("The picture.", z.string().meta({ format: "binary" }), "image/webp");
  const read = async (user: Parameters<Catalog["images"]["read"]>[0], image: string | null, edge?: number) =>
    image === null ? null : catalog.images.read(user, image, edge ?? null);
  return [
    route({
      method: "get",
      path: "/images/{image}/picture",
      tag,
      summary: "The picture itself",
      params: ofImage,
      query: schemas.edge,
      answers: { 200: picture },
      handle: async ({ user, params, query: { edge }, request, response }) =>
        show(request, response, await read(user, params.image, edge), "image"),
    }),
    route({
      method: "get",
      path: "/characters/{character}/portrait",
      tag,
      summary: "The picture of a character, for lists and for its token on the map",
      params: ofCharacter,
      query: schemas.edge,
      what: "portrait",
      answers: { 200: picture },
      handle: async ({ user, params, query: { edge }, request, response }) => {
        const image = (await catalog.belongings(user, params.character))?.imageId ?? null;
        return show(request, response, await read(user, image, edge), "portrait");
      },
    }),
    route({
      method: "put",
      path: "/characters/{character}/portrait",
      tag,
      summary: "Chooses the picture of one's own character, also while it plays; its campaign sees it then",
      params: ofCharacter,
      body: chosen,
      answers: NOTHING,
      refusals: [422],
      handle: async ({ user, params, body }) => {
        given(await catalog.setPortrait(user, params.character, body.imageId), "character");
        return done;
      },
    }),
    route({
      method: "put",
      path: "/me/picture",
      tag,
      summary: "Chooses one of one's own pictures as profile picture; who plays with one sees it then",
      body: chosen,
      answers: NOTHING,
      refusals: [422],
      handle: async ({ user, body }) => {
        const set = await catalog.setProfilePicture(user, body.imageId);
        given(set ? true : { refused: "not-there" }, "image");
        return done;
      },
    }),
    route({
      method: "get",
      path: "/users/{user}/picture",
      tag,
      summary: "The profile picture of oneself or of somebody whom one plays with",
      params: z.object({ user: id(userId) }),
      query: schemas.edge,
      what: "picture",
      answers: { 200: picture },
      handle: async ({ user, params, query: { edge }, request, response }) => {
        const image = await catalog.profilePicture(user, params.user);
        return show(request, response, await read(user, image, edge), "picture");
      },
    }),
  ];
}

/** Kept by whoever asked, who asks each time whether it may still be shown. */
function show(
  request: Request,
  response: Response,
  found: { readonly blob: Buffer; readonly mimeType: string } | null,
  what: string,
): Reply {
  if (found === null) throw notFound(what);
  response.setHeader("ETag", `"${createHash("sha256").update(found.blob).digest("base64url").slice(0, 27)}"`);
  response.setHeader("Cache-Control", "private, no-cache");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  response.setHeader("Content-Disposition", "inline");
  response.vary("Authorization");
  if (request.fresh) response.status(304).end();
  else response.status(200).type(found.mimeType).send(found.blob);
  return sent;
}
