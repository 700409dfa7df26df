import { Router } from "express";
import { z } from "zod";
import { type Invite, LIMITS } from "../../client-sdk/src/protocol.ts";
import type { Clock } from "../../rooms/ports.ts";
import { type CampaignId, campaignId, sessionId, type UserId, userId } from "../../rules/ids.ts";
import type { Tables } from "../tables.ts";
import type { signedIn } from "./identify.ts";
import { decode, notFound } from "./problem.ts";
import type { Campaigns, Sessions } from "./stores.ts";

const INVITE_DAYS = 7;

const fields = {
  name: z.string().trim().min(1).max(LIMITS.nameLength),
  description: z.string().trim().max(LIMITS.textLength),
  diceMode: z.enum(["rng", "player_entered"]),
  mapMode: z.enum(["grid_2d", "narrative_only"]),
};
const newCampaign = z.strictObject({
  name: fields.name,
  description: fields.description.default(""),
  diceMode: fields.diceMode.default("rng"),
  mapMode: fields.mapMode.default("grid_2d"),
});
const changedCampaign = z.strictObject(fields).partial();
const invitation = z.strictObject({ days: z.int().min(1).max(30).default(INVITE_DAYS) });
/** 32 characters of base64url hold 192 bits; anything else is no code of ours. */
const inviteCode = z.object({ code: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/) });

/** Reads the `:id` of a route. What is no UUID is there for nobody. */
export function idParameter<Id>(brand: (text: string) => Id, what: string) {
  return (value: unknown): Id => {
    const read = z.uuid().safeParse(value);
    if (!read.success) throw notFound(what);
    return brand(read.data.toLowerCase());
  };
}

const readId = idParameter<CampaignId>(campaignId, "campaign");
const readPlayer = idParameter<UserId>(userId, "player");

export type CampaignsNeeds = {
  readonly campaigns: Campaigns;
  readonly sessions: Sessions;
  readonly tables: Pick<Tables, "expel">;
  readonly clock: Clock;
  readonly guard: ReturnType<typeof signedIn>;
};

export function campaignRoutes(needs: CampaignsNeeds): Router {
  const { campaigns, sessions, tables, clock, guard } = needs;
  const router = Router();
  const found = <T>(value: T | null): T => {
    if (value === null) throw notFound("campaign");
    return value;
  };

  router.post(
    "/campaigns",
    guard(async (request, response, user) => {
      response.status(201).json(await campaigns.create(user, decode(newCampaign, request.body)));
    }),
  );
  router.get(
    "/campaigns",
    guard(async (_request, response, user) => {
      response.json(await campaigns.list(user));
    }),
  );
  router.get(
    "/campaigns/:id",
    guard(async (request, response, user) => {
      response.json(found(await campaigns.get(user, readId(request.params.id))));
    }),
  );
  router.patch(
    "/campaigns/:id",
    guard(async (request, response, user) => {
      const id = readId(request.params.id);
      response.json(found(await campaigns.change(user, id, decode(changedCampaign, request.body))));
    }),
  );
  router.delete(
    "/campaigns/:id",
    guard(async (request, response, user) => {
      if (!(await campaigns.remove(user, readId(request.params.id)))) throw notFound("campaign");
      response.status(204).end();
    }),
  );
  router.post(
    "/campaigns/:id/invites",
    guard(async (request, response, user) => {
      const { days } = decode(invitation, request.body);
      const expiresAt = new Date(clock.now() + days * 24 * 3_600_000);
      const { code } = found(await campaigns.invite(user, readId(request.params.id), expiresAt));
      response.status(201).json({ code, expiresAt: expiresAt.toISOString() } satisfies Invite);
    }),
  );
  router.get(
    "/campaigns/:id/players",
    guard(async (request, response, user) => {
      response.json(found(await campaigns.players(user, readId(request.params.id))));
    }),
  );
  router.delete(
    "/campaigns/:id/players/:player",
    guard(async (request, response, user) => {
      const campaign = readId(request.params.id);
      const player = readPlayer(request.params.player);
      if (!(await campaigns.removePlayer(user, campaign, player))) throw notFound("player");
      const open = await sessions.list(user, campaign);
      for (const { id } of open) tables.expel(player, sessionId(id));
      response.status(204).end();
    }),
  );
  router.post(
    "/invites/:code/accept",
    guard(async (request, response, user) => {
      const read = inviteCode.safeParse(request.params);
      const campaign = read.success ? await campaigns.accept(user, read.data.code) : null;
      if (campaign === null) throw notFound("invitation");
      response.json(campaign);
    }),
  );
  return router;
}
