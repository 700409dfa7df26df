import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { expect, it } from "vitest";
import { Skald, type Table } from "../../../client-sdk/src/index.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../../server/sample.ts";
import { describeTable, signIn, type Visitor, visit } from "./browser.ts";

const PASSWORD = "long enough";
const SOON = { timeout: 15_000 };
const [KARA, OTHER] = SAMPLE_CHARACTERS;

const png = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 300, channels: 3, background } })
    .png()
    .toBuffer();
const file = async (background: string, name = "face.png") => ({
  name,
  mimeType: "image/png",
  buffer: await png(background),
});

/** The colour in the middle of what is drawn. */
async function colourOf(drawn: Locator): Promise<"red" | "blue" | "green" | "other"> {
  const shot = sharp(await drawn.screenshot());
  const { width = 0, height = 0 } = await shot.metadata();
  const middle = { left: Math.floor(width / 2), top: Math.floor(height / 2), width: 1, height: 1 };
  const [red = 0, green = 0, blue = 0] = await shot.extract(middle).removeAlpha().raw().toBuffer();
  if (red > 180 && green < 80 && blue < 80) return "red";
  if (blue > 180 && red < 80 && green < 80) return "blue";
  return green > 90 && red < 60 && blue < 60 ? "green" : "other";
}

/** Whose portraits a page has asked for, and how often it asked what there is. */
function asking(page: Page): { readonly portraits: string[]; looks: number } {
  const asked = { portraits: [] as string[], looks: 0 };
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    const portrait = /^\/api\/characters\/([^/]+)\/portrait$/.exec(pathname)?.[1];
    if (portrait !== undefined && request.method() === "GET") asked.portraits.push(portrait);
    if (/^\/api\/campaigns\/[^/]+\/characters$/.test(pathname)) asked.looks += 1;
  });
  return asked;
}

describeTable("pictures at the web table", (at) => {
  /** Mara runs a session in which Ben plays Kara and Cleo somebody else; all sit by the SDK. */
  async function evening(where: string) {
    const [mara, ben, cleo] = await Promise.all(
      ["mara", "ben", "cleo"].map(async (name) => {
        const skald = new Skald(at.server.url);
        await skald.register({
          email: `${name}.${where}@example.org`,
          password: PASSWORD,
          displayName: name,
        });
        return skald;
      }),
    );
    if (mara === undefined || ben === undefined || cleo === undefined) throw new Error("nobody is there");
    if (KARA === undefined || OTHER === undefined) throw new Error("no sample");
    const campaign = await mara.api.createCampaign({ name: "The Drowned Bell" });
    for (const player of [ben, cleo])
      await player.api.acceptInvite((await mara.api.invite(campaign.id)).code);
    const session = await mara.api.createSession(campaign.id, { name: "One", rulings: { monsters: "dm" } });
    const dm = await mara.sit(session.id);
    for (const command of SAMPLE_SCENE) await dm.command(command);
    const bring = async (player: Skald, { name, sheet, at }: typeof KARA): Promise<[Table, string]> => {
      const table = await player.sit(session.id);
      const { id } = await player.api.createCharacter(campaign.id, { name, sheet });
      await table.bringCharacter(id, at);
      return [table, id];
    };
    const [[benTable, kara], [cleoTable, other]] = [await bring(ben, KARA), await bring(cleo, OTHER)];
    return { session, mara, cleo, dm, benTable, cleoTable, kara, other };
  }

  async function sitDown(name: string, where: string, session: string): Promise<Visitor> {
    const visitor = await visit(at.browser, at.server.url);
    await signIn(visitor.page, `${name}.${where}@example.org`, PASSWORD);
    await visitor.page.goto(`${at.server.url}/sessions/${session}`);
    await visitor.page.getByRole("img", { name: new RegExp(`^${KARA?.name}`) }).waitFor();
    return visitor;
  }

  const tokenOf = (page: Page, name = KARA?.name ?? ""): Locator =>
    page.getByRole("img", { name: new RegExp(`^${name},`) });
  const faceOf = (page: Page, name: string): Locator =>
    page
      .getByRole("list", { name: "At the table" })
      .getByRole("listitem")
      .filter({ hasText: name })
      .locator("img");

  it("[WEB-20] a player adds a portrait at the sheet, and it is drawn on another's map and turn order", async () => {
    const { session, dm, benTable, cleoTable, kara } = await evening("art");
    await dm.dm.rollInitiative();
    for (const table of [benTable, cleoTable]) table.leave();
    const ben = await sitDown("ben", "art", session.id);
    const cleo = await sitDown("cleo", "art", session.id);
    const asked = asking(cleo.page);
    expect(await tokenOf(cleo.page).locator("image").count()).toBe(0);
    await tokenOf(cleo.page).locator("text.initials").waitFor();

    await ben.page.getByLabel(`Add a portrait of ${KARA?.name}`).setInputFiles(await file("red"));
    await ben.page.getByRole("img", { name: `Portrait of ${KARA?.name}` }).waitFor();
    const art = tokenOf(cleo.page).locator("image.art");
    await art.waitFor();
    await expect.poll(() => colourOf(art), SOON).toBe("red");
    const turn = cleo.page.getByRole("navigation", { name: "Turn order" }).locator("button", {
      hasText: KARA?.name ?? "",
    });
    await expect.poll(() => colourOf(turn.locator("img")), SOON).toBe("red");
    expect(await turn.locator("img").getAttribute("alt")).toBe("");
    expect(new Set(asked.portraits)).toEqual(new Set([kara]));

    await ben.page.getByLabel(`Change the portrait of ${KARA?.name}`).setInputFiles(await file("blue"));
    await expect.poll(() => colourOf(art), SOON).toBe("blue");
    // A page that comes later has it from the start, and so has a replay.
    await cleo.page.goto(`${at.server.url}/sessions/${session.id}/replay`);
    await expect.poll(() => colourOf(tokenOf(cleo.page).locator("image.art")), SOON).toBe("blue");

    // What the cleo page is not to change: it is Ben's character.
    expect(await cleo.page.getByLabel(/portrait of/).count()).toBe(0);
    expect([...ben.troubles, ...cleo.troubles]).toEqual([]);

    const change = ben.page.getByLabel(`Change the portrait of ${KARA?.name}`);
    await change.setInputFiles({
      name: "face.png",
      mimeType: "image/png",
      buffer: Buffer.from("no picture"),
    });
    await ben.page.getByText("PNG, JPEG and WebP are taken, whatever the file is called.").waitFor();
    const huge = { name: "huge.png", mimeType: "image/png", buffer: Buffer.alloc(9 * 1024 * 1024) };
    await change.setInputFiles(huge);
    await ben.page.getByText("huge.png has 9 MiB; 8 MiB are taken at most.").waitFor();
    await expect.poll(() => colourOf(tokenOf(ben.page).locator("image.art")), SOON).toBe("blue");
    dm.leave();
    await ben.page.context().close();
    await cleo.page.context().close();
  });

  it("[WEB-21] the art of a creature that a seat does not see is never asked for by its page", async () => {
    const { session, cleo, dm, benTable, cleoTable, kara, other } = await evening("hidden");
    const picture = async (background: string) =>
      cleo.catalog.setPortrait(
        other,
        (
          await cleo.catalog.upload(new Blob([new Uint8Array(await png(background))]), {
            visibility: "PRIVATE",
          })
        ).id,
      );
    await picture("green");
    const hidden = Object.values(dm.view.creatures).find(({ character }) => character === other);
    if (hidden === undefined) throw new Error("nobody to hide");
    await dm.dm.conceal({ target: hidden.id });
    benTable.leave();

    const visitor = await visit(at.browser, at.server.url);
    const asked = asking(visitor.page);
    await signIn(visitor.page, "ben.hidden@example.org", PASSWORD);
    await visitor.page.goto(`${at.server.url}/sessions/${session.id}`);
    await visitor.page.getByLabel(`Add a portrait of ${KARA?.name}`).setInputFiles(await file("red"));
    await tokenOf(visitor.page).locator("image.art").waitFor();
    expect(await tokenOf(visitor.page, hidden.name).count()).toBe(0);

    // Told that somebody's picture changed, the page looks again, and still asks for none that it does not show.
    const looks = asked.looks;
    await picture("blue");
    cleoTable.signal({ kind: "pictures" });
    await expect.poll(() => asked.looks, SOON).toBeGreaterThan(looks);
    await visitor.page.getByLabel(`Change the portrait of ${KARA?.name}`).setInputFiles(await file("green"));
    await expect.poll(() => colourOf(tokenOf(visitor.page).locator("image.art")), SOON).toBe("green");
    expect(new Set(asked.portraits)).toEqual(new Set([kara]));

    await dm.dm.reveal({ target: hidden.id });
    const art = tokenOf(visitor.page, hidden.name).locator("image.art");
    await expect.poll(() => colourOf(art), SOON).toBe("blue");
    expect(new Set(asked.portraits)).toEqual(new Set([kara, other]));
    expect(visitor.troubles).toEqual([]);
    dm.leave();
    cleoTable.leave();
    await visitor.page.context().close();
  });

  it("[WEB-22] a profile picture stands beside the name at everybody's table", async () => {
    const { session, dm, benTable, cleoTable } = await evening("face");
    benTable.leave();
    cleoTable.leave();
    const ben = await sitDown("ben", "face", session.id);
    const cleo = await sitDown("cleo", "face", session.id);
    expect(await faceOf(cleo.page, "ben").count()).toBe(0);
    await ben.page.getByLabel("Add a profile picture").setInputFiles(await file("red"));
    await ben.page.getByLabel("Change your profile picture").waitFor({ state: "attached" });
    await expect.poll(() => colourOf(faceOf(cleo.page, "ben")), SOON).toBe("red");
    await expect.poll(() => colourOf(faceOf(ben.page, "ben")), SOON).toBe("red");
    expect(await faceOf(cleo.page, "cleo").count()).toBe(0);
    expect([...ben.troubles, ...cleo.troubles]).toEqual([]);
    dm.leave();
    await ben.page.context().close();
    await cleo.page.context().close();
  });

  it("[WEB-23] the DM adds a portrait to a character of their own, and to no player's", async () => {
    const { session, mara, dm, benTable, cleoTable } = await evening("dm");
    if (KARA === undefined) throw new Error("no sample");
    const guide = { name: "Orla Fenn", sheet: KARA.sheet };
    const { id } = await mara.api.createCharacter(session.campaignId, guide);
    expect(await dm.bringCharacter(id, [2, 2])).toMatchObject({ outcome: "accepted" });
    for (const table of [dm, benTable]) table.leave();
    const visitor = await sitDown("mara", "dm", session.id);
    const { page } = visitor;
    const row = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
    await row(KARA.name).first().click();
    await page.getByRole("heading", { name: KARA.name }).waitFor();
    expect(await page.getByLabel(/portrait of/).count()).toBe(0);
    await row(guide.name).first().click();
    await page.getByLabel(`Add a portrait of ${guide.name}`).setInputFiles(await file("red"));
    await expect.poll(() => colourOf(tokenOf(page, guide.name).locator("image.art")), SOON).toBe("red");
    expect(visitor.troubles).toEqual([]);
    cleoTable.leave();
    await page.context().close();
  });
});
