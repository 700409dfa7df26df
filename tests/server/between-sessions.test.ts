import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer();
}, 30_000);
afterAll(() => server.stop());

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
  }, 30_000);

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
