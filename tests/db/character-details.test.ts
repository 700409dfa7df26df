import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaign } from "../../db/campaigns.ts";
import {
  findCharacterClass,
  listCharacterClasses,
  removeCharacterClass,
  startingClass,
  totalLevel,
  updateCharacterClass,
} from "../../db/character-classes.ts";
import { type CharacterDetails, readDetails, writeDetails } from "../../db/character-details.ts";
import { characterHasFeat, listCharacterFeats, listFeatsBySourceType } from "../../db/character-feats.ts";
import { listCharacterHistory } from "../../db/character-history.ts";
import {
  addInventoryItems,
  countAttunedItems,
  listAttunedItems,
  listEquippedItems,
  listInventory,
  removeInventoryItem,
  updateInventoryItem,
} from "../../db/character-inventory.ts";
import {
  addProficiencies,
  listExpertise,
  listLanguages,
  listSaveProficiencies,
  listSkillProficiencies,
} from "../../db/character-proficiencies.ts";
import { findFreeRoll, keepRoll, listRolls, useRoll } from "../../db/character-rolls.ts";
import { characterKnowsSpell, listPreparedSpells, listSpellsByClass } from "../../db/character-spells.ts";
import { createCharacter, type NewCharacter, updateCharacter } from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import { acceptInvite, createInvite } from "../../db/invites.ts";
import { asMaintenance, asUser, type PersonTx } from "../../db/transaction.ts";
import { type CampaignId, campaignId, characterId, type UserId } from "../../rules/ids.ts";
import { databases, newUser, sayIfNotServed, type TestDatabase } from "../support/database.ts";

const item = (itemName: string, more: object = {}) => ({
  itemName,
  itemSource: "SRD 5.1",
  quantity: 1,
  equipped: false,
  attuned: false,
  notes: null,
  ...more,
});

const DETAILS: CharacterDetails = {
  classes: [
    {
      className: "Rogue",
      classSource: "SRD 5.1",
      level: 3,
      subclassName: "Thief",
      subclassSource: "SRD 5.1",
      startingClass: true,
    },
    {
      className: "Wizard",
      classSource: "SRD 5.1",
      level: 2,
      subclassName: null,
      subclassSource: null,
      startingClass: false,
    },
  ],
  feats: [
    { featName: "Grappler", featSource: "SRD 5.1", sourceType: "asi" },
    { featName: "Lucky Coin", featSource: "homebrew", sourceType: "bonus" },
  ],
  inventory: [
    item("Rapier", { equipped: true }),
    item("Arrow", { quantity: 20 }),
    item("Cloak", { equipped: true, attuned: true, notes: "smells of smoke" }),
  ],
  proficiencies: [
    { type: "skill", name: "stealth", expertise: true },
    { type: "skill", name: "arcana", expertise: false },
    { type: "save", name: "dex", expertise: false },
    { type: "tool", name: "Thieves' tools", expertise: true },
    { type: "weapon", name: "rapier", expertise: false },
    { type: "armor", name: "light armor", expertise: false },
    { type: "language", name: "Elvish", expertise: false },
  ],
  spells: [
    { spellName: "Shield", spellSource: "SRD 5.1", sourceClass: "Wizard", prepared: true },
    { spellName: "Sleep", spellSource: "SRD 5.1", sourceClass: "Wizard", prepared: false },
  ],
};

const written = (campaign: CampaignId): NewCharacter => ({
  id: characterId(randomUUID()),
  campaignId: campaign,
  name: "Lyra",
  race: "Elf",
  class: "Rogue / Wizard",
  level: 5,
  maxHp: 30,
  currentHp: 30,
  armorClass: 15,
  speedFeet: 30,
  abilities: { str: 8, dex: 16, con: 14, int: 15, wis: 12, cha: 10 },
  notes: null,
  sheet: { race: "Elf" },
  details: DETAILS,
});

const TABLES = [
  "character_classes",
  "character_feats",
  "character_inventory",
  "character_proficiencies",
  "character_spells",
] as const;

describe.each(databases)("a character's details on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let [owner, player, watcher, stranger]: UserId[] = [];
  let campaign: CampaignId;

  const as = <Value>(user: UserId | undefined, work: (tx: PersonTx) => Promise<Value>) => {
    if (user === undefined) throw new Error("nobody");
    return asUser(connection.db, user, work);
  };
  const made = async () => {
    const character = written(campaign);
    await as(player, (tx) => createCharacter(tx, character));
    return character.id;
  };

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    [owner, player, watcher, stranger] = await Promise.all(
      ["Dana", "Lyra", "Wil", "Sam"].map((name) => newUser(connection, name)),
    );
    campaign = campaignId(randomUUID());
    await as(owner, (tx) => createCampaign(tx, { id: campaign, name: "Embers" }));
    const { code } = await as(owner, (tx) =>
      createInvite(tx, campaign, { expiresAt: new Date(Date.now() + 60_000) }),
    );
    for (const joins of [player, watcher]) await as(joins, (tx) => acceptInvite(tx, code));
  }, 60_000);
  afterAll(() => database.close());

  it("[CHR-5] classes: the first one, the levels together, and each with its subclass", async () => {
    const id = await made();
    await as(player, async (tx) => {
      expect(await listCharacterClasses(tx, id)).toMatchObject(DETAILS.classes);
      expect(await startingClass(tx, id)).toMatchObject({ className: "Rogue", subclassName: "Thief" });
      expect(await totalLevel(tx, id)).toBe(5);
      const wizard = (await listCharacterClasses(tx, id))[1]?.id ?? "";
      expect(await updateCharacterClass(tx, wizard, { level: 3 })).toMatchObject({
        className: "Wizard",
        level: 3,
      });
      expect(await removeCharacterClass(tx, wizard)).toBe(true);
      expect(await findCharacterClass(tx, wizard)).toBeNull();
      expect(await totalLevel(tx, id)).toBe(3);
    });
  });

  it("[CHR-6] feats by what they came from, and whether somebody has one", async () => {
    const id = await made();
    await as(player, async (tx) => {
      expect(await listCharacterFeats(tx, id)).toMatchObject(DETAILS.feats);
      expect(await listFeatsBySourceType(tx, id, "bonus")).toMatchObject([{ featName: "Lucky Coin" }]);
      expect(await listFeatsBySourceType(tx, id, "race")).toEqual([]);
      expect(await characterHasFeat(tx, id, "Grappler")).toBe(true);
      expect(await characterHasFeat(tx, id, "Alert")).toBe(false);
    });
  });

  it("[CHR-7] what is carried, in hand and attuned: a fourth attunement is refused, however it comes", async () => {
    const id = await made();
    await as(player, async (tx) => {
      expect((await listEquippedItems(tx, id)).map(({ itemName }) => itemName)).toEqual(["Rapier", "Cloak"]);
      expect(await listAttunedItems(tx, id)).toMatchObject([{ itemName: "Cloak", notes: "smells of smoke" }]);
      await addInventoryItems(tx, id, [item("Ring", { attuned: true }), item("Wand", { attuned: true })]);
      expect(await countAttunedItems(tx, id)).toBe(3);
    });
    const fourth = as(player, (tx) => addInventoryItems(tx, id, [item("Orb", { attuned: true })]));
    await expect(fourth).rejects.toThrow("three items");
    const [rapier] = await as(player, (tx) => listInventory(tx, id));
    const attune = (attuned: boolean, of: string) =>
      as(player, (tx) => updateInventoryItem(tx, of, { attuned }));
    await expect(attune(true, rapier?.id ?? "")).rejects.toThrow("three items");
    const cloak = (await as(player, (tx) => listAttunedItems(tx, id)))[0]?.id ?? "";
    expect(await attune(false, cloak)).toMatchObject({ attuned: false });
    expect(await attune(true, rapier?.id ?? "")).toMatchObject({ attuned: true });
    expect(await as(player, (tx) => removeInventoryItem(tx, cloak))).toBe(true);
  });

  it("[CHR-8] proficiencies of six types, and no seventh", async () => {
    const id = await made();
    await as(player, async (tx) => {
      expect((await listSkillProficiencies(tx, id)).map(({ name }) => name)).toEqual(["stealth", "arcana"]);
      expect((await listSaveProficiencies(tx, id)).map(({ name }) => name)).toEqual(["dex"]);
      expect((await listLanguages(tx, id)).map(({ name }) => name)).toEqual(["Elvish"]);
      expect((await listExpertise(tx, id)).map(({ name }) => name)).toEqual(["stealth", "Thieves' tools"]);
    });
    const strange = sql`insert into character_proficiencies (id, character_id, proficiency_type, name)
      values (${randomUUID()}, ${id}, 'vehicle', 'Cart')`;
    await expect(as(player, ({ rows }) => strange.execute(rows))).rejects.toThrow("check constraint");
    const expert = [{ type: "language" as const, name: "Orc", expertise: true }];
    await expect(as(player, (tx) => addProficiencies(tx, id, expert))).rejects.toThrow("check constraint");
    const feat = sql`insert into character_feats (id, character_id, feat_name, feat_source, source_type)
      values (${randomUUID()}, ${id}, 'Alert', 'x', 'gift')`;
    await expect(as(player, ({ rows }) => feat.execute(rows))).rejects.toThrow("check constraint");
  });

  it("[CHR-9] spells by class, and those that are prepared", async () => {
    const id = await made();
    await as(player, async (tx) => {
      expect((await listPreparedSpells(tx, id)).map(({ spellName }) => spellName)).toEqual(["Shield"]);
      expect(await listSpellsByClass(tx, id, "Wizard")).toHaveLength(2);
      expect(await listSpellsByClass(tx, id, "Bard")).toEqual([]);
      expect(await characterKnowsSpell(tx, id, "Sleep")).toBe(true);
      expect(await characterKnowsSpell(tx, id, "Wish")).toBe(false);
    });
  });

  it("[CHR-10] a sheet and its rows change together or not at all, and the old sheet stays in the history", async () => {
    const id = await made();
    const [rogue] = DETAILS.classes;
    if (rogue === undefined) throw new Error("a first class");
    const details = { ...DETAILS, classes: [{ ...rogue, level: 4 }], spells: [] };
    await as(player, (tx) => updateCharacter(tx, id, { level: 4, sheet: { race: "Elf", now: 4 }, details }));
    const now = await as(watcher, (tx) => readDetails(tx, id));
    expect(now).toMatchObject(details);
    expect(now.spells).toEqual([]);
    const four = [1, 2, 3, 4].map((n) => item(`Ring ${n}`, { attuned: true }));
    const greedy = { level: 5, sheet: { race: "Elf", now: 5 }, details: { ...details, inventory: four } };
    await expect(as(player, (tx) => updateCharacter(tx, id, greedy))).rejects.toThrow("three items");
    expect(await as(player, (tx) => readDetails(tx, id))).toEqual(now);
    expect(await as(player, (tx) => listCharacterHistory(tx, id))).toMatchObject([
      { changedBy: player, sessionId: null, before: { level: 5 }, after: { level: 4 } },
    ]);
    expect(await as(watcher, (tx) => listCharacterHistory(tx, id))).toEqual([]);
  });

  it("[CHR-11] details are seen by the campaign, written by their player, and gone with the character", async () => {
    const id = await made();
    const count = (user: UserId | undefined, table: (typeof TABLES)[number]) =>
      as(
        user,
        async ({ rows }) =>
          (await rows.selectFrom(table).select("id").where("character_id", "=", id).execute()).length,
      );
    for (const table of TABLES) {
      const seen = await Promise.all([owner, player, watcher, stranger].map((user) => count(user, table)));
      expect([table, seen[0], seen[1], seen[2], seen[3]]).toEqual([table, seen[1], seen[1], seen[1], 0]);
      expect(seen[1]).toBeGreaterThan(0);
      for (const user of [owner, watcher, stranger]) {
        const changed = await as(user, ({ rows }) =>
          sql`update ${sql.table(table)} set character_id = character_id`.execute(rows),
        );
        const removed = await as(user, ({ rows }) => sql`delete from ${sql.table(table)}`.execute(rows));
        expect([changed.numAffectedRows, removed.numAffectedRows]).toEqual([0n, 0n]);
      }
    }
    const intruder = as(watcher, (tx) => writeDetails(tx, id, DETAILS));
    await expect(intruder).rejects.toThrow("row-level security");
    await asMaintenance(connection.db, ({ rows }) =>
      rows.deleteFrom("characters").where("id", "=", id).execute(),
    );
    const left = await asMaintenance(connection.db, async ({ rows }) =>
      Promise.all(
        TABLES.map(
          async (table) =>
            (await rows.selectFrom(table).select("id").where("character_id", "=", id).execute()).length,
        ),
      ),
    );
    expect(left).toEqual([0, 0, 0, 0, 0]);
  });

  it("[CHR-12] dice rolled for a character are kept, seen by the campaign, and used once", async () => {
    const id = await made();
    const dice = [
      [6, 5, 3, 1],
      [4, 4, 4, 2],
    ];
    const roll = await as(player, (tx) => keepRoll(tx, campaign, "abilities", dice));
    expect(await as(owner, (tx) => listRolls(tx, campaign))).toEqual([roll]);
    expect(await as(stranger, (tx) => listRolls(tx, campaign))).toEqual([]);
    expect(await as(owner, (tx) => findFreeRoll(tx, campaign, roll.id))).toBeNull();
    expect(await as(owner, (tx) => useRoll(tx, roll.id, id))).toBe(false);
    expect(await as(player, (tx) => findFreeRoll(tx, campaign, roll.id))).toEqual(roll);
    expect(await as(player, (tx) => useRoll(tx, roll.id, id))).toBe(true);
    expect(await as(player, (tx) => useRoll(tx, roll.id, id))).toBe(false);
    expect(await as(player, (tx) => findFreeRoll(tx, campaign, roll.id))).toBeNull();
    const loaded = as(player, ({ rows }) =>
      sql`update character_rolls set dice = '[[6,6,6,6]]'`.execute(rows),
    );
    await expect(loaded).rejects.toThrow("permission denied");
  });
});
sayIfNotServed("character details", 8);
