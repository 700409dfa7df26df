import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { expect, it } from "vitest";
import { Skald } from "../../../client-sdk/src/index.ts";
import { describeTable, register, signIn, visit } from "./browser.ts";

const PASSWORD = "long enough";
const PHONE = { width: 390, height: 844 };

describeTable("characters at the web table", (at) => {
  const next = (page: Page) => page.getByRole("button", { name: "Next" }).click();
  const group = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
  const tick = async (page: Page, name: string, ...options: readonly string[]): Promise<void> => {
    for (const option of options)
      await group(page, name)
        .getByRole("checkbox", { name: new RegExp(`^${option}`) })
        .check();
  };

  /** A campaign of somebody's, with a goblin on the table and a way in. */
  async function goblinTable() {
    const dm = new Skald(at.server.url);
    await dm.register({ email: `dm-${Math.random()}@example.org`, password: PASSWORD, displayName: "Dora" });
    const campaign = await dm.api.createCampaign({ name: "The Drowned Bell" });
    const session = await dm.api.createSession(campaign.id, { name: "The ambush" });
    const table = await dm.sit(session.id, { role: "dm" });
    await table.dm.setMap({ map: { width: 10, height: 6, light: "bright", terrain: [] } });
    await table.dm.addMonster({ monster: "Goblin", name: "Snag", side: "foes", at: [6, 3] });
    const { code } = await dm.api.invite(campaign.id);
    return { dm, table, campaign: campaign.id, session: session.id, code };
  }

  it("[WEB-30] a stranger signs up, builds a wizard whose wrong choices are told at their fields, and plays it", async () => {
    const { table, campaign, session, code } = await goblinTable();
    const { page, troubles } = await visit(at.browser, `${at.server.url}/invites/${code}`);

    await page.getByRole("button", { name: "I am new here" }).click();
    await page.getByLabel("Name at the table").fill("Wilma");
    await page.getByLabel("E-mail").fill("wilma@example.org");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByText("Needs at least 8 characters.").waitFor();
    expect(await page.getByLabel("Password").getAttribute("aria-invalid")).toBe("true");
    // A refused form is an answer of 400, which browsers log.
    troubles.length = 0;
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByRole("button", { name: "Accept the invitation" }).click();
    await page.getByRole("link", { name: "Make a character" }).click();

    await next(page);
    await page.getByText("A character needs a name.").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Wil of the Reeds");
    await page.getByRole("radio", { name: "Elf", exact: true }).check();
    await next(page);
    await group(page, "Subrace").getByText("Choose one.").waitFor();
    await page.getByRole("radio", { name: /^High Elf/ }).check();
    await page.getByLabel("Cantrip of your race").selectOption("Light");
    await next(page);

    await page.getByRole("radio", { name: "Wizard", exact: true }).check();
    await next(page);

    await page.getByRole("radio", { name: /^Acolyte/ }).check();
    await tick(page, "Languages", "Draconic", "Sylvan");
    await next(page);
    await group(page, "Languages").getByText("Choose 3.").waitFor();
    await tick(page, "Languages", "Giant");
    await next(page);

    await page.getByRole("radio", { name: /^Buy with points/ }).check();
    for (const [ability, score] of [
      ["Intelligence", "15"],
      ["Dexterity", "15"],
      ["Constitution", "14"],
    ] as const)
      await page.getByRole("combobox", { name: ability }).selectOption(score);
    await page.getByText("25 of 27 points spent").waitFor();
    await page.getByRole("combobox", { name: "Wisdom" }).selectOption("12");
    await page.getByText("29 points spent, 27 are there").waitFor();
    await next(page);
    await page.getByRole("heading", { name: "Abilities", level: 2 }).waitFor();
    await page.getByRole("combobox", { name: "Wisdom" }).selectOption("10");
    await page.getByText("29 points spent, 27 are there").waitFor({ state: "detached" });
    const preview = page.getByRole("region", { name: "Wil of the Reeds" });
    await preview.getByText("Armor class").click();
    await preview.getByText("+3 Dexterity").first().waitFor();
    await next(page);

    await tick(page, "Skills", "Arcana", "History", "Medicine");
    await group(page, "Skills").getByText("2 at most (skill).").waitFor();
    await group(page, "Skills").getByRole("checkbox", { name: "Medicine" }).uncheck();
    await next(page);

    await page.getByRole("radio", { name: "Quarterstaff" }).check();
    await page.getByRole("radio", { name: "Any arcane focus" }).check();
    await page.getByRole("radio", { name: "Scholar's Pack" }).check();
    await group(page, "Any arcane focus").waitFor();
    await next(page);
    await group(page, "Any arcane focus").getByText("Choose one.").waitFor();
    await page.getByRole("radio", { name: "Crystal" }).check();
    await next(page);

    await tick(page, "Cantrips", "Fire Bolt", "Mage Hand", "Ray of Frost");
    await tick(page, "Spells", "Magic Missile", "Shield", "Sleep", "Mage Armor", "Alarm", "Jump");
    await tick(page, "Prepared spells", "Magic Missile", "Shield");
    await next(page);
    await page.getByText("Everything is chosen.").waitFor();
    await page.reload();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Wil of the Reeds");
    await page.getByRole("button", { name: "The sheet" }).click();
    await page.getByText("Everything is chosen.").waitFor();
    await page.getByRole("button", { name: "Make this character" }).click();
    await page.getByRole("heading", { name: "Wil of the Reeds" }).waitFor();
    await page.getByText("High Elf · Wizard 1 · Acolyte").waitFor();

    await tick(page, "Wizard: prepared", "Sleep", "Mage Armor");
    await group(page, "Wizard: prepared").getByText("4 chosen").waitFor();
    await page.getByText("Sleep (not prepared)").waitFor();
    await page.getByRole("button", { name: "Prepare these" }).click();
    await page.getByText("Sleep (not prepared)").waitFor({ state: "detached" });

    await page.goto(`${at.server.url}/campaigns/${campaign}`);
    await page.getByRole("link", { name: "Take a seat" }).click();
    await page.getByRole("button", { name: "Play Wil" }).click();
    await page.getByRole("img", { name: /^Wil/ }).waitFor();
    const wil = Object.values(table.view.creatures).find(({ name }) => name.startsWith("Wil"))?.id ?? "";
    await table.dm.startCombat({ order: [wil] });
    await page.getByRole("button", { name: "Dodge" }).click();
    await page.getByText(/Wil of the Reeds dodges/).waitFor();

    expect(session).not.toBe("");
    expect(troubles).toEqual([]);
    table.leave();
    await page.context().close();
  });

  it("[WEB-31] a character rises a level, its change is told, and it leaves and comes in again as a file", async () => {
    const { dm, table, campaign } = await goblinTable();
    table.leave();
    const made = await dm.characters.build(campaign, "Kara Holt", {
      race: "Human",
      background: "Acolyte",
      languages: ["Dwarvish", "Elvish", "Giant"],
      abilities: {
        method: "standard-array",
        scores: { str: 15, dex: 13, con: 14, int: 8, wis: 12, cha: 10 },
      },
      levels: [
        { class: "Fighter", skills: ["Athletics", "Perception"], fightingStyle: "Defense" },
        { class: "Fighter" },
      ],
      equipment: [{ option: 0 }, { option: 0, items: ["Longsword"] }, { option: 0 }, { option: 1 }],
    });
    const { page, troubles } = await visit(at.browser, at.server.url);
    await signIn(page, dm.user?.email ?? "", PASSWORD);
    await page.getByRole("link", { name: /The Drowned Bell/ }).click();
    await page.getByRole("link", { name: /^Kara Holt/ }).click();
    await page.getByText("Human · Fighter 2 · Acolyte").waitFor();

    await page.getByRole("button", { name: "Level up" }).click();
    await group(page, "Subclass").waitFor();
    await page.getByRole("button", { name: "Take this level" }).click();
    await group(page, "Subclass").getByText("Choose one.").waitFor();
    await page.getByRole("radio", { name: "Champion" }).check();
    await page.getByRole("radio", { name: "Roll the dice" }).check();
    await page.getByRole("button", { name: "Take this level" }).click();
    await page.getByText("Human · Fighter 3 (Champion) · Acolyte").waitFor();
    await page.getByText("Level: 2 → 3").waitFor();
    expect((await dm.characters.get(made.id)).sheet.rolledHitDice).toHaveLength(1);

    const red = { create: { width: 90, height: 90, channels: 3, background: "red" } } as const;
    await page
      .getByLabel("Add a portrait of Kara Holt")
      .setInputFiles({ name: "kara.png", mimeType: "image/png", buffer: await sharp(red).png().toBuffer() });
    await page.getByRole("img", { name: "Portrait of Kara Holt" }).waitFor();

    const carried = page.getByRole("list", { name: "Carried" });
    await carried.getByRole("checkbox", { name: "In use: Shield" }).uncheck();
    await page.getByLabel("Something more").fill("Rope, hempen (50 feet)");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Save what it carries" }).click();
    await expect.poll(async () => (await dm.characters.get(made.id)).armorClass).toBe(17);
    await carried.getByText("Rope, hempen (50 feet)").waitFor();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export JSON" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Kara-Holt.skald.json");
    const ours = await readFile(await download.path(), "utf8");
    const [foundry] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export for Foundry" }).click(),
    ]);
    const theirs = await readFile(await foundry.path(), "utf8");
    const [sheet] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Sheet as a page" }).click(),
    ]);
    expect(await readFile(await sheet.path(), "utf8")).toContain("<h1>Kara Holt</h1>");

    const bring = async (name: string, text: string): Promise<void> => {
      await page.goto(`${at.server.url}/campaigns/${campaign}`);
      await page
        .getByLabel("Import a character")
        .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    };
    await bring("kara.json", ours.replace("Kara Holt", "Kara again"));
    await page.getByRole("heading", { name: "Kara again" }).waitFor();
    await bring("actor.json", theirs.replaceAll("Kara Holt", "Kara of Foundry"));
    await page.getByText("Kara of Foundry has come in.").waitFor();
    await bring("no.json", "no JSON");
    await page.getByText("no.json holds no JSON.").waitFor();
    expect((await dm.api.characters(campaign)).map(({ name }) => name).sort()).toEqual([
      "Kara Holt",
      "Kara again",
      "Kara of Foundry",
    ]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("[WEB-32] the scores may be the server's dice, and a choice that another one made wrong is shown to be taken away", async () => {
    const { dm, table, campaign } = await goblinTable();
    table.leave();
    const { page, troubles } = await visit(at.browser, at.server.url);
    await signIn(page, dm.user?.email ?? "", PASSWORD);
    await page.goto(`${at.server.url}/campaigns/${campaign}/new-character`);
    await page.getByLabel("Name", { exact: true }).fill("Rolf");
    await page.getByRole("radio", { name: "Human", exact: true }).check();
    await page.getByRole("button", { name: /^Background/ }).click();
    await page.getByRole("radio", { name: /^Acolyte/ }).check();
    await tick(page, "Languages", "Dwarvish", "Elvish", "Giant");
    await page.getByRole("button", { name: /^Name and race/ }).click();
    await page.getByRole("radio", { name: "Dwarf", exact: true }).check();
    await page.getByRole("button", { name: /^Background/ }).click();
    await group(page, "Languages").getByText("Dwarvish is there already.").waitFor();
    await group(page, "Languages").getByRole("checkbox", { name: "Dwarvish" }).click();
    await page.getByText("Dwarvish is there already.").waitFor({ state: "detached" });

    await page.getByRole("button", { name: /^Abilities/ }).click();
    await page.getByRole("radio", { name: /^Roll the dice/ }).check();
    await page.getByRole("button", { name: "Roll the dice" }).click();
    await page.getByRole("list", { name: "What fell" }).waitFor();
    const [roll] = await dm.characters.rolls(campaign);
    const scores = (roll?.dice ?? []).map((faces) => faces.reduce((a, b) => a + b, 0) - Math.min(...faces));
    const names = ["Strength", "Dexterity", "Constitution", "Intelligence", "Wisdom", "Charisma"];
    for (const [index, name] of names.entries())
      await page.getByRole("combobox", { name }).selectOption(String(scores[index]));
    await page.getByRole("button", { name: "Abilities done" }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("[WEB-33] on a phone and by keys alone a race is chosen and the next step reached", async () => {
    const { page, troubles } = await visit(at.browser, at.server.url, PHONE);
    await register(page, "Tess");
    await page.getByLabel("Name of the campaign").fill("By keys");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("link", { name: "Make a character" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Dwarf", exact: true }).waitFor();
    await page.getByLabel("Name", { exact: true }).focus();
    await page.keyboard.type("Tess");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("radio", { name: "Elf", exact: true }).isChecked()).toBe(true);
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("radio", { name: "Dragonborn", exact: true }).isChecked()).toBe(true);
    await page.getByLabel("Draconic ancestor").waitFor();
    await page.getByLabel("Draconic ancestor").focus();
    await page.keyboard.type("Red");
    await page.getByRole("button", { name: "Name and race done" }).waitFor();
    await page.getByRole("button", { name: "Next" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Class", level: 2 }).waitFor();
    // The focus follows the heading a moment later.
    await page.locator("#step:focus").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});
