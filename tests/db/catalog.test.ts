import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaign } from "../../db/campaigns.ts";
import {
  carry,
  changeBelongings,
  EQUIPMENT_SLOTS,
  equip,
  findBelongings,
} from "../../db/catalog/belongings.ts";
import { type Cursor, decodeCursor } from "../../db/catalog/cursor.ts";
import {
  createEntry,
  deleteEntry,
  findEntry,
  listEntries,
  type Page,
  updateEntry,
  withhold,
} from "../../db/catalog/entries.ts";
import { createImage, findImage, readPicture } from "../../db/catalog/images.ts";
import { type Entry, KINDS, type Kind } from "../../db/catalog/kinds.ts";
import { type CatalogRefusal, catalogRefusalOf } from "../../db/catalog/refusals.ts";
import { seedCatalog } from "../../db/catalog/seed.ts";
import { createCharacter, type NewCharacter } from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import { asMaintenance, asUser, type PersonTx } from "../../db/transaction.ts";
import { srdCatalog } from "../../rules/content/catalog.ts";
import { campaignId, characterId, type UserId } from "../../rules/ids.ts";
import { databases, newUser, sayIfNotServed, type TestDatabase } from "../support/database.ts";

const KIND_NAMES = Object.keys(KINDS) as Kind[];
const BORN: Omit<NewCharacter, "id" | "campaignId"> = {
  name: "Kara",
  race: "Human",
  class: "Fighter",
  level: 3,
  maxHp: 28,
  currentHp: 28,
  armorClass: 16,
  speedFeet: 30,
  abilities: { str: 16, dex: 12, con: 14, int: 10, wis: 10, cha: 10 },
  notes: null,
  sheet: { race: "Human", xp: 900 },
};
const PIXEL = Buffer.from("not looked at here");

describe.each(databases)("the catalog on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let [anna, ben, mona]: UserId[] = [];
  const as = <Value>(user: UserId | undefined, work: (tx: PersonTx) => Promise<Value>): Promise<Value> => {
    if (user === undefined) throw new Error("no such person");
    return asUser(connection.db, user, work);
  };
  const refused = (work: Promise<unknown>): Promise<CatalogRefusal | null> =>
    work.then(
      () => null,
      (error: unknown) => catalogRefusalOf(error),
    );
  const item = (fields: Partial<Entry<"items">> & { name: string }, by = anna): Promise<Entry<"items">> =>
    as(by, (tx) => createEntry(tx, "items", fields));
  const character = async (): Promise<string> => {
    const id = randomUUID();
    await as(anna, async (tx) => {
      const campaign = campaignId(randomUUID());
      await createCampaign(tx, { id: campaign, name: "Embers" });
      await createCharacter(tx, { ...BORN, id: characterId(id), campaignId: campaign });
    });
    return id;
  };

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    [anna, ben, mona] = [
      await newUser(connection, "Anna"),
      await newUser(connection, "Ben"),
      await newUser(connection, "Mona"),
    ];
    await asMaintenance(connection.db, ({ rows }) =>
      sql`update users set role = 'MODERATOR' where id = ${mona}`.execute(rows),
    );
  }, 60_000);
  afterAll(() => database.close());

  it.each(KIND_NAMES)("[CAT-1] %s are made, read, changed and deleted by their maker", async (kind) => {
    const made = await as(anna, (tx) => createEntry(tx, kind, { name: `${kind} of mine` }));
    expect(made).toMatchObject({
      name: `${kind} of mine`,
      visibility: "PUBLIC",
      ownerId: anna,
      description: null,
    });
    const changed = await as(anna, (tx) => updateEntry(tx, kind, made.id, { description: "Odd." }));
    expect(changed?.description).toBe("Odd.");
    expect(await as(ben, (tx) => findEntry(tx, kind, made.id))).toMatchObject({ description: "Odd." });
    expect(await as(ben, (tx) => updateEntry(tx, kind, made.id, { name: "Ben's" }))).toBeNull();
    expect(await as(ben, (tx) => deleteEntry(tx, kind, made.id))).toBe(false);
    expect(await as(anna, (tx) => deleteEntry(tx, kind, made.id))).toBe(true);
    expect(await as(anna, (tx) => findEntry(tx, kind, made.id))).toBeNull();
  });

  it("[CAT-2] an entry has the values that the model gives where nothing was said", async () => {
    const [race, thing, skill, perk] = await as(anna, async (tx) => [
      await createEntry(tx, "races", { name: "Default" }),
      await createEntry(tx, "items", { name: "Default" }),
      await createEntry(tx, "skills", { name: "Default" }),
      await createEntry(tx, "perks", { name: "Default" }),
    ]);
    expect(race).toMatchObject({
      healthModifier: 100,
      staminaModifier: 100,
      charismaModifier: 10,
      imageId: null,
    });
    expect(thing).toMatchObject({
      rarity: "COMMON",
      slot: "NONE",
      requiredLevel: 1,
      weight: 1,
      durability: 100,
      maxDurability: 100,
      value: 0,
      is2Handed: false,
      isTradeable: true,
      bonusStrength: null,
      damage: null,
    });
    expect([skill?.name, perk?.name]).toEqual(["Default", "Default"]);
  });

  it("[CAT-3] joins name other entries, and only such as one may see", async () => {
    const [tag, secret, skill, perk] = await as(anna, async (tx) => [
      await createEntry(tx, "tags", { name: "Fire" }),
      await createEntry(tx, "tags", { name: "Anna's secret", visibility: "PRIVATE" }),
      await createEntry(tx, "skills", { name: "Smithing" }),
      await createEntry(tx, "perks", { name: "Burning" }),
    ]);
    const ids = [tag, skill, perk].map((one) => one?.id ?? "");
    const made = await as(ben, (tx) =>
      createEntry(tx, "items", {
        name: "Torch of Ben",
        tags: ids.slice(0, 1),
        bonusSkills: ids.slice(1, 2),
        bonusPerks: ids.slice(2),
      }),
    );
    expect([made.tags, made.bonusSkills, made.bonusPerks]).toEqual(ids.map((id) => [id]));
    const after = await as(ben, (tx) => updateEntry(tx, "items", made.id, { bonusSkills: [] }));
    expect([after?.tags, after?.bonusSkills]).toEqual([[ids[0]], []]);
    const peek = as(ben, (tx) => updateEntry(tx, "items", made.id, { tags: [secret?.id ?? ""] }));
    expect(await refused(peek)).toBe("not-there");
    const page = await as(anna, (tx) =>
      listEntries(tx, "items", { scope: "public", sort: "name", limit: 10, tag: ids[0] }),
    );
    expect(page.entries.map(({ name }) => name)).toEqual(["Torch of Ben"]);
  });

  it("[CAT-4] shared names are unique whatever their case, private ones for each owner", async () => {
    const make = (by: UserId | undefined, name: string, visibility: "PUBLIC" | "PRIVATE") =>
      as(by, (tx) => createEntry(tx, "perks", { name, visibility }));
    await make(anna, "Night Eyes", "PUBLIC");
    expect(await refused(make(ben, "night eyes", "PUBLIC"))).toBe("name-taken");
    const own = await make(ben, "Night Eyes", "PRIVATE");
    await make(anna, "Night Eyes", "PRIVATE");
    expect(await refused(make(ben, "NIGHT EYES", "PRIVATE"))).toBe("name-taken");
    expect(await refused(as(ben, (tx) => updateEntry(tx, "perks", own.id, { visibility: "PUBLIC" })))).toBe(
      "name-taken",
    );
  });

  it("[CAT-5] private entries are their owner's, hidden ones the moderators' too, who can withhold shared ones", async () => {
    const own = await item({ name: "Diary", visibility: "PRIVATE" });
    const hidden = await item({ name: "Draft", visibility: "HIDDEN" });
    const shown = await item({ name: "Insult" });
    const see = async (id: string) =>
      Promise.all(
        [anna, ben, mona].map((who) => as(who, async (tx) => (await findEntry(tx, "items", id)) !== null)),
      );
    expect(await see(own.id)).toEqual([true, false, false]);
    expect(await see(hidden.id)).toEqual([true, false, true]);
    expect(await as(ben, (tx) => withhold(tx, "items", shown.id, true))).toBe(false);
    expect(await as(mona, (tx) => withhold(tx, "items", own.id, true))).toBe(false);
    expect(await as(mona, (tx) => withhold(tx, "items", shown.id, true))).toBe(true);
    expect(await see(shown.id)).toEqual([true, false, true]);
    expect(
      await refused(as(anna, (tx) => updateEntry(tx, "items", shown.id, { visibility: "PUBLIC" }))),
    ).toBe("not-there");
    const list = await as(mona, (tx) =>
      listEntries(tx, "items", { scope: "hidden", sort: "name", limit: 10 }),
    );
    expect(list.entries.map(({ name }) => name)).toEqual(["Draft", "Insult"]);
    const none = await as(ben, (tx) =>
      listEntries(tx, "items", { scope: "hidden", sort: "name", limit: 10 }),
    );
    expect(none.entries).toEqual([]);
    expect(await as(mona, (tx) => withhold(tx, "items", shown.id, false))).toBe(true);
    expect(await see(shown.id)).toEqual([true, true, true]);
  });

  it("[CAT-6] pages go through a list once, in each order, whatever is added meanwhile", async () => {
    const names = Array.from({ length: 23 }, (_, at) => `Page ${String(at).padStart(2, "0")}`);
    for (const [at, name] of names.entries())
      await as(ben, (tx) =>
        createEntry(tx, "skills", { name, requiredLevel: 1 + (at % 3), visibility: "PRIVATE" }),
      );
    for (const sort of ["name", "recent", "level"] as const) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const cursor: Cursor | undefined =
          after === null ? undefined : (decodeCursor(sort, after) ?? undefined);
        const asked = { scope: "PRIVATE", sort, limit: 5, after: cursor } as const;
        const page: Page<Entry<"skills">> = await as(ben, (tx) => listEntries(tx, "skills", asked));
        seen.push(...page.entries.map(({ name }) => name));
        after = page.next;
      } while (after !== null);
      expect([sort, seen.length, new Set(seen).size]).toEqual([sort, 23, 23]);
      if (sort === "name") expect(seen).toEqual(names);
      if (sort === "recent") expect(seen).toEqual(names.toReversed());
    }
    expect(decodeCursor("name", "bm90IG91cnM")).toBeNull();
  });

  it("[CAT-7] items are found by rarity, slot and level together", async () => {
    await item({ name: "Ring A", rarity: "EPIC", slot: "RING", requiredLevel: 5 });
    await item({ name: "Ring B", rarity: "EPIC", slot: "RING", requiredLevel: 2 });
    await item({ name: "Ring C", rarity: "RARE", slot: "RING", requiredLevel: 2 });
    const find = async (asked: object) =>
      (
        await as(ben, (tx) =>
          listEntries(tx, "items", { scope: "public", sort: "level", limit: 10, ...asked }),
        )
      ).entries.map(({ name }) => name);
    expect(await find({ rarity: "EPIC", slot: "RING" })).toEqual(["Ring B", "Ring A"]);
    expect(await find({ rarity: "EPIC", slot: "RING", level: 5 })).toEqual(["Ring A"]);
  });

  it("[CAT-8] a character wears what it carries in the slot that fits, at the level it takes", async () => {
    const who = await character();
    const [helm, sword, maul, ring, late] = [
      await item({ name: "Helm", slot: "HEAD" }),
      await item({ name: "Sword", slot: "ONE_HAND", damage: 8 }),
      await item({ name: "Maul", slot: "TWO_HANDS", damage: 12 }),
      await item({ name: "Band", slot: "RING" }),
      await item({ name: "Late Helm", slot: "HEAD", requiredLevel: 9 }),
    ];
    const wear = (slot: (typeof EQUIPMENT_SLOTS)[number], thing: Entry<"items"> | null) =>
      as(anna, (tx) => equip(tx, who, slot, thing?.id ?? null));
    expect(await wear("head", helm)).toBe("not-carried");
    for (const thing of [helm, sword, maul, ring, late]) await as(anna, (tx) => carry(tx, who, thing.id, 1));
    expect(await wear("head", helm)).toMatchObject({ equipment: { head: helm.id, chest: null } });
    expect(await wear("head", late)).toBe("level-too-low");
    expect(await refused(wear("chest", helm))).toBe(null);
    expect(await wear("chest", helm)).toBe("not-carried");
    expect(await refused(wear("feet", sword))).toBe("does-not-fit");
    await wear("leftHand", sword);
    expect(await refused(wear("rightHand", maul))).toBe("both-hands");
    await wear("leftHand", null);
    expect(await wear("rightHand", maul)).toMatchObject({ equipment: { rightHand: maul.id } });
    expect(await refused(wear("leftHand", sword))).toBe("both-hands");
    await wear("rightRing", ring);
    expect(await wear("leftRing", ring)).toBe("not-carried");
    expect(await as(anna, (tx) => carry(tx, who, ring.id, 0))).toBe("worn");
    expect(await refused(as(anna, (tx) => deleteEntry(tx, "items", ring.id)))).toBe("in-use");
    expect(await refused(as(anna, (tx) => updateEntry(tx, "items", ring.id, { slot: "HEAD" })))).toBe(
      "in-use",
    );
    await wear("rightRing", null);
    expect(await as(anna, (tx) => deleteEntry(tx, "items", ring.id))).toBe(true);
    const { items } = (await as(anna, (tx) => findBelongings(tx, who))) ?? { items: [] };
    expect(items.map(({ itemId }) => itemId)).not.toContain(ring.id);
  });

  it.each(EQUIPMENT_SLOTS)("[CAT-9] %s takes things of its own kind and no other", async (slot) => {
    const who = await character();
    const kinds = {
      rightHand: "ONE_HAND",
      leftHand: "ONE_HAND",
      rightRing: "RING",
      leftRing: "RING",
    } as const;
    const fitting = kinds[slot as keyof typeof kinds] ?? (slot.toUpperCase() as "HEAD");
    const [right, wrong] = [
      await item({ name: `Fits ${slot}`, slot: fitting }),
      await item({ name: `Not for ${slot}`, slot: "NONE" }),
    ];
    for (const thing of [right, wrong]) await as(anna, (tx) => carry(tx, who, thing.id, 1));
    expect(await refused(as(anna, (tx) => equip(tx, who, slot, wrong.id)))).toBe("does-not-fit");
    expect(await as(anna, (tx) => equip(tx, who, slot, right.id))).toMatchObject({
      equipment: { [slot]: right.id },
    });
  });

  it("[CAT-10] a character's race and archetype go together, and stay while it has them", async () => {
    const who = await character();
    const [elf, orc] = await as(anna, async (tx) => [
      await createEntry(tx, "races", { name: "Moon Elf" }),
      await createEntry(tx, "races", { name: "Ash Orc" }),
    ]);
    const dancer = await as(anna, (tx) =>
      createEntry(tx, "archetypes", { name: "Moon Dancer", requiredRaces: [elf?.id ?? ""] }),
    );
    const choose = (raceId: string | undefined) =>
      as(anna, (tx) => changeBelongings(tx, who, { raceId, archetypeId: dancer.id, sex: "FEMALE", age: 31 }));
    expect(await choose(orc?.id)).toBe("wrong-race");
    expect(await as(anna, (tx) => findBelongings(tx, who))).toMatchObject({ raceId: null, age: 18 });
    expect(await choose(elf?.id)).toMatchObject({ raceId: elf?.id, sex: "FEMALE", age: 31, experience: 900 });
    expect(await refused(as(anna, (tx) => deleteEntry(tx, "races", elf?.id ?? "")))).toBe("in-use");
    expect(await as(ben, (tx) => changeBelongings(tx, who, { age: 1 }))).toBe("not-there");
  });

  it("[CAT-11] skills, perks and tags of a character are lists of entries, and go with it", async () => {
    const who = await character();
    const [skill, perk, tag] = await as(anna, async (tx) => [
      await createEntry(tx, "skills", { name: "Whistling" }),
      await createEntry(tx, "perks", { name: "Loud" }),
      await createEntry(tx, "tags", { name: "Heroine" }),
    ]);
    const [skills, perks, tags] = [skill, perk, tag].map((one) => [one?.id ?? ""]);
    const now = await as(anna, (tx) => changeBelongings(tx, who, { skills, perks, tags }));
    expect(now).toMatchObject({ skills, perks, tags, mana: 100, stamina: 100 });
    await asMaintenance(connection.db, ({ rows }) =>
      sql`delete from characters where id = ${who}`.execute(rows),
    );
    const left = await asMaintenance(connection.db, ({ rows }) =>
      sql<{
        n: number;
      }>`select count(*)::integer as n from character_skills where character_id = ${who}`.execute(rows),
    );
    expect(left.rows[0]?.n).toBe(0);
  });

  it("[CAT-12] the SRD is on the public shelf once, however often it is put there", async () => {
    const first = await seedCatalog(connection.db, srdCatalog());
    expect(first).toBeGreaterThan(500);
    expect(await seedCatalog(connection.db, srdCatalog())).toBe(0);
    const find = async <K extends Kind>(kind: K, name: string): Promise<Entry<K> | undefined> => {
      const rows = await as(ben, ({ rows: tx }) =>
        sql<{
          id: string;
        }>`select id from ${sql.table(kind)} where name = ${name} and owner_id is null`.execute(tx),
      );
      const id = rows.rows[0]?.id;
      return id === undefined ? undefined : ((await as(ben, (tx) => findEntry(tx, kind, id))) ?? undefined);
    };
    expect(await find("races", "Dwarf")).toMatchObject({ constitutionModifier: 12, strengthModifier: 10 });
    expect(await find("items", "Greatsword")).toMatchObject({ slot: "TWO_HANDS", damage: 12, value: 5000 });
    const mail = await find("items", "Chain Mail");
    expect(mail).toMatchObject({ slot: "CHEST", defense: 16, ownerId: null });
    expect(mail?.tags).toHaveLength(2);
    expect(await find("perks", "Rage")).toMatchObject({ requiredLevel: 1 });
    expect(await as(anna, (tx) => updateEntry(tx, "items", mail?.id ?? "", { value: 0 }))).toBeNull();
  });

  it("[IMG-10] pictures are their owner's, a portrait is seen by whoever sees the character", async () => {
    const made = await as(anna, (tx) =>
      createImage(tx, {
        blob: PIXEL,
        width: 300,
        height: 200,
        mimeType: "image/webp",
        description: null,
        visibility: "PRIVATE",
        variants: [{ edge: 64, blob: Buffer.from("small"), width: 64, height: 43 }],
      }),
    );
    const id = made?.id ?? "";
    expect(made).toMatchObject({ size: PIXEL.length, width: 300, ownerId: anna });
    expect((await as(anna, (tx) => readPicture(tx, id, 64)))?.blob.toString()).toBe("small");
    expect((await as(anna, (tx) => readPicture(tx, id, 256)))?.blob).toEqual(PIXEL);
    expect(await as(ben, (tx) => findImage(tx, id))).toBeNull();
    const who = await character();
    await as(anna, (tx) => changeBelongings(tx, who, { imageId: id }));
    await asMaintenance(connection.db, ({ rows }) =>
      sql`insert into campaign_players (campaign_id, user_id, invite_status)
        select campaign_id, ${ben}, 'accepted' from characters where id = ${who}`.execute(rows),
    );
    expect(await as(ben, (tx) => findImage(tx, id))).toMatchObject({ id });
    expect(await as(mona, (tx) => findImage(tx, id))).toBeNull();
  });
});
sayIfNotServed("the catalog", 32);
