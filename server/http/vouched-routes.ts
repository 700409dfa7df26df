import { z } from "zod";
import { limitAddress } from "../auth/limits.ts";
import type { Oidc } from "../auth/oidc.ts";
import type { Outside } from "../auth/outside.ts";
import type { SignIns } from "../auth/sign-ins.ts";
import { accountFor, type VouchedNeeds } from "../auth/vouched.ts";
import { device, deviceOf } from "./accounts.ts";
import { notSignedIn } from "./identify.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { answers, ok, openRoute, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";

export type VouchedRoutesNeeds = VouchedNeeds & {
  readonly oidc: Oidc | null;
  readonly outside: Outside | null;
  readonly signIns: SignIns;
  readonly attemptsPerMinute: number;
};

const back = {
  flow: z.string().min(20).max(4000).describe("What the start gave, kept by the same browser."),
  query: z.string().min(1).max(4000).describe("What the provider sent the browser back with."),
};

/** Signing in by somebody else's word. */
export function vouchedRoutes(needs: VouchedRoutesNeeds): readonly Route[] {
  const { users, identities, oidc, outside, signIns, attemptsPerMinute } = needs;
  const tag = "Signing in";
  const provider = (name: string): Oidc => {
    if (oidc === null || oidc.name !== name) throw notFound("provider");
    return oidc;
  };
  const ofProvider = z.object({ provider: z.string().regex(/^[a-z0-9-]{1,40}$/) });
  return [
    openRoute({
      method: "get",
      path: "/auth/ways",
      tag,
      summary: "How people may sign in beside e-mail and password",
      answers: { 200: answers("The ways.", schemas.signInWays) },
      handle: () => ok({ providers: oidc === null ? [] : [{ name: oidc.name }], outside: outside !== null }),
    }),
    openRoute({
      method: "post",
      path: "/auth/oauth/{provider}/start",
      tag,
      summary: "Begins a sign-in by OpenID Connect",
      params: ofProvider,
      answers: { 200: answers("Where to send the browser, and what it keeps.", schemas.oauthStart) },
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ params }) => ok(await provider(params.provider).start()),
    }),
    openRoute({
      method: "post",
      path: "/auth/oauth/{provider}/finish",
      tag,
      summary: "Signs in with the provider's answer; makes the account if there is none",
      params: ofProvider,
      body: z.strictObject({ ...back, device }),
      answers: { 200: answers("Signed in.", schemas.signedIn) },
      refusals: [401, 403, 409, 422],
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ params, body, request }) => {
        const vouched = await provider(params.provider).finish(body.flow, body.query);
        return ok(await signIns.begin(await accountFor(needs, vouched), deviceOf(request, body.device)));
      },
    }),
    route({
      method: "put",
      path: "/me/identity/{provider}",
      tag: "Oneself",
      summary: "Adds a sign-in by OpenID Connect to the own account",
      params: ofProvider,
      body: z.strictObject(back),
      answers: { 200: answers("As it is now.", schemas.ownAccount) },
      repeat: "again",
      refusals: [409],
      handle: async ({ params, body, user }) => {
        const { provider: issuer, id } = await provider(params.provider).finish(body.flow, body.query);
        if (!(await identities.link(user, { provider: issuer, id })))
          throw new HttpProblem(409, "identity-taken", "This identity or this account has another partner.");
        const account = await users.account(user);
        if (account === null) throw notSignedIn();
        return ok(account);
      },
    }),
    openRoute({
      method: "post",
      path: "/auth/outside",
      tag,
      summary: "Signs in with a token of an outside identity; makes the account if there is none",
      body: z.strictObject({ token: z.string().min(20).max(8000), device }),
      answers: { 200: answers("Signed in.", schemas.signedIn) },
      refusals: [401, 403, 404, 409, 422],
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ body, request }) => {
        if (outside === null) throw notFound("outside identity");
        const who = await accountFor(needs, await outside(body.token));
        return ok(await signIns.begin(who, deviceOf(request, body.device)));
      },
    }),
  ];
}
