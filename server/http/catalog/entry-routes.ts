import { z } from "zod";
import { decodeCursor, type Sort } from "../../../db/catalog/cursor.ts";
import type { Asked, Changes } from "../../../db/catalog/entries.ts";
import type { Kind } from "../../../db/catalog/kinds.ts";
import type { Catalog } from "../../adapters/catalog.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { answers, created, done, NOTHING, ok, type Route, route } from "../route.ts";
import { given } from "./answer.ts";
import * as schemas from "./schemas.ts";

const ONE: Readonly<Record<Kind, string>> = {
  tags: "tag",
  races: "race",
  archetypes: "archetype",
  skills: "skill",
  perks: "perk",
  items: "item",
};
export const ofEntry = z.object({ entry: z.uuid().toLowerCase() });

/** @throws HttpProblem 400 for a cursor that is not one of this list. */
export function toAsked(query: {
  readonly scope: Asked["scope"];
  readonly sort: Sort;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly search?: string | undefined;
}): Asked {
  const { after, ...rest } = query;
  const order = query.search === undefined ? query.sort : "search";
  const cursor = after === undefined ? undefined : decodeCursor(order, after);
  if (cursor === null) throw new HttpProblem(400, "malformed", "after: not a cursor of this list.");
  return { ...rest, after: cursor };
}

/** Making, finding, changing and deleting, the same for every kind. */
export const entryRoutes = (catalog: Catalog): readonly Route[] =>
  (Object.keys(ONE) as Kind[]).flatMap((kind) => routesOfKind(catalog, kind));

function routesOfKind(catalog: Catalog, kind: Kind): readonly Route[] {
  const tag = "Catalog";
  const path = `/catalog/${kind}`;
  const what = ONE[kind];
  const one = schemas.entry[kind];
  const taken = [409, 422] as const;
  return [
    route({
      method: "get",
      path,
      tag,
      summary: `Pages of ${kind}`,
      query: schemas.asked[kind],
      answers: { 200: answers("A page of them.", schemas.entryPage[kind]) },
      handle: async ({ user, query }) =>
        ok(await catalog.list(user, kind, toAsked(query as Parameters<typeof toAsked>[0]))),
    }),
    route({
      method: "post",
      path,
      tag,
      summary: `Makes one's own ${what}`,
      body: schemas.newEntry[kind],
      answers: { 201: answers("Made.", one) },
      refusals: taken,
      handle: async ({ user, body }) => {
        const fields = body as Changes<Kind> & { readonly name: string };
        const made = given(await catalog.create(user, kind, fields), what);
        return created(made, `/api${path}/${made.id}`);
      },
    }),
    route({
      method: "get",
      path: `${path}/{entry}`,
      tag,
      summary: `The ${what}`,
      params: ofEntry,
      what,
      answers: { 200: answers("As it is.", one) },
      handle: async ({ user, params }) => ok(given(await catalog.find(user, kind, params.entry), what)),
    }),
    route({
      method: "patch",
      path: `${path}/{entry}`,
      tag,
      summary: `Changes one's own ${what}`,
      params: ofEntry,
      what,
      body: schemas.changedEntry[kind],
      answers: { 200: answers("As it is now.", one) },
      refusals: taken,
      handle: async ({ user, params, body }) =>
        ok(given(await catalog.change(user, kind, params.entry, body as Changes<Kind>), what)),
    }),
    route({
      method: "delete",
      path: `${path}/{entry}`,
      tag,
      summary: `Deletes one's own ${what}, unless it is in use`,
      params: ofEntry,
      what,
      answers: NOTHING,
      refusals: [409],
      handle: async ({ user, params }) => {
        given(await catalog.remove(user, kind, params.entry), what);
        return done;
      },
    }),
  ];
}

const SHELVES = ["tags", "races", "archetypes", "skills", "perks", "items", "images"] as const;

/** For moderators: a thing goes off the public shelf, and its maker cannot put it back. */
export function withholdRoutes(catalog: Catalog): readonly Route[] {
  const params = z.object({ shelf: z.enum(SHELVES), entry: z.uuid().toLowerCase() });
  const path = "/moderation/catalog/{shelf}/{entry}/withheld";
  return (
    [
      ["put", true],
      ["delete", false],
    ] as const
  ).map(([method, away]) =>
    route({
      method,
      path,
      tag: "Moderation",
      summary: away ? "Takes an entry off the public shelf" : "Puts an entry back on the public shelf",
      params,
      what: "entry",
      answers: NOTHING,
      refusals: [409],
      handle: async ({ user, params: { shelf, entry } }) => {
        if (given(await catalog.withhold(user, shelf, entry, away), "entry") !== true)
          throw notFound("entry");
        return done;
      },
    }),
  );
}
