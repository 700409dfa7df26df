import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SeatView, Skald, Table, WireCommand } from "../../client-sdk/src/index.ts";
import { diceFrom } from "../../db/dice-faces.ts";
import { appendEnds, redecide } from "../../rooms/index.ts";
import { sessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../server/sample.ts";
import { recordsOf } from "../../server/session-file.ts";
import { someone, startServer } from "./support/server.ts";

let server: Running;
let dm: Skald;
let player: Skald;
let session: string;
let records: readonly StoredEvent[];
/** What each seat's own connection decoded when a number was the newest. */
const held = { dm: new Map<number, SeatView>(), player: new Map<number, SeatView>() };
let seats: { readonly dm: string; readonly player: string };

beforeAll(async () => {
  server = await startServer();
  dm = await someone(server.address, "Morgan");
  player = await someone(server.address, "Kara's player");
  const campaign = await dm.api.createCampaign({ name: "The Drowned Bell" });
  await player.api.acceptInvite((await dm.api.invite(campaign.id)).code);
  const kara = SAMPLE_CHARACTERS[0];
  if (kara === undefined) throw new Error("there is a first character");
  const character = await player.api.createCharacter(campaign.id, { name: kara.name, sheet: kara.sheet });
  session = (await dm.api.createSession(campaign.id, { name: "One", rulings: { monsters: "dm" } })).id;
  const dmTable = await dm.sit(session);
  const table = await player.sit(session);
  seats = { dm: dmTable.seatId, player: table.seatId };
  dmTable.onView((view) => held.dm.set(view.sequence, structuredClone(view)));
  table.onView((view) => held.player.set(view.sequence, structuredClone(view)));

  await play(dmTable, SAMPLE_SCENE);
  await play(table, [{ do: "bring-character", character: character.id, at: [12, 4] }]);
  const kept = await inTurns(dmTable, table);
  await dmTable.command({ do: "undo", toSequence: kept, reason: "again" });
  await inTurns(dmTable, table);
  await play(dmTable, [{ do: "end-session" }]);
  await vi.waitFor(() => {
    for (const each of [dmTable, table]) expect(each.view.session.status).toBe("ended");
  });
  records = recordsOf(await dm.api.exportSession(session));
  await dmTable.leave();
  await table.leave();
}, 60_000);
afterAll(() => server.stop());

async function play(table: Table, commands: readonly WireCommand[]): Promise<void> {
  for (const command of commands) expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
}

/** Checks, a fight's beginning, a hidden one revealed and gone again. The last number. */
async function inTurns(dmTable: Table, table: Table): Promise<number> {
  const mine = table.mine[0]?.id ?? "";
  const hidden = Object.values(dmTable.view.creatures).find(({ concealed }) => concealed);
  await play(table, [{ do: "check", by: mine, ability: "wis", skill: "perception" }]);
  await play(dmTable, [{ do: "check", by: hidden?.id ?? "", ability: "dex" }]);
  await play(dmTable, [{ do: "reveal", target: hidden?.id ?? "" }]);
  const answer = await dmTable.command({ do: "conceal", target: hidden?.id ?? "" });
  return answer.outcome === "accepted" ? answer.sequence : 0;
}

const diceOf = async (id: string) => {
  const { open, hidden } = await dm.api.diceSecrets(id);
  return (contributions: readonly string[]) => diceFrom({ open, hidden }, sessionId(id), contributions);
};

describe("a session that was played over HTTP", () => {
  it("[TT-23] its state at every number that ends an append is what each seat's client held then", async () => {
    const joined = Math.max(...[held.dm, held.player].map((of) => Math.min(...of.keys())));
    const ends = appendEnds(records).filter((end) => end >= joined);
    expect(ends.length).toBeGreaterThan(10);
    let hidden = 0;
    for (const end of ends) {
      const [own, whole] = await Promise.all([
        player.api.state(session, end),
        dm.api.state(session, end, seats.dm),
      ]);
      expect(held.player.get(end), `the player's at ${end}`).toEqual(own);
      expect(held.dm.get(end), `the DM's at ${end}`).toEqual(whole);
      expect(await dm.api.state(session, end, seats.player)).toEqual(own);
      hidden += Object.keys(whole.creatures).length - Object.keys(own.creatures).length;
    }
    expect(hidden).toBeGreaterThan(0);
  }, 60_000);

  it("[TT-24] decided again from its commands it is the same, byte for byte", async () => {
    expect(records.filter(({ kind }) => kind === "check-rolled").length).toBeGreaterThan(3);
    expect(redecide(records, await diceOf(session))).toBeNull();
  });

  it("[TT-25] so is a fork, from where it was forked; the dice before are the other session's", async () => {
    const at = appendEnds(records).findLast(
      (end) => (held.dm.get(end)?.session.status ?? "ended") === "active",
    );
    const { id } = await dm.api.fork(session, at ?? 0, "What if");
    const dmTable = await dm.sit(id);
    const table = await player.sit(id);
    await inTurns(dmTable, table);
    await play(dmTable, [{ do: "end-session" }]);
    await Promise.all([dmTable.leave(), table.leave()]);
    const forked = recordsOf(await dm.api.exportSession(id));
    expect(forked.filter(({ kind }) => kind === "check-rolled").length).toBeGreaterThan(
      records.filter(({ kind, sequence }) => kind === "check-rolled" && sequence <= (at ?? 0)).length,
    );
    expect(redecide(forked, await diceOf(id))).toBeNull();
    const difference = redecide(forked, await diceOf(session));
    expect(difference?.sequence).toBeGreaterThan(at ?? 0);
  }, 60_000);
});
