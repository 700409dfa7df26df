import { Router } from "express";
import { z } from "zod";
import { LIMITS, type SignedIn } from "../../client-sdk/src/protocol.ts";
import { type UserId, userId } from "../../rules/ids.ts";
import { limitAccount, limitAddress, limitRegistrations, normaliseEmail } from "../auth/limits.ts";
import type { Passwords } from "../auth/passwords.ts";
import type { Tokens } from "../auth/tokens.ts";
import type { signedIn } from "./identify.ts";
import { decode, HttpProblem } from "./problem.ts";
import type { Credentials, Users } from "./stores.ts";

const name = z.string().trim().min(1).max(LIMITS.nameLength);
const email = z.string().max(254).transform(normaliseEmail).pipe(z.email("is not an e-mail address"));
const password = z.string().min(8, "needs at least 8 characters").max(200, "has at most 200 characters");

const registration = z.strictObject({ email, password, displayName: name });
const login = z.strictObject({
  email: z.string().max(254).transform(normaliseEmail),
  password: z.string().max(200),
});

export type AccountsNeeds = {
  readonly users: Users;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly guard: ReturnType<typeof signedIn>;
  readonly attemptsPerMinute: number;
  /** Told when somebody's tokens have ended. */
  readonly signedOut: (user: UserId) => void;
};

export function accountRoutes(needs: AccountsNeeds): Router {
  const { users, passwords, tokens, guard, attemptsPerMinute, signedOut } = needs;
  const router = Router();
  const signIn = async ({ account, tokenVersion }: Credentials): Promise<SignedIn> => ({
    ...(await tokens.issue({ user: userId(account.id), version: tokenVersion })),
    user: account,
  });

  router.post("/auth/register", limitRegistrations(attemptsPerMinute), async (request, response) => {
    const body = decode(registration, request.body);
    const passwordHash = await passwords.hash(body.password);
    const { email, displayName } = body;
    const made = await users.register({ email, passwordHash, displayName });
    if (made === null)
      throw new HttpProblem(409, "email-taken", "This e-mail address has an account already.");
    response.status(201).json(await signIn(made));
  });

  // One answer, after the same work, whether the account or the password is wrong.
  router.post("/auth/login", limitAddress(attemptsPerMinute), limitAccount(), async (request, response) => {
    const body = decode(login, request.body);
    const found = await users.credentials(body.email);
    const matches = await passwords.matches(found?.passwordHash ?? null, body.password);
    if (found === null || !matches)
      throw new HttpProblem(401, "wrong-credentials", "The e-mail address or the password is wrong.");
    response.json(await signIn(found));
  });

  /** Everywhere: tokens on other devices and seats at tables end with this one. */
  router.post(
    "/auth/logout",
    guard(async (_request, response, user) => {
      await users.endTokens(user);
      signedOut(user);
      response.status(204).end();
    }),
  );

  router.get(
    "/me",
    guard(async (_request, response, user) => {
      const account = await users.account(user);
      if (account === null) throw new HttpProblem(401, "not-signed-in", "Sign in first, or again.");
      response.json(account);
    }),
  );
  return router;
}
