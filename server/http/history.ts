import { Router } from "express";
import { z } from "zod";
import { type EventPage, type JoinTicket, LIMITS } from "../../client-sdk/src/protocol.ts";
import { entryOf, type Reader, readAfter } from "../../rooms/index.ts";
import type { SeatRole } from "../../rules/command.ts";
import { campaignId, seatId } from "../../rules/ids.ts";
import { forkOf } from "../fork.ts";
import { type Eyes, seatViewAt } from "../past.ts";
import { exportLines } from "../session-file.ts";
import { decode, HttpProblem, notFound } from "./problem.ts";
import { sendLines } from "./send-lines.ts";
import { accessTo, notAllowed } from "./session-access.ts";
import type { SessionsNeeds } from "./sessions.ts";
import type { SeatRecord, SessionAccess } from "./stores.ts";

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

/** What was: the log, what was seen, replays, forks, files. */
export function historyRoutes({ sessions, log, tables, openingPorts, guard }: SessionsNeeds): Router {
  const router = Router();

  router.get(
    "/sessions/:id/events",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
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
      const access = await accessTo(sessions, user, request.params.id);
      const { at = access.summary.version, as } = decode(looking, request.query);
      if (at > access.summary.version)
        throw new HttpProblem(400, "malformed", `at: the session has ${access.summary.version} events.`);
      response.json(await seatViewAt(log, access.id, at, eyesFor(access, as)));
    }),
  );
  router.post(
    "/sessions/:id/replay",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
      const through = eyesFor(access, decode(watching, request.body).as);
      const reservation = await tables.replay(access.id, through);
      const role = roleOf(access, through);
      response.json({ seatId: through, role, reservation } satisfies JoinTicket);
    }),
  );
  router.post(
    "/sessions/:id/fork",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
      if (!access.owner || access.seat?.role !== "dm")
        throw notAllowed("A fork shows all that the DM knows: the owner makes it, from the DM's seat.");
      const { at, name } = decode(forking, request.body);
      const fork = await forkOf(await readAfter(log, access.id), at, name, openingPorts);
      const campaign = campaignId(access.summary.campaignId);
      response.status(201).json(await sessions.createFork(user, campaign, fork));
    }),
  );
  router.get(
    "/sessions/:id/dice",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
      if (access.seat?.role !== "dm") throw notAllowed("The DM's dice are told to the DM alone.");
      if (access.summary.status !== "ended")
        throw new HttpProblem(409, "dice-sealed", "The dice are told when the session has ended.");
      response.json(await openingPorts.secrets.reveal(access.id));
    }),
  );
  router.get(
    "/sessions/:id/export",
    guard(async (request, response, user) => {
      const access = await accessTo(sessions, user, request.params.id);
      if (access.seat?.role !== "dm")
        throw notAllowed("The whole log holds the DM's secrets; the DM's seat alone takes it out.");
      response.attachment(`skald-${access.id}.jsonl`);
      await sendLines(response, exportLines(log, access.id));
    }),
  );
  return router;
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
