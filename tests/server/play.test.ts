import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Skald, Table } from "../../client-sdk/src/index.ts";
import { verifySession } from "../../client-sdk/src/verify.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer();
});
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
  });
});

async function accepted(table: Table, command: Parameters<Table["command"]>[0]): Promise<void> {
  expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
}

it("[SMP-1] whoever has just signed in gets a first evening in one step, and its scene can be set", async () => {
  const anna = await someone(server.address);
  const token = anna.signedIn?.token ?? "";
  const made = await send(server.address, "POST", "/api/sample", { body: {}, token });
  expect(made).toMatchObject({
    status: 201,
    body: { campaign: { role: "owner" }, session: { status: "active" } },
  });
  const { session, characters } = made.body as { session: { id: string }; characters: { id: string }[] };
  expect(characters).toHaveLength(3);
  const table = await anna.sit(session.id);
  expect(table.role).toBe("dm");
  for (const command of SAMPLE_SCENE)
    expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
  const first = characters[0]?.id ?? "";
  expect(await table.command({ do: "bring-character", character: first })).toMatchObject({
    outcome: "accepted",
  });
  expect(Object.values(table.view.creatures)).toHaveLength(5);
  await table.leave();
});

describe("a character between sessions", () => {
  it("[CHR-3] sits at one table at a time, cannot be rewritten there, and takes its wounds to the next", async () => {
    const dm = await someone(server.address, "Morgan");
    const player = await someone(server.address, "Kara's player");
    const campaign = await dm.api.createCampaign({ name: "Embers" });
    await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
    const kara = SAMPLE_CHARACTERS[0];
    if (kara === undefined) throw new Error("there is a first character");
    const written = { name: kara.name, sheet: kara.sheet };
    const character = await player.api.createCharacter(campaign.id, written);
    const rulings = { monsters: "dm" };
    const first = await dm.api.createSession(campaign.id, { name: "One", rulings });
    const second = await dm.api.createSession(campaign.id, { name: "Two", rulings });

    const dmTable = await dm.sit(first.id);
    const table = await player.sit(first.id);
    const other = await player.sit(second.id);
    const bring = { do: "bring-character", character: character.id } as const;
    expect(await table.command(bring)).toMatchObject({ outcome: "accepted" });
    expect(await other.command(bring)).toMatchObject({ outcome: "rejected", code: "not-your-creature" });
    const rewrite = () =>
      send(server.address, "PATCH", `/api/characters/${character.id}`, {
        body: written,
        token: player.signedIn?.token ?? "",
      });
    expect(await rewrite()).toMatchObject({ status: 409, body: { code: "in-play" } });

    const target = Object.keys(dmTable.view.creatures)[0] ?? "";
    const blow = { do: "damage", target, amount: 5, type: "cold" } as const;
    expect(await dmTable.command(blow)).toMatchObject({ outcome: "accepted" });
    const ended = await send(server.address, "POST", `/api/sessions/${first.id}/end`, {
      body: {},
      token: dm.signedIn?.token ?? "",
    });
    expect(ended).toMatchObject({ status: 200, body: { status: "ended" } });
    await vi.waitFor(() => expect(table.view.session.status).toBe("ended"));

    await vi.waitFor(async () =>
      expect(await player.api.characters(campaign.id)).toMatchObject([{ currentHp: 23, maxHp: 28 }]),
    );
    expect((await rewrite()).status).toBe(200);
    expect(await other.command(bring)).toMatchObject({ outcome: "accepted" });
    expect(Object.values(other.view.creatures)).toMatchObject([{ name: "Kara Holt", hp: 23, maxHp: 28 }]);
    for (const line of [dmTable, table, other]) await line.leave();
  });

  it("[CHR-4] a character of one campaign does not walk into another's session", async () => {
    const dm = await someone(server.address, "Morgan");
    const [here, there] = [
      await dm.api.createCampaign({ name: "Here" }),
      await dm.api.createCampaign({ name: "There" }),
    ];
    const kara = SAMPLE_CHARACTERS[0];
    if (kara === undefined) throw new Error("there is a first character");
    const character = await dm.api.createCharacter(there.id, { name: kara.name, sheet: kara.sheet });
    const table = await dm.sit((await dm.api.createSession(here.id, { name: "One" })).id);
    const answer = await table.command({ do: "bring-character", character: character.id });
    expect(answer).toMatchObject({ outcome: "rejected", code: "not-your-creature" });
    await table.leave();
  });
});
