import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCampaign } from "../../db/campaigns.ts";
import { readDetails } from "../../db/character-details.ts";
import { createCharacter } from "../../db/characters.ts";
import { asUser } from "../../db/transaction.ts";
import { campaignId, characterId } from "../../rules/ids.ts";
import { fillOlderCharacters } from "../../server/adapters/older-characters.ts";
import { fieldsOf } from "../../server/characters/fields.ts";
import { SAMPLE_CHARACTERS } from "../../server/sample.ts";
import { embeddedDatabase, newUser, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await embeddedDatabase();
}, 60_000);
afterAll(() => database.close());

it("[CHR-24] characters from before the tables of details get their rows from their sheets, once", async () => {
  const { connection } = database;
  const kara = await newUser(connection);
  const campaign = campaignId(randomUUID());
  const ids = [...SAMPLE_CHARACTERS, ...SAMPLE_CHARACTERS].map(() => characterId(randomUUID()));
  const broken = characterId(randomUUID());
  const older = [...SAMPLE_CHARACTERS, ...SAMPLE_CHARACTERS].map(({ name, sheet }) => fieldsOf(name, sheet));
  await asUser(connection.db, kara, async (tx) => {
    await createCampaign(tx, { id: campaign, name: "Embers" });
    for (const [index, { details: _, ...fields }] of older.entries()) {
      const id = ids[index] ?? broken;
      await createCharacter(tx, { ...fields, id, campaignId: campaign, currentHp: 1, notes: null });
      if (index > 0) continue;
      const wrong = { ...fields, sheet: { race: "Human" }, id: broken };
      await createCharacter(tx, { ...wrong, campaignId: campaign, currentHp: 1, notes: null });
    }
  });
  expect(await fillOlderCharacters(connection)).toBe(ids.length);
  for (const [index, id] of ids.entries()) {
    const rows = await asUser(connection.db, kara, (tx) => readDetails(tx, id));
    expect(rows).toMatchObject(older[index]?.details ?? {});
  }
  expect((await asUser(connection.db, kara, (tx) => readDetails(tx, broken))).classes).toEqual([]);
  expect(await fillOlderCharacters(connection)).toBe(0);
});
