import { z } from "zod";
import { type EventPage, type JoinTicket, LIMITS } from "../../client-sdk/src/protocol.ts";
import { entryOf, type Reader, readAfter } from "../../rooms/index.ts";
import type { SeatRole } from "../../rules/command.ts";
import { campaignId, seatId } from "../../rules/ids.ts";
import { forkOf } from "../fork.ts";
import { type Eyes, seatViewAt } from "../past.ts";
import { exportLines } from "../session-file.ts";
import { type HindsightNeeds, hindsightRoutes } from "./hindsight.ts";
import { HttpProblem } from "./problem.ts";
import { answers, created, ok, type Route, route, sent } from "./route.ts";
import * as schemas from "./schemas.ts";
import { sendLines } from "./send-lines.ts";
import { accessTo, eyes, eyesFor, notAllowed } from "./session-access.ts";
import { ofSession } from "./sessions.ts";
import type { SeatRecord, SessionAccess } from "./stores.ts";

const paging = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(LIMITS.feedBatch).default(LIMITS.feedBatch),
});
const forking = z.strictObject({
  at: z.int().min(1),
  name: schemas.name.optional(),
});
const looking = z.object({ at: z.coerce.number().int().min(0).optional(), as: eyes });
const watching = z.strictObject({ as: eyes });

/** What was: the log, what was seen, replays, forks, files. */
export function historyRoutes(needs: HindsightNeeds): readonly Route[] {
  const { sessions, log, tables, openingPorts } = needs;
  const tag = "History";
  const told = { tag, params: ofSession } as const;

  return [
    route({
      ...told,
      method: "get",
      path: "/sessions/{session}/events",
      summary: "The log as one's own seat knows it, page by page",
      query: paging,
      answers: { 200: answers("Every number, also of what one did not witness.", schemas.eventPage) },
      handle: async ({ params, query: { after, limit }, user }) => {
        const access = await accessTo(sessions, user, params.session);
        const records = await log.read(access.id, after, limit);
        const reader = readerOf(access.seat);
        const page: EventPage = {
          entries: records.map((record) => entryOf(record, reader)),
          next: records.length === limit ? (records.at(-1)?.sequence ?? null) : null,
        };
        return ok(page);
      },
    }),
    route({
      ...told,
      method: "get",
      path: "/sessions/{session}/state",
      summary: "What a seat saw at a number of the log",
      query: looking,
      answers: { 200: answers("The view.", schemas.seatView) },
      refusals: [403],
      handle: async ({ params, query, user }) => {
        const access = await accessTo(sessions, user, params.session);
        const { at = access.summary.version, as } = query;
        if (at > access.summary.version)
          throw new HttpProblem(400, "malformed", `at: the session has ${access.summary.version} events.`);
        return ok(await seatViewAt(log, access.id, at, eyesFor(access, as)));
      },
    }),
    route({
      ...told,
      method: "post",
      path: "/sessions/{session}/replay",
      summary: "A ticket into a replay of one's own",
      body: watching,
      answers: { 200: answers("The ticket.", schemas.joinTicket) },
      refusals: [403],
      repeat: "again",
      handle: async ({ params, body, user, bearer }) => {
        const access = await accessTo(sessions, user, params.session);
        const through = eyesFor(access, body.as);
        const reservation = await tables.replay(access.id, through, bearer);
        const role = roleOf(access, through);
        return ok({ seatId: through, role, reservation } satisfies JoinTicket);
      },
    }),
    route({
      ...told,
      method: "post",
      path: "/sessions/{session}/fork",
      summary: "A new session that goes on from an event: for the owner in the DM's seat",
      body: forking,
      answers: { 201: answers("Forked, with dice of its own to come.", schemas.sessionSummary) },
      refusals: [403, 409, 422],
      handle: async ({ params, body: { at, name }, user }) => {
        const access = await accessTo(sessions, user, params.session);
        if (!access.owner || access.seat?.role !== "dm")
          throw notAllowed("A fork shows all that the DM knows: the owner makes it, from the DM's seat.");
        const fork = await forkOf(await readAfter(log, access.id), at, name, openingPorts);
        const campaign = campaignId(access.summary.campaignId);
        return created(await sessions.createFork(user, campaign, fork));
      },
    }),
    route({
      ...told,
      method: "get",
      path: "/sessions/{session}/dice",
      summary: "The secrets of both streams of dice, for the DM's seat after the end",
      answers: {
        200: answers(
          "The secrets; what they prove stands in `db/README.md`.",
          z.strictObject({ open: z.string(), hidden: z.string() }),
        ),
      },
      refusals: [403, 409],
      handle: async ({ params, user }) => {
        const access = await accessTo(sessions, user, params.session);
        if (access.seat?.role !== "dm") throw notAllowed("The DM's dice are told to the DM alone.");
        if (access.summary.status !== "ended")
          throw new HttpProblem(409, "dice-sealed", "The dice are told when the session has ended.");
        return ok(await openingPorts.secrets.reveal(access.id));
      },
    }),
    route({
      ...told,
      method: "get",
      path: "/sessions/{session}/export",
      summary: "The whole session as a file, for the DM's seat",
      answers: { 200: answers("A line for each event.", z.string(), "application/jsonl") },
      refusals: [403],
      handle: async ({ params, user, response }) => {
        const access = await accessTo(sessions, user, params.session);
        if (access.seat?.role !== "dm")
          throw notAllowed("The whole log holds the DM's secrets; the DM's seat alone takes it out.");
        response.attachment(`skald-${access.id}.jsonl`);
        await sendLines(response, exportLines(log, access.id));
        return sent;
      },
    }),
    ...hindsightRoutes(needs),
  ];
}

/** Somebody of the campaign without a seat reads what the whole table saw. */
const readerOf = (seat: SeatRecord | null): Reader =>
  seat === null ? { seat: seatId(""), role: "spectator" } : seat;

const roleOf = ({ seats }: SessionAccess, through: Eyes): SeatRole =>
  through === "dm" ? "dm" : (seats.find(({ seat }) => seat === through)?.role ?? "spectator");
