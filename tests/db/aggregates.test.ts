import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createCampaign,
  findCampaign,
  listCampaigns,
  listPlayers,
  putCampaignAway,
  removePlayer,
  updateCampaign,
} from "../../db/campaigns.ts";
import { carryBack } from "../../db/carry-back.ts";
import {
  beginPlaying,
  createCharacter,
  findCharacter,
  listCharacters,
  type NewCharacter,
  putCharacterAway,
  updateCharacter,
} from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import { PostgresDiceSecrets } from "../../db/dice-secrets.ts";
import { acceptInvite, createInvite, listInvites, revokeInvite } from "../../db/invites.ts";
import { listSeats, setSeatRole, takeSeat } from "../../db/seats.ts";
import { createSession, findSession, listSessions } from "../../db/sessions.ts";
import { asAuth, asMaintenance, asUser, asWriter, type PersonTx } from "../../db/transaction.ts";
import { createUser, credentialsByEmail, endTokens, ownAccount, setPassword } from "../../db/users.ts";
import { type CampaignId, campaignId, characterId, sessionId, type UserId, userId } from "../../rules/ids.ts";
import { databases, newUser, patientLog, sayIfNotServed, type TestDatabase } from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";

const soon = () => new Date(Date.now() + 60_000);

const character = (campaign: CampaignId): NewCharacter => ({
  id: characterId(randomUUID()),
  campaignId: campaign,
  name: "Kara",
  race: "Human",
  class: "Fighter",
  level: 5,
  maxHp: 44,
  currentHp: 44,
  armorClass: 18,
  speedFeet: 30,
  abilities: { str: 18, dex: 14, con: 14, int: 10, wis: 12, cha: 8 },
  notes: "afraid of cats",
  sheet: { race: "Human", equipment: [{ item: "Longsword", equipped: true }] },
  equipment: [{ item: "Longsword", equipped: true }],
});

describe.each(databases)("people's tables on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let dana: UserId;
  let kara: UserId;

  const as = <Value>(user: UserId, work: (tx: PersonTx) => Promise<Value>) =>
    asUser(connection.db, user, work);
  const newCampaign = async () => {
    const id = campaignId(randomUUID());
    await as(dana, (tx) => createCampaign(tx, { id, name: "Embers" }));
    return id;
  };
  const joined = async (campaign: CampaignId) => {
    const { code } = await as(dana, (tx) => createInvite(tx, campaign, { expiresAt: soon() }));
    return as(kara, (tx) => acceptInvite(tx, code));
  };
  const newSession = async (campaign: CampaignId) => {
    const id = sessionId(randomUUID());
    const first = storedRun({ session: id, from: 1, count: 2 });
    await as(dana, (tx) => createSession(tx, { id, campaignId: campaign, name: "One" }, first));
    return id;
  };

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    dana = await newUser(connection, "Dana");
    kara = await newUser(connection, "Kara");
  }, 60_000);
  afterAll(() => database.close());

  it("[DB-10] an address signs up once, however it is typed, and its tokens end with its password", async () => {
    const user = (email: string) => ({
      id: userId(randomUUID()),
      email,
      passwordHash: "hash one",
      displayName: "Wil",
    });
    const address = `Wil.${randomUUID()}@Example.org`;
    const wil = user(address);
    expect(await asAuth(connection.db, (tx) => createUser(tx, wil))).toBe(true);
    expect(await asAuth(connection.db, (tx) => createUser(tx, user(` ${address.toUpperCase()}`)))).toBe(
      false,
    );
    await asAuth(connection.db, (tx) => setPassword(tx, wil.id, "hash two"));
    await asAuth(connection.db, (tx) => endTokens(tx, wil.id));
    expect(await asAuth(connection.db, (tx) => credentialsByEmail(tx, address))).toMatchObject({
      id: wil.id,
      email: address.toLowerCase(),
      passwordHash: "hash two",
      tokenVersion: 2,
      displayName: "Wil",
    });
    expect(await as(wil.id, ownAccount)).toEqual({
      id: wil.id,
      email: address.toLowerCase(),
      displayName: "Wil",
    });
  });

  it("[DB-11] a campaign belongs to who made it, and players change nothing of it", async () => {
    const campaign = await newCampaign();
    await joined(campaign);
    expect(await as(kara, (tx) => findCampaign(tx, campaign))).toMatchObject({ role: "player" });
    expect(await as(kara, (tx) => updateCampaign(tx, campaign, { name: "Mine" }))).toBeNull();
    expect(await as(dana, (tx) => updateCampaign(tx, campaign, { name: "Ashes" }))).toMatchObject({
      name: "Ashes",
      role: "owner",
      diceMode: "rng",
    });
    const players = await as(kara, (tx) => listPlayers(tx, campaign));
    expect(players.map(({ displayName, role }) => [displayName, role])).toEqual([
      ["Dana", "owner"],
      ["Kara", "player"],
    ]);
    expect(await as(kara, (tx) => putCampaignAway(tx, campaign))).toBe(false);
    expect(await as(dana, (tx) => putCampaignAway(tx, campaign))).toBe(true);
    expect(await as(kara, listCampaigns)).not.toContainEqual(expect.objectContaining({ id: campaign }));
    expect(await as(dana, (tx) => findCampaign(tx, campaign))).toBeNull();
  });

  it("[DB-12] an invite works until it is revoked, expired or used up; guessing finds nothing", async () => {
    const campaign = await newCampaign();
    const invite = (options: { expiresAt?: Date; maxUses?: number }) =>
      as(dana, (tx) => createInvite(tx, campaign, { expiresAt: soon(), ...options }));
    const accept = (code: string) => as(kara, (tx) => acceptInvite(tx, code));
    const expired = await invite({ expiresAt: new Date(Date.now() - 1000) });
    const revoked = await invite({});
    await as(dana, (tx) => revokeInvite(tx, revoked.id));
    const usedUp = await invite({ maxUses: 1 });
    const other = await newUser(connection);
    await as(other, (tx) => acceptInvite(tx, usedUp.code));
    for (const { code } of [expired, revoked, usedUp, { code: "guess" }])
      expect(await accept(code)).toBeNull();
    const good = await invite({});
    expect(Buffer.from(good.code, "base64url").length).toBeGreaterThanOrEqual(16);
    expect(await accept(good.code)).toBe(campaign);
    expect(await accept(good.code)).toBe(campaign);
    const left = await as(dana, (tx) => listInvites(tx, campaign));
    expect(left.find(({ id }) => id === good.id)).toMatchObject({ uses: 1 });
    expect(left.map(({ id }) => id)).not.toContain(revoked.id);
    expect(await as(kara, (tx) => listInvites(tx, campaign))).toEqual([]);
  });

  it("[DB-13] a removed player sees nothing of the campaign any more", async () => {
    const campaign = await newCampaign();
    await joined(campaign);
    expect(await as(kara, (tx) => removePlayer(tx, campaign, dana))).toBe(false);
    expect(await as(dana, (tx) => removePlayer(tx, campaign, kara))).toBe(true);
    expect(await as(kara, (tx) => findCampaign(tx, campaign))).toBeNull();
    expect(await as(kara, (tx) => listCharacters(tx, campaign))).toEqual([]);
  });

  it("[DB-14] a session and its first events are one: neither is there without the other", async () => {
    const campaign = await newCampaign();
    const session = await newSession(campaign);
    expect(await as(dana, (tx) => findSession(tx, session))).toMatchObject({ version: 2, status: "active" });
    const bad = sessionId(randomUUID());
    const unstorable = storedRun({ session: bad, from: 1, text: "a\u0000b" });
    await expect(
      as(dana, (tx) => createSession(tx, { id: bad, campaignId: campaign, name: "Two" }, unstorable)),
    ).rejects.toThrow();
    const sessions = await as(dana, (tx) => listSessions(tx, campaign));
    expect(sessions.map(({ id }) => id)).toEqual([session]);
  });

  it("[DB-15] the session's row follows its log: version, status and end", async () => {
    const campaign = await newCampaign();
    const session = await newSession(campaign);
    const log = patientLog(connection);
    const lease = await log.take(session, "room", 60_000);
    const row = () => as(dana, (tx) => findSession(tx, session));
    await log.append(lease, 2, storedRun({ session, from: 3, event: { kind: "session-paused" } }));
    expect(await row()).toMatchObject({ version: 3, status: "paused", endedAt: null });
    await log.append(lease, 3, storedRun({ session, from: 4, event: { kind: "session-resumed" } }));
    await log.append(lease, 4, storedRun({ session, from: 5 }));
    expect(await row()).toMatchObject({ version: 5, status: "active" });
    await log.append(
      lease,
      5,
      storedRun({ session, from: 6, event: { kind: "session-ended", diceSecret: "s" } }),
    );
    expect(await row()).toMatchObject({ version: 6, status: "ended", endedAt: expect.any(String) });
  });

  it("[DB-16] a person keeps one seat in a session; only the owner gives the DM's away", async () => {
    const campaign = await newCampaign();
    const session = await newSession(campaign);
    await joined(campaign);
    await expect(as(kara, (tx) => takeSeat(tx, session, "dm"))).rejects.toThrow("row-level security");
    const seat = await as(kara, (tx) => takeSeat(tx, session, "player"));
    expect(await as(kara, (tx) => takeSeat(tx, session, "spectator"))).toEqual(seat);
    await as(dana, (tx) => takeSeat(tx, session, "dm"));
    const seats = await as(kara, (tx) => listSeats(tx, session));
    expect(seats.map(({ displayName, role }) => [displayName, role])).toEqual([
      ["Kara", "player"],
      ["Dana", "dm"],
    ]);
    const id = seat?.id;
    if (id === undefined) throw new Error("no seat");
    expect(await as(kara, (tx) => setSeatRole(tx, id, "dm"))).toBe(false);
    expect(await as(dana, (tx) => setSeatRole(tx, id, "dm"))).toBe(true);
  });

  it("[DB-17] a character's sheet comes back as it was written, and each change leaves the old one behind", async () => {
    const campaign = await newCampaign();
    await joined(campaign);
    const made = character(campaign);
    await as(kara, (tx) => createCharacter(tx, made));
    const { equipment: _, ...shown } = made;
    expect(await as(dana, (tx) => findCharacter(tx, made.id))).toMatchObject({ ...shown, userId: kara });
    expect(await as(dana, (tx) => updateCharacter(tx, made.id, { level: 6 }))).toBeNull();
    await as(kara, (tx) => updateCharacter(tx, made.id, { level: 6, sheet: { race: "Elf" } }));
    const history = await as(kara, ({ rows }) =>
      rows.selectFrom("character_history").selectAll().where("character_id", "=", made.id).execute(),
    );
    expect(history).toMatchObject([
      {
        changed_by: kara,
        before: { level: 5, sheet: made.sheet },
        after: { level: 6, sheet: { race: "Elf" } },
      },
    ]);
    expect(await as(kara, (tx) => putCharacterAway(tx, made.id))).toBe(true);
    expect(await as(dana, (tx) => listCharacters(tx, campaign))).toEqual([]);
  });

  it("[DB-18] a character plays in one session at a time, and what play changed comes back once", async () => {
    const campaign = await newCampaign();
    await joined(campaign);
    const made = character(campaign);
    await as(kara, (tx) => createCharacter(tx, made));
    const [one, two] = [await newSession(campaign), await newSession(campaign)];
    const writer = <Value>(work: Parameters<typeof asWriter<Value>>[1]) => asWriter(connection.db, work);
    expect(await writer((tx) => beginPlaying(tx, made.id, one))).toBe(true);
    expect(await writer((tx) => beginPlaying(tx, made.id, one))).toBe(true);
    expect(await writer((tx) => beginPlaying(tx, made.id, two))).toBe(false);
    const change = { character: made.id, session: one, sequence: 2, currentHp: 7, carried: { xp: 300 } };
    expect(await writer((tx) => carryBack(tx, { ...change, session: two }))).toBe(false);
    expect(await writer((tx) => carryBack(tx, change))).toBe(true);
    expect(await writer((tx) => carryBack(tx, change))).toBe(false);
    expect(await as(kara, (tx) => findCharacter(tx, made.id))).toMatchObject({
      currentHp: 7,
      carried: { xp: 300 },
      playingIn: null,
    });
    const history = await as(kara, ({ rows }) =>
      rows.selectFrom("character_history").selectAll().where("character_id", "=", made.id).execute(),
    );
    expect(history).toMatchObject([{ session_id: one, sequence: 2, changed_by: null }]);
    expect(await writer((tx) => beginPlaying(tx, made.id, two))).toBe(true);
  });

  it("[DB-19] only maintenance deletes for good, and then nothing of the session is left", async () => {
    const campaign = await newCampaign();
    const session = await newSession(campaign);
    const other = await newSession(await newCampaign());
    const secrets = new PostgresDiceSecrets(connection.pool);
    await secrets.commit(session);
    await expect(
      as(dana, ({ rows }) => rows.deleteFrom("campaigns").where("id", "=", campaign).execute()),
    ).rejects.toThrow("permission denied");
    const log = patientLog(connection);
    expect(await log.read(session, 0, 10)).toHaveLength(2);
    await asMaintenance(connection.db, ({ rows }) =>
      rows.deleteFrom("campaigns").where("id", "=", campaign).execute(),
    );
    expect(await log.read(session, 0, 10)).toEqual([]);
    await expect(secrets.reveal(session)).rejects.toThrow("No dice were committed");
    expect(await log.read(other, 0, 10)).toHaveLength(2);
  });
});
sayIfNotServed("people's tables", 10);
