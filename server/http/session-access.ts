import type { SessionId, UserId } from "../../rules/ids.ts";
import { HttpProblem, notFound } from "./problem.ts";
import type { SessionAccess, Sessions } from "./stores.ts";

/** The session, for somebody of its campaign; for anyone else there is none. */
export async function accessTo(sessions: Sessions, user: UserId, id: SessionId): Promise<SessionAccess> {
  const access = await sessions.get(user, id);
  if (access === null) throw notFound("session");
  return access;
}

export const notAllowed = (detail: string): HttpProblem => new HttpProblem(403, "not-allowed", detail);
