import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaign, listPlayers } from "../../db/campaigns.ts";
import { changeBelongings, findBelongings, setPortrait } from "../../db/catalog/belongings.ts";
import { withhold } from "../../db/catalog/entries.ts";
import {
  createImage,
  deleteImage,
  findProfilePicture,
  readPicture,
  setProfilePicture,
} from "../../db/catalog/images.ts";
import type { Visibility } from "../../db/catalog/kinds.ts";
import { createCharacter } from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import { asAuth, asMaintenance, asUser, type PersonTx } from "../../db/transaction.ts";
import { ownDetails, putUserAway } from "../../db/users.ts";
import { type CampaignId, campaignId, characterId, type UserId } from "../../rules/ids.ts";
import { databases, newUser, sayIfNotServed, type TestDatabase } from "../support/database.ts";

describe.each(databases)("faces on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let campaign: CampaignId;
  let [anna, ben, mona, stranger]: UserId[] = [];
  const somebody = (user: UserId | undefined): UserId => {
    if (user === undefined) throw new Error("no such person");
    return user;
  };
  const as = <Value>(user: UserId | undefined, work: (tx: PersonTx) => Promise<Value>): Promise<Value> =>
    asUser(connection.db, somebody(user), work);
  const image = async (by: UserId | undefined, visibility: Visibility = "PRIVATE"): Promise<string> => {
    const size = { blob: Buffer.from("a face"), width: 10, height: 10 };
    const made = await as(by, (tx) =>
      createImage(tx, { ...size, mimeType: "image/webp", description: null, visibility, variants: [] }),
    );
    return made?.id ?? "";
  };
  const avatarOf = async (user: UserId | undefined): Promise<string | null | undefined> =>
    (await as(anna, (tx) => listPlayers(tx, campaign))).find(({ userId }) => userId === user)?.avatarUrl;
  const sees = async (who: UserId | undefined, id: string): Promise<boolean> =>
    (await as(who, (tx) => readPicture(tx, id, null))) !== null;

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    [anna, ben, mona, stranger] = [
      await newUser(connection, "Anna"),
      await newUser(connection, "Ben"),
      await newUser(connection, "Mona"),
      await newUser(connection, "Ulf"),
    ];
    campaign = campaignId(randomUUID());
    await as(anna, (tx) => createCampaign(tx, { id: campaign, name: "Embers" }));
    await asMaintenance(connection.db, async ({ rows }) => {
      await sql`update users set role = 'MODERATOR' where id = ${mona}`.execute(rows);
      await sql`insert into campaign_players (campaign_id, user_id, invite_status)
        values (${campaign}, ${ben}, 'accepted')`.execute(rows);
    });
  }, 60_000);
  afterAll(() => database.close());

  it("[IMG-14] a profile picture is seen by those who play together, and by no stranger", async () => {
    const face = await image(ben);
    expect(await sees(anna, face)).toBe(false);
    expect(await as(ben, (tx) => setProfilePicture(tx, face))).toBe(true);
    expect(await avatarOf(ben)).toBe(`/api/users/${ben}/picture?of=${face}`);
    for (const who of [ben, anna, mona]) {
      expect(await as(who, (tx) => findProfilePicture(tx, somebody(ben)))).toBe(face);
      expect(await sees(who, face)).toBe(true);
    }
    expect(await as(stranger, (tx) => findProfilePicture(tx, somebody(ben)))).toBeNull();
    expect(await sees(stranger, face)).toBe(false);

    expect(await as(ben, (tx) => setProfilePicture(tx, null))).toBe(true);
    expect([await avatarOf(ben), await sees(anna, face)]).toEqual([null, false]);
  });

  it("[IMG-15] it is a picture of one's own, and goes with the picture, the shelf and the account", async () => {
    const face = await image(anna);
    expect(await as(ben, (tx) => setProfilePicture(tx, face))).toBe(false);
    const shared = await image(anna, "PUBLIC");
    expect(await as(ben, (tx) => setProfilePicture(tx, shared))).toBe(false);
    expect(await avatarOf(ben)).toBeNull();

    const mine = await image(ben);
    await as(ben, (tx) => setProfilePicture(tx, mine));
    await as(ben, (tx) => deleteImage(tx, mine));
    expect([await avatarOf(ben), (await as(ben, (tx) => ownDetails(tx)))?.avatarUrl]).toEqual([null, null]);

    const shown = await image(ben, "PUBLIC");
    await as(ben, (tx) => setProfilePicture(tx, shown));
    expect(await as(mona, (tx) => withhold(tx, "images", shown, true))).toBe(true);
    expect(await sees(anna, shown)).toBe(false);

    const last = await image(ben);
    await as(ben, (tx) => setProfilePicture(tx, last));
    expect(await sees(anna, last)).toBe(true);
    await asAuth(connection.db, (tx) => putUserAway(tx, somebody(ben)));
    expect([await avatarOf(ben), await sees(anna, last)]).toEqual([null, false]);
  });

  it("[IMG-16] a portrait is chosen by its player, of pictures that they see, also while it plays", async () => {
    const kara = randomUUID();
    const session = randomUUID();
    await as(anna, (tx) =>
      createCharacter(tx, {
        ...{ id: characterId(kara), campaignId: campaign, name: "Kara", race: "Human", class: "Fighter" },
        ...{ level: 1, maxHp: 12, currentHp: 12, armorClass: 16, speedFeet: 30, notes: null, sheet: {} },
        abilities: { str: 16, dex: 12, con: 14, int: 10, wis: 10, cha: 10 },
      }),
    );
    await asMaintenance(connection.db, async ({ rows }) => {
      await sql`insert into sessions (id, campaign_id, name) values (${session}, ${campaign}, 'One')`.execute(
        rows,
      );
    });
    await asMaintenance(connection.db, async ({ rows }) => {
      await sql`update characters set playing_in = ${session} where id = ${kara}`.execute(rows);
    });
    const [own, hidden] = [await image(anna), await image(stranger)];
    expect(await as(anna, (tx) => changeBelongings(tx, kara, { imageId: own }))).toBe("playing");
    expect(await as(anna, (tx) => setPortrait(tx, kara, own))).toBe(true);
    expect((await as(anna, (tx) => findBelongings(tx, kara)))?.imageId).toBe(own);
    expect(await as(anna, (tx) => setPortrait(tx, kara, hidden))).toBe("not-there");
    expect(await as(stranger, (tx) => setPortrait(tx, kara, hidden))).toBeNull();
    expect(await as(mona, (tx) => setPortrait(tx, kara, null))).toBeNull();

    await asMaintenance(connection.db, async ({ rows }) => {
      await sql`update characters set playing_in = null where id = ${kara}`.execute(rows);
    });
    expect(await as(anna, (tx) => changeBelongings(tx, kara, { imageId: hidden }))).toBe("not-there");
    expect(await sees(anna, hidden)).toBe(false);
    expect(await as(anna, (tx) => setPortrait(tx, kara, null))).toBe(true);
  });
});
sayIfNotServed("faces", 3);
