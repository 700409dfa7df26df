/**
 * What `skald` commands ask of the server that holds their data directory. Whoever can read the directory may:
 * the token lies in it, and nothing from beyond this machine gets here.
 */
import { timingSafeEqual } from "node:crypto";
import { json, type RequestHandler, Router, text } from "express";
import { z } from "zod";
import type { Backstage } from "../backstage.ts";
import { requireLoopback } from "./operations.ts";
import { decode, HttpProblem } from "./problem.ts";
import { userRole } from "./schemas.ts";
import { sendLines } from "./send-lines.ts";

export type LocalNeeds = { readonly token: string; readonly backstage: Backstage };

const becoming = z.strictObject({ email: z.string().max(254), role: userRole });

const FILE_LIMIT = "256mb";

export function localRoutes({ token, backstage }: LocalNeeds): Router {
  const router = Router();
  router.use(mayComeBackstage(token));
  router.get("/ping", (_request, response) => void response.json({ ok: true }));
  router.get("/sessions", async (_request, response) => void response.json(await backstage.sessions()));
  router.get("/sessions/:id/export", async (request, response) => {
    await sendLines(response, backstage.exportLines(request.params.id));
  });
  router.post("/import", text({ type: () => true, limit: FILE_LIMIT }), async (request, response) => {
    response.json(await backstage.importSession(String(request.body)));
  });
  router.post("/seed", async (_request, response) => void response.json(await backstage.seed()));
  router.post("/rebuild", async (request, response) => {
    const { session } = request.query;
    response.json(await backstage.rebuild(typeof session === "string" ? session : null));
  });
  router.post("/role", json(), async (request, response) => {
    const { email, role } = decode(becoming, request.body);
    await backstage.setRole(email, role);
    response.status(204).end();
  });
  return router;
}

function mayComeBackstage(token: string): RequestHandler {
  const wanted = Buffer.from(`Bearer ${token}`);
  return (request, _response, next) => {
    requireLoopback(request);
    const given = Buffer.from(request.headers.authorization ?? "");
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw new HttpProblem(401, "not-signed-in", "This needs the token of the data directory.");
    next();
  };
}
