import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { colyseusTransport } from "../../client-sdk/src/colyseus-transport.ts";
import type { Skald } from "../../client-sdk/src/index.ts";
import type { Running } from "../../server/main.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
let dm: Skald;
let campaign: string;
let session: string;
beforeAll(async () => {
  server = await startServer();
  dm = await someone(server.address, "Morgan");
  campaign = (await dm.api.createCampaign({ name: "Embers" })).id;
  session = (await dm.api.createSession(campaign, { name: "One" })).id;
});
afterAll(() => server.stop());

async function guest(name: string): Promise<Skald> {
  const player = await someone(server.address, name);
  await player.api.acceptInvite((await dm.api.invite(campaign)).code);
  return player;
}
const IGNORE = { view: () => {}, message: () => {}, closed: () => {} };

describe("the way into a room", () => {
  it("[TKT-1] a ticket seats one connection; the same ticket again seats nobody", async () => {
    const ticket = await (await guest("Anna")).api.join(session);
    const lines = colyseusTransport(server.address, async () => ticket);
    const line = await lines.open(IGNORE);
    await expect(lines.open(IGNORE)).rejects.toThrow();
    line.close();
  });

  it("[TKT-2] a ticket's words for another room or seat of the same server seat nobody", async () => {
    const other = (await dm.api.createSession(campaign, { name: "Two" })).id;
    const player = await guest("Berta");
    const opened = await dm.sit(other);
    const { reservation, ...rest } = await player.api.join(session);
    const elsewhere = { ...rest, reservation: { ...(reservation as object), roomId: other } };
    await expect(colyseusTransport(server.address, async () => elsewhere).open(IGNORE)).rejects.toThrow();
    const guessed = { ...rest, reservation: { ...(reservation as object), sessionId: "AAAAAAAAA" } };
    await expect(colyseusTransport(server.address, async () => guessed).open(IGNORE)).rejects.toThrow();
    await opened.leave();
  });

  it("[TKT-3] one person has one seat, whatever role they ask for the second time", async () => {
    const player = await guest("Carla");
    const first = await player.api.join(session, "spectator");
    const again = await player.api.join(session, "player");
    expect(again).toMatchObject({ seatId: first.seatId, role: "spectator" });
  });

  it("[TKT-4] signing out ends every token and every seat of that person, and nobody else's", async () => {
    const player = await guest("Dora");
    const token = player.signedIn?.token ?? "";
    const [hers, dms] = [await player.sit(session), await dm.sit(session)];
    expect((await send(server.address, "POST", "/api/auth/logout", { token })).status).toBe(204);
    await vi.waitFor(() => expect(hers.connection).toMatchObject({ status: "closed" }), { timeout: 5_000 });
    expect((await send(server.address, "GET", "/api/me", { token })).status).toBe(401);
    expect(dms.connection).toMatchObject({ status: "open" });
    await dms.leave();
  });

  it("[TKT-5] whoever is taken out of a campaign leaves its tables at once and finds no way back", async () => {
    const player = await guest("Emma");
    const table = await player.sit(session);
    const id = player.user?.id ?? "";
    const path = `/api/campaigns/${campaign}/players`;
    const call = (who: Skald, method: string, to: string) =>
      send(server.address, method, to, { token: who.signedIn?.token ?? "" });
    expect(JSON.stringify((await call(player, "GET", path)).body)).toContain("Emma");
    expect((await call(player, "DELETE", `${path}/${dm.user?.id}`)).status).toBe(404);
    expect((await call(dm, "DELETE", `${path}/${id}`)).status).toBe(204);
    await vi.waitFor(() => expect(table.connection).toMatchObject({ status: "closed" }), { timeout: 5_000 });
    await expect(player.api.join(session)).rejects.toMatchObject({ status: 404 });
    expect((await call(player, "GET", path)).status).toBe(404);
  });
});
