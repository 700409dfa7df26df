import { randomBytes } from "node:crypto";
import { campaignId, userId } from "../rules/ids.ts";
import type { Passwords } from "./auth/passwords.ts";
import { fieldsOf } from "./characters/fields.ts";
import type { Users } from "./http/stores.ts";
import { SAMPLE_CAMPAIGN, SAMPLE_CHARACTERS } from "./sample.ts";
import { beginSession, type Seeding } from "./seed.ts";

export type SampleAccounts = {
  readonly campaignId: string;
  readonly sessionId: string;
  /** Told this once: passwords are kept as hashes. */
  readonly accounts: readonly {
    readonly email: string;
    readonly password: string;
    readonly role: "dm" | "player";
    readonly character: string | null;
  }[];
};

export type AccountSeeding = Seeding & {
  readonly users: Pick<Users, "register">;
  readonly passwords: Passwords;
};

/** The sample campaign with people for it: a dungeon master, and a player for each ready character. */
export async function seedAccounts(needs: AccountSeeding): Promise<SampleAccounts> {
  const tag = randomBytes(3).toString("hex");
  const account = async (name: string, role: "dm" | "player", character: string | null) => {
    const password = randomBytes(9).toString("base64url");
    const email = `${name.toLowerCase()}-${tag}@sample.invalid`;
    const passwordHash = await needs.passwords.hash(password);
    const made = await needs.users.register({ email, passwordHash, displayName: name });
    if (made === null) throw new Error(`the sample account ${email} exists already`);
    return { id: userId(made.account.id), email, password, role, character };
  };

  const dm = await account("Morgan", "dm", null);
  const { name, description, session } = SAMPLE_CAMPAIGN;
  const fields = { name, description, diceMode: "rng", mapMode: "grid_2d" } as const;
  const campaign = await needs.campaigns.create(dm.id, fields);
  const invite = await needs.campaigns.invite(
    dm.id,
    campaignId(campaign.id),
    new Date(Date.now() + 3_600_000),
  );
  const people = [dm];
  for (const { name, sheet } of SAMPLE_CHARACTERS) {
    const player = await account(name.split(" ")[0] ?? name, "player", name);
    await needs.campaigns.accept(player.id, invite?.code ?? "");
    await needs.characters.create(player.id, campaignId(campaign.id), fieldsOf(name, sheet));
    people.push(player);
  }
  const opening = { name: session, rulings: { monsters: "auto", diagonals: "5" } };
  const begun = await beginSession(needs, dm.id, campaign, opening);
  return {
    campaignId: campaign.id,
    sessionId: begun.id,
    accounts: people.map(({ email, password, role, character }) => ({ email, password, role, character })),
  };
}
