import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Skald } from "../../../client-sdk/src/index.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../../server/sample.ts";
import { type ServerProcess, serverProcess } from "../../support/server-process.ts";
import { buildTable, chromiumPath, launch, signIn, visit } from "./browser.ts";

const path = chromiumPath();
if (path === null) console.log("no Chromium here: 1 case in the browser did not run (set CHROMIUM_PATH)");

describe.skipIf(path === null)("appeals at the web table", () => {
  let server: ServerProcess;
  let browser: Browser;
  let data: string;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "skald-browser-"));
    await buildTable();
    server = await serverProcess({ SKALD_DATA: data });
    await server.start();
    browser = await launch(path ?? "");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(data, { recursive: true, force: true });
  }, 30_000);

  it("[APL-24] a player appeals a roll from the log; the DM sees it with its rule, overrules and sets it right", async () => {
    const password = "long enough";
    const [dm, player] = await Promise.all(
      ["mara", "ben"].map(async (name) => {
        const skald = new Skald(server.url);
        await skald.register({ email: `${name}@example.org`, password, displayName: name });
        return skald;
      }),
    );
    const kara = SAMPLE_CHARACTERS[0];
    if (dm === undefined || player === undefined || kara === undefined) throw new Error("nobody is there");
    const campaign = await dm.api.createCampaign({ name: "The Drowned Bell" });
    await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
    const { id } = await dm.api.createSession(campaign.id, { name: "One", rulings: { monsters: "dm" } });
    const [dmTable, table] = [await dm.sit(id), await player.sit(id)];
    for (const command of SAMPLE_SCENE) await dmTable.command(command);
    const character = await player.api.createCharacter(campaign.id, { name: kara.name, sheet: kara.sheet });
    await table.bringCharacter(character.id, kara.at);
    await dmTable.dm.rollInitiative();
    table.leave();
    dmTable.leave();

    const mara = await visit(browser, server.url);
    const ben = await visit(browser, server.url);
    for (const [visitor, name] of [
      [mara, "mara"],
      [ben, "ben"],
    ] as const) {
      await signIn(visitor.page, `${name}@example.org`, password);
      await visitor.page.goto(`${server.url}/sessions/${id}`);
      await visitor.page.getByRole("list", { name: "Log of the session" }).waitFor();
    }

    const roll = ben.page
      .getByRole("listitem")
      .filter({ hasText: /initiative/i })
      .first();
    await roll.getByRole("button", { name: /^Appeal event/ }).click();
    await roll.getByLabel("What is wrong with it?").fill("She was on watch.");
    await roll.getByRole("button", { name: "Appeal", exact: true }).click();
    await roll.getByText("Appealed").waitFor();

    const prompt = mara.page.getByRole("alertdialog").filter({ hasText: "ben appeals event" });
    await prompt.getByText("She was on watch.").waitFor();
    expect(await prompt.getByRole("button", { name: /^Rule:/ }).count()).toBeGreaterThan(0);
    await prompt.getByLabel("Because").fill("Watches act first here.");
    await prompt.getByRole("button", { name: "Overrule" }).click();
    await prompt.waitFor({ state: "hidden" });
    await ben.page.getByText(/The DM overrules event \d+: Watches act first here\./).waitFor();

    const carry = mara.page.getByRole("alertdialog").filter({ hasText: "Carry out the ruling" });
    await carry.getByLabel("Who").selectOption({ label: kara.name });
    await carry.getByLabel("Hit points").fill("3");
    await carry.getByRole("button", { name: "Set" }).click();
    await ben.page.getByText(/As ruled in event \d+/).waitFor();
    await carry.getByRole("button", { name: "Done" }).click();
    await carry.waitFor({ state: "hidden" });

    await mara.page
      .getByRole("button", { name: /^Rule on event/ })
      .last()
      .click();
    const other = mara.page.locator("form.look-again");
    await other.getByLabel("Ruled so").fill("Ties go to who talks least.");
    await other.getByLabel("Because").fill("It is late.");
    await other.getByLabel("The campaign goes by it from now on").check();
    await other.getByRole("button", { name: "Rule", exact: true }).click();
    await ben.page.getByText(/Ties go to who talks least\./).waitFor();

    expect([...mara.troubles, ...ben.troubles]).toEqual([]);
    await mara.page.context().close();
    await ben.page.context().close();
  });
});
