import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Skald, Table } from "../../client-sdk/src/index.ts";
import { verifySession } from "../../client-sdk/src/verify.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer();
}, 30_000);
afterAll(() => server.stop());

async function invited(dm: Skald, campaign: string, name: string): Promise<Skald> {
  const player = await someone(server.address, name);
  await player.api.acceptInvite((await dm.api.invite(campaign)).code);
  return player;
}

describe("an evening over real HTTP and sockets", () => {
  it("[SRV-1] a campaign, an invited player with a ready character, a session, both seated, and an attack", async () => {
    const dm = await someone(server.address, "Morgan");
    const campaign = await dm.api.createCampaign({ name: "The Drowned Bell" });
    expect(campaign).toMatchObject({ role: "owner", diceMode: "rng", mapMode: "grid_2d" });
    const player = await invited(dm, campaign.id, "Kara's player");
    const kara = SAMPLE_CHARACTERS[0];
    if (kara === undefined) throw new Error("there is a first character");
    const character = await player.api.createCharacter(campaign.id, { name: kara.name, sheet: kara.sheet });
    expect(character).toMatchObject({
      name: "Kara Holt",
      class: "Fighter",
      level: 3,
      maxHp: 28,
      armorClass: 19,
    });

    const session = await dm.api.createSession(campaign.id, { name: "One", rulings: { monsters: "dm" } });
    expect(session).toMatchObject({ status: "active", version: 1 });
    const dmTable = await dm.sit(session.id);
    const table = await player.sit(session.id);
    expect([dmTable.role, table.role]).toEqual(["dm", "player"]);

    for (const command of SAMPLE_SCENE) await accepted(dmTable, command);
    await accepted(table, { do: "bring-character", character: character.id, at: [12, 4] });
    await accepted(dmTable, { do: "roll-initiative" });
    const shown = Object.values(table.view.creatures).map(({ name }) => name);
    expect(shown).toContain("Kara Holt");
    expect(shown).not.toContain("Nettle");

    const paged = await player.api.events(session.id, 0, 5);
    expect(paged.entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(paged.next).toBe(5);
    const now = await player.api.state(session.id);
    expect(now).toEqual({ ...table.view });
    await dmTable.leave();
    await table.leave();

    const file = await dm.api.exportSession(session.id);
    expect(verifySession(file)).toMatchObject({ ok: true, sessionId: session.id });
    const token = player.signedIn?.token ?? "";
    expect(await send(server.address, "GET", `/api/sessions/${session.id}/export`, { token })).toMatchObject({
      status: 403,
    });
  }, 30_000);
});

async function accepted(table: Table, command: Parameters<Table["command"]>[0]): Promise<void> {
  expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
}
