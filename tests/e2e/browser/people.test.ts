import { afterAll, expect, it } from "vitest";
import { Skald } from "../../../client-sdk/src/index.ts";
import { readRunning } from "../../../server/running-file.ts";
import { type LetterBox, openLetterBox } from "../../support/letter-box.ts";
import { freePort } from "../../support/own-postgres.ts";
import { describeTable, register, signIn, visit } from "./browser.ts";

const PASSWORD = "long enough";

let letters: LetterBox;

/** Letters lead to the table's own address, so it is known before. */
async function withLetters() {
  letters = await openLetterBox();
  const port = String(await freePort());
  return { SMTP_URL: letters.url, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` };
}
afterAll(() => letters?.close());

describeTable(
  "people at the web table",
  (at) => {
    async function someone(name: string): Promise<Skald> {
      const skald = new Skald(at.server.url);
      await skald.register({ email: `${name}@example.org`, password: PASSWORD, displayName: name });
      return skald;
    }

    /** The first link of a purpose in somebody's letters. */
    async function linkTo(address: string, purpose: string, nth = 0): Promise<string> {
      const links = () =>
        letters
          .to(address)
          .map(({ text }) => new RegExp(`http\\S+/${purpose}#[\\w-]+`).exec(text)?.[0])
          .filter((link) => link !== undefined);
      await expect.poll(() => links()[nth], { timeout: 15_000 }).toBeDefined();
      return links()[nth] ?? "";
    }

    it("[WEB-40] a moderator finds somebody and bans them; they are out, and in again when the ban is lifted", async () => {
      const moderator = await someone("mo");
      const token = (await readRunning(at.data))?.token ?? "";
      await fetch(`${at.server.url}/api/local/role`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify({ email: moderator.user?.email, role: "MODERATOR" }),
      });
      const sten = await visit(at.browser, at.server.url);
      await register(sten.page, "Sten");
      expect(await sten.page.getByRole("link", { name: "Moderation" }).count()).toBe(0);
      const mo = await visit(at.browser, at.server.url);
      await signIn(mo.page, "mo@example.org", PASSWORD);

      await mo.page.getByRole("link", { name: "Moderation" }).click();
      await mo.page.getByLabel("Part of a name or an address").fill("sten@");
      await mo.page.getByRole("button", { name: "Find" }).click();
      const row = mo.page.getByRole("list", { name: "People found" }).getByRole("listitem");
      await row.getByText("sten@example.org").waitFor();
      await row.getByRole("button", { name: "Ban…" }).click();
      await row.getByLabel("Reason").fill("Spat at the dice.");
      await row.getByLabel("Until").fill("2020-01-01T10:00");
      await row.getByRole("button", { name: "Ban Sten" }).click();
      await row.getByText("Is over already.").waitFor();
      await row.getByLabel("Until").fill("2099-01-01T10:00");
      await row.getByRole("button", { name: "Ban Sten" }).click();
      await row.getByText("banned", { exact: true }).waitFor();
      await row.getByText(/^Until .*2099.*: Spat at the dice\.$/).waitFor();

      await sten.page.getByLabel("Name of the campaign").fill("Mine");
      await sten.page.getByRole("button", { name: "Begin" }).click();
      await sten.page.getByRole("heading", { name: "Welcome to the table" }).waitFor();
      await sten.page.getByLabel("E-mail").fill("sten@example.org");
      await sten.page.getByLabel("Password").fill(PASSWORD);
      await sten.page.getByRole("button", { name: "Sign in" }).click();
      await sten.page.getByText(/This account is banned until .*: Spat at the dice\./).waitFor();

      await row.getByRole("button", { name: "Lift the ban" }).click();
      await row.getByText("banned", { exact: true }).waitFor({ state: "detached" });
      await sten.page.getByRole("button", { name: "Sign in" }).click();
      await sten.page.getByRole("heading", { name: "Campaigns" }).waitFor();
      await mo.page.context().close();
      await sten.page.context().close();
    });

    it("[WEB-41] an address is confirmed, a forgotten password is set anew, and the wrong one is told at its field", async () => {
      const { page } = await visit(at.browser, at.server.url);
      await register(page, "Vera");
      await page.getByRole("link", { name: "Vera, your account" }).click();
      await page.getByText("not confirmed").waitFor();
      await page.goto(await linkTo("vera@example.org", "verify-email"));
      await page.getByRole("button", { name: "Confirm my address" }).click();
      await page.getByText("Your address is confirmed.").waitFor();
      await page.getByRole("link", { name: "Vera, your account" }).click();
      await page.getByText("confirmed", { exact: true }).waitFor();

      await page.getByLabel("The one you have").fill("not that one");
      await page.getByLabel("The new one").fill("another long one");
      await page.getByRole("button", { name: "Change it" }).click();
      await page.getByText("The password is wrong.").waitFor();
      expect(await page.getByLabel("The one you have").getAttribute("aria-invalid")).toBe("true");
      await page.getByLabel("The one you have").fill(PASSWORD);
      await page.getByRole("button", { name: "Change it" }).click();
      await page.getByText(/Your password is changed/).waitFor();

      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await page.getByRole("button", { name: "I forgot my password" }).click();
      await page.getByLabel("E-mail").fill("vera@example.org");
      await page.getByRole("button", { name: "Send the letter" }).click();
      await page.getByText(/a letter with a link is on its way/).waitFor();
      await page.goto(await linkTo("vera@example.org", "reset-password"));
      await page.getByRole("textbox", { name: "Password" }).fill("short");
      await page.getByRole("button", { name: "Change it" }).click();
      await page.getByText("Needs at least 8 characters.").waitFor();
      await page.getByRole("textbox", { name: "Password" }).fill("a third long one");
      await page.getByRole("button", { name: "Change it" }).click();
      await signIn(page, "vera@example.org", "a third long one");
      await page.context().close();
    });

    it("[WEB-42] a device is signed out from another one, and all of them at once", async () => {
      const other = await someone("dev");
      const { page } = await visit(at.browser, at.server.url);
      await signIn(page, "dev@example.org", PASSWORD);
      await page.goto(`${at.server.url}/account`);
      const devices = page.getByRole("list", { name: "Devices" }).getByRole("listitem");
      await devices.nth(1).waitFor();
      expect(await devices.count()).toBe(2);
      await page.getByRole("button", { name: "Sign out there" }).click();
      await page.getByText("Signed out there.").waitFor();
      await devices.nth(1).waitFor({ state: "detached" });
      await expect(other.people.me()).rejects.toMatchObject({ status: 401 });
      const again = new Skald(at.server.url);
      await again.login({ email: "dev@example.org", password: PASSWORD });
      await page.getByRole("button", { name: "Sign out everywhere…" }).click();
      await page.getByRole("button", { name: "Yes, here and everywhere" }).click();
      await page.getByRole("heading", { name: "Welcome to the table" }).waitFor();
      await expect(again.people.me()).rejects.toMatchObject({ status: 401 });
      await page.context().close();
    });

    it("[WEB-43] an owner changes the campaign, takes a player out and ends a session from its page", async () => {
      const player = await someone("pia");
      const { page, troubles } = await visit(at.browser, at.server.url);
      await register(page, "Omar");
      await page.getByLabel("Name of the campaign").fill("Embers");
      await page.getByRole("button", { name: "Begin" }).click();
      await page.getByRole("button", { name: "Make an invitation" }).click();
      const link = await page.getByLabel("Invitation link").inputValue();
      const { id } = await player.api.acceptInvite(link.split("/").at(-1) ?? "");

      await page.getByLabel("Name", { exact: true }).fill("Embers of the Bell");
      await page.getByLabel("What it is about").fill("A bell under the lake.");
      await page.getByLabel("Players roll real dice and enter them").check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("heading", { name: "Embers of the Bell" }).waitFor();
      await page.getByText("dice by hand").waitFor();
      expect(await player.api.campaign(id)).toMatchObject({ diceMode: "player_entered" });

      await page.getByLabel("Name of the session").fill("One");
      await page.getByRole("button", { name: "Start a session" }).click();
      await page.getByRole("button", { name: "Set the scene" }).waitFor();
      await page.goto(`${at.server.url}/campaigns/${id}`);
      await page.getByRole("button", { name: "End…" }).click();
      await page.getByRole("button", { name: "Yes, end it" }).click();
      await page.getByText("The session has ended.").waitFor();
      await page.getByText("ended", { exact: true }).waitFor();

      const players = page.getByRole("list", { name: "Players" }).getByRole("listitem");
      await players.filter({ hasText: "pia" }).getByRole("button", { name: "Take out…" }).click();
      await page.getByRole("button", { name: "Yes, take pia out" }).click();
      await page.getByText("pia is no longer of the campaign.").waitFor();
      await expect(player.api.campaign(id)).rejects.toMatchObject({ status: 404 });
      expect(troubles).toEqual([]);
      await page.context().close();
    });
  },
  withLetters,
);
