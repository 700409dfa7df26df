import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LevelChoices, Skald, Table } from "../../client-sdk/src/index.ts";
import { ProblemError } from "../../client-sdk/src/index.ts";
import { srdCatalogue } from "../../rules/content/index.ts";
import { sheetDetails } from "../../rules/creation/index.ts";
import { sheetBlock } from "../../rules/creatures/sheet-block.ts";
import { fold } from "../../rules/index.ts";
import type { Running } from "../../server/main.ts";
import { KARA } from "./support/kara.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
let dm: Skald;
let player: Skald;
let campaign: string;
beforeAll(async () => {
  server = await startServer();
  dm = await someone(server.address, "Morgan");
  player = await someone(server.address, "Kara's player");
  campaign = (await dm.api.createCampaign({ name: "Embers" })).id;
  await player.api.acceptInvite((await dm.api.invite(campaign)).code);
}, 60_000);
afterAll(() => server.stop());

const kara = () => player.characters.build(campaign, "Kara Holt", KARA);

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProblemError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

/** What the tables of details hold is what the sheet says, for every list. */
async function agrees(id: string): Promise<void> {
  const { sheet } = await player.characters.get(id);
  const said = sheetDetails(sheet, srdCatalogue());
  const { classes } = await player.characters.classes(id);
  expect(classes).toMatchObject(said.classes);
  expect(await player.characters.feats(id)).toMatchObject(said.feats);
  expect((await player.characters.inventory(id)).items).toMatchObject(said.inventory);
  expect(await player.characters.proficiencies(id)).toMatchObject(said.proficiencies);
  expect(await player.characters.spells(id)).toMatchObject(said.spells);
}

describe("characters over HTTP", () => {
  it("[CHR-13] are made step by step: each answer says what is missing, by field, with what may be chosen", async () => {
    const { languages: _, ...rest } = KARA;
    const started = await player.characters.check(campaign, { ...rest, levels: [{ class: "Fighter" }] });
    expect(started.sheet).toBeNull();
    expect(started.problems.map(({ field }) => field)).toEqual([
      "languages",
      "levels.0.skills",
      "levels.0.fightingStyle",
    ]);
    expect(started.problems[2]?.choose).toEqual({
      count: 1,
      from: expect.arrayContaining(["Defense", "Archery"]),
    });
    const refused = await refusal(
      player.characters.build(campaign, "Kara", { ...rest, levels: [{ class: "Fighter" }] }),
    );
    expect(refused).toMatchObject({ status: 422, code: "choices", problem: { problems: started.problems } });
    const whole = await player.characters.check(campaign, KARA);
    expect(whole).toMatchObject({
      problems: [],
      explained: { armorClass: { total: 19 }, maxHp: { total: 20 } },
    });
    const made = await kara();
    expect(made).toMatchObject({ name: "Kara Holt", level: 2, maxHp: 20, currentHp: 20, armorClass: 19 });
    expect((await dm.characters.get(made.id)).explained).toEqual(whole.explained);
    await agrees(made.id);
  });

  it("[CHR-21] are drawn as a form by what the server offers, from no choice at all to the last one", async () => {
    const nothing = await player.characters.check(campaign, {});
    expect(nothing.offers.map(({ field }) => field)).toEqual([
      "race",
      "levels.0.class",
      "background",
      "abilities.method",
    ]);
    expect(nothing.soFar).toBeNull();
    const whole = await player.characters.check(campaign, KARA);
    expect(whole.offers.map(({ field }) => field)).toContain("levels.0.fightingStyle");
    expect(whole.soFar).toEqual(whole.explained);
    const unnamed = await refusal(player.characters.build(campaign, "", KARA));
    expect(unnamed).toMatchObject({ status: 400, problem: { problems: [{ field: "name" }] } });
  });

  it("[CHR-14] rest on dice of the server's: seen by the campaign, used once, by who rolled them", async () => {
    const roll = await player.characters.roll(campaign);
    expect(roll.dice.map((faces) => faces.length)).toEqual([4, 4, 4, 4, 4, 4]);
    expect(await dm.characters.rolls(campaign)).toContainEqual(roll);
    const sums = roll.dice.map((faces) => faces.reduce((sum, face) => sum + face, 0) - Math.min(...faces));
    const [str = 0, dex = 0, con = 0, int = 0, wis = 0, cha = 0] = sums;
    const scores = { str, dex, con, int, wis, cha };
    const choices = { ...KARA, abilities: { method: "rolled", scores, roll: roll.id } } as const;
    const better = {
      ...choices,
      abilities: { ...choices.abilities, scores: { ...scores, str: 18, dex: 18, con: 18 } },
    };
    if (![str, dex, con].every((score) => score === 18))
      expect((await player.characters.check(campaign, better)).problems).toMatchObject([
        { field: "abilities.scores" },
      ]);
    expect((await dm.characters.check(campaign, choices)).problems).toMatchObject([
      { field: "abilities.roll" },
    ]);
    const made = await player.characters.build(campaign, "Kara", choices);
    expect((await player.characters.get(made.id)).sheet.origin).toEqual({
      method: "rolled",
      base: scores,
      dice: roll.dice,
    });
    const again = await refusal(player.characters.build(campaign, "Kara again", choices));
    expect(again.problem.problems).toMatchObject([{ field: "abilities.roll", code: "unknown" }]);
    expect((await dm.characters.rolls(campaign)).find(({ id }) => id === roll.id)?.characterId).toBe(made.id);
  });

  it("[CHR-15] rise a level by fixed or rolled hit points; what was rolled is kept, the old sheet stays in the history", async () => {
    const { id } = await kara();
    const third: LevelChoices = { class: "Fighter", hitPoints: "rolled" };
    expect((await refusal(player.characters.levelUp(id, third))).problem.problems).toMatchObject([
      { field: "subclass", code: "missing", choose: { count: 1, from: ["Champion"] } },
    ]);
    expect(await dm.api.characters(campaign)).toContainEqual(expect.objectContaining({ id, level: 2 }));
    expect((await refusal(dm.characters.levelUp(id, third))).status).toBe(404);
    const risen = await player.characters.levelUp(id, { ...third, subclass: "Champion" });
    const { sheet } = await player.characters.get(id);
    const face = sheet.rolledHitDice?.[0]?.face ?? 0;
    expect(face).toBeGreaterThanOrEqual(1);
    expect(face).toBeLessThanOrEqual(10);
    expect(risen).toMatchObject({ level: 3, maxHp: 20 + face + 2, currentHp: 20 + face + 2 });
    expect((await dm.characters.rolls(campaign)).find(({ characterId }) => characterId === id)).toMatchObject(
      {
        purpose: "hit-points",
        dice: [[face]],
      },
    );
    const draft = await player.characters.checkLevelUp(id, { class: "Fighter" });
    expect(draft.problems).toMatchObject([{ field: "improve", code: "missing" }]);
    await player.characters.levelUp(id, { class: "Fighter", feat: "Grappler" });
    expect(await player.characters.feats(id, "asi")).toMatchObject([{ featName: "Grappler" }]);
    expect(await player.characters.feats(id, "race")).toEqual([]);
    const levels = (await player.characters.history(id)).map(({ before, after }) => [
      before.level,
      after.level,
    ]);
    expect(levels).toContainEqual([2, 3]);
    expect(levels).toContainEqual([3, 4]);
    expect(await dm.characters.history(id)).toEqual([]);
    await agrees(id);
  });

  it("[CHR-22] prepare other spells, which the sheet's list of spells then says", async () => {
    const wil = await player.api.createCharacter(campaign, {
      name: "Wil",
      sheet: {
        race: "Elf",
        classes: [{ class: "Wizard", level: 1 }],
        abilities: { str: 8, dex: 14, con: 13, int: 15, wis: 12, cha: 10 },
        spells: [
          { spell: "Sleep", prepared: true },
          { spell: "Shield", prepared: false },
        ],
      },
    });
    const { offers } = await player.characters.checkPrepared(wil.id, { class: "Wizard" });
    expect(offers).toMatchObject([{ field: "prepared", from: ["Sleep", "Shield"], optional: true }]);
    const wrong = await refusal(player.characters.prepare(wil.id, { class: "Wizard", prepared: ["Wish"] }));
    expect(wrong).toMatchObject({ status: 422, problem: { problems: [{ field: "prepared.0" }] } });
    expect((await refusal(dm.characters.prepare(wil.id, { class: "Wizard" }))).status).toBe(404);
    await player.characters.prepare(wil.id, { class: "Wizard", prepared: ["Shield"] });
    expect(await player.characters.spells(wil.id, { prepared: true })).toMatchObject([
      { spellName: "Shield" },
    ]);
    await agrees(wil.id);
  });

  it("[CHR-16] keep a sheet and its lists the same, whatever is changed, and attune to three things at most", async () => {
    const { id } = await kara();
    const { sheet } = await player.characters.get(id);
    const rings = [1, 2, 3].map((number) => ({ item: `Ring ${number}`, attuned: true, equipped: true }));
    const worn = { ...sheet, equipment: [...(sheet.equipment ?? []), ...rings] };
    await player.characters.change(id, { sheet: worn, notes: "afraid of cats" });
    await agrees(id);
    expect(await player.characters.inventory(id, { attuned: true })).toMatchObject({
      attuned: 3,
      items: rings.map(({ item }) => ({ itemName: item })),
    });
    const greedy = { ...worn, equipment: [...worn.equipment, { item: "Orb", attuned: true }] };
    expect(await refusal(player.characters.change(id, { sheet: greedy }))).toMatchObject({
      status: 422,
      code: "too-many-attuned",
    });
    await player.characters.change(id, { name: "Kara the Bold" });
    expect(await player.characters.get(id)).toMatchObject({
      name: "Kara the Bold",
      notes: "afraid of cats",
      sheet: worn,
    });
    expect((await refusal(dm.characters.change(id, { name: "Mine" }))).status).toBe(404);
    const smaller = { ...worn, classes: [{ class: "Fighter", level: 1 }] };
    expect(await player.characters.change(id, { sheet: smaller })).toMatchObject({
      level: 1,
      maxHp: 12,
      currentHp: 12,
    });
    await agrees(id);
    await player.characters.remove(id);
    for (const list of ["classes", "feats", "inventory", "proficiencies", "spells", "history"])
      expect(
        await send(server.address, "GET", `/api/characters/${id}/${list}`, {
          token: player.signedIn?.token ?? "",
        }),
      ).toMatchObject({ status: 404 });
  });

  it("[CHR-17] list skills, saves, languages and what is prepared by themselves", async () => {
    const { id } = await kara();
    const names = async (only: Parameters<typeof player.characters.proficiencies>[1]) =>
      (await dm.characters.proficiencies(id, only)).map(({ name }) => name);
    expect(await names({ type: "skill" })).toEqual(["insight", "religion", "athletics", "perception"]);
    expect(await names({ type: "save" })).toEqual(["str", "con"]);
    expect(await names({ type: "language" })).toEqual(["Common", "Dwarvish", "Elvish", "Giant"]);
    expect(await names({ type: "armor" })).toEqual(["all armor", "shields"]);
    expect(await names({ expertise: true })).toEqual([]);
    expect(await dm.characters.spells(id, { prepared: true })).toEqual([]);
    expect(await dm.characters.classes(id)).toMatchObject({
      totalLevel: 2,
      startingClass: { className: "Fighter" },
    });
    const equipped = (await dm.characters.inventory(id, { equipped: true })).items.map(
      ({ itemName }) => itemName,
    );
    expect(equipped).toEqual(["Chain Mail", "Longsword", "Shield"]);
  });

  it("[CHR-18] go out as a file and come in again the same; a page of them prints, with nothing on it that runs", async () => {
    const { id } = await kara();
    await player.characters.change(id, { name: "<b>Kara</b>", notes: "<script>alert(1)</script>" });
    const file = await player.characters.export(id);
    const { character, unmapped } = await player.characters.import(campaign, file);
    expect(unmapped).toEqual([]);
    const [one, other] = [await player.characters.get(id), await player.characters.get(character.id)];
    expect([other.name, other.notes, other.sheet]).toEqual([one.name, one.notes, one.sheet]);
    const page = await dm.characters.sheetPage(id);
    expect(page).toContain("&lt;b&gt;Kara&lt;/b&gt;");
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script");
    expect(page).toContain("+16 Chain Mail");
    const raw = await send(server.address, "GET", `/api/characters/${id}/sheet.html`, {
      token: player.signedIn?.token ?? "",
    });
    expect(raw.headers.get("content-type")).toContain("text/html");
    expect(raw.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(
      await refusal(player.characters.import(campaign, { format: "skald-character", version: 9 })),
    ).toMatchObject({ status: 400 });
    expect(
      await refusal(player.characters.import(campaign, { name: "x", type: "npc", system: {} })),
    ).toMatchObject({ status: 400 });
  });

  it("[CHR-19] tell what the SRD has for the forms: races, classes, equipment and spells", async () => {
    const races = await player.characters.content("races");
    expect(races.map(({ name }) => name)).toHaveLength(9);
    const classes = await player.characters.content("classes");
    expect(classes).toHaveLength(12);
    // Rows of the SRD's table that package data is known to lack.
    expect(classes.find(({ name }) => name === "Paladin")?.levels[5]?.slots).toEqual({ 1: 4, 2: 2 });
    const cantrips = await player.characters.content("spells", { class: "wizard", level: 0 });
    expect(cantrips.map(({ name }) => name)).toContain("Fire Bolt");
    const foci = await player.characters.content("equipment", { kind: "arcane-focus" });
    expect(foci.map(({ name }) => name)).toEqual(["Crystal", "Orb", "Rod", "Staff", "Wand"]);
    expect(await player.characters.content("origins")).toMatchObject({
      backgrounds: [{ name: "Acolyte" }],
      feats: [{ name: "Grappler" }],
    });
  });
});

async function accepted(table: Table, command: Parameters<Table["command"]>[0]): Promise<void> {
  expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
}

/** The creature that a character is in a session, by the fold of its whole log. */
async function folded(session: string, character: string) {
  const lines = (await dm.api.exportSession(session))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const events = lines.filter((line) => typeof line.sequence === "number" && line.content !== undefined);
  const state = fold(events.map(({ sequence, content }) => ({ sequence, event: content.event ?? content })));
  const creature = Object.values(state.creatures).find((one) => one.character === character);
  if (creature === undefined) throw new Error("the log does not know the character");
  return creature;
}

describe("a character made over HTTP at a table", () => {
  it("[CHR-20] plays, is hurt, earns experience, rises a level; its sheet is what the fold of its log says, before and after", async () => {
    const { id } = await kara();
    const evening = async (name: string, play: (table: Table, creature: string) => Promise<void>) => {
      const session = await dm.api.createSession(campaign, { name, rulings: { monsters: "dm" } });
      const dmTable = await dm.sit(session.id);
      const table = await player.sit(session.id);
      await accepted(table, { do: "bring-character", character: id });
      const shown = () => Object.values(dmTable.view.creatures).find((one) => one.name === "Kara Holt")?.id;
      await expect.poll(shown, { timeout: 20_000 }).toBeDefined();
      const creature = shown() ?? "";
      await play(dmTable, creature);
      await dm.api.endSession(session.id);
      await Promise.all([dmTable.leave(), table.leave()]);
      await expect
        .poll(async () => (await player.characters.get(id)).playingIn, { timeout: 20_000 })
        .toBeNull();
      return folded(session.id, id);
    };
    const matches = async (creature: Awaited<ReturnType<typeof folded>>) => {
      const { sheet, currentHp, maxHp, armorClass, carried, explained } = await player.characters.get(id);
      expect(creature.block).toEqual(sheetBlock(sheet));
      expect([creature.hp, creature.maxHp, creature.xp]).toEqual([currentHp, maxHp, carried.xp]);
      expect([creature.slots, creature.resources, creature.hitDice]).toEqual([
        carried.slots,
        carried.resources,
        carried.hitDice,
      ]);
      expect([explained.maxHp.total, explained.armorClass.total]).toEqual([maxHp, armorClass]);
    };

    const first = await evening("One", async (table, creature) => {
      await accepted(table, { do: "damage", target: creature, amount: 6, type: "cold" });
      await accepted(table, { do: "award-xp", amount: 600, to: [creature] });
    });
    expect([first.hp, first.xp, first.block.level]).toEqual([14, 600, 2]);
    const { advancement } = await player.characters.get(id);
    expect(advancement).toEqual({ xp: 600, earnedLevel: 2, nextLevelAt: 900 });
    await matches(first);

    const risen = await player.characters.levelUp(id, { class: "Fighter", subclass: "Champion" });
    // What was lost stays lost, what is new is there.
    expect(risen).toMatchObject({ level: 3, maxHp: 28, currentHp: 22 });
    expect((await player.characters.get(id)).carried.hitDice).toEqual({ d10: 3 });

    const second = await evening("Two", async () => undefined);
    expect([second.hp, second.maxHp, second.block.level, second.xp]).toEqual([22, 28, 3, 600]);
    expect(second.features.map(({ name }) => name)).toContain("Improved Critical");
    await matches(second);
    const changes = await player.characters.history(id);
    expect(changes.some(({ sessionId, sequence }) => sessionId !== null && sequence !== null)).toBe(true);
    await agrees(id);
  }, 60_000);
});
