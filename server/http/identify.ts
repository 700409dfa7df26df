import type { Request, RequestHandler, Response } from "express";
import type { UserId } from "../../rules/ids.ts";
import { HttpProblem } from "./problem.ts";

/** Whose request it is, from its bearer token; null when it brings none that holds. */
export type Identify = (token: string) => Promise<UserId | null>;

export type SignedInHandler = (request: Request, response: Response, user: UserId) => Promise<void>;

/** Wraps routes that need somebody signed in. One answer for every token that does not hold. */
export function signedIn(identify: Identify): (handler: SignedInHandler) => RequestHandler {
  return (handler) => async (request, response) => {
    const token = bearer(request);
    const user = token === null ? null : await identify(token);
    if (user === null) throw new HttpProblem(401, "not-signed-in", "Sign in first, or again.");
    await handler(request, response, user);
  };
}

function bearer(request: Request): string | null {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? "") ?? [];
  return token ?? null;
}
