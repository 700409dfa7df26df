import { z } from "zod";
import { type JoinTicket, LIMITS } from "../../client-sdk/src/protocol.ts";
import type { EventLog } from "../../rooms/ports.ts";
import type { SeatRole } from "../../rules/command.ts";
import { campaignId, sessionId, type UserId } from "../../rules/ids.ts";
import type { RulingBooks } from "../rulings.ts";
import { type Beginning, beginSession } from "../seed.ts";
import type { Tables } from "../tables.ts";
import { notSignedIn } from "./identify.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { answers, created, id, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";
import { accessTo, notAllowed } from "./session-access.ts";
import type { Campaigns, Rulings, SeatRecord, SessionAccess, Sessions, Users } from "./stores.ts";

const ofCampaign = z.object({ campaign: id(campaignId) });
export const ofSession = z.object({ session: id(sessionId) });

const newSession = z.strictObject({
  name: schemas.name.default("Session"),
  /**
   * Settings of declared rulings; while no DM sits there, `monsters` says who plays them, and `scene` who sets the
   * scene and calls for initiative.
   */
  rulings: z
    .strictObject({
      monsters: z.enum(["auto", "dm"]).default("auto"),
      scene: z.enum(["dm", "players"]).default("dm"),
      diagonals: z.literal("5").default("5"),
    })
    .prefault({}),
});
const joining = z.strictObject({ role: z.enum(["dm", "player", "spectator"]).optional() });

export type SessionsNeeds = Beginning & {
  readonly campaigns: Campaigns;
  readonly users: Pick<Users, "account">;
  readonly log: EventLog;
  readonly tables: Tables;
  readonly rulings: Rulings;
  readonly rulingBooks: RulingBooks;
};

export function sessionRoutes(needs: SessionsNeeds): readonly Route[] {
  const { campaigns, sessions, users, tables, rulings, rulingBooks } = needs;
  const tag = "Sessions";

  return [
    route({
      method: "post",
      path: "/campaigns/{campaign}/sessions",
      tag,
      summary: "Begins a session of a campaign of one's own",
      params: ofCampaign,
      body: newSession,
      answers: { 201: answers("Begun.", schemas.sessionSummary) },
      refusals: [403],
      handle: async ({ params, body, user }) => {
        const campaign = await campaigns.get(user, params.campaign);
        if (campaign === null) throw notFound("campaign");
        if (campaign.role !== "owner") throw notAllowed("Only the campaign's owner begins a session.");
        // The session records the campaign's rulings among the books that it is played under.
        const { sources } = rulingBooks.bookOf(await rulings.list(user, params.campaign));
        const books = sources.map(({ sourceId }) => sourceId);
        const openingPorts = { ...needs.openingPorts, books };
        return created(await beginSession({ sessions, openingPorts }, user, campaign, body));
      },
    }),
    route({
      method: "get",
      path: "/campaigns/{campaign}/sessions",
      tag,
      summary: "The sessions of a campaign",
      params: ofCampaign,
      answers: { 200: answers("Newest first.", z.array(schemas.sessionSummary)) },
      handle: async ({ params, user }) => {
        if ((await campaigns.get(user, params.campaign)) === null) throw notFound("campaign");
        return ok(await sessions.list(user, params.campaign));
      },
    }),
    route({
      method: "get",
      path: "/sessions/{session}",
      tag,
      summary: "A session of a campaign that one takes part in",
      params: ofSession,
      answers: { 200: answers("The session.", schemas.sessionSummary) },
      handle: async ({ params, user }) => ok((await accessTo(sessions, user, params.session)).summary),
    }),
    route({
      method: "post",
      path: "/sessions/{session}/join",
      tag,
      summary: "A ticket to a seat in the live room",
      params: ofSession,
      body: joining,
      answers: { 200: answers("The ticket; the seat stays one's own.", schemas.joinTicket) },
      refusals: [403, 409],
      repeat: "again",
      handle: async ({ params, body, user, bearer }) => {
        const access = await accessTo(sessions, user, params.session);
        const account = await users.account(user);
        if (account === null) throw notSignedIn();
        const seat = access.seat ?? (await newSeat(user, access, body.role, sessions));
        const sitter = { ...seat, name: account.displayName, ...bearer };
        const reservation = await tables.join(access.id, sitter);
        return ok({ seatId: seat.seat, role: seat.role, reservation } satisfies JoinTicket);
      },
    }),
    route({
      method: "post",
      path: "/sessions/{session}/end",
      tag,
      summary: "Ends a session: for its DM and the campaign's owner",
      params: ofSession,
      answers: { 200: answers("Ended.", schemas.sessionSummary) },
      refusals: [403, 409],
      handle: async ({ params, user }) => {
        const access = await accessTo(sessions, user, params.session);
        if (access.seat?.role !== "dm" && !access.owner)
          throw notAllowed("Only the dungeon master or the campaign's owner ends a session.");
        if (access.summary.status !== "ended") await tables.end(access.id);
        return ok((await accessTo(sessions, user, params.session)).summary);
      },
    }),
  ];
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
