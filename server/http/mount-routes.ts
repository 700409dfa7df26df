import { type NextFunction, type Request, type RequestHandler, type Response, Router } from "express";
import type { UserId } from "../../rules/ids.ts";
import { type Bearer, bearerOf, type Identify } from "./identify.ts";
import { holdsStill, isKnown, type Preconditions, tagOf } from "./preconditions.ts";
import { decode, HttpProblem, notFound } from "./problem.ts";
import type { Repetitions } from "./repetitions.ts";
import { type Call, isRepeatable, isWrite, type Reply, type Route } from "./route.ts";

export type MountNeeds = {
  readonly identify: Identify;
  /** By person, once it is known who asks. */
  readonly limitPerson: RequestHandler;
  readonly repetitions: Repetitions;
  readonly preconditions: Preconditions;
};

/** Express' way to write a path: `/campaigns/:campaign`. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** Mounts routes with all that goes before and after what they do. */
export function mountRoutes(routes: readonly Route[], needs: MountNeeds): Router {
  const router = Router();
  for (const route of routes) {
    const twin = twinOf(route, routes);
    router[route.method](
      expressPath(route.path),
      ...(route.before ?? []),
      ...(route.access === "signed-in" ? [admit(needs.identify), needs.limitPerson] : []),
      async (request: Request, response: Response) => {
        send(request, response, route, await answer(route, twin, needs, request, response));
      },
    );
  }
  return router;
}

/** The route that shows what this one changes, where it answers with data. */
export const twinOf = (route: Route, routes: readonly Route[]): Route | null =>
  isWrite(route) && route.method !== "post"
    ? (routes.find(
        ({ method, path, answers }) =>
          method === "get" && path === route.path && answers[200]?.type === undefined,
      ) ?? null)
    : null;

const admit =
  (identify: Identify): RequestHandler =>
  async (request: Request, response: Response, next: NextFunction) => {
    const bearer = await bearerOf(identify, request);
    response.locals.bearer = bearer;
    response.locals.user = bearer.user;
    next();
  };

async function answer(
  route: Route,
  twin: Route | null,
  needs: MountNeeds,
  request: Request,
  response: Response,
): Promise<Reply> {
  const bearer: Bearer | null = response.locals.bearer ?? null;
  const user: UserId | null = bearer?.user ?? null;
  const whose = { user, bearer, request, response };
  const run = (): Promise<Reply> => route.handle({ ...read(route, request), ...whose } as AnyCall);
  const whileItHolds = (): Promise<Reply> => {
    const wanted = request.headers["if-match"];
    if (wanted === undefined || twin === null) return run();
    const now = async (): Promise<string> =>
      tagOf(bodyOf(await twin.handle({ ...read(twin, request), ...whose } as AnyCall)));
    return needs.preconditions.inTurn(request.path, async () => {
      if (!holdsStill(wanted, await now())) throw changedMeanwhile();
      return run();
    });
  };
  const key = request.headers["idempotency-key"];
  if (key === undefined || user === null || !isRepeatable(route)) return whileItHolds();
  return needs.repetitions.once({ user, key: String(key), request, response }, whileItHolds);
}

type AnyCall = Call<unknown, unknown, unknown, UserId | null>;

const changedMeanwhile = (): HttpProblem =>
  new HttpProblem(412, "changed-meanwhile", "Somebody changed it since you looked. Look again.");

/** What is no id is there for nobody; the rest is malformed. */
function read(route: Route, request: Request) {
  const { params, query, body } = route;
  const named =
    params === null ? { success: true as const, data: undefined } : params.safeParse(request.params);
  if (!named.success) throw notFound(route.what ?? lastName(route.path));
  return {
    params: named.data,
    query: query === null ? undefined : decode(query, request.query),
    body: body === null ? undefined : decode(body, request.body),
  };
}

const lastName = (path: string): string => [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1] ?? "thing";

const bodyOf = (reply: Reply): string => ("sent" in reply ? "" : JSON.stringify(reply.body ?? null));

function send(request: Request, response: Response, route: Route, reply: Reply): void {
  if ("sent" in reply) return;
  if (reply.location !== undefined) response.setHeader("Location", reply.location);
  if (reply.body === undefined) return void response.status(reply.status).end();
  if (typeof reply.body === "string") return void response.status(reply.status).send(reply.body);
  const text = JSON.stringify(reply.body);
  if (!isWrite(route)) {
    const tag = tagOf(text);
    response.setHeader("ETag", tag);
    // Kept by whoever asked, and never shown again without asking whether it still holds.
    response.setHeader("Cache-Control", "private, no-cache");
    response.vary("Authorization");
    // Express would answer whole to whoever also says no-cache, which asks caches on the way, not us.
    if (isKnown(request.headers["if-none-match"], tag)) return void response.status(304).end();
  }
  response.status(reply.status).type("application/json").send(text);
}
