import { Router } from "express";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../sample.ts";
import { type Seeding, seedSample } from "../seed.ts";
import type { signedIn } from "./identify.ts";

/** A first evening in one step, for somebody who has just signed in. */
export function sampleRoutes(needs: Seeding & { readonly guard: ReturnType<typeof signedIn> }): Router {
  const router = Router();
  /** What the DM's seat sends to set the scene, and ready characters to choose from. */
  router.get("/sample", (_request, response) => {
    response.json({ scene: SAMPLE_SCENE, characters: SAMPLE_CHARACTERS });
  });
  router.post(
    "/sample",
    needs.guard(async (_request, response, user) => {
      response.status(201).json(await seedSample(needs, user));
    }),
  );
  return router;
}
