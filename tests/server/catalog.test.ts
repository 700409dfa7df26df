import { get } from "node:http";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogEntry, CatalogQuery, CharacterChoices, Skald } from "../../client-sdk/src/index.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let running: Running;
let [anna, ben]: Skald[] = [];
let character = "";
const token = (skald: Skald | undefined): string => skald?.signedIn?.token ?? "";
const person = (skald: Skald | undefined): Skald => {
  if (skald === undefined) throw new Error("nobody");
  return skald;
};
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: { code?: unknown }) => error.code,
  );

const FIGHTER: CharacterChoices = {
  race: "Human",
  background: "Acolyte",
  languages: ["Dwarvish", "Elvish", "Giant"],
  abilities: { method: "standard-array", scores: { str: 15, dex: 13, con: 14, int: 8, wis: 12, cha: 10 } },
  levels: [{ class: "Fighter", skills: ["Athletics", "Perception"], fightingStyle: "Defense" }],
  equipment: [{ option: 0 }, { option: 0, items: ["Longsword"] }, { option: 0 }, { option: 1 }],
};

beforeAll(async () => {
  running = await startServer();
  [anna, ben] = [await someone(running.address, "Anna"), await someone(running.address, "Ben")];
  const campaign = await person(anna).api.createCampaign({ name: "Embers" });
  const sheet = SAMPLE_CHARACTERS[0]?.sheet;
  if (sheet === undefined) throw new Error("no sample");
  character = (await person(anna).api.createCharacter(campaign.id, { name: "Kara", sheet })).id;
  const { code } = await person(anna).api.invite(campaign.id);
  await person(ben).api.acceptInvite(code);
}, 120_000);
afterAll(() => running?.stop());

describe("the catalog over HTTP", () => {
  it("[CAT-20] a new server has the SRD on its public shelf, in pages that end", async () => {
    const seen: CatalogEntry<"items">[] = [];
    for await (const item of person(anna).catalog.all("items", { limit: 100 })) seen.push(item);
    expect(seen.length).toBeGreaterThan(200);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    const races = await person(ben).catalog.list("races");
    expect(races.entries.map(({ name }) => name)).toContain("Half-Orc");
    expect(races.next).toBeNull();
  });

  it("[CAT-21] homebrew is made, changed, kept private and deleted over the SDK", async () => {
    const { catalog } = person(anna);
    const made = await catalog.create("items", {
      name: "Ember Blade",
      slot: "ONE_HAND",
      damage: 8,
      visibility: "PRIVATE",
    });
    expect(await catalog.change("items", made.id, { rarity: "EPIC" })).toMatchObject({
      rarity: "EPIC",
      damage: 8,
    });
    expect(await codeOf(person(ben).catalog.get("items", made.id))).toBe("not-found");
    const own = await catalog.list("items", { scope: "own" });
    expect(own.entries.map(({ name }) => name)).toEqual(["Ember Blade"]);
    await catalog.remove("items", made.id);
    expect(await codeOf(catalog.get("items", made.id))).toBe("not-found");
  });

  it("[CAT-22] refusals say why", async () => {
    const { catalog } = person(anna);
    const post = (body: unknown, path = "/api/catalog/items") =>
      send(running.address, "POST", path, { token: token(anna), body });
    await catalog.create("tags", { name: "Wet" });
    expect(await codeOf(person(ben).catalog.create("tags", { name: "wet" }))).toBe("name-taken");
    expect(await post({ name: "x", ownerId: null })).toMatchObject({
      status: 400,
      body: { code: "malformed" },
    });
    expect(await post({ name: "a\u0000b" })).toMatchObject({ status: 400 });
    expect(await post({ name: "x", durability: 200 })).toMatchObject({ status: 400 });
    expect(await post({ name: "x", tags: [character] })).toMatchObject({
      status: 422,
      body: { code: "not-there" },
    });
    const axe = await catalog.create("items", { name: "Old Axe" });
    expect(await codeOf(catalog.change("items", axe.id, { durability: 101 }))).toBe("out-of-range");
    const page = await send(running.address, "GET", "/api/catalog/items?after=abc", { token: token(anna) });
    expect(page).toMatchObject({ status: 400, body: { code: "malformed" } });
    expect((await send(running.address, "GET", "/api/catalog/items")).status).toBe(401);
    const put = `/api/moderation/catalog/items/${axe.id}/withheld`;
    expect((await send(running.address, "PUT", put, { token: token(ben), body: {} })).status).toBe(404);
  });

  it("[CAT-23] equipment is worn over the API, and what is worn is not deleted", async () => {
    const { catalog } = person(anna);
    const helm = await catalog.create("items", { name: "Copper Helm", slot: "HEAD", defense: 1 });
    expect(await codeOf(catalog.equip(character, "head", helm.id))).toBe("not-carried");
    await catalog.carry(character, helm.id, 1);
    expect(await codeOf(catalog.equip(character, "feet", helm.id))).toBe("does-not-fit");
    expect((await catalog.equip(character, "head", helm.id)).equipment.head).toBe(helm.id);
    const gone = await send(running.address, "DELETE", `/api/catalog/items/${helm.id}`, {
      token: token(anna),
    });
    expect(gone).toMatchObject({ status: 409, body: { code: "in-use" } });
    expect((await person(ben).catalog.belongings(character)).equipment.head).toBe(helm.id);
    expect(await codeOf(person(ben).catalog.equip(character, "head", null))).toBe("not-there");
    await catalog.equip(character, "head", null);
    await catalog.remove("items", helm.id);
  });
});

describe("looking something up in the catalog", () => {
  const names = async (skald: Skald | undefined, search: string, more: CatalogQuery = {}) =>
    (await person(skald).catalog.list("items", { search, ...more })).entries.map(({ name }) => name);

  it("[CAT-27] words and their beginnings are found in names and descriptions, by whom they are shown to, as they are now", async () => {
    const { catalog } = person(anna);
    const made = await catalog.create("items", {
      name: "Wyvern's Tooth",
      description: "Sold at Quillon, above the weir.",
      rarity: "RARE",
      visibility: "PRIVATE",
    });
    const mine = { scope: "own" } as const;
    for (const said of ["wyverns", "WYV", "tooth wyv", "quill weir", "  at;quillon "])
      expect(await names(anna, said, mine)).toEqual(["Wyvern's Tooth"]);
    for (const said of ["vern", "wyvern claw", "...", "%", "weir' or true --"])
      expect(await names(anna, said, mine)).toEqual([]);
    expect(await names(anna, "wyv", { ...mine, rarity: "COMMON" })).toEqual([]);
    expect(await names(anna, "wyv", { scope: "PRIVATE", rarity: "RARE" })).toEqual(["Wyvern's Tooth"]);
    expect(await names(ben, "wyv")).toEqual([]);
    await catalog.change("items", made.id, { visibility: "PUBLIC", name: "Drake's Tooth" });
    expect(await names(ben, "wyv")).toEqual([]);
    expect(await names(ben, "drake")).toEqual(["Drake's Tooth"]);
    await catalog.remove("items", made.id);
    expect(await names(ben, "drake")).toEqual([]);
  });

  it("[CAT-28] the SRD is searched, page by page, and each entry is found once", async () => {
    const found: string[] = [];
    for await (const { name } of person(ben).catalog.all("items", { search: "cross", limit: 1 }))
      found.push(name);
    expect(found.sort()).toEqual([
      "Case, crossbow bolt",
      "Crossbow bolt",
      "Crossbow, hand",
      "Crossbow, heavy",
      "Crossbow, light",
    ]);
    const perks = await person(ben).catalog.list("perks", { search: "action surge" });
    expect(perks.entries.map(({ name }) => name)).toContain("Action Surge (1 use)");
    const by = { search: "cross", sort: "name", limit: "2" };
    const first = await send(running.address, "GET", `/api/catalog/items?${new URLSearchParams(by)}`, {
      token: token(ben),
    });
    const { next } = first.body as { next: string };
    const other = await send(running.address, "GET", `/api/catalog/items?after=${next}`, {
      token: token(ben),
    });
    expect(other).toMatchObject({ status: 400, body: { code: "malformed" } });
  });
});

describe("homebrew at a table", () => {
  it("[CAT-24] a character brings what it wears, and keeps it on while it plays", async () => {
    const { api, catalog } = person(ben);
    const campaign = await api.createCampaign({ name: "Trial" });
    const sheet = SAMPLE_CHARACTERS[0]?.sheet;
    if (sheet === undefined) throw new Error("no sample");
    const { id, maxHp } = await api.createCharacter(campaign.id, { name: "Kara", sheet });
    const crown = await catalog.create("items", {
      name: "Ash Crown",
      slot: "HEAD",
      bonusHealth: 7,
      defense: 2,
    });
    const blade = await catalog.create("items", { name: "Ash Blade", slot: "ONE_HAND", damage: 10 });
    for (const [slot, item] of [
      ["head", crown],
      ["rightHand", blade],
    ] as const) {
      await catalog.carry(id, item.id, 1);
      await catalog.equip(id, slot, item.id);
    }
    const session = await api.createSession(campaign.id, { name: "One" });
    const table = await person(ben).sit(session.id, { role: "player" });
    expect(await table.command({ do: "bring-character", character: id, at: [1, 1] })).toMatchObject({
      outcome: "accepted",
    });
    const kara = Object.values(table.view.creatures).find(({ name }) => name === "Kara");
    const shown = JSON.stringify(kara);
    expect(shown).toContain("Ash Blade");
    expect(kara).toMatchObject({ hp: maxHp + 7, maxHp: maxHp + 7 });
    expect(await codeOf(catalog.equip(id, "head", null))).toBe("playing");
    await table.leave();
  }, 60_000);

  it("[CAT-29] a wound within the hit points that a thing gives is still there at the next session", async () => {
    const { api, catalog, characters } = person(anna);
    const campaign = await api.createCampaign({ name: "Two evenings" });
    const { id, maxHp } = await characters.build(campaign.id, "Vera", FIGHTER);
    const ring = await catalog.create("items", { name: "Stout Ring", slot: "RING", bonusHealth: 5 });
    await catalog.carry(id, ring.id, 1);
    await catalog.equip(id, "leftRing", ring.id);
    const vera = async (name: string) => {
      const session = await api.createSession(campaign.id, { name });
      const table = await person(anna).sit(session.id, { role: "dm" });
      await table.command({ do: "bring-character", character: id, at: [1, 1] });
      const found = () => Object.values(table.view.creatures).find((one) => one.name === "Vera");
      return { session: session.id, table, found };
    };
    const first = await vera("One");
    expect(first.found()).toMatchObject({ hp: maxHp + 5, maxHp: maxHp + 5 });
    const target = first.found()?.id ?? "";
    const hurt = await first.table.command({ do: "damage", target, amount: 2, type: "fire" });
    expect(hurt).toMatchObject({ outcome: "accepted" });
    await api.endSession(first.session);
    await first.table.leave();
    await expect.poll(async () => (await characters.get(id)).playingIn, { timeout: 20_000 }).toBeNull();
    expect((await characters.get(id)).currentHp).toBe(maxHp);
    const second = await vera("Two");
    expect(second.found()).toMatchObject({ hp: maxHp + 3, maxHp: maxHp + 5 });
    await second.table.leave();
  }, 60_000);

  it("[CAT-25] a character is made of a race and archetype of one's own, which its sheet explains and the table plays", async () => {
    const { api, catalog, characters } = person(anna);
    const campaign = await api.createCampaign({ name: "Weir" });
    const srd = (await catalog.list("skills", { limit: 100 })).entries.find(({ name }) => name === "Nature");
    const race = await catalog.create("races", {
      name: "Moon Elf",
      dexterityModifier: 12,
      healthModifier: 104,
      visibility: "PRIVATE",
    });
    const archetype = await catalog.create("archetypes", {
      name: "Bell Warden",
      skills: [srd?.id ?? ""],
      requiredRaces: [race.id],
    });
    const refused = characters.build(campaign.id, "Nobody", FIGHTER, { archetypeId: archetype.id });
    expect(await codeOf(refused)).toBe("wrong-race");
    expect(await api.characters(campaign.id)).toEqual([]);

    const of = { raceId: race.id, archetypeId: archetype.id };
    const { id, maxHp } = await characters.build(campaign.id, "Lia", FIGHTER, of);
    const { explained } = await characters.get(id);
    expect(explained.abilities.dex.score.parts).toEqual([
      { value: 13, why: "standard array" },
      { value: 1, why: "Human" },
      { value: 2, why: "Moon Elf" },
    ]);
    expect(explained.skills.nature.parts).toContainEqual({ value: 2, why: "proficiency (Bell Warden)" });
    expect(explained.maxHp.total).toBe(maxHp + 4);
    expect(await codeOf(catalog.changeBelongings(id, { raceId: null }))).toBe("wrong-race");

    const session = await api.createSession(campaign.id, { name: "One" });
    const table = await person(anna).sit(session.id, { role: "dm" });
    expect(await table.command({ do: "bring-character", character: id, at: [1, 1] })).toMatchObject({
      outcome: "accepted",
    });
    const added = table.feed.flatMap(({ event }) => (event?.kind === "creature-added" ? [event] : []));
    expect(added[0]?.creature).toMatchObject({
      block: {
        abilities: { dex: 16 },
        maxHp: explained.maxHp.total,
        skills: { nature: explained.skills.nature.total },
      },
    });
    await table.leave();
  }, 60_000);

  it("[CAT-26] an archetype for the SRD's elves is for whoever's sheet says elf, as long as it does", async () => {
    const { api, catalog, characters } = person(anna);
    const campaign = await api.createCampaign({ name: "Wood" });
    const elf = (await catalog.list("races")).entries.find(({ name }) => name === "Elf");
    const { id: archetypeId } = await catalog.create("archetypes", {
      name: "Leaf Warden",
      requiredRaces: [elf?.id ?? ""],
    });
    const sheet = SAMPLE_CHARACTERS[0]?.sheet;
    if (sheet === undefined) throw new Error("no sample");
    const human = api.createCharacter(campaign.id, { name: "Kara", sheet, archetypeId });
    expect(await codeOf(human)).toBe("wrong-race");
    const elven = { ...sheet, race: "elf" };
    const { id } = await api.createCharacter(campaign.id, { name: "Kara", sheet: elven, archetypeId });
    expect((await catalog.belongings(id)).archetypeId).toBe(archetypeId);
    expect(await codeOf(characters.change(id, { sheet }))).toBe("wrong-race");
    expect(await codeOf(characters.change(id, { sheet: { ...elven, xp: 300 } }))).toBe("done");
  }, 60_000);
});

/** As a browser asks that has it already; `fetch` would add that it wants it anew. */
const ask = (path: string, bearer: string, etag: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${bearer}`, "If-None-Match": etag };
    get(running.address + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });

describe("pictures over HTTP", () => {
  const picture = async (): Promise<Blob> =>
    new Blob(
      [
        new Uint8Array(
          await sharp({ create: { width: 400, height: 200, channels: 3, background: "teal" } })
            .withExif({ IFD0: { Artist: "SECRET" } })
            .png()
            .toBuffer(),
        ),
      ],
      { type: "image/png" },
    );

  it("[IMG-20] a picture is sent, kept as ours, shown at its sizes, and is a portrait for the table", async () => {
    const { catalog } = person(anna);
    const made = await catalog.upload(await picture(), { visibility: "PRIVATE", description: "a lake" });
    expect(made).toMatchObject({ mimeType: "image/webp", width: 400, height: 200, description: "a lake" });
    const path = `/api/images/${made.id}/picture`;
    const shown = await fetch(`${running.address}${path}?edge=64`, {
      headers: { Authorization: `Bearer ${token(anna)}` },
    });
    expect(shown.headers.get("content-type")).toBe("image/webp");
    expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    expect(shown.headers.get("cache-control")).toBe("private, no-cache");
    const etag = shown.headers.get("etag") ?? "";
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 64, height: 32 });
    const again = await ask(`${path}?edge=64`, token(anna), etag);
    expect(again).toBe(304);
    expect(await codeOf(person(ben).catalog.picture(made.id))).toBe("not-found");
    expect(await ask(`${path}?edge=64`, token(ben), etag)).toBe(404);
    await catalog.changeBelongings(character, { imageId: made.id });
    expect((await person(ben).catalog.portrait(character, 64)).size).toBe(bytes.length);
  }, 120_000);

  it("[IMG-21] what is no picture, or too much of one, is refused with its reason", async () => {
    const post = (body: BodyInit, type: string) =>
      fetch(`${running.address}/api/images`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token(anna)}`, "Content-Type": type },
        body,
      }).then(async (response) => [response.status, ((await response.json()) as { code: string }).code]);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    expect(await post(svg, "image/png")).toEqual([415, "not-a-picture"]);
    expect(await post(svg, "image/svg+xml")).toEqual([415, "not-a-picture"]);
    expect(await post("{}", "application/json")).toEqual([415, "not-a-picture"]);
    const whole = await picture();
    expect(await post(whole.slice(0, 60), "image/png")).toEqual([415, "not-a-picture"]);
    const anonymous = await fetch(`${running.address}/api/images`, { method: "POST", body: whole });
    expect(anonymous.status).toBe(401);
  }, 120_000);

  it("[IMG-22] who sits at a table sees the portraits of its characters, a stranger none, and the player changes it in play", async () => {
    const [dm, player, stranger] = [person(anna), person(ben), await someone(running.address, "Ulf")];
    const campaign = await dm.api.createCampaign({ name: "Portraits" });
    await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
    const sheet = SAMPLE_CHARACTERS[0]?.sheet;
    if (sheet === undefined) throw new Error("no sample");
    const kara = await player.api.createCharacter(campaign.id, { name: "Kara", sheet });
    expect(kara.imageId).toBeNull();
    const session = await dm.api.createSession(campaign.id, { name: "One" });
    const [head, seat] = [await dm.sit(session.id, { role: "dm" }), await player.sit(session.id)];
    const told: unknown[] = [];
    head.onSignal((signal) => told.push(signal));
    await seat.bringCharacter(kara.id, [1, 1]);

    const made = await player.catalog.upload(await picture(), { visibility: "PRIVATE" });
    await player.catalog.setPortrait(kara.id, made.id);
    seat.signal({ kind: "pictures" });
    const goblin = await head.dm.addMonster({ monster: "Goblin", name: "Snag", at: [4, 4] });
    expect(goblin).toMatchObject({ outcome: "accepted" });
    await expect.poll(() => told).toEqual([{ kind: "pictures", seatId: seat.view.seat }]);

    const seen = Object.values(head.view.creatures);
    expect(seen.map(({ name, character }) => [name, character])).toEqual([
      ["Kara", kara.id],
      ["Snag", ""],
    ]);
    const [listed] = await dm.api.characters(campaign.id);
    expect(listed).toMatchObject({ id: kara.id, imageId: made.id });
    expect((await dm.catalog.portrait(kara.id, 256)).size).toBeGreaterThan(0);
    expect(await codeOf(stranger.catalog.portrait(kara.id))).toBe("not-found");
    expect(await codeOf(stranger.catalog.setPortrait(kara.id, null))).toBe("not-found");
    expect(await codeOf(dm.catalog.setPortrait(kara.id, null))).toBe("not-found");
    expect(await codeOf(player.catalog.setPortrait(kara.id, kara.id))).toBe("not-there");
    const matched = await send(running.address, "PUT", `/api/characters/${kara.id}/portrait`, {
      token: token(ben),
      body: { imageId: null },
      headers: { "If-Match": '"anything"' },
    });
    expect(matched.status).toBe(204);
    expect(await codeOf(dm.catalog.portrait(kara.id))).toBe("not-found");
    head.leave();
    seat.leave();
  }, 120_000);

  it("[IMG-23] a profile picture is chosen, seen at the seats of those one plays with, and by no stranger", async () => {
    const [dm, player, stranger] = [person(anna), person(ben), await someone(running.address, "Orm")];
    const campaign = await dm.api.createCampaign({ name: "Faces" });
    await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
    const me = player.user?.id ?? "";
    const made = await player.catalog.upload(await picture(), { visibility: "PRIVATE" });
    expect(await codeOf(dm.people.setPicture(made.id))).toBe("not-there");
    await player.people.setPicture(made.id);
    const { avatarUrl } = await player.people.me();
    expect(avatarUrl).toBe(`/api/users/${me}/picture?of=${made.id}`);
    const players = await dm.api.players(campaign.id);
    expect(players.find(({ userId }) => userId === me)?.avatarUrl).toBe(avatarUrl);
    const shown = await fetch(`${running.address}${avatarUrl}&edge=64`, {
      headers: { Authorization: `Bearer ${token(anna)}` },
    });
    expect(shown.headers.get("cache-control")).toBe("private, no-cache");
    expect(await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).toMatchObject({ width: 64 });
    expect((await dm.people.picture(me)).size).toBeGreaterThan(0);
    expect(await codeOf(stranger.people.picture(me))).toBe("not-found");

    const session = await dm.api.createSession(campaign.id, { name: "One" });
    const [head, seat] = [await dm.sit(session.id, { role: "dm" }), await player.sit(session.id)];
    await expect
      .poll(() => Object.values(head.view.seats).map(({ name, user }) => [name, user]))
      .toContainEqual(["Ben", me]);
    await player.people.setPicture(null);
    expect(await codeOf(dm.people.picture(me))).toBe("not-found");
    head.leave();
    seat.leave();
  }, 120_000);
});
