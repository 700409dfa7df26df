import { sessionId, type UserId } from "../../rules/ids.ts";
import { idParameter } from "./campaigns.ts";
import { HttpProblem, notFound } from "./problem.ts";
import type { SessionAccess, Sessions } from "./stores.ts";

const readSession = idParameter(sessionId, "session");

/** The session of `:id`, for somebody of its campaign; for anyone else there is none. */
export async function accessTo(sessions: Sessions, user: UserId, id: unknown): Promise<SessionAccess> {
  const access = await sessions.get(user, readSession(id));
  if (access === null) throw notFound("session");
  return access;
}

export const notAllowed = (detail: string): HttpProblem => new HttpProblem(403, "not-allowed", detail);
