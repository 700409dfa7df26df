import type { Campaign, CharacterSummary, SessionSummary } from "../client-sdk/src/protocol.ts";
import { campaignId, type UserId } from "../rules/ids.ts";
import { fieldsOf } from "./characters/fields.ts";
import type { Campaigns, CharacterStore, Sessions } from "./http/stores.ts";
import { type Opening, type OpeningPorts, openingOf } from "./openings.ts";
import { SAMPLE_CAMPAIGN, SAMPLE_CHARACTERS } from "./sample.ts";

export type Beginning = { readonly sessions: Sessions; readonly openingPorts: OpeningPorts };
export type Seeding = Beginning & { readonly campaigns: Campaigns; readonly characters: CharacterStore };

export type Seeded = {
  readonly campaign: Campaign;
  readonly session: SessionSummary;
  readonly characters: readonly CharacterSummary[];
};

/** A new session of a campaign: its row and its first event are there together, or neither is. */
export async function beginSession(
  { sessions, openingPorts }: Beginning,
  by: UserId,
  campaign: Campaign,
  opening: Opening,
): Promise<SessionSummary> {
  const [session, records] = await openingOf(campaign, opening, openingPorts);
  return sessions.create(by, campaignId(campaign.id), opening.name, session, records);
}

/**
 * The sample campaign with a session that is open, owned by `owner`. The characters are the owner's; players who
 * are invited make theirs from the same sheets (`SAMPLE_CHARACTERS`). The scene is set by whoever sits down as DM, or
 * by the players, with the built-in dungeon master behind the monsters.
 */
export async function seedSample(
  needs: Seeding,
  owner: UserId,
  scene: "dm" | "players" = "dm",
): Promise<Seeded> {
  const { name, description, session } = SAMPLE_CAMPAIGN;
  const fields = { name, description, diceMode: "rng", mapMode: "grid_2d" } as const;
  const campaign = await needs.campaigns.create(owner, fields);
  const characters: CharacterSummary[] = [];
  for (const { name, sheet } of SAMPLE_CHARACTERS) {
    const made = await needs.characters.create(owner, campaignId(campaign.id), fieldsOf(name, sheet));
    if (made !== null) characters.push(made);
  }
  const opening = { name: session, rulings: { monsters: "auto", scene, diagonals: "5" } };
  return { campaign, session: await beginSession(needs, owner, campaign, opening), characters };
}
