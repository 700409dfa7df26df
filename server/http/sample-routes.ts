import { z } from "zod";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../sample.ts";
import { type Seeding, seedSample } from "../seed.ts";
import { answers, created, ok, openRoute, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";

const sample = z.strictObject({
  scene: z.array(z.looseObject({ do: z.string() })),
  characters: z.array(z.looseObject({ name: z.string(), sheet: schemas.sheet })),
});
const seeded = z.strictObject({
  campaign: schemas.campaign,
  session: schemas.sessionSummary,
  characters: z.array(schemas.characterSummary),
});

/** A first evening in one step, for somebody who has just signed in. */
export function sampleRoutes(needs: Seeding): readonly Route[] {
  const tag = "Sample";
  return [
    openRoute({
      method: "get",
      path: "/sample",
      tag,
      summary: "What the DM's seat sends to set the scene, and ready characters to choose from",
      answers: { 200: answers("A first evening.", sample) },
      handle: () => ok({ scene: SAMPLE_SCENE, characters: SAMPLE_CHARACTERS }),
    }),
    route({
      method: "post",
      path: "/sample",
      tag,
      summary: "Makes the sample campaign for oneself, with characters and a session",
      body: z.strictObject({
        scene: z
          .enum(["dm", "players"])
          .default("dm")
          .describe("Who sets the scene and calls for initiative while no DM sits at the table."),
      }),
      answers: { 201: answers("Made.", seeded) },
      handle: async ({ body, user }) => created(await seedSample(needs, user, body.scene)),
    }),
  ];
}
