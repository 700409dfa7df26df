import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SeatView, Skald, Table, WireCommand } from "../../client-sdk/src/index.ts";
import { verifySession } from "../../client-sdk/src/verify.ts";
import { loadRuleBook } from "../../rules/text/index.ts";
import { checkSession } from "../../server/check-session.ts";
import { readConfig } from "../../server/config.ts";
import { openInstallation } from "../../server/installation.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../server/sample.ts";
import { linesIn } from "../../server/session-file.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
let dm: Skald;
let player: Skald;
let watcher: Skald;
let session: string;
/** What each seat held when a number was the newest, as its own connection decoded it. */
const held = { dm: new Map<number, SeatView>(), player: new Map<number, SeatView>() };
let seats: { readonly dm: string; readonly player: string };

const SECRET = "Holds the bell rope";

beforeAll(async () => {
  server = await startServer();
  dm = await someone(server.address, "Morgan");
  player = await someone(server.address, "Kara's player");
  watcher = await someone(server.address, "Friend");
  const campaign = await dm.api.createCampaign({ name: "The Drowned Bell" });
  for (const guest of [player, watcher])
    await guest.api.acceptInvite((await dm.api.invite(campaign.id)).code);
  const kara = SAMPLE_CHARACTERS[0];
  if (kara === undefined) throw new Error("there is a first character");
  const character = await player.api.createCharacter(campaign.id, { name: kara.name, sheet: kara.sheet });
  session = (await dm.api.createSession(campaign.id, { name: "One", rulings: { monsters: "dm" } })).id;
  const dmTable = await dm.sit(session);
  const table = await player.sit(session);
  seats = { dm: dmTable.seatId, player: table.seatId };
  for (const [who, at] of [
    ["dm", dmTable],
    ["player", table],
  ] as const) {
    const keep = (view: SeatView) => held[who].set(view.sequence, structuredClone(view));
    keep(at.view);
    at.onView(keep);
  }
  await play(dmTable, SAMPLE_SCENE);
  await play(table, [{ do: "bring-character", character: character.id, at: [12, 4] }]);
  const [goblin] = Object.values(dmTable.view.creatures).filter(({ side }) => side === "foes");
  await play(dmTable, [
    { do: "check", by: goblin?.id ?? "", ability: "wis", dc: 10, hidden: true },
    { do: "roll-initiative" },
    { do: "end-session" },
  ]);
  await Promise.all([reached(dmTable), reached(table)]);
  await dmTable.leave();
  await table.leave();
});
afterAll(() => server.stop());

async function play(table: Table, commands: readonly WireCommand[]): Promise<void> {
  for (const command of commands) expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
}

const reached = (table: Table) => vi.waitFor(() => expect(table.view.session.status).toBe("ended"));

const get = (who: Skald, path: string) =>
  send(server.address, "GET", `/api/sessions/${session}${path}`, { token: who.signedIn?.token ?? "" });

describe("what was", () => {
  it("[HIST-1] the state at every number is what each seat held when that number was the newest", async () => {
    expect(held.player.size).toBeGreaterThan(5);
    for (const [sequence, view] of held.player)
      expect(await player.api.state(session, sequence)).toEqual(view);
    for (const [sequence, view] of held.dm)
      expect(await dm.api.state(session, sequence, seats.dm)).toEqual(view);
    // The DM looks through the player's eyes.
    for (const [sequence, view] of held.player)
      expect(await dm.api.state(session, sequence, seats.player)).toEqual(view);
  });

  it("[HIST-2] the log in pages has every number for everyone, and what a seat did not witness is a number alone", async () => {
    const all: number[] = [];
    let hidden = 0;
    for await (const entry of player.api.allEvents(session)) {
      all.push(entry.sequence);
      if (entry.event === null) hidden += 1;
      expect(JSON.stringify(entry)).not.toMatch(/Nettle|Holds the bell rope/);
    }
    const { version } = await player.api.session(session);
    expect(all).toEqual(Array.from({ length: version }, (_, index) => index + 1));
    expect(hidden).toBeGreaterThan(0);
    const whole = JSON.stringify((await get(dm, "/events")).body);
    expect(whole).toContain(SECRET);
  });

  it("[HIST-3] after the end everyone of the campaign may look through a player's eyes, and nobody through the DM's", async () => {
    const through = await get(watcher, `/state?as=${seats.player}`);
    expect(through.status).toBe(200);
    expect((await get(watcher, `/state?as=${seats.dm}`)).status).toBe(403);
    expect((await get(watcher, "/state?as=dm")).status).toBe(403);
    expect((await get(player, `/state?as=${seats.dm}`)).status).toBe(403);
    expect(JSON.stringify((await get(watcher, "/state")).body)).not.toMatch(/Nettle|Holds the bell rope/);
    expect((await get(dm, "/state?at=99999")).status).toBe(400);
    expect((await get(dm, "/state?at=-1")).status).toBe(400);
  });

  it("[HIST-4] a replay shows a seat its own recorded session, to any number and back", async () => {
    const replay = await player.replay(session);
    const last = replay.playback.last;
    expect(last).toBe((await player.api.session(session)).version);
    const numbers = [...held.player.keys()].filter((sequence) => sequence > 0);
    for (const sequence of [numbers.at(-1) ?? 0, numbers[0] ?? 0, numbers[2] ?? 0]) {
      replay.seek(sequence);
      await expect.poll(() => replay.view.sequence).toBe(sequence);
      expect(replay.view).toEqual(held.player.get(sequence));
    }
    replay.leave();
  });

  it("[HIST-5] a session taken out, brought into another installation and folded there is the same", async () => {
    const file = await dm.api.exportSession(session);
    const verdict = verifySession(file);
    expect(verdict).toMatchObject({ ok: true, dice: { revealed: true } });
    const other = await openInstallation(readConfig({ SKALD_DATA: "memory:" }), { count() {}, observe() {} });
    try {
      const imported = await other.backstage.importSession(file);
      expect(imported).toMatchObject({ sessionId: session, events: verdict.ok ? verdict.events : 0 });
      const lines: string[] = [];
      for await (const line of other.backstage.exportLines(session)) lines.push(line);
      expect(verifySession(lines)).toEqual(verdict);
      const [rebuilt] = await other.backstage.rebuild(session);
      const here = await checkSession(linesIn(file), loadRuleBook());
      expect(here).toMatchObject({ ok: true, citations: { otherBooks: 0 } });
      expect(rebuilt).toMatchObject({ sessionId: session, stateHash: here.ok ? here.stateHash : "" });
      await expect(other.backstage.importSession(file)).rejects.toThrow("here already");
      await expect(other.backstage.importSession(file.replace("Gritch", "Gritsh"))).rejects.toThrow(
        /Event \d+/,
      );
    } finally {
      await other.backstage.close();
    }
  }, 60_000);

  it("[HIST-7] after the end the DM is told the secrets of the dice, and each is the one committed to", async () => {
    const told = await get(dm, "/dice");
    const first = (await dm.api.events(session, 0, 1)).entries[0]?.event;
    if (first?.kind !== "session-started") throw new Error("a session begins with its start");
    const { open, hidden } = told.body as { open: string; hidden: string };
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect({ open: sha256(open), hidden: sha256(hidden) }).toEqual(first.diceCommitment);
    for (const who of [player, watcher]) expect((await get(who, "/dice")).status).toBe(403);
    const file = await dm.api.exportSession(session);
    expect(verifySession(file)).toMatchObject({
      dice: { hidden: { drawn: 1, checked: 0, revealed: false } },
    });
    expect(verifySession(file, [], hidden)).toMatchObject({ dice: { hidden: { drawn: 1, checked: 1 } } });
  });

  it("[HIST-6] an ended session takes nobody new, and can be ended once", async () => {
    const join = await send(server.address, "POST", `/api/sessions/${session}/join`, {
      body: {},
      token: watcher.signedIn?.token ?? "",
    });
    expect(join).toMatchObject({ status: 409, body: { code: "session-ended" } });
    const end = await send(server.address, "POST", `/api/sessions/${session}/end`, {
      body: {},
      token: dm.signedIn?.token ?? "",
    });
    expect(end).toMatchObject({ status: 200, body: { status: "ended" } });
  });
});

describe("a session that goes on in its own way", () => {
  const fork = (who: Skald, body: unknown) =>
    send(server.address, "POST", `/api/sessions/${session}/fork`, { body, token: who.signedIn?.token ?? "" });

  it("[FORK-1] holds the past as it was for everybody, names where it comes from, and has dice of its own to come", async () => {
    const at = Math.max(
      ...[...held.dm].filter(([, view]) => view.session.status === "active").map(([n]) => n),
    );
    const made = await fork(dm, { at, name: "What if" });
    expect(made).toMatchObject({ status: 201, body: { name: "What if", status: "active", version: at } });
    const { id } = made.body as { id: string };
    const table = await player.sit(id);
    const before = held.player.get(at);
    expect(table.view.creatures).toEqual(rename(before?.creatures, seats.player, table.seatId));
    expect(table.mine.map(({ name }) => name)).toEqual(["Kara Holt"]);

    const dmTable = await dm.sit(id);
    const kara = table.mine[0]?.id ?? "";
    await play(dmTable, [{ do: "check", by: kara, ability: "str" }, { do: "end-session" }]);
    await Promise.all([dmTable.leave(), table.leave()]);
    const report = await checkSession(linesIn(await dm.api.exportSession(id)), loadRuleBook());
    const parent = verifySession(await dm.api.exportSession(session));
    const drawnBefore = parent.ok ? parent.dice.drawn : 0;
    expect(report).toMatchObject({
      ok: true,
      dice: { drawn: drawnBefore + 1, inherited: drawnBefore, checked: 1 },
    });
    const first = (await dm.api.events(id, 0, 1)).entries[0]?.event;
    expect(first).toMatchObject({
      ancestry: { session, sequence: at, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect((await dm.api.session(session)).status).toBe("ended");
  });

  it("[FORK-2] is the owner's to make from the DM's seat, only where an action ended and before the end", async () => {
    expect((await fork(player, { at: 2 })).status).toBe(403);
    const { version } = await dm.api.session(session);
    expect(await fork(dm, { at: version })).toMatchObject({ status: 409, body: { code: "session-ended" } });
    expect(await fork(dm, { at: version + 1 })).toMatchObject({
      status: 422,
      body: { code: "no-such-moment" },
    });
    expect((await fork(dm, { at: 0 })).status).toBe(400);
  });
});

/** The same thing with one seat's id for another's. */
const rename = (value: unknown, from: string, to: string): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(from, to));
