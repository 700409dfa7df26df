import { createHmac } from "node:crypto";
import type { Campaign, CharacterSummary } from "../client-sdk/src/protocol.ts";
import { EQUIPMENT_SLOTS } from "../db/catalog/belongings.ts";
import type { Kind } from "../db/catalog/kinds.ts";
import { type CampaignId, campaignId, characterId, type UserId, userId } from "../rules/ids.ts";
import type { Catalog } from "./adapters/catalog.ts";
import type { Passwords } from "./auth/passwords.ts";
import { BackstageError } from "./backstage-error.ts";
import { buildFor } from "./characters/build.ts";
import { fieldsOf } from "./characters/fields.ts";
import type { Users } from "./http/stores.ts";
import { SAMPLE_CAMPAIGN } from "./sample.ts";
import { namedEntry, SAMPLE_WORN, seedHomebrew } from "./sample-homebrew.ts";
import { type PartyMember, SAMPLE_PARTY } from "./sample-party.ts";
import { beginSession, type Seeding } from "./seed.ts";

export type SampleAccounts = {
  readonly campaignId: string;
  readonly sessionId: string;
  readonly accounts: readonly {
    readonly email: string;
    readonly password: string;
    readonly role: "dm" | "player";
    readonly characters: readonly string[];
  }[];
};

export type AccountSeeding = Seeding & {
  readonly users: Pick<Users, "register" | "credentials">;
  readonly passwords: Passwords;
  readonly catalog: Catalog;
  /** The installation's own: passwords of the sample follow from it, so that they can be told again. */
  readonly secret: Uint8Array;
};

const DM = "Morgan";
const PLAYERS = [...new Set(SAMPLE_PARTY.map(({ player }) => player))];
const HOUR_MS = 3_600_000;

/** Seeds once at a time: two at once would each find nothing there. */
export function seederOf(needs: AccountSeeding): () => Promise<SampleAccounts> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(() => seedAccounts(needs));
    last = next.catch(() => {});
    return next;
  };
}

/**
 * The sample campaign with people for it: a dungeon master, players, a character of each class, and what they made
 * themselves. What is there already stays as it is, so a second run adds what is missing: usually nothing.
 * @throws BackstageError when an address of the sample is somebody else's.
 */
export async function seedAccounts(needs: AccountSeeding): Promise<SampleAccounts> {
  const people: Record<string, Person> = {};
  for (const name of [DM, ...PLAYERS]) people[name] = await personOf(needs, name);
  const dm = people[DM];
  if (dm === undefined) throw new Error("the sample has no dungeon master");
  const campaign = await campaignOf(needs, dm.id);
  await inviteThem(needs, dm.id, campaign, Object.values(people));
  await seedHomebrew(
    needs.catalog,
    Object.fromEntries(Object.values(people).map(({ name, id }) => [name, id])),
  );
  for (const member of SAMPLE_PARTY) {
    const player = people[member.player];
    if (player !== undefined) await characterOf(needs, player.id, campaignId(campaign.id), member);
  }
  return {
    campaignId: campaign.id,
    sessionId: await sessionOf(needs, dm.id, campaign),
    accounts: Object.values(people).map(({ name, email, password }) => ({
      email,
      password,
      role: name === DM ? "dm" : "player",
      characters: SAMPLE_PARTY.filter(({ player }) => player === name).map((one) => one.name),
    })),
  };
}

type Person = {
  readonly name: string;
  readonly id: UserId;
  readonly email: string;
  readonly password: string;
};

async function personOf({ users, passwords, secret }: AccountSeeding, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@sample.invalid`;
  const password = createHmac("sha256", secret)
    .update(`sample password of ${email}`)
    .digest("base64url")
    .slice(0, 16);
  const known = await users.credentials(email);
  if (known !== null && !(await passwords.matches(known.passwordHash, password)))
    throw new BackstageError(
      `${email} is there already, with another password: somebody's own, or of a sample that another installation made.`,
    );
  const made =
    known ??
    (await users.register({ email, passwordHash: await passwords.hash(password), displayName: name }));
  if (made === null) throw new BackstageError(`${email} was registered just now. Try again.`);
  return { name, id: userId(made.account.id), email, password };
}

async function campaignOf({ campaigns }: AccountSeeding, dm: UserId): Promise<Campaign> {
  const { name, description } = SAMPLE_CAMPAIGN;
  const own = (await campaigns.list(dm)).filter((one) => one.ownerId === dm && one.name === name);
  return own.at(-1) ?? campaigns.create(dm, { name, description, diceMode: "rng", mapMode: "grid_2d" });
}

async function inviteThem(
  { campaigns }: AccountSeeding,
  dm: UserId,
  campaign: Campaign,
  people: readonly Person[],
): Promise<void> {
  const id = campaignId(campaign.id);
  const there = new Set((await campaigns.players(dm, id))?.map(({ userId }) => userId));
  const missing = people.filter((one) => !there.has(one.id));
  if (missing.length === 0) return;
  const invite = await campaigns.invite(dm, id, new Date(Date.now() + HOUR_MS));
  for (const one of missing) await campaigns.accept(one.id, invite?.code ?? "");
}

async function characterOf(
  needs: AccountSeeding,
  player: UserId,
  campaign: CampaignId,
  member: PartyMember,
): Promise<void> {
  const { characters } = needs;
  const there = (await characters.list(player, campaign)).find(
    (one) => one.userId === player && one.name === member.name,
  );
  const character = there ?? (await buildFor(characters, player, campaign, member));
  if (character === null)
    throw new Error(`${member.name} cannot be made: their player is not of the campaign`);
  if (there === undefined && member.found !== undefined) await find(needs, player, character, member.found);
  await dress(needs, player, character);
}

async function find(
  { characters }: AccountSeeding,
  player: UserId,
  { id, name }: CharacterSummary,
  found: NonNullable<PartyMember["found"]>,
): Promise<void> {
  await characters.revise(player, characterId(id), ({ sheet }) => ({
    fields: fieldsOf(name, { ...sheet, equipment: [...(sheet.equipment ?? []), ...found] }),
  }));
}

/** What it has of the catalog, where it has nothing yet. Whoever sits at a table is left alone. */
async function dress(
  { catalog }: AccountSeeding,
  player: UserId,
  { id, name }: CharacterSummary,
): Promise<void> {
  const { race = [], archetype = [], perks = [], worn = {}, carried = [] } = SAMPLE_WORN[name] ?? {};
  const has = await catalog.belongings(player, id);
  if (has === null) return;
  // A name that was somebody's before may not be there for this player: the character does without.
  const idsOf = async (kind: Kind, names: readonly string[]): Promise<readonly string[]> => {
    const found = await Promise.all(names.map((of) => namedEntry(catalog, player, kind, of)));
    return found.flatMap((entry) => entry?.id ?? []);
  };
  const [raceId] = await idsOf("races", race);
  if (raceId !== undefined && has.raceId === null) {
    const [archetypeId = null] = await idsOf("archetypes", archetype);
    await catalog.changeBelongings(player, id, { raceId, archetypeId, perks: await idsOf("perks", perks) });
  }
  for (const item of await idsOf("items", [...carried, ...Object.values(worn)]))
    if (!has.items.some(({ itemId }) => itemId === item)) await catalog.carry(player, id, item, 1);
  for (const slot of EQUIPMENT_SLOTS.filter(
    (one) => worn[one] !== undefined && has.equipment[one] === null,
  )) {
    const [item] = await idsOf("items", [worn[slot] ?? ""]);
    if (item !== undefined) await catalog.equip(player, id, slot, item);
  }
}

async function sessionOf(needs: AccountSeeding, dm: UserId, campaign: Campaign): Promise<string> {
  const { session: name } = SAMPLE_CAMPAIGN;
  const open = (await needs.sessions.list(dm, campaignId(campaign.id))).find(
    (one) => one.name === name && one.status !== "ended",
  );
  if (open !== undefined) return open.id;
  const opening = { name, rulings: { monsters: "auto", diagonals: "5" } };
  return (await beginSession(needs, dm, campaign, opening)).id;
}
