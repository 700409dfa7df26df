import { z } from "zod";
import type { Clock } from "../../rooms/ports.ts";
import { type UserId, userId } from "../../rules/ids.ts";
import type { Moderation } from "../auth/people.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { answers, id, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";

export type ModerationNeeds = {
  readonly moderation: Moderation;
  readonly clock: Clock;
  /** Told when a person's sign-ins have ended. */
  readonly signedOut: (user: UserId) => void;
};

const ofUser = z.object({ user: id(userId) });
const looking = z.object({
  q: z.string().trim().min(1).max(100).optional().describe("A part of a name or an address."),
  after: z.uuid().optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
const ban = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  until: z.iso.datetime().nullable().default(null).describe("null: for good."),
});

/** For moderators and admins. For everyone else there is nothing here, whatever they ask. */
export function moderationRoutes({ moderation, clock, signedOut }: ModerationNeeds): readonly Route[] {
  const tag = "Moderation";
  const found = <T>(value: T | null): T => {
    if (value === null) throw notFound("person");
    return value;
  };
  return [
    route({
      method: "get",
      path: "/moderation/users",
      tag,
      summary: "Accounts in the order of their making",
      query: looking,
      answers: { 200: answers("A page of them.", schemas.peoplePage) },
      refusals: [404],
      handle: async ({ user, query: { q, after, limit } }) => {
        const asked = { text: q ?? null, after: after ?? null, limit };
        const people = await moderation.list(user, asked);
        if (people === null) throw new HttpProblem(404, "not-found", "There is nothing here for you.");
        return ok({ people, next: people.length === limit ? (people.at(-1)?.id ?? null) : null });
      },
    }),
    route({
      method: "get",
      path: "/moderation/users/{user}",
      tag,
      summary: "An account",
      params: ofUser,
      answers: { 200: answers("The account.", schemas.personStanding) },
      handle: async ({ user, params }) => ok(found(await moderation.get(user, params.user))),
    }),
    route({
      method: "put",
      path: "/moderation/users/{user}/ban",
      tag,
      summary: "Keeps somebody out: sign-ins end, and seats within seconds",
      params: ofUser,
      body: ban,
      answers: { 200: answers("As it is now.", schemas.personStanding) },
      handle: async ({ user, params, body }) => {
        const until = body.until === null ? null : new Date(body.until);
        if (until !== null && until.getTime() <= clock.now())
          throw new HttpProblem(400, "malformed", "until: is over already.");
        const banned = found(await moderation.ban(user, params.user, body.reason, until));
        signedOut(params.user);
        return ok(banned);
      },
    }),
    route({
      method: "delete",
      path: "/moderation/users/{user}/ban",
      tag,
      summary: "Lifts a ban",
      params: ofUser,
      answers: { 200: answers("As it is now.", schemas.personStanding) },
      handle: async ({ user, params }) => ok(found(await moderation.lift(user, params.user))),
    }),
    route({
      method: "put",
      path: "/moderation/users/{user}/role",
      tag,
      summary: "Makes somebody a moderator, an admin, or neither: for admins",
      params: ofUser,
      body: z.strictObject({ role: schemas.userRole }),
      answers: { 200: answers("As it is now.", schemas.personStanding) },
      handle: async ({ user, params, body }) =>
        ok(found(await moderation.setRole(user, params.user, body.role))),
    }),
  ];
}
