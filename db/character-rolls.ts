import type { Selectable } from "kysely";
import { uuidv7 } from "uuidv7";
import type { CampaignId, CharacterId } from "../rules/ids.ts";
import type { CharacterRolls } from "./schema.ts";
import type { PersonTx } from "./transaction.ts";

/** Dice that the server rolled for a character, kept whether they were used or not. */
export type CharacterRoll = {
  readonly id: string;
  readonly userId: string;
  /** null: not used yet. */
  readonly characterId: string | null;
  readonly purpose: "abilities" | "hit-points";
  /** Faces, roll by roll. */
  readonly dice: readonly (readonly number[])[];
  readonly rolledAt: string;
};

const toRoll = (row: Selectable<CharacterRolls>): CharacterRoll => ({
  id: row.id,
  userId: row.user_id,
  characterId: row.character_id,
  purpose: row.purpose,
  // Written by `keepRoll` alone.
  dice: row.dice as CharacterRoll["dice"],
  rolledAt: row.rolled_at.toISOString(),
});

export async function keepRoll(
  { rows, user }: PersonTx,
  campaign: CampaignId,
  purpose: CharacterRoll["purpose"],
  dice: CharacterRoll["dice"],
): Promise<CharacterRoll> {
  const row = await rows
    .insertInto("character_rolls")
    .values({ id: uuidv7(), campaign_id: campaign, user_id: user, purpose, dice: JSON.stringify(dice) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRoll(row);
}

/** The rolls of a campaign, the newest first. */
export async function listRolls({ rows }: PersonTx, campaign: CampaignId): Promise<readonly CharacterRoll[]> {
  const found = await rows
    .selectFrom("character_rolls")
    .selectAll()
    .where("campaign_id", "=", campaign)
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return found.map(toRoll);
}

/** A roll of one's own that nothing was made from yet. */
export async function findFreeRoll(
  { rows, user }: PersonTx,
  campaign: CampaignId,
  id: string,
): Promise<CharacterRoll | null> {
  const row = await rows
    .selectFrom("character_rolls")
    .selectAll()
    .where("id", "=", id)
    .where("campaign_id", "=", campaign)
    .where("user_id", "=", user)
    .where("character_id", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toRoll(row);
}

/** False when another character took it meanwhile. */
export async function useRoll(
  { rows, user }: PersonTx,
  id: string,
  character: CharacterId,
): Promise<boolean> {
  const row = await rows
    .updateTable("character_rolls")
    .set({ character_id: character })
    .where("id", "=", id)
    .where("user_id", "=", user)
    .where("character_id", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
