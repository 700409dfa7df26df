import { expect, it } from "vitest";
import { Skald } from "../../../client-sdk/src/index.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../../server/sample.ts";
import { describeTable, signIn, visit } from "./browser.ts";

describeTable("appeals at the web table", (at) => {
  it("[APL-24] a player appeals a roll from the log; the DM sees it with its rule, overrules and sets it right", async () => {
    const password = "long enough";
    const [dm, player] = await Promise.all(
      ["mara", "ben"].map(async (name) => {
        const skald = new Skald(at.server.url);
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

    const mara = await visit(at.browser, at.server.url);
    const ben = await visit(at.browser, at.server.url);
    for (const [visitor, name] of [
      [mara, "mara"],
      [ben, "ben"],
    ] as const) {
      await signIn(visitor.page, `${name}@example.org`, password);
      await visitor.page.goto(`${at.server.url}/sessions/${id}`);
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
