/** For whoever runs the server: is it well, and how is it doing. */
import { type Request, Router } from "express";
import { z } from "zod";
import type { Metrics } from "../metrics.ts";
import { HttpProblem } from "./problem.ts";
import { answers, openRoute, type Route } from "./route.ts";

export type Health = {
  readonly status: "ok" | "degraded";
  readonly database: "ok" | "unreachable";
  readonly rooms: number;
  readonly uptimeSeconds: number;
};

const health = z
  .strictObject({
    status: z.enum(["ok", "degraded"]),
    database: z.enum(["ok", "unreachable"]),
    rooms: z.int(),
    uptimeSeconds: z.int(),
  })
  .meta({ id: "Health" });

export const healthRoute = (asked: () => Promise<Health>): Route =>
  openRoute({
    method: "get",
    path: "/health",
    root: true,
    tag: "The API itself",
    summary: "Whether the server is well",
    answers: { 200: answers("It is.", health), 503: answers("The database is away.", health) },
    handle: async () => {
      const now = await asked();
      return { status: now.status === "ok" ? 200 : 503, body: now };
    },
  });

export function metricsRoute(metrics: Metrics): Router {
  const router = Router();
  router.get("/metrics", async (request, response) => {
    requireLoopback(request);
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

/** From this machine itself, and not by way of a proxy on it. */
export function requireLoopback(request: Request): void {
  const address = request.socket.remoteAddress ?? "";
  const local = address === "::1" || /^(::ffff:)?127\./.test(address);
  if (!local || request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined)
    throw new HttpProblem(404, "no-such-route", "There is nothing here.");
}
