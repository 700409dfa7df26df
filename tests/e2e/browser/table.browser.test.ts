import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { Skald, type Table } from "../../../client-sdk/src/index.ts";
import { READY_MADE } from "../../../client-sdk/table/ready-made.ts";
import { until } from "../../support/watch.ts";
import { clickSquare, describeTable, register, signIn, visit } from "./browser.ts";

const KARA = READY_MADE.find(({ name }) => name.startsWith("Kara"));

describeTable("the web table", (at) => {
  const turnOf = (page: Page) =>
    page.getByRole("navigation", { name: "Turn order" }).locator("[aria-current]");

  it("[WEB-1] two people sit down, fight a goblin for a turn, read its rules and scrub the replay", async () => {
    const ana = await visit(at.browser, at.server.url);
    const ben = await visit(at.browser, at.server.url);
    await register(ana.page, "Ana");
    await register(ben.page, "Ben");

    await ana.page.getByLabel("Name of the campaign").fill("The Drowned Bell");
    await ana.page.getByRole("button", { name: "Begin" }).click();
    await ana.page.getByRole("button", { name: "Make an invitation" }).click();
    await ben.page.goto(await ana.page.getByLabel("Invitation link").inputValue());
    await ben.page.getByRole("button", { name: "Accept the invitation" }).click();

    await ana.page.getByLabel("Name of the session").fill("The ambush");
    await ana.page.getByRole("button", { name: "Start a session" }).click();
    await ana.page.getByLabel("Sample scene").selectOption("A lone goblin");
    await ana.page.getByRole("button", { name: "Set the scene" }).click();
    await ana.page.getByRole("img", { name: /^Snag/ }).waitFor();

    await ben.page.getByRole("heading", { name: "The Drowned Bell" }).waitFor();
    await ben.page.reload();
    await ben.page.getByRole("link", { name: "Take a seat" }).click();
    await ben.page.getByLabel("A ready-made character").selectOption("Kara Ironvale");
    await ben.page.getByRole("button", { name: "Play this one" }).click();
    await ana.page.getByRole("img", { name: /^Kara/ }).waitFor();

    await ana.page.getByRole("button", { name: "Roll initiative" }).click();
    await turnOf(ana.page).waitFor();
    if ((await turnOf(ana.page).textContent())?.includes("Snag"))
      await ana.page.getByRole("button", { name: "End turn" }).click();
    await turnOf(ben.page).filter({ hasText: "Kara" }).waitFor();

    // By the arrow keys to one square, by the pointer to the next.
    await ben.page.getByRole("application").focus();
    await ben.page.keyboard.press("ArrowRight");
    await ben.page.getByText("Kara Ironvale moves to C4 (5 ft).").waitFor();
    await ben.page.getByRole("button", { name: "Take back" }).click();
    await ben.page.getByRole("button", { name: /^Kara Ironvale B4/ }).waitFor();
    await clickSquare(ben.page, 4, 1);
    await ben.page.getByText(/Kara Ironvale moves to E2/).waitFor();

    await ben.page.getByRole("button", { name: /^Longsword/ }).click();
    await ben.page
      .getByRole("group", { name: "Longsword at whom?" })
      .getByRole("button", { name: /^Snag/ })
      .click();
    const attack = ben.page
      .getByRole("listitem")
      .filter({ hasText: "Kara Ironvale attacks Snag: Longsword" });
    await attack.getByText(/^(hit|miss|critical hit)$/).waitFor();
    expect(await attack.getByText("Strength").count()).toBe(1);

    await attack
      .getByRole("button", { name: "Rule: Making an Attack, Attack Rolls" })
      .or(attack.getByRole("button", { name: /^Rule:/ }))
      .first()
      .click();
    const rule = ben.page.getByRole("dialog");
    const quote = (await rule.locator("mark").textContent()) ?? "";
    expect(quote.length).toBeGreaterThan(20);
    expect(await rule.textContent()).toContain("rules.txt@");
    await ben.page.keyboard.press("Escape");
    await rule.waitFor({ state: "hidden" });

    await ben.page.getByRole("button", { name: "End turn" }).click();
    await ben.page.getByLabel("To whom").selectOption("To all");
    await ben.page.getByLabel("Message").fill("<img src=x onerror=alert(1)> & done");
    await ben.page.getByRole("button", { name: "Send" }).click();
    await ana.page.getByText("<img src=x onerror=alert(1)> & done").waitFor();

    await ben.page.getByRole("link", { name: "Replay" }).click();
    const slider = ben.page.getByLabel("Event");
    await ben.page.getByRole("img", { name: /^Kara/ }).waitFor();
    const last = Number(await slider.getAttribute("max"));
    expect(last).toBeGreaterThan(10);
    await slider.fill("1");
    await ben.page.getByText("No map lies on the table yet.").waitFor();
    await ben.page.getByLabel("Speed").selectOption("8");
    await ben.page.getByRole("button", { name: "Play" }).click();
    await ben.page.getByText("Kara Ironvale attacks Snag: Longsword").waitFor();
    await ben.page.getByText(`${last} of ${last}`).waitFor();

    await ana.page.getByRole("button", { name: "End the session…" }).click();
    await ana.page.getByRole("button", { name: "Yes, end it" }).click();
    await ana.page.getByText("The session ends.").waitFor();
    await ana.page.getByRole("link", { name: "Replay" }).click();
    await ana.page.getByRole("heading", { name: "What changed since event 0" }).waitFor();
    await ana.page.getByRole("listitem").filter({ hasText: "Snag: in sight" }).waitFor();
    await ana.page.getByRole("button", { name: "Check it here" }).click();
    await ana.page.getByText(/events hold together.* dice follow from the secret/).waitFor();

    expect([...ana.troubles, ...ben.troubles]).toEqual([]);
    await ana.page.context().close();
    await ben.page.context().close();
  });

  /** A table whose DM is the test itself, and whose player sits in a at.browser. */
  async function tableOf(name: string, diceMode: "rng" | "player_entered") {
    const dm = new Skald(at.server.url);
    const player = new Skald(at.server.url);
    const email = `${name}@example.org`;
    await dm.register({ email: `dm-${email}`, password: "long enough", displayName: "Dora" });
    await player.register({ email, password: "long enough", displayName: name });
    const campaign = await dm.api.createCampaign({ name: `${name}'s road`, diceMode });
    await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
    const session = await dm.api.createSession(campaign.id, { name: "On the road" });
    if (KARA === undefined) throw new Error("Kara is missing");
    const kara = await player.api.createCharacter(campaign.id, { name: KARA.name, sheet: KARA.sheet });
    const table = await dm.sit(session.id, { role: "dm" });
    await table.dm.setMap({
      map: { width: 12, height: 8, light: "bright", terrain: [{ x: 6, y: 1, type: "wall" }] },
    });
    await table.dm.addMonster({ monster: "Bugbear", name: "Grum", side: "foes", at: [4, 3] });
    const seat = await player.sit(session.id);
    await seat.bringCharacter(kara.id, [3, 3]);
    seat.leave();
    return { table, session, email };
  }

  const named = (table: Table, name: string): string =>
    Object.values(table.view.creatures).find((creature) => creature.name.startsWith(name))?.id ?? "";

  it("[WEB-2] a foe that walks away is asked about, and dice rolled on a real table are typed in", async () => {
    const { table, session, email } = await tableOf("bea", "player_entered");
    const ben = await visit(at.browser, `${at.server.url}/sessions/${session.id}`);
    await ben.page.getByLabel("E-mail").fill(email);
    await ben.page.getByLabel("Password").fill("long enough");
    await ben.page.getByRole("button", { name: "Sign in" }).click();
    await ben.page.getByRole("img", { name: /^Kara/ }).waitFor();

    const [grum, kara] = [named(table, "Grum"), named(table, "Kara")];
    await table.dm.startCombat({ order: [grum, kara] });
    await table.move({
      by: grum,
      path: [
        [5, 3],
        [6, 3],
      ],
    });
    const ask = ben.page.getByRole("alertdialog");
    await ask.filter({ hasText: "Grum leaves your reach" }).waitFor();
    await ask.getByRole("button", { name: /opportunity attack with Longsword/i }).click();

    await ask.filter({ hasText: "roll 1d20" }).waitFor();
    await ask.getByLabel("d20").fill("18");
    await ask.getByRole("button", { name: "Enter" }).click();
    await ask.filter({ hasText: "roll 1d8" }).waitFor();
    await ask.getByLabel("d8").fill("6");
    await ask.getByRole("button", { name: "Enter" }).click();
    await ask.waitFor({ state: "detached" });

    await until(table, () => table.view.creatures[grum as never]?.x === 6, "Grum to walk on");
    await ben.page.getByText("Kara Ironvale attacks Grum: Longsword").waitFor();
    await ben.page.getByText(/Grum takes \d+ slashing damage/).waitFor();
    expect(ben.troubles).toEqual([]);
    table.leave();
    await ben.page.context().close();
  });

  it("[WEB-3] on a phone everything is within reach, one pane at a time", async () => {
    const { table, session, email } = await tableOf("cyan", "rng");
    const { page, troubles } = await visit(at.browser, at.server.url, { width: 390, height: 844 });
    await signIn(page, email, "long enough");
    await page.getByRole("link", { name: /road/ }).click();
    await page.getByRole("link", { name: "Take a seat" }).click();
    await page.getByRole("img", { name: /^Kara/ }).waitFor();
    const kara = named(table, "Kara");
    await table.dm.startCombat({ order: [kara, named(table, "Grum")] });

    await clickSquare(page, 3, 3);
    await clickSquare(page, 3, 4);
    await until(table, () => table.view.creatures[kara as never]?.y === 4, "Kara's step");
    await page.getByRole("button", { name: "Me", exact: true }).click();
    await page.getByRole("button", { name: /^Longsword/ }).click();
    await page
      .getByRole("group", { name: "Longsword at whom?" })
      .getByRole("button", { name: /^Grum/ })
      .click();
    await page.getByRole("button", { name: "Log", exact: true }).click();
    await page.getByText("Kara Ironvale attacks Grum: Longsword").waitFor();

    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(session.status).toBe("active");
    expect(troubles).toEqual([]);
    table.leave();
    await page.context().close();
  });

  it("[WEB-5] somebody in a hurry has a scene with foes on the table after three clicks", async () => {
    const { page, troubles } = await visit(at.browser, at.server.url);
    await register(page, "Eve");
    await page.getByRole("button", { name: "Lead it as dungeon master" }).click();
    await page.getByLabel("Sample scene").selectOption("The foundry floor");
    await page.getByRole("button", { name: "Set the scene" }).click();
    await page.getByRole("img", { name: /^Nettle/ }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("[WEB-10] somebody alone plays a fight: no dungeon master sits there, and the goblin plays itself", async () => {
    const { page, troubles } = await visit(at.browser, at.server.url);
    await register(page, "Solo");
    await page.getByRole("button", { name: "Play a sample evening" }).click();
    await page.getByRole("button", { name: "Play Kara" }).click();
    await page.getByLabel("Sample scene").selectOption("A lone goblin");
    await page.getByRole("button", { name: "Set the scene" }).click();
    await page.getByRole("img", { name: /^Snag/ }).waitFor();
    // Who came before there was a map stands on it now.
    await page.getByRole("img", { name: /^Kara Holt/ }).waitFor();
    await page.getByRole("button", { name: "Roll initiative" }).click();
    // Whoever begins: one's own turn comes, ends, and comes again after the goblin's.
    await turnOf(page).getByText("Kara").waitFor();
    await page.getByRole("button", { name: "End turn" }).click();
    await page
      .getByText(/Round\s*2/)
      .first()
      .waitFor();
    await turnOf(page).getByText("Kara").waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("[WEB-4] a refusal says why, and the table comes back by itself after the server dies", async () => {
    const { table, session, email } = await tableOf("dan", "rng");
    const { page } = await visit(at.browser, `${at.server.url}/sessions/${session.id}`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("long enough");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("img", { name: /^Kara/ }).waitFor();
    await table.dm.startCombat({ order: [named(table, "Kara"), named(table, "Grum")] });
    await page.getByRole("button", { name: "Dash" }).click();
    await page.getByText(/Kara Ironvale dashes/).waitFor();

    await at.server.kill();
    await page.getByText(/The line to the table broke/).waitFor();
    await at.server.start();
    await page.getByText(/The line to the table broke/).waitFor({ state: "detached", timeout: 30_000 });
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await page
      .getByRole("status")
      .getByText(/in the way/)
      .waitFor();
    await page.getByRole("button", { name: "End turn" }).click();
    await until(table, () => table.view.encounter?.turn === named(table, "Grum"), "Grum's turn");
    table.leave();
    await page.context().close();
  });
});
