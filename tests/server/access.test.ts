import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { colyseusTransport } from "../../client-sdk/src/colyseus-transport.ts";
import type { Skald } from "../../client-sdk/src/index.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
let owner: Skald;
let player: Skald;
let stranger: Skald;
let ids: {
  readonly campaign: string;
  readonly session: string;
  readonly character: string;
  readonly seat: string;
};

beforeAll(async () => {
  server = await startServer();
  [owner, player, stranger] = [
    await someone(server.address, "Owner"),
    await someone(server.address, "Player"),
    await someone(server.address, "Stranger"),
  ];
  const campaign = await owner.api.createCampaign({ name: "Embers" });
  await player.api.acceptInvite((await owner.api.invite(campaign.id)).code);
  const session = await owner.api.createSession(campaign.id, { name: "One" });
  const character = await player.api.createCharacter(campaign.id, sheetOf(0));
  const dm = await owner.sit(session.id);
  ids = { campaign: campaign.id, session: session.id, character: character.id, seat: dm.seatId };
  await dm.leave();
});
afterAll(() => server.stop());

function sheetOf(index: number) {
  const character = SAMPLE_CHARACTERS[index];
  if (character === undefined) throw new Error("there is no such sample character");
  return { name: character.name, sheet: character.sheet };
}

/** Every route that names something of a campaign, as whoever has its ids would call it. */
const routes = (): readonly (readonly [method: string, path: string, body?: unknown])[] => [
  ["GET", `/api/campaigns/${ids.campaign}`],
  ["PATCH", `/api/campaigns/${ids.campaign}`, { name: "Mine now" }],
  ["DELETE", `/api/campaigns/${ids.campaign}`],
  ["POST", `/api/campaigns/${ids.campaign}/invites`, {}],
  ["GET", `/api/campaigns/${ids.campaign}/sessions`],
  ["POST", `/api/campaigns/${ids.campaign}/sessions`, { name: "Two" }],
  ["POST", `/api/campaigns/${ids.campaign}/characters`, sheetOf(1)],
  ["GET", `/api/characters/${ids.character}`],
  ["PATCH", `/api/characters/${ids.character}`, sheetOf(1)],
  ["DELETE", `/api/characters/${ids.character}`],
  ["GET", `/api/sessions/${ids.session}`],
  ["POST", `/api/sessions/${ids.session}/join`, {}],
  ["POST", `/api/sessions/${ids.session}/end`, {}],
  ["GET", `/api/sessions/${ids.session}/events`],
  ["GET", `/api/sessions/${ids.session}/state`],
  ["GET", `/api/sessions/${ids.session}/state?as=dm`],
  ["POST", `/api/sessions/${ids.session}/replay`, {}],
  ["GET", `/api/sessions/${ids.session}/export`],
  ["GET", `/api/sessions/${ids.session}/dice`],
  ["POST", `/api/sessions/${ids.session}/fork`, { at: 1 }],
  ["GET", `/api/campaigns/${ids.campaign}/players`],
  ["DELETE", `/api/campaigns/${ids.campaign}/players/${player.user?.id}`],
];

const call = (who: Skald | null, method: string, path: string, body?: unknown) =>
  send(server.address, method, path, {
    ...(body === undefined ? {} : { body }),
    ...(who === null ? {} : { token: who.signedIn?.token ?? "" }),
  });

describe("who may do what", () => {
  it("[ACL-1] for a stranger with all the right ids nothing of a campaign is there", async () => {
    for (const [method, path, body] of routes()) {
      const answer = await call(stranger, method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    expect((await call(stranger, "GET", `/api/campaigns/${ids.campaign}/characters`)).body).toEqual([]);
    expect((await call(stranger, "GET", "/api/campaigns")).body).toEqual([]);
  });

  it("[ACL-2] without a token every one of them answers alike", async () => {
    for (const [method, path, body] of routes())
      expect(await call(null, method, path, body)).toMatchObject({
        status: 401,
        body: { code: "not-signed-in" },
      });
  });

  it("[ACL-3] a player of the campaign is no owner and no DM", async () => {
    const refused: readonly (readonly [string, string, unknown, number])[] = [
      ["PATCH", `/api/campaigns/${ids.campaign}`, { name: "Mine now" }, 404],
      ["DELETE", `/api/campaigns/${ids.campaign}`, undefined, 404],
      ["POST", `/api/campaigns/${ids.campaign}/invites`, {}, 404],
      ["POST", `/api/campaigns/${ids.campaign}/sessions`, { name: "Two" }, 403],
      ["POST", `/api/sessions/${ids.session}/join`, { role: "dm" }, 403],
      ["POST", `/api/sessions/${ids.session}/end`, {}, 403],
      ["GET", `/api/sessions/${ids.session}/state?as=dm`, undefined, 403],
      ["GET", `/api/sessions/${ids.session}/state?as=${ids.seat}`, undefined, 403],
      ["POST", `/api/sessions/${ids.session}/replay`, { as: "dm" }, 403],
      ["GET", `/api/sessions/${ids.session}/export`, undefined, 403],
      ["GET", `/api/sessions/${ids.session}/dice`, undefined, 403],
      ["POST", `/api/sessions/${ids.session}/fork`, { at: 1 }, 403],
    ];
    for (const [method, path, body, status] of refused)
      expect([method, path, (await call(player, method, path, body)).status]).toEqual([method, path, status]);
  });

  it("[ACL-4] owning the campaign is not owning its players' characters", async () => {
    expect((await call(owner, "GET", `/api/characters/${ids.character}`)).status).toBe(200);
    expect((await call(owner, "PATCH", `/api/characters/${ids.character}`, sheetOf(1))).status).toBe(404);
    expect((await call(owner, "DELETE", `/api/characters/${ids.character}`)).status).toBe(404);
    expect((await player.api.characters(ids.campaign)).map(({ name }) => name)).toEqual(["Kara Holt"]);
  });

  it("[ACL-5] an invitation is a secret of its own: a wrong, a malformed and a used-up-by-nobody code open nothing", async () => {
    for (const code of ["A".repeat(27), "x", "..%2f..", "0".repeat(64)])
      expect(await call(stranger, "POST", `/api/invites/${code}/accept`, {})).toMatchObject({ status: 404 });
  });

  it("[ACL-6] what is no id is not there, and breaks nothing", async () => {
    for (const id of ["1", "%00", "' or 1=1", "00000000-0000-0000-0000-00000000000g", "..%2f"])
      expect((await call(owner, "GET", `/api/sessions/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

describe("characters", () => {
  it("[CHR-1] what a list shows follows from the sheet; a sheet that no rule book knows is refused with the field", async () => {
    const made = await player.api.createCharacter(ids.campaign, sheetOf(1));
    expect(made).toMatchObject({
      race: "Halfling",
      class: "Rogue",
      level: 3,
      maxHp: 24,
      currentHp: 24,
      armorClass: 14,
    });
    const { name, sheet } = sheetOf(1);
    const strange = { name, sheet: { ...sheet, race: "Balrog" } };
    const path = `/api/campaigns/${ids.campaign}/characters`;
    expect(await call(player, "POST", path, strange)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("Balrog") },
    });
    const bold = { name, sheet: { ...sheet, armorClass: 30 } };
    expect((await call(player, "POST", path, bold)).status).toBe(400);
    const halves = { name, sheet: { ...sheet, abilities: { ...sheet.abilities, str: 30.5 } } };
    expect((await call(player, "POST", path, halves)).status).toBe(400);
  });

  it("[CHR-2] every sample character is a sheet that the rules accept", async () => {
    for (const index of SAMPLE_CHARACTERS.keys())
      expect(await owner.api.createCharacter(ids.campaign, sheetOf(index))).toMatchObject({ level: 3 });
  });
});

async function guest(name: string): Promise<Skald> {
  const player = await someone(server.address, name);
  await player.api.acceptInvite((await owner.api.invite(ids.campaign)).code);
  return player;
}
const IGNORE = { view: () => {}, message: () => {}, closed: () => {} };

describe("the way into a room", () => {
  it("[TKT-1] a ticket seats one connection; the same ticket again seats nobody", async () => {
    const ticket = await (await guest("Anna")).api.join(ids.session);
    const lines = colyseusTransport(server.address, async () => ticket);
    const line = await lines.open(IGNORE);
    await expect(lines.open(IGNORE)).rejects.toThrow();
    line.close();
  });

  it("[TKT-2] a ticket's words for another room or seat of the same server seat nobody", async () => {
    const other = (await owner.api.createSession(ids.campaign, { name: "Two" })).id;
    const player = await guest("Berta");
    const opened = await owner.sit(other);
    const { reservation, ...rest } = await player.api.join(ids.session);
    const elsewhere = { ...rest, reservation: { ...(reservation as object), roomId: other } };
    await expect(colyseusTransport(server.address, async () => elsewhere).open(IGNORE)).rejects.toThrow();
    const guessed = { ...rest, reservation: { ...(reservation as object), sessionId: "AAAAAAAAA" } };
    await expect(colyseusTransport(server.address, async () => guessed).open(IGNORE)).rejects.toThrow();
    await opened.leave();
  });

  it("[TKT-3] one person has one seat, whatever role they ask for the second time", async () => {
    const player = await guest("Carla");
    const first = await player.api.join(ids.session, "spectator");
    const again = await player.api.join(ids.session, "player");
    expect(again).toMatchObject({ seatId: first.seatId, role: "spectator" });
  });

  it("[TKT-4] signing out ends every token and every seat of that person, and nobody else's", async () => {
    const player = await guest("Dora");
    const token = player.signedIn?.token ?? "";
    const [hers, dms] = [await player.sit(ids.session), await owner.sit(ids.session)];
    expect((await send(server.address, "POST", "/api/auth/logout", { token })).status).toBe(204);
    await vi.waitFor(() => expect(hers.connection).toMatchObject({ status: "closed" }), { timeout: 5_000 });
    expect((await send(server.address, "GET", "/api/me", { token })).status).toBe(401);
    expect(dms.connection).toMatchObject({ status: "open" });
    await dms.leave();
  });

  it("[TKT-5] whoever is taken out of a campaign leaves its tables at once and finds no way back", async () => {
    const player = await guest("Emma");
    const table = await player.sit(ids.session);
    const id = player.user?.id ?? "";
    const path = `/api/campaigns/${ids.campaign}/players`;
    expect(JSON.stringify((await call(player, "GET", path)).body)).toContain("Emma");
    expect((await call(player, "DELETE", `${path}/${owner.user?.id}`)).status).toBe(404);
    expect((await call(owner, "DELETE", `${path}/${id}`)).status).toBe(204);
    await vi.waitFor(() => expect(table.connection).toMatchObject({ status: "closed" }), { timeout: 5_000 });
    await expect(player.api.join(ids.session)).rejects.toMatchObject({ status: 404 });
    expect((await call(player, "GET", path)).status).toBe(404);
  });
});
