import type { Selectable } from "kysely";
import { type CampaignId, campaignId, type UserId, userId } from "../rules/ids.ts";
import type { Campaigns, DiceMode, MapMode } from "./schema.ts";
import type { PersonTx } from "./transaction.ts";

export type NewCampaign = {
  readonly id: CampaignId;
  readonly name: string;
  readonly description?: string | undefined;
  readonly diceMode?: DiceMode | undefined;
  readonly mapMode?: MapMode | undefined;
};

export type Campaign = {
  readonly id: CampaignId;
  readonly name: string;
  readonly description: string;
  readonly diceMode: DiceMode;
  readonly mapMode: MapMode;
  readonly ownerId: UserId;
  /** Of whoever asked. */
  readonly role: "owner" | "player";
  readonly createdAt: string;
};

export type CampaignPlayer = {
  readonly userId: UserId;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly role: "owner" | "player";
  readonly joinedAt: string | null;
};

const toCampaign = (row: Selectable<Campaigns>, me: UserId): Campaign => ({
  id: campaignId(row.id),
  name: row.name,
  description: row.description ?? "",
  diceMode: row.dice_mode,
  mapMode: row.map_mode,
  ownerId: userId(row.owner_id),
  role: row.owner_id === me ? "owner" : "player",
  createdAt: row.created_at.toISOString(),
});

/** Makes a campaign of one's own; its owner is its first player. */
export async function createCampaign(tx: PersonTx, campaign: NewCampaign): Promise<Campaign> {
  const { rows, user } = tx;
  const row = await rows
    .insertInto("campaigns")
    .values({
      id: campaign.id,
      owner_id: user,
      name: campaign.name,
      description: campaign.description ?? null,
      ...(campaign.diceMode && { dice_mode: campaign.diceMode }),
      ...(campaign.mapMode && { map_mode: campaign.mapMode }),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await rows
    .insertInto("campaign_players")
    .values({
      campaign_id: campaign.id,
      user_id: user,
      role: "owner",
      invite_status: "accepted",
      joined_at: new Date(),
    })
    .execute();
  return toCampaign(row, user);
}

/** The campaigns one takes part in, newest first. */
export async function listCampaigns({ rows, user }: PersonTx): Promise<readonly Campaign[]> {
  const found = await rows
    .selectFrom("campaigns")
    .selectAll()
    .where("deleted_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(200)
    .execute();
  return found.map((row) => toCampaign(row, user));
}

export async function findCampaign({ rows, user }: PersonTx, id: CampaignId): Promise<Campaign | null> {
  const row = await rows
    .selectFrom("campaigns")
    .selectAll()
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toCampaign(row, user);
}

/** Changes what its owner may change; null when nothing was asked or it is not one's own. */
export async function updateCampaign(
  { rows, user }: PersonTx,
  id: CampaignId,
  changes: Partial<Omit<NewCampaign, "id">>,
): Promise<Campaign | null> {
  const columns = {
    ...(changes.name !== undefined && { name: changes.name }),
    ...(changes.description !== undefined && { description: changes.description }),
    ...(changes.diceMode && { dice_mode: changes.diceMode }),
    ...(changes.mapMode && { map_mode: changes.mapMode }),
  };
  if (Object.keys(columns).length === 0) return null;
  const row = await rows
    .updateTable("campaigns")
    .set(columns)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toCampaign(row, user);
}

/** Puts a campaign away: nobody sees it any more, and nothing of it is lost. */
export async function putCampaignAway({ rows }: PersonTx, id: CampaignId): Promise<boolean> {
  const row = await rows
    .updateTable("campaigns")
    .set({ deleted_at: new Date() })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function listPlayers({ rows }: PersonTx, id: CampaignId): Promise<readonly CampaignPlayer[]> {
  const found = await rows
    .selectFrom("campaign_players as p")
    .innerJoin("profiles", "profiles.id", "p.user_id")
    .select(["p.user_id", "profiles.display_name", "profiles.avatar_url", "p.role", "p.joined_at"])
    .where("p.campaign_id", "=", id)
    .where("p.invite_status", "=", "accepted")
    .orderBy("p.joined_at")
    .execute();
  return found.map((row) => ({
    userId: userId(row.user_id),
    displayName: row.display_name,
    avatarUrl: row.avatar_url,
    role: row.role,
    joinedAt: row.joined_at?.toISOString() ?? null,
  }));
}

/** Takes a player out of the campaign: its owner anyone, a player oneself. False when that is not so. */
export async function removePlayer({ rows }: PersonTx, id: CampaignId, player: UserId): Promise<boolean> {
  const row = await rows
    .deleteFrom("campaign_players")
    .where("campaign_id", "=", id)
    .where("user_id", "=", player)
    .where("role", "=", "player")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
