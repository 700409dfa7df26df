import { z } from "zod";
import { type Invite, LIMITS } from "../../client-sdk/src/protocol.ts";
import type { Clock } from "../../rooms/ports.ts";
import { campaignId, sessionId, userId } from "../../rules/ids.ts";
import type { Tables } from "../tables.ts";
import { notFound } from "./problem.ts";
import { answers, created, done, id, NOTHING, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";
import type { Campaigns, Sessions } from "./stores.ts";

const INVITE_DAYS = 7;

const fields = {
  name: schemas.name,
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
const ofCampaign = z.object({ campaign: id(campaignId) });

export type CampaignsNeeds = {
  readonly campaigns: Campaigns;
  readonly sessions: Sessions;
  readonly tables: Pick<Tables, "expel">;
  readonly clock: Clock;
};

export function campaignRoutes({ campaigns, sessions, tables, clock }: CampaignsNeeds): readonly Route[] {
  const found = <T>(value: T | null): T => {
    if (value === null) throw notFound("campaign");
    return value;
  };
  const tag = "Campaigns";

  return [
    route({
      method: "post",
      path: "/campaigns",
      tag,
      summary: "Makes a campaign of one's own",
      body: newCampaign,
      answers: { 201: answers("Made.", schemas.campaign) },
      handle: async ({ body, user }) => {
        const made = await campaigns.create(user, body);
        return created(made, `/api/campaigns/${made.id}`);
      },
    }),
    route({
      method: "get",
      path: "/campaigns",
      tag,
      summary: "The campaigns that one takes part in, newest first",
      answers: { 200: answers("At most 200.", z.array(schemas.campaign)) },
      handle: async ({ user }) => ok(await campaigns.list(user)),
    }),
    route({
      method: "get",
      path: "/campaigns/{campaign}",
      tag,
      summary: "A campaign that one takes part in",
      params: ofCampaign,
      answers: { 200: answers("The campaign.", schemas.campaign) },
      handle: async ({ params, user }) => ok(found(await campaigns.get(user, params.campaign))),
    }),
    route({
      method: "patch",
      path: "/campaigns/{campaign}",
      tag,
      summary: "Changes a campaign of one's own",
      params: ofCampaign,
      body: changedCampaign,
      answers: { 200: answers("As it is now.", schemas.campaign) },
      handle: async ({ params, body, user }) =>
        ok(found(await campaigns.change(user, params.campaign, body))),
    }),
    route({
      method: "delete",
      path: "/campaigns/{campaign}",
      tag,
      summary: "Puts a campaign of one's own away; its logs stay",
      params: ofCampaign,
      answers: NOTHING,
      handle: async ({ params, user }) => {
        if (!(await campaigns.remove(user, params.campaign))) throw notFound("campaign");
        return done;
      },
    }),
    route({
      method: "post",
      path: "/campaigns/{campaign}/invites",
      tag,
      summary: "Makes an invitation to a campaign of one's own",
      params: ofCampaign,
      body: invitation,
      answers: { 201: answers("Its code is told this once.", schemas.invite) },
      handle: async ({ params, body, user }) => {
        const expiresAt = new Date(clock.now() + body.days * 24 * 3_600_000);
        const { code } = found(await campaigns.invite(user, params.campaign, expiresAt));
        return created({ code, expiresAt: expiresAt.toISOString() } satisfies Invite);
      },
    }),
    route({
      method: "get",
      path: "/campaigns/{campaign}/players",
      tag,
      summary: "Who takes part",
      params: ofCampaign,
      answers: { 200: answers("The owner too.", z.array(schemas.player)) },
      handle: async ({ params, user }) => ok(found(await campaigns.players(user, params.campaign))),
    }),
    route({
      method: "delete",
      path: "/campaigns/{campaign}/players/{player}",
      tag,
      summary: "Takes a player out; a player leaves",
      params: ofCampaign.extend({ player: id(userId) }),
      answers: NOTHING,
      handle: async ({ params: { campaign, player }, user }) => {
        if (!(await campaigns.removePlayer(user, campaign, player))) throw notFound("player");
        const open = await sessions.list(user, campaign);
        for (const session of open) tables.expel(player, sessionId(session.id));
        return done;
      },
    }),
    route({
      method: "post",
      path: "/invites/{code}/accept",
      tag,
      summary: "Joins the campaign that a code is for",
      params: inviteCode,
      what: "invitation",
      answers: { 200: answers("The campaign that one is of now.", schemas.campaign) },
      handle: async ({ params, user }) => {
        const campaign = await campaigns.accept(user, params.code);
        if (campaign === null) throw notFound("invitation");
        return ok(campaign);
      },
    }),
  ];
}
