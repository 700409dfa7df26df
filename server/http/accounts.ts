import type { Request } from "express";
import { z } from "zod";
import { LIMITS } from "../../client-sdk/src/protocol.ts";

import { limitAccount, limitAddress, limitRegistrations, normaliseEmail } from "../auth/limits.ts";
import type { Passwords } from "../auth/passwords.ts";
import type { Device, SignInStore, Users } from "../auth/people.ts";
import type { SignIns } from "../auth/sign-ins.ts";
import type { Post } from "../mail/post.ts";
import { notSignedIn } from "./identify.ts";
import { HttpProblem } from "./problem.ts";
import { answers, created, done, NOTHING, ok, openRoute, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";

export const email = z
  .string()
  .max(254)
  .meta({ format: "email" })
  .transform(normaliseEmail)
  .pipe(z.email("is not an e-mail address"));
export const password = z
  .string()
  .min(8, "needs at least 8 characters")
  .max(200, "has at most 200 characters");
/** What the device calls itself, for the list of one's sign-ins. */
export const device = z.string().trim().max(200).optional();

const registration = z.strictObject({ email, password, displayName: schemas.name, device });
const login = z.strictObject({
  email: z.string().max(254).transform(normaliseEmail),
  password: z.string().max(200),
  device,
});
const refreshing = z.strictObject({ refreshToken: z.string().min(20).max(200) });
const leaving = z.strictObject({
  everywhere: z.boolean().default(true).describe("false ends this sign-in alone."),
});
const changes = z
  .strictObject({ displayName: schemas.name, bio: z.string().trim().max(LIMITS.textLength) })
  .partial();
const newPassword = z.strictObject({ current: z.string().max(200), password });
const farewell = z.strictObject({ password: z.string().max(200) });

export type AccountsNeeds = {
  readonly users: Users;
  readonly passwords: Passwords;
  readonly signIns: SignIns;
  readonly signInStore: SignInStore;
  readonly post: Post;
  readonly attemptsPerMinute: number;
};

/** From where a request comes, as far as it tells. */
export const deviceOf = (request: Request, name?: string): Device => ({
  device: name === undefined || name === "" ? null : name,
  address: request.ip?.slice(0, 64) ?? null,
  agent: request.get("User-Agent")?.slice(0, 500) ?? null,
});

export function accountRoutes(needs: AccountsNeeds): readonly Route[] {
  return [...doorRoutes(needs), ...meRoutes(needs)];
}

function doorRoutes({ users, passwords, signIns, post, attemptsPerMinute }: AccountsNeeds): readonly Route[] {
  const tag = "Signing in";
  return [
    openRoute({
      method: "post",
      path: "/auth/register",
      tag,
      summary: "Makes an account and signs in with it",
      body: registration,
      answers: { 201: answers("Signed in; a letter asks to confirm the address.", schemas.signedIn) },
      refusals: [409],
      before: [limitRegistrations(attemptsPerMinute)],
      handle: async ({ body, request }) => {
        const { email, displayName, device } = body;
        const passwordHash = await passwords.hash(body.password);
        const made = await users.register({ email, passwordHash, displayName });
        if (made === null)
          throw new HttpProblem(409, "email-taken", "This e-mail address has an account already.");
        post.verification(made);
        return created(await signIns.begin(made, deviceOf(request, device)));
      },
    }),
    openRoute({
      method: "post",
      path: "/auth/login",
      tag,
      summary: "Signs in",
      body: login,
      answers: { 200: answers("Signed in.", schemas.signedIn) },
      refusals: [401, 403],
      before: [limitAddress(attemptsPerMinute), limitAccount()],
      // One answer, after the same work, whether the account or the password is wrong.
      handle: async ({ body, request }) => {
        const found = await users.credentials(body.email);
        const matches = await passwords.matches(found?.passwordHash ?? null, body.password);
        if (found === null || !matches)
          throw new HttpProblem(401, "wrong-credentials", "The e-mail address or the password is wrong.");
        return ok(await signIns.begin(found, deviceOf(request, body.device)));
      },
    }),
    openRoute({
      method: "post",
      path: "/auth/refresh",
      tag,
      summary: "Trades a refresh token for the next one; shown twice, it ends its whole sign-in",
      body: refreshing,
      answers: { 200: answers("Signed in on.", schemas.signedIn) },
      refusals: [401, 403],
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ body, request }) => ok(await signIns.refresh(body.refreshToken, deviceOf(request))),
    }),
    route({
      method: "post",
      path: "/auth/logout",
      tag,
      summary: "Signs out: everywhere, with the seats at every table, or here alone",
      body: leaving,
      answers: NOTHING,
      repeat: "again",
      handle: async ({ body, user, bearer }) => {
        if (body.everywhere) await signIns.endAll(user);
        else await signIns.end(user, bearer.signIn);
        return done;
      },
    }),
  ];
}

function meRoutes({
  users,
  passwords,
  signIns,
  signInStore,
  post,
  attemptsPerMinute,
}: AccountsNeeds): readonly Route[] {
  const tag = "Oneself";
  const found = <T>(value: T | null): T => {
    if (value === null) throw notSignedIn();
    return value;
  };
  const proven = async (user: Parameters<Users["credentialsOf"]>[0], given: string) => {
    const who = found(await users.credentialsOf(user));
    if (await passwords.matches(who.passwordHash, given)) return who;
    throw new HttpProblem(403, "wrong-password", "The password is wrong.");
  };
  return [
    route({
      method: "get",
      path: "/me",
      tag,
      summary: "The own account",
      answers: { 200: answers("The account.", schemas.ownAccount) },
      handle: async ({ user }) => ok(found(await users.account(user))),
    }),
    route({
      method: "patch",
      path: "/me",
      tag,
      summary: "Changes what others see of oneself",
      body: changes,
      answers: { 200: answers("As it is now.", schemas.ownAccount) },
      handle: async ({ user, body }) => ok(found(await users.change(user, body))),
    }),
    route({
      method: "delete",
      path: "/me",
      tag,
      summary: "Puts the own account away for good; what was shared stays",
      body: farewell,
      answers: NOTHING,
      refusals: [403],
      repeat: "again",
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ user, body }) => {
        await proven(user, body.password);
        await users.putAway(user);
        await signIns.endAll(user);
        return done;
      },
    }),
    route({
      method: "put",
      path: "/me/password",
      tag,
      summary: "Changes the password; every other sign-in ends",
      body: newPassword,
      answers: { 200: answers("Signed in anew.", schemas.signedIn) },
      refusals: [403],
      repeat: "again",
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ user, body, request }) => {
        await proven(user, body.current);
        await users.setPassword(user, await passwords.hash(body.password));
        await signIns.endAll(user);
        const who = found(await users.credentialsOf(user));
        post.passwordChanged(who);
        return ok(await signIns.begin(who, deviceOf(request)));
      },
    }),
    route({
      method: "get",
      path: "/me/sign-ins",
      tag,
      summary: "Where one is signed in",
      answers: { 200: answers("Those that hold.", z.array(schemas.signIn)) },
      handle: async ({ user, bearer }) => {
        const all = await signInStore.list(user);
        return ok(all.map((each) => ({ ...each, current: each.id === bearer.signIn })));
      },
    }),
    route({
      method: "delete",
      path: "/me/sign-ins/{signIn}",
      tag,
      summary: "Ends one of one's sign-ins, with its seats",
      params: z.object({ signIn: z.uuid() }),
      what: "sign-in",
      answers: NOTHING,
      repeat: "again",
      handle: async ({ user, params }) => {
        if (!(await signIns.end(user, params.signIn.toLowerCase())))
          throw new HttpProblem(404, "not-found", "There is no such sign-in, or it has ended.");
        return done;
      },
    }),
  ];
}
