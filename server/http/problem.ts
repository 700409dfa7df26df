/** How HTTP says no: problem+json, the same shape for every refusal. */
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { z } from "zod";
import type { FieldProblem, Problem } from "../../client-sdk/src/protocol.ts";
import type { Journal } from "../../rooms/ports.ts";
import { BackstageError } from "../backstage-error.ts";

export const TITLES = {
  400: "Malformed request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  412: "Changed meanwhile",
  413: "Too large",
  415: "Unsupported media type",
  422: "Refused",
  429: "Too many attempts",
  500: "Our mistake",
  503: "Try again soon",
} as const;
export type ProblemStatus = keyof typeof TITLES;

/** Thrown by a route to refuse; becomes the answer. Its detail is for the caller's eyes. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: ProblemStatus;
  readonly code: string;
  /** Every field that something is wrong with, where there are fields. */
  readonly problems: readonly FieldProblem[];
  constructor(
    status: ProblemStatus,
    code: string,
    detail: string,
    { problems = [], ...options }: ErrorOptions & { readonly problems?: readonly FieldProblem[] } = {},
  ) {
    super(detail, options);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }
}

/** What one may not see and what is not there give the same answer. */
export const notFound = (what: string): HttpProblem =>
  new HttpProblem(404, "not-found", `There is no such ${what}, or it is not yours to see.`);

export function sendProblem(
  response: Response,
  status: ProblemStatus,
  code: string,
  detail: string,
  problems: readonly FieldProblem[] = [],
): void {
  const fields = problems.length === 0 ? {} : { problems };
  const problem: Problem = { type: "about:blank", title: TITLES[status], status, code, detail, ...fields };
  response.status(status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Reads a body, a query or parameters through its schema. */
export function decode<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value ?? {});
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => ({
    field: path.join("."),
    code: "malformed",
    detail: message,
  }));
  const { field = "", detail = "unreadable" } = problems[0] ?? {};
  throw new HttpProblem(400, "malformed", `${field === "" ? "" : `${field}: `}${detail}`, {
    problems: problems.filter((problem) => problem.field !== ""),
  });
}

export const noSuchRoute: RequestHandler = (request, response) =>
  sendProblem(response, 404, "no-such-route", `There is nothing at ${request.method} ${request.path}.`);

/** The last handler: what a route threw becomes an answer, and what was not meant for the caller stays here. */
export function answerErrors(journal: Journal): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof HttpProblem)
      return sendProblem(response, error.status, error.code, error.message, error.problems);
    const status = bodyParserStatus(error);
    if (status !== null)
      return sendProblem(
        response,
        status,
        status === 413 ? "too-large" : "malformed",
        "The body cannot be read.",
      );
    if (error instanceof BackstageError) return sendProblem(response, 422, "refused", error.message);
    const away = isAway(error);
    journal.error({ error, method: request.method, route: request.route?.path ?? null }, "request failed");
    if (away) return sendProblem(response, 503, "unavailable", "The store cannot be reached at the moment.");
    sendProblem(response, 500, "internal", "Something went wrong on our side. It is in the log.");
  };
}

/**
 * What passes by itself: the log or the database is away, or somebody held a row or a connection for too long.
 * SQLSTATE: connection (08), serialisation and deadlock (40), lock and statement timeouts, shutdown (57).
 */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (["LogUnavailable", "OutcomeUnknown"].includes(error.name)) return true;
  const code = "code" in error ? String(error.code) : "";
  return (
    /^(08...|40001|40P01|55P03|57014|57P0.|53300|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code) ||
    /timeout exceeded when trying to connect|Query read timeout|Connection terminated/.test(error.message)
  );
}

function bodyParserStatus(error: unknown): 400 | 413 | 415 | null {
  if (!(error instanceof Error && "status" in error && "expose" in error)) return null;
  return error.status === 413 ? 413 : error.status === 415 ? 415 : error.status === 400 ? 400 : null;
}
