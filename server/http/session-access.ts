import { z } from "zod";
import type { SessionId, UserId } from "../../rules/ids.ts";
import type { Eyes } from "../past.ts";
import { HttpProblem, notFound } from "./problem.ts";
import type { SessionAccess, Sessions } from "./stores.ts";

/** The session, for somebody of its campaign; for anyone else there is none. */
export async function accessTo(sessions: Sessions, user: UserId, id: SessionId): Promise<SessionAccess> {
  const access = await sessions.get(user, id);
  if (access === null) throw notFound("session");
  return access;
}

export const notAllowed = (detail: string): HttpProblem => new HttpProblem(403, "not-allowed", detail);

/** How a request names the eyes that it looks through. */
export const eyes = z.union([z.enum(["dm", "table"]), z.uuid()]).optional();

/**
 * Through whose eyes somebody may look. Their own and the table's always; the DM's by the DM alone, also after
 * the end, since secrets outlive an evening; another player's by the DM, and by everyone once it has ended.
 */
export function eyesFor({ seat, seats, summary }: SessionAccess, asked: string | undefined): Eyes {
  if (asked === undefined) return seat?.seat ?? "table";
  if (asked === "table") return "table";
  if (asked === seat?.seat) return seat.seat;
  const isDm = seat?.role === "dm";
  if (asked === "dm" && isDm) return "dm";
  const other = seats.find((each) => each.seat === asked);
  if (asked !== "dm" && other === undefined) throw notFound("seat");
  if (other !== undefined && (isDm || (summary.status === "ended" && other.role !== "dm"))) return other.seat;
  throw notAllowed(
    "While a session runs, only its DM looks through another's eyes; the DM's are never lent.",
  );
}
