import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CreatureKnowledge,
  joinKnowledge,
  type KnowledgePage,
  type Skald,
  type Table,
  type WireCommand,
} from "../../client-sdk/src/index.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
/** Owns the campaign and takes the DM's seat; later an owner who never sat there. */
let dm: Skald;
let player: Skald;
let stranger: Skald;
let session: string;
let dmTable: Table;
let table: Table;

/** The scene's one in hiding, with the DM's note about it. */
const HIDDEN = /Nettle|Holds the bell rope/;

beforeAll(async () => {
  server = await startServer();
  [dm, player, stranger] = await Promise.all([
    someone(server.address, "Morgan"),
    someone(server.address, "Kara's player"),
    someone(server.address, "Stranger"),
  ]);
  const campaign = await dm.api.createCampaign({ name: "The Drowned Bell", diceMode: "player_entered" });
  await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
  const kara = SAMPLE_CHARACTERS[0];
  if (kara === undefined) throw new Error("there is a first character");
  const character = await player.api.createCharacter(campaign.id, { name: kara.name, sheet: kara.sheet });
  session = (await dm.api.createSession(campaign.id, { name: "One", rulings: { monsters: "dm" } })).id;
  dmTable = await dm.sit(session);
  table = await player.sit(session);
  await play(dmTable, SAMPLE_SCENE);
  await play(table, [{ do: "bring-character", character: character.id, at: [12, 4] }]);
  const [mine] = table.mine;
  await play(table, [{ do: "check", by: mine?.id ?? "", ability: "str" }]);
  const [request] = table.requests;
  await play(table, [{ do: "enter-dice", by: mine?.id ?? "", request: request?.id ?? "", faces: [17] }]);
});
afterAll(async () => {
  await dmTable.leave();
  await table.leave();
  await server.stop();
});

async function play(at: Table, commands: readonly WireCommand[]): Promise<void> {
  for (const command of commands) expect(await at.command(command)).toMatchObject({ outcome: "accepted" });
}

const get = (who: Skald, path: string) =>
  send(server.address, "GET", `/api/sessions/${session}${path}`, { token: who.signedIn?.token ?? "" });

const hiddenOne = () => {
  const found = Object.values(dmTable.view.creatures).find(({ name }) => HIDDEN.test(name));
  if (found === undefined) throw new Error("the scene hides one");
  return found;
};

describe("what the log tells afterwards", () => {
  it("[TT-14] what changed is told with the rules of state: one's own eyes, and the DM another's", async () => {
    const { version } = await player.api.session(session);
    const own = await player.api.changes(session, 0);
    expect(own).toMatchObject({ from: 0, to: version });
    expect(own.changes.length).toBeGreaterThan(5);
    expect(JSON.stringify(own)).not.toMatch(HIDDEN);
    expect(own.events).toHaveLength(version);
    expect(await dm.api.changes(session, 0, version, table.seatId)).toEqual(own);
    const whole = await dm.api.changes(session, 0);
    expect(whole.changes).toContainEqual(
      expect.objectContaining({ path: `/creatures/${hiddenOne().id}`, before: null }),
    );
    expect((await get(player, `/changes?from=0&as=${dmTable.seatId}`)).status).toBe(403);
    expect((await get(player, "/changes?from=0&as=dm")).status).toBe(403);
    expect((await get(stranger, "/changes?from=0")).status).toBe(404);
    for (const bad of ["", "?from=-1", "?from=5&to=4", "?from=0&to=99999", "?from=x"])
      expect((await get(dm, `/changes${bad}`)).status, bad).toBe(400);
  });

  it("[TT-15] while it runs, the DM alone is told who knew of what", async () => {
    const { id, name } = hiddenOne();
    const known = await dm.api.whoKnew(session, name.toLowerCase());
    expect(known.map(({ creature }) => creature)).toEqual([id]);
    expect(await dm.api.whoKnew(session, id)).toEqual(known);
    const of = (seat: string) => known[0]?.seats.find((each) => each.seat === seat)?.stretches;
    expect(of(dmTable.seatId)).toMatchObject([{ until: null, knew: [{ name }] }]);
    expect(of(table.seatId)).toEqual([]);
    const added = (await dm.api.changes(session, 0)).changes.find(({ path }) => path === `/creatures/${id}`);
    expect(await dm.api.whoSaw(session, added?.sequence ?? 0)).toMatchObject({
      kind: expect.stringMatching(/^creature-/),
      seats: expect.arrayContaining([
        expect.objectContaining({ role: "dm", saw: "whole" }),
        expect.objectContaining({ role: "player", saw: "nothing" }),
      ]),
    });
    for (const path of [`/knowledge?creature=${id}`, "/knowledge?event=1", "/hand-dice"]) {
      expect((await get(player, path)).status, path).toBe(403);
      expect((await get(stranger, path)).status, path).toBe(404);
    }
    expect((await get(dm, "/knowledge?creature=nobody-of-this-name")).status).toBe(404);
    expect((await get(dm, "/knowledge?event=99999")).status).toBe(404);
    for (const bad of ["", "?event=0", "?event=1&creature=x"])
      expect((await get(dm, `/knowledge${bad}`)).status, bad).toBe(400);
  });

  it("[TT-34] who knew of what is told page by page, and the pages make up the whole", async () => {
    const { id } = hiddenOne();
    const whole = await dm.api.whoKnew(session, id);
    let joined: readonly CreatureKnowledge[] = [];
    let pages = 0;
    for (let from: number | null = 0; from !== null; pages += 1) {
      const page: KnowledgePage = await dm.api.whoKnewFrom(session, id, { from, limit: 5 });
      joined = joinKnowledge(joined, page.creatures);
      from = page.next;
    }
    expect(joined).toEqual(whole);
    expect(pages).toBeGreaterThan(1);
    for (const bad of ["&from=-1", "&from=99999", "&limit=0", "&limit=1000000"])
      expect((await get(dm, `/knowledge?creature=${id}${bad}`)).status, bad).toBe(400);
    const metrics = await send(server.address, "GET", "/metrics");
    expect(String(metrics.body)).toMatch(/^skald_knowledge_events_read_count [1-9]/m);
  });

  it("[TT-16] the DM is told how the dice fell that were entered by hand", async () => {
    expect(await dm.api.handDice(session)).toMatchObject([
      {
        seat: table.seatId,
        name: "Kara's player",
        sides: 20,
        count: 1,
        mean: 17,
        fairMean: 10.5,
        spread: null,
      },
    ]);
  });
});

describe("an owner who leaves the DM's seat to another", () => {
  it("[TT-17] is told after the end what the players' seats knew, and of what none of them saw nothing at all", async () => {
    const campaign = await player.api.createCampaign({ name: "Lent" });
    const code = (await player.api.invite(campaign.id)).code;
    await dm.api.acceptInvite(code);
    const lent = (await player.api.createSession(campaign.id, { name: "Two", rulings: { monsters: "dm" } }))
      .id;
    const own = await player.sit(lent, { role: "player" });
    const ask = (path: string) =>
      send(server.address, "GET", `/api/sessions/${lent}${path}`, { token: player.signedIn?.token ?? "" });
    expect((await ask("/knowledge?event=1")).status).toBe(403);
    expect((await ask("/hand-dice")).status).toBe(403);
    await player.api.endSession(lent);
    await own.leave();
    const { body, status } = await ask("/knowledge?event=1");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      event: { kind: "session-started", seats: [{ role: "player", present: false }] },
    });
    expect((await ask("/knowledge?creature=Nettle")).status).toBe(404);
    expect((await ask("/hand-dice")).status).toBe(403);
  });
});
