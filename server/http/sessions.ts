import { Router } from "express";
import { z } from "zod";
import { type EventPage, type JoinTicket, LIMITS } from "../../client-sdk/src/protocol.ts";
import { entryOf, type Reader, readAfter } from "../../rooms/index.ts";
import type { EventLog } from "../../rooms/ports.ts";
import type { SeatRole } from "../../rules/command.ts";
import { campaignId, seatId, sessionId, type UserId } from "../../rules/ids.ts";
import { forkOf } from "../fork.ts";
import { type Eyes, seatViewAt } from "../past.ts";
import { type Beginning, beginSession } from "../seed.ts";
import { exportLines } from "../session-file.ts";
import type { Tables } from "../tables.ts";
import { idParameter } from "./campaigns.ts";
import type { signedIn } from "./identify.ts";
import { decode, HttpProblem, notFound } from "./problem.ts";
import { sendLines } from "./send-lines.ts";
import type { Campaigns, SeatRecord, SessionAccess, Sessions, Users } from "./stores.ts";

const readCampaign = idParameter(campaignId, "campaign");
const readSession = idParameter(sessionId, "session");

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
const paging = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(LIMITS.feedBatch).default(LIMITS.feedBatch),
});
const forking = z.strictObject({
  at: z.int().min(1),
  name: z.string().trim().min(1).max(LIMITS.nameLength).optional(),
});
const eyes = z.union([z.enum(["dm", "table"]), z.uuid()]).optional();
const looking = z.object({ at: z.coerce.number().int().min(0).optional(), as: eyes });
const watching = z.strictObject({ as: eyes });

export type SessionsNeeds = Beginning & {
  readonly campaigns: Campaigns;
  readonly users: Users;
  readonly log: EventLog;
  readonly tables: Tables;
  readonly guard: ReturnType<typeof signedIn>;
};

export function sessionRoutes(needs: SessionsNeeds): Router {
  const { campaigns, sessions, users, log, tables, guard } = needs;
  const router = Router();

  /** The session of `:id`, for somebody of its campaign; for anyone else there is none. */
  const accessTo = async (user: UserId, id: unknown): Promise<SessionAccess> => {
    const access = await sessions.get(user, readSession(id));
    if (access === null) throw notFound("session");
    return access;
  };

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
      response.json((await accessTo(user, request.params.id)).summary);
    }),
  );

  router.post(
    "/sessions/:id/join",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
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
      const access = await accessTo(user, request.params.id);
      if (access.seat?.role !== "dm" && !access.owner)
        throw notAllowed("Only the dungeon master or the campaign's owner ends a session.");
      if (access.summary.status !== "ended") await tables.end(access.id);
      response.json((await accessTo(user, request.params.id)).summary);
    }),
  );

  router.get(
    "/sessions/:id/events",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
      const { after, limit } = decode(paging, request.query);
      const records = await log.read(access.id, after, limit);
      const reader = readerOf(access.seat);
      const page: EventPage = {
        entries: records.map((record) => entryOf(record, reader)),
        next: records.length === limit ? (records.at(-1)?.sequence ?? null) : null,
      };
      response.json(page);
    }),
  );
  router.get(
    "/sessions/:id/state",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
      const { at = access.summary.version, as } = decode(looking, request.query);
      if (at > access.summary.version)
        throw new HttpProblem(400, "malformed", `at: the session has ${access.summary.version} events.`);
      response.json(await seatViewAt(log, access.id, at, eyesFor(access, as)));
    }),
  );
  router.post(
    "/sessions/:id/replay",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
      const through = eyesFor(access, decode(watching, request.body).as);
      const reservation = await tables.replay(access.id, through);
      const role = roleOf(access, through);
      response.json({ seatId: through, role, reservation } satisfies JoinTicket);
    }),
  );
  router.post(
    "/sessions/:id/fork",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
      if (!access.owner || access.seat?.role !== "dm")
        throw notAllowed("A fork shows all that the DM knows: the owner makes it, from the DM's seat.");
      const { at, name } = decode(forking, request.body);
      const fork = await forkOf(await readAfter(log, access.id), at, name, needs.openingPorts);
      const campaign = campaignId(access.summary.campaignId);
      response.status(201).json(await sessions.createFork(user, campaign, fork));
    }),
  );
  router.get(
    "/sessions/:id/dice",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
      if (access.seat?.role !== "dm") throw notAllowed("The DM's dice are told to the DM alone.");
      if (access.summary.status !== "ended")
        throw new HttpProblem(409, "dice-sealed", "The dice are told when the session has ended.");
      response.json(await needs.openingPorts.secrets.reveal(access.id));
    }),
  );
  router.get(
    "/sessions/:id/export",
    guard(async (request, response, user) => {
      const access = await accessTo(user, request.params.id);
      if (access.seat?.role !== "dm")
        throw notAllowed("The whole log holds the DM's secrets; the DM's seat alone takes it out.");
      response.attachment(`skald-${access.id}.jsonl`);
      await sendLines(response, exportLines(log, access.id));
    }),
  );
  return router;
}

const notAllowed = (detail: string): HttpProblem => new HttpProblem(403, "not-allowed", detail);

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

/** Somebody of the campaign without a seat reads what the whole table saw. */
const readerOf = (seat: SeatRecord | null): Reader =>
  seat === null ? { seat: seatId(""), role: "spectator" } : seat;

const roleOf = ({ seats }: SessionAccess, through: Eyes): SeatRole =>
  through === "dm" ? "dm" : (seats.find(({ seat }) => seat === through)?.role ?? "spectator");

/**
 * Through whose eyes somebody may look. Their own and the table's always; the DM's by the DM alone, also after
 * the end, since secrets outlive an evening; another player's by the DM, and by everyone once it has ended.
 */
function eyesFor({ seat, seats, summary }: SessionAccess, asked: string | undefined): Eyes {
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
