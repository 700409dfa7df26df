import { uuidv7 } from "uuidv7";
import type { Campaign } from "../../client-sdk/src/protocol.ts";
import {
  createCampaign,
  findCampaign,
  listCampaigns,
  listPlayers,
  putCampaignAway,
  type Campaign as Row,
  removePlayer,
  updateCampaign,
} from "../../db/campaigns.ts";
import type { Connection } from "../../db/connect.ts";
import { acceptInvite, createInvite } from "../../db/invites.ts";
import { asUser } from "../../db/transaction.ts";
import { campaignId } from "../../rules/ids.ts";
import type { Campaigns } from "../http/stores.ts";

export function campaignsOf({ db }: Connection): Campaigns {
  return {
    create: (by, fields) =>
      asUser(db, by, async (tx) =>
        toCampaign(await createCampaign(tx, { id: campaignId(uuidv7()), ...fields })),
      ),
    list: (by) => asUser(db, by, async (tx) => (await listCampaigns(tx)).map(toCampaign)),
    get: (by, campaign) => asUser(db, by, async (tx) => orNull(await findCampaign(tx, campaign))),
    change: (by, campaign, { name, description, diceMode, mapMode }) =>
      asUser(db, by, async (tx) => {
        const changes = { description, diceMode, mapMode, ...(name === undefined ? {} : { name }) };
        return (await isOwner(tx, campaign)) ? orNull(await updateCampaign(tx, campaign, changes)) : null;
      }),
    remove: (by, campaign) =>
      asUser(db, by, async (tx) => (await isOwner(tx, campaign)) && putCampaignAway(tx, campaign)),
    invite: (by, campaign, expiresAt) =>
      asUser(db, by, async (tx) =>
        (await isOwner(tx, campaign)) ? createInvite(tx, campaign, { expiresAt }) : null,
      ),
    players: (by, campaign) =>
      asUser(db, by, async (tx) => {
        if ((await findCampaign(tx, campaign)) === null) return null;
        const players = await listPlayers(tx, campaign);
        return players.map(({ userId, displayName, avatarUrl, role }) => ({
          userId,
          displayName,
          avatarUrl,
          role,
        }));
      }),
    removePlayer: (by, campaign, player) => asUser(db, by, (tx) => removePlayer(tx, campaign, player)),
    accept: (by, code) =>
      asUser(db, by, async (tx) => {
        const campaign = await acceptInvite(tx, code);
        return campaign === null ? null : orNull(await findCampaign(tx, campaign));
      }),
  };
}

/** The policies say the same; asking first turns their error into an answer. */
async function isOwner(...of: Parameters<typeof findCampaign>): Promise<boolean> {
  return (await findCampaign(...of))?.role === "owner";
}

const orNull = (row: Row | null): Campaign | null => (row === null ? null : toCampaign(row));

const toCampaign = ({ id, name, description, diceMode, mapMode, ownerId, role }: Row): Campaign => ({
  id,
  name,
  description,
  diceMode,
  mapMode,
  ownerId,
  role,
});
