/**
 * What a route is: said once, in data. From it come the mounted route with its checks, its entry in the OpenAPI
 * document and the requests that the tests make up.
 */
import type { Request, RequestHandler, Response } from "express";
import { z } from "zod";
import type { UserId } from "../../rules/ids.ts";
import type { Bearer } from "./identify.ts";
import type { ProblemStatus } from "./problem.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

export type Answer = {
  readonly description: string;
  /** null: an answer without a body. */
  readonly body: z.ZodType | null;
  /** `application/json` unless it says otherwise. */
  readonly type?: string;
};

/** What a handler says. `sent` when it wrote the response itself, as a stream does. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly location?: string }
  | { readonly sent: true };

export type Call<Params, Query, Body, User> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly user: User;
  /** Of which sign-in the token is; null where nobody needs one. */
  readonly bearer: User extends UserId ? Bearer : null;
  readonly request: Request;
  readonly response: Response;
};

type Told = {
  readonly method: Method;
  /** Below `/api` unless `root` is set: `/campaigns/{campaign}`. */
  readonly path: string;
  readonly root?: boolean;
  readonly tag: string;
  readonly summary: string;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beside those that follow from what the route takes: see `refusalsOf`. */
  readonly refusals?: readonly ProblemStatus[];
  /** What `{...}` in the path names, in the words of a refusal; the last one's name unless it says otherwise. */
  readonly what?: string;
  /**
   * A write that is repeated under the same Idempotency-Key is answered as the first time. `again`: it is done
   * again, which does no harm, since what it answers would be stale.
   */
  readonly repeat?: "answered" | "again";
  /** The body is not JSON but bytes of one of these types, which the handler reads from the request. */
  readonly bytes?: readonly string[];
  /** Limits that stand before everything else. */
  readonly before?: readonly RequestHandler[];
};

export type RouteSpec<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  User,
> = Told & {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>, User>,
  ) => Promise<Reply> | Reply;
};

/** A route whose types are known to its handler alone. */
export type Route = Told & {
  readonly access: "anyone" | "signed-in";
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  readonly handle: (call: Call<unknown, unknown, unknown, UserId | null>) => Promise<Reply>;
};

/** A route for somebody signed in. */
export const route = <
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: RouteSpec<Params, Query, Body, UserId>,
): Route => erased("signed-in", spec);

/** A route for anybody. */
export const openRoute = <
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: RouteSpec<Params, Query, Body, null>,
): Route => erased("anyone", spec);

/** Whoever mounts the route has read each part through its schema, so the parts have the handler's types. */
const erased = <Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, User>(
  access: Route["access"],
  { params, query, body, handle, ...told }: RouteSpec<Params, Query, Body, User>,
): Route => ({
  ...told,
  access,
  params: params ?? null,
  query: query ?? null,
  body: body ?? null,
  handle: async (call) =>
    handle(call as unknown as Call<z.output<Params>, z.output<Query>, z.output<Body>, User>),
});

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown, location?: string): Reply => ({
  status: 201,
  body,
  ...(location === undefined ? {} : { location }),
});
export const done: Reply = { status: 204 };
export const sent: Reply = { sent: true };

export const answers = (description: string, body: z.ZodType | null, type?: string): Answer => ({
  description,
  body,
  ...(type === undefined ? {} : { type }),
});
export const NOTHING: Readonly<Record<number, Answer>> = { 204: answers("Done.", null) };

/** A UUID in a path, of the kind that `brand` makes. */
export const id = <Id>(brand: (text: string) => Id) =>
  z.uuid().transform((text) => brand(text.toLowerCase()));

export const isWrite = ({ method }: Pick<Route, "method">): boolean => method !== "get";

/** Whether an Idempotency-Key means something to this route. */
export const isRepeatable = (route: Pick<Route, "method" | "access" | "repeat">): boolean =>
  isWrite(route) && route.access === "signed-in" && route.repeat !== "again";

/** Every status that a route may refuse with. 500 is among them, and is always our mistake. */
export function refusalsOf(route: Route, twin: boolean): readonly ProblemStatus[] {
  const statuses = new Set<ProblemStatus>([400, 429, 500, 503, ...(route.refusals ?? [])]);
  if (route.access === "signed-in") statuses.add(401);
  if (route.params !== null) statuses.add(404);
  if (isWrite(route)) for (const status of [413, 415] as const) statuses.add(status);
  if (isRepeatable(route)) for (const status of [409, 422] as const) statuses.add(status);
  if (isWrite(route) && twin) statuses.add(412);
  return [...statuses].sort((a, b) => a - b);
}
