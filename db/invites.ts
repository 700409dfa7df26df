import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { type CampaignId, campaignId } from "../rules/ids.ts";
import type { PersonTx } from "./transaction.ts";

/** 160 bits: nobody guesses one. */
const CODE_BYTES = 20;

export type NewInvite = { readonly expiresAt: Date; readonly maxUses?: number };
/** Shown once, when it is made; the database keeps its hash alone. */
export type Invite = { readonly id: string; readonly code: string; readonly expiresAt: string };
export type InviteSummary = {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly uses: number;
  readonly maxUses: number;
};

const hashOf = (code: string): Buffer => createHash("sha256").update(code, "utf8").digest();

/** Makes an invite to one's own campaign. Policies refuse anyone else. */
export async function createInvite(
  { rows, user }: PersonTx,
  campaign: CampaignId,
  invite: NewInvite,
): Promise<Invite> {
  const code = randomBytes(CODE_BYTES).toString("base64url");
  const row = await rows
    .insertInto("invites")
    .values({
      campaign_id: campaign,
      code_hash: hashOf(code),
      created_by: user,
      expires_at: invite.expiresAt,
      ...(invite.maxUses !== undefined && { max_uses: invite.maxUses }),
    })
    .returning(["id", "expires_at"])
    .executeTakeFirstOrThrow();
  return { id: row.id, code, expiresAt: row.expires_at.toISOString() };
}

/**
 * Joins the campaign that a code is for. Null when the code is wrong, expired, revoked or used up, without
 * saying which. Who is in the campaign already stays, and uses nothing up.
 */
export async function acceptInvite({ rows }: PersonTx, code: string): Promise<CampaignId | null> {
  const accepted = await sql<{ campaign: string | null }>`
    select skald.accept_invite(${hashOf(code)}) as campaign`.execute(rows);
  const campaign = accepted.rows[0]?.campaign;
  return campaign == null ? null : campaignId(campaign);
}

/** Invites that still open the campaign; none for anyone but its owner. */
export async function listInvites(
  { rows }: PersonTx,
  campaign: CampaignId,
): Promise<readonly InviteSummary[]> {
  const found = await rows
    .selectFrom("invites")
    .select(["id", "created_at", "expires_at", "uses", "max_uses"])
    .where("campaign_id", "=", campaign)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("created_at")
    .execute();
  return found.map((row) => ({
    id: row.id,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    uses: row.uses,
    maxUses: row.max_uses,
  }));
}

/** Ends an invite; false when there is none that one may end. */
export async function revokeInvite({ rows }: PersonTx, invite: string): Promise<boolean> {
  const row = await rows
    .updateTable("invites")
    .set({ revoked_at: sql<Date>`now()` })
    .where("id", "=", invite)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
