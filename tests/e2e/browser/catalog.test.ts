import sharp from "sharp";
import { expect, it } from "vitest";
import { Skald } from "../../../client-sdk/src/index.ts";
import { READY_MADE } from "../../../client-sdk/table/ready-made.ts";
import { readRunning } from "../../../server/running-file.ts";
import { describeTable, register, signIn, visit } from "./browser.ts";

const PASSWORD = "long enough";
const KARA = READY_MADE.find(({ name }) => name.startsWith("Kara"));

describeTable("the catalog at the web table", (at) => {
  async function someone(name: string): Promise<Skald> {
    const skald = new Skald(at.server.url);
    await skald.register({ email: `${name}@example.org`, password: PASSWORD, displayName: name });
    return skald;
  }

  it("[WEB-50] somebody makes an item with a picture, shares it, and another one's character wears it; its armor class says why", async () => {
    const { page, troubles } = await visit(at.browser, at.server.url);
    await register(page, "Smith");
    await page.getByRole("link", { name: "Catalog" }).click();
    await page.getByRole("link", { name: "Skills", exact: true }).click();
    await page.getByRole("link", { name: "Make a skill" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Smithing");
    await page.getByRole("combobox", { name: "Who sees it" }).selectOption("PUBLIC");
    await page.getByRole("button", { name: "Make this skill" }).click();
    await page.getByRole("heading", { name: "Smithing" }).waitFor();

    await page.goto(`${at.server.url}/catalog/items/new`);
    await page.getByLabel("Name", { exact: true }).fill("Helm of the Reeds");
    await page.getByLabel("Description").fill("Woven, and harder than it looks.");
    await page.getByRole("combobox", { name: "Worn or held" }).selectOption("HEAD");
    await page.getByLabel("Defense: what it makes of the armor class").fill("1");
    await page.getByLabel("Durability now").fill("200");
    const red = sharp({ create: { width: 90, height: 90, channels: 3, background: "red" } });
    await page
      .getByLabel("Add a picture")
      .setInputFiles({ name: "helm.png", mimeType: "image/png", buffer: await red.png().toBuffer() });
    await page.getByRole("img", { name: "Picture of the item" }).waitFor();
    const skills = page.getByRole("group", { name: "Skills it gives" });
    await skills.getByLabel("Find by name").fill("smith");
    await skills.getByLabel("Find by name").press("Enter");
    await skills.getByRole("button", { name: "Add Smithing" }).click();
    await page.getByRole("button", { name: "Make this item" }).click();
    await page.getByText("More than maxDurability.").waitFor();
    await page.getByLabel("Durability now").fill("50");
    await page.getByRole("button", { name: "Make this item" }).click();
    await page.getByRole("heading", { name: "Helm of the Reeds" }).waitFor();

    const other = await someone("kim");
    const look = () => other.catalog.list("items", { search: "reeds" });
    expect((await look()).entries).toEqual([]);
    await page.getByRole("combobox", { name: "Who sees it" }).selectOption("PUBLIC");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(async () => (await look()).entries.length).toBe(1);

    const campaign = await other.api.createCampaign({ name: "Reeds" });
    if (KARA === undefined) throw new Error("Kara is missing");
    const kara = await other.api.createCharacter(campaign.id, { name: KARA.name, sheet: KARA.sheet });
    const kim = await visit(at.browser, at.server.url);
    await signIn(kim.page, "kim@example.org", PASSWORD);
    await kim.page.goto(`${at.server.url}/characters/${kara.id}`);
    const carry = kim.page.getByRole("group", { name: "Carry another item" });
    await carry.getByLabel("Find by name").fill("helm");
    await carry.getByRole("button", { name: "Look" }).click();
    await carry.getByRole("button", { name: "Choose Helm of the Reeds" }).click();
    await kim.page
      .getByRole("list", { name: "Items of the catalog" })
      .getByText("Helm of the Reeds")
      .waitFor();
    await kim.page.getByText("What it wears and holds").click();
    await kim.page.getByRole("combobox", { name: "Head" }).selectOption({ label: "Helm of the Reeds" });
    await expect
      .poll(async () => (await other.catalog.belongings(kara.id)).equipment.head, { timeout: 10_000 })
      .not.toBeNull();
    await kim.page.reload();
    await kim.page.getByText("Armor class").click();
    const helped = (await other.characters.get(kara.id)).explained.armorClass.parts;
    for (const { why } of helped) await kim.page.getByText(why).first().waitFor();
    // Refused forms are answers of 400, which browsers log.
    expect(troubles.filter((trouble) => !trouble.includes("400"))).toEqual([]);
    await page.context().close();
    await kim.page.context().close();
  });

  it("[WEB-51] a moderator takes something off the public shelf, and its maker reads that", async () => {
    const [maker, moderator] = [await someone("max"), await someone("mona")];
    const token = (await readRunning(at.data))?.token ?? "";
    await fetch(`${at.server.url}/api/local/role`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ email: moderator.user?.email, role: "MODERATOR" }),
    });
    await maker.catalog.create("perks", { name: "Rude words", visibility: "PUBLIC" });
    const { page, troubles } = await visit(at.browser, at.server.url);
    await signIn(page, "mona@example.org", PASSWORD);
    await page.goto(`${at.server.url}/catalog/perks`);
    await page.getByLabel("Words of the name or the description").fill("rude");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: /^Rude words/ }).click();
    await page.getByRole("button", { name: "Take it off the public shelf" }).click();
    await page.getByText(/A moderator took this off/).waitFor();
    expect((await maker.catalog.list("perks", { search: "rude" })).entries).toEqual([]);
    expect((await maker.catalog.list("perks", { scope: "own" })).entries).toMatchObject([
      { isWithheld: true },
    ]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});
