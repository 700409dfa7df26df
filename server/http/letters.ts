import { z } from "zod";
import { limitAddress, limitLetters } from "../auth/limits.ts";
import type { Passwords } from "../auth/passwords.ts";
import type { OneTimeTokens, Users } from "../auth/people.ts";
import { hashOf } from "../auth/secrets.ts";
import type { SignIns } from "../auth/sign-ins.ts";
import type { Post } from "../mail/post.ts";
import { email, password } from "./accounts.ts";
import { HttpProblem } from "./problem.ts";
import { answers, done, NOTHING, openRoute, type Reply, type Route, route } from "./route.ts";

const secret = z.string().min(20).max(200).describe("What the letter's link has behind `#`.");

export type LetterNeeds = {
  readonly users: Users;
  readonly passwords: Passwords;
  readonly oneTimeTokens: OneTimeTokens;
  readonly signIns: SignIns;
  readonly post: Post;
  readonly attemptsPerMinute: number;
};

const ON_ITS_WAY: Readonly<Record<number, ReturnType<typeof answers>>> = {
  202: answers("A letter is on its way, if there is a reason for one.", null),
};
const onItsWay: Reply = { status: 202 };

/** What rests on letters: confirming an address, choosing a new password. */
export function letterRoutes(needs: LetterNeeds): readonly Route[] {
  const { users, passwords, oneTimeTokens, signIns, post, attemptsPerMinute } = needs;
  const tag = "Signing in";
  const worthless = (): HttpProblem =>
    new HttpProblem(422, "link-worthless", "This link was used, replaced or is too old. Ask for another.");
  return [
    route({
      method: "post",
      path: "/me/verification",
      tag,
      summary: "Asks for another letter to confirm the own address",
      answers: ON_ITS_WAY,
      repeat: "again",
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ user }) => {
        const who = await users.credentialsOf(user);
        if (who !== null && !who.emailVerified) post.verification(who);
        return onItsWay;
      },
    }),
    openRoute({
      method: "post",
      path: "/auth/verify-email",
      tag,
      summary: "Confirms an address with what the letter said",
      body: z.strictObject({ token: secret }),
      answers: NOTHING,
      refusals: [422],
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ body }) => {
        if (!(await oneTimeTokens.verifyEmail(hashOf(body.token)))) throw worthless();
        return done;
      },
    }),
    openRoute({
      method: "post",
      path: "/auth/forgotten-password",
      tag,
      summary: "Asks for a letter with which to choose a new password",
      body: z.strictObject({ email }),
      answers: ON_ITS_WAY,
      before: [limitAddress(attemptsPerMinute), limitLetters()],
      // The answer does not wait for what tells whether there is such an account.
      handle: ({ body }) => {
        void users
          .credentials(body.email)
          .then((who) => who?.active === true && post.reset(who))
          .catch(() => undefined);
        return onItsWay;
      },
    }),
    openRoute({
      method: "post",
      path: "/auth/reset-password",
      tag,
      summary: "Chooses a new password with what the letter said; every sign-in ends",
      body: z.strictObject({ token: secret, password }),
      answers: NOTHING,
      refusals: [422],
      before: [limitAddress(attemptsPerMinute)],
      handle: async ({ body }) => {
        const passwordHash = await passwords.hash(body.password);
        const whose = await oneTimeTokens.resetPassword(hashOf(body.token), passwordHash);
        if (whose === null) throw worthless();
        await signIns.endAll(whose.user);
        const who = await users.credentialsOf(whose.user);
        if (who !== null) post.passwordChanged(who);
        return done;
      },
    }),
  ];
}
