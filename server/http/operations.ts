/** For whoever runs the server: is it well, and how is it doing. */
import { type Request, Router } from "express";
import type { Metrics } from "../metrics.ts";
import { HttpProblem } from "./problem.ts";

export type Health = {
  readonly status: "ok" | "degraded";
  readonly database: "ok" | "unreachable";
  readonly rooms: number;
  readonly uptimeSeconds: number;
};

export function operationRoutes(health: () => Promise<Health>, metrics: Metrics): Router {
  const router = Router();
  router.get("/health", async (_request, response) => {
    const now = await health();
    response.status(now.status === "ok" ? 200 : 503).json(now);
  });
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
