import { Router } from "express";
import { z } from "zod";
import { type JoinTicket, LIMITS } from "../../client-sdk/src/protocol.ts";
import type { EventLog } from "../../rooms/ports.ts";
import type { SeatRole } from "../../rules/command.ts";
import { campaignId, type UserId } from "../../rules/ids.ts";
import { type Beginning, beginSession } from "../seed.ts";
import type { Tables } from "../tables.ts";
import { idParameter } from "./campaigns.ts";
import type { signedIn } from "./identify.ts";
import { decode, HttpProblem, notFound } from "./problem.ts";
import { accessTo, notAllowed } from "./session-access.ts";
import type { Campaigns, SeatRecord, SessionAccess, Sessions, Users } from "./stores.ts";

const readCampaign = idParameter(campaignId, "campaign");

const newSession = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.nameLength).default("Session"),
  /** Settings of declared rulings; `monsters` says who plays them while no DM sits there. */
  rulings: z
    .strictObject({
      monsters: z.enum(["auto", "dm"]).default("auto"),
      diagonals: z.literal("5").default("5"),
    })
    .prefault({}),
});
const joining = z.strictObject({ role: z.enum(["dm", "player", "spectator"]).optional() });

export type SessionsNeeds = Beginning & {
  readonly campaigns: Campaigns;
  readonly users: Users;
  readonly log: EventLog;
  readonly tables: Tables;
  readonly guard: ReturnType<typeof signedIn>;
};

export function sessionRoutes(needs: SessionsNeeds): Router {
  const { campaigns, sessions, users, tables, guard } = needs;
  const router = Router();

  router.post(
    "/campaigns/:id/sessions",
    guard(async (request, response, user) => {
      const campaign = await campaigns.get(user, readCampaign(request.params.id));
      if (campaign === null) throw notFound("campaign");
      if (campaign.role !== "owner") throw notAllowed("Only the campaign's owner begins a session.");
      const opening = decode(newSession, request.body);
      response.status(201).json(await beginSession(needs, user, campaign, opening));
    }),
  );
  router.get(
    "/campaigns/:id/sessions",
    guard(async (request, response, user) => {
      const campaign = readCampaign(request.params.id);
      if ((await campaigns.get(user, campaign)) === null) throw notFound("campaign");
      response.json(await sessions.list(user, campaign));
    }),
  );
  router.get(
    "/sessions/:id",
    guard(async (request, response, user) => {
      response.json((await accessTo(sessions, user, request.params.id)).summary);
    }),
  );

  router.post(
    "/sessions/:id/join",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
      const { role } = decode(joining, request.body);
      const account = await users.account(user);
      if (account === null) throw new HttpProblem(401, "not-signed-in", "Sign in first, or again.");
      const seat = access.seat ?? (await newSeat(user, access, role, sessions));
      const reservation = await tables.join(access.id, { ...seat, name: account.displayName });
      response.json({ seatId: seat.seat, role: seat.role, reservation } satisfies JoinTicket);
    }),
  );
  router.post(
    "/sessions/:id/end",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
      if (access.seat?.role !== "dm" && !access.owner)
        throw notAllowed("Only the dungeon master or the campaign's owner ends a session.");
      if (access.summary.status !== "ended") await tables.end(access.id);
      response.json((await accessTo(sessions, user, request.params.id)).summary);
    }),
  );

  return router;
}

/** The owner's seat is the DM's while that is free, unless they ask for another; everyone else's a player's. */
async function newSeat(
  user: UserId,
  { id, owner, seats, summary }: SessionAccess,
  asked: SeatRole | undefined,
  sessions: Sessions,
): Promise<SeatRecord> {
  if (summary.status === "ended")
    throw new HttpProblem(409, "session-ended", "This session has ended; it can be replayed.");
  if (asked === "dm" && !owner)
    throw notAllowed("Only the campaign's owner takes the dungeon master's seat.");
  if (seats.length >= LIMITS.seats)
    throw new HttpProblem(409, "table-full", `All ${LIMITS.seats} seats of this table are taken.`);
  const role = asked ?? (owner && !seats.some((seat) => seat.role === "dm") ? "dm" : "player");
  const made = await sessions.sit(user, id, role);
  if (made === null) throw notFound("session");
  return made;
}
