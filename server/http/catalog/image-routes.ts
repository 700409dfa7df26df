import type { Request } from "express";
import { z } from "zod";
import { IMAGES_PER_PERSON } from "../../../db/catalog/images.ts";
import type { Catalog } from "../../adapters/catalog.ts";
import { PICTURE_LIMITS, PICTURE_TYPES } from "../../images/header.ts";
import type { Studio, StudioFault } from "../../images/studio.ts";
import { HttpProblem, notFound, type ProblemStatus } from "../problem.ts";
import { answers, created, done, NOTHING, ok, type Route, route } from "../route.ts";
import { given } from "./answer.ts";
import { toAsked } from "./entry-routes.ts";
import * as schemas from "./schemas.ts";

const FAULTS: Readonly<Record<StudioFault, readonly [status: ProblemStatus, detail: string]>> = {
  "not-a-picture": [415, "PNG, JPEG and WebP are taken, whatever the file is called."],
  "too-large": [
    413,
    `At most ${PICTURE_LIMITS.bytes / 1024 / 1024} MiB, ${PICTURE_LIMITS.side} pixels a side and ` +
      `${PICTURE_LIMITS.pixels} in all.`,
  ],
  unreadable: [422, "The picture is broken."],
  "too-slow": [422, "The picture takes too long to draw."],
  busy: [503, "Many pictures are waiting. Try again soon."],
};

export type ImagesNeeds = { readonly catalog: Catalog; readonly studio: Studio };

export const ofImage = z.object({ image: z.uuid().toLowerCase() });

export function imageRoutes({ catalog, studio }: ImagesNeeds): readonly Route[] {
  const tag = "Images";
  const { images } = catalog;
  return [
    route({
      method: "post",
      path: "/images",
      tag,
      summary: "A picture of one's own, sent as it is: PNG, JPEG or WebP",
      query: schemas.pictureQuery,
      bytes: PICTURE_TYPES,
      answers: { 201: answers("Drawn anew, without what was in it beside the picture.", schemas.image) },
      refusals: [409, 413, 415, 422],
      repeat: "again",
      handle: async ({ user, query, request }) => {
        const redrawn = await studio.redraw(await readBytes(request));
        if (typeof redrawn === "string")
          throw new HttpProblem(FAULTS[redrawn][0], redrawn, FAULTS[redrawn][1]);
        const made = await images.create(user, {
          ...redrawn.picture,
          variants: redrawn.variants,
          mimeType: "image/webp",
          description: query.description ?? null,
          visibility: query.visibility,
        });
        if (made === null)
          throw new HttpProblem(409, "too-many", `You keep ${IMAGES_PER_PERSON} pictures: delete one first.`);
        return created(made, `/api/images/${made.id}`);
      },
    }),
    route({
      method: "get",
      path: "/images",
      tag,
      summary: "Pages of pictures, newest first",
      query: schemas.askedImages,
      answers: { 200: answers("A page of them.", schemas.imagePage) },
      handle: async ({ user, query }) => ok(await images.list(user, toAsked({ ...query, sort: "recent" }))),
    }),
    route({
      method: "get",
      path: "/images/{image}",
      tag,
      summary: "What is known of a picture",
      params: ofImage,
      answers: { 200: answers("All but the picture.", schemas.image) },
      handle: async ({ user, params }) => ok(given(await images.find(user, params.image), "image")),
    }),
    route({
      method: "patch",
      path: "/images/{image}",
      tag,
      summary: "Changes what is said of a picture of one's own, and who sees it",
      params: ofImage,
      body: schemas.changedPicture,
      answers: { 200: answers("As it is now.", schemas.image) },
      refusals: [422],
      handle: async ({ user, params, body }) =>
        ok(given(await images.change(user, params.image, body), "image")),
    }),
    route({
      method: "delete",
      path: "/images/{image}",
      tag,
      summary: "Deletes a picture of one's own",
      params: ofImage,
      answers: NOTHING,
      handle: async ({ user, params }) => {
        if (!(await images.remove(user, params.image))) throw notFound("image");
        return done;
      },
    }),
  ];
}

/** The body up to the cap; what goes on after it is not waited for. */
async function readBytes(request: Request): Promise<Buffer> {
  const tooLarge = () => new HttpProblem(413, "too-large", FAULTS["too-large"][1]);
  if (Number(request.headers["content-length"] ?? 0) > PICTURE_LIMITS.bytes) throw tooLarge();
  // As JSON it was read already, and is no picture.
  if (request.readableEnded) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > PICTURE_LIMITS.bytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
