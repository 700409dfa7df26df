import { z } from "zod";
import {
  amongPlayers,
  changesBetween,
  handDice,
  KNOWLEDGE_BOUNDS,
  KnowledgePages,
  readAfter,
  readThrough,
  sawAmongPlayers,
  whoSaw,
} from "../../rooms/index.ts";
import type { Meter } from "../../rooms/ports.ts";
import * as shapes from "./hindsight-schemas.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { answers, ok, type Route, route } from "./route.ts";
import { accessTo, eyes, eyesFor, notAllowed } from "./session-access.ts";
import { ofSession, type SessionsNeeds } from "./sessions.ts";
import type { SessionAccess } from "./stores.ts";

/** Numbers that one request may compare: each of them is a view that is made, and others wait meanwhile. */
const MOST_COMPARED = 2000;

const number = z.coerce.number().int().min(0);
const between = z.object({ from: number, to: number.optional(), as: eyes });
const about = z
  .object({
    from: number.default(0).describe("With a creature: `next` of the page before."),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(MOST_COMPARED)
      .default(MOST_COMPARED)
      .describe("With a creature: how many numbers a page looks at, at most."),
    creature: z.string().min(1).max(80).describe("Its id or its name.").optional(),
    event: z.coerce.number().int().min(1).optional(),
  })
  .refine(({ creature, event }) => (creature === undefined) !== (event === undefined), "creature or event");

export type HindsightNeeds = SessionsNeeds & { readonly metrics: Meter };

/** What the log tells afterwards: what changed, who knew of it, how the dice fell. */
export function hindsightRoutes({ sessions, log, metrics }: HindsightNeeds): readonly Route[] {
  const told = { tag: "History", method: "get", params: ofSession } as const;
  const pages = new KnowledgePages(log, metrics);

  return [
    route({
      ...told,
      path: "/sessions/{session}/changes",
      summary: "What changed between two numbers of the log, as a seat saw it",
      query: between,
      answers: { 200: answers("Each change with its event, and the events.", shapes.changes) },
      refusals: [403],
      handle: async ({ params, query, user }) => {
        const access = await accessTo(sessions, user, params.session);
        const { version } = access.summary;
        const { from, to = version, as } = query;
        if (to > version) throw new HttpProblem(400, "malformed", `to: the session has ${version} events.`);
        if (from > to) throw new HttpProblem(400, "malformed", "from: is not after to.");
        if (to - from > MOST_COMPARED)
          throw new HttpProblem(400, "malformed", `from: is at most ${MOST_COMPARED} events before to.`);
        const through = eyesFor(access, as);
        return ok(changesBetween(await readAfter(log, access.id), from, to, through));
      },
    }),
    route({
      ...told,
      path: "/sessions/{session}/knowledge",
      summary:
        "Who knew of a creature when, or who saw an event: for the DM's seat, and the owner after the end",
      query: about,
      answers: {
        200: answers("For each seat; the DM's own are told to the DM alone.", shapes.knowledge),
      },
      refusals: [403, 422],
      handle: async ({ params, query, user }) => {
        const access = await accessTo(sessions, user, params.session);
        const isDm = mayKnowWhoKnew(access);
        const { version } = access.summary;
        const { creature = "", event, from, limit } = query;
        if (event !== undefined) {
          if (event > version) throw notFound("event");
          if (event > KNOWLEDGE_BOUNDS.before) throw tooFar();
          const saw = whoSaw(await readThrough(log, access.id, KNOWLEDGE_BOUNDS.before), event);
          if (saw === null) throw notFound("event");
          return ok({ creatures: [], event: isDm ? saw : sawAmongPlayers(saw), next: null });
        }
        if (from > version)
          throw new HttpProblem(400, "malformed", `from: the session has ${version} events.`);
        const part = await pages.part(access.id, creature, { from, limit });
        if (part === null) throw tooFar();
        const { creatures: known, last } = part;
        const next = last < version ? last : null;
        const creatures = isDm ? known : known.flatMap((each) => amongPlayers(each) ?? []);
        if (creatures.length === 0 && from === 0 && next === null) throw notFound("creature");
        return ok({ creatures, event: null, next });
      },
    }),
    route({
      ...told,
      path: "/sessions/{session}/hand-dice",
      summary: "How the dice fell that people entered by hand: for the DM's seat",
      answers: { 200: answers("For each seat and size of die.", shapes.handDice) },
      refusals: [403],
      handle: async ({ params, user }) => {
        const access = await accessTo(sessions, user, params.session);
        if (access.seat?.role !== "dm") throw notAllowed("How the dice fell is told to the DM's seat.");
        return ok(handDice(await readAfter(log, access.id)));
      },
    }),
  ];
}

const tooFar = (): HttpProblem =>
  new HttpProblem(
    422,
    "too-far",
    `What lies behind event ${KNOWLEDGE_BOUNDS.before} is reached page by page from the first on; \`skald knew\` has no bound.`,
  );

/**
 * Whether all seats are told. The owner is told of the players' seats once the session has ended: everybody may
 * look through their eyes then, and through the DM's nobody else.
 */
function mayKnowWhoKnew({ seat, owner, summary }: SessionAccess): boolean {
  if (seat?.role === "dm") return true;
  if (owner && summary.status === "ended") return false;
  throw notAllowed("Who knew what is told to the DM's seat, and to the owner when the session has ended.");
}
