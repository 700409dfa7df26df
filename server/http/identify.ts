import type { Request } from "express";
import type { UserId } from "../../rules/ids.ts";
import { HttpProblem } from "./problem.ts";

/** Whose request it is, and of which of that person's sign-ins. */
export type Bearer = { readonly user: UserId; readonly signIn: string };

/** From a bearer token; null when it does not hold. */
export type Identify = (token: string) => Promise<Bearer | null>;

/** @throws HttpProblem 401 */
export async function bearerOf(identify: Identify, request: Request): Promise<Bearer> {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? "") ?? [];
  const bearer = token === undefined ? null : await identify(token);
  if (bearer === null) throw notSignedIn();
  return bearer;
}

export const notSignedIn = (): HttpProblem =>
  new HttpProblem(401, "not-signed-in", "Sign in first, or again.");
