import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Skald, Table, WireCommand } from "../../client-sdk/src/index.ts";
import { loadRuleBook } from "../../rules/text/index.ts";
import { checkSession } from "../../server/check-session.ts";
import type { Running } from "../../server/main.ts";
import { SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../server/sample.ts";
import { linesIn } from "../../server/session-file.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
let dm: Skald;
let player: Skald;
let stranger: Skald;
let campaign: string;
let dmTable: Table;
let table: Table;

const TEXT = "A chandelier of oak holds two goblins. A third brings it down.";

const accepted = async (at: Table, command: WireCommand): Promise<number> => {
  const answer = await at.command(command);
  if (answer.outcome !== "accepted") throw new Error(`${command.do}: ${JSON.stringify(answer)}`);
  return answer.sequence;
};

beforeAll(async () => {
  server = await startServer();
  dm = await someone(server.address, "Morgan");
  player = await someone(server.address, "Kara's player");
  stranger = await someone(server.address, "Mallory");
  campaign = (await dm.api.createCampaign({ name: "The Drowned Bell" })).id;
  await player.api.acceptInvite((await dm.api.invite(campaign)).code);
  const kara = SAMPLE_CHARACTERS[0];
  if (kara === undefined) throw new Error("there is a first character");
  const character = await player.api.createCharacter(campaign, { name: kara.name, sheet: kara.sheet });
  const session = (await dm.api.createSession(campaign, { name: "One", rulings: { monsters: "dm" } })).id;
  dmTable = await dm.sit(session);
  table = await player.sit(session);
  for (const command of SAMPLE_SCENE) await accepted(dmTable, command);
  await accepted(table, { do: "bring-character", character: character.id, at: [12, 4] });
  await accepted(dmTable, { do: "roll-initiative" });
}, 120_000);
afterAll(() => server.stop());

describe("a campaign's rulings", () => {
  it("[APL-20] are kept, cited by day, session and event, and answer questions beside the books", async () => {
    const question = "how many goblins does the chandelier hold";
    expect((await player.api.searchRules(question, 5, campaign)).hits.map(({ text }) => text)).not.toContain(
      TEXT,
    );
    const about = dmTable.feed.find(({ event }) => event?.kind === "initiative-rolled");
    if (about === undefined) throw new Error("initiative was rolled");
    const sequence = await accepted(dmTable, {
      do: "rule",
      about: about.sequence,
      text: TEXT,
      reason: "It is oak.",
      keep: true,
    });
    const rulings = await vi.waitFor(
      async () => {
        const found = await player.api.rulings(campaign);
        expect(found).toHaveLength(1);
        return found;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(rulings[0]).toMatchObject({ sequence, sessionNumber: 1, text: TEXT, ruleId: "combat.initiative" });
    expect(rulings[0]?.precedent).toMatch(
      new RegExp(`^Ruled so on \\d{1,2} \\w+ \\d{4}, session 1, event ${sequence}$`),
    );
    const citation = rulings[0]?.citation;
    if (citation === undefined) throw new Error("a ruling has its citation");
    expect(citation).toMatchObject({ role: "house-rule", quote: TEXT });
    const section = await player.api.ruleSection(citation.sourceId, citation.sectionPath, campaign);
    expect(section.text).toBe(TEXT);
    const found = await player.api.searchRules(question, 5, campaign);
    expect(found.abstain).toBe(false);
    expect(found.hits[0]?.text).toBe(TEXT);
    expect((await player.api.searchRules(question)).hits.map(({ text }) => text)).not.toContain(TEXT);
  });

  it("[APL-21] are nothing to who takes no part in it", async () => {
    const token = stranger.signedIn?.token ?? "";
    for (const path of [
      `/campaigns/${campaign}/rulings`,
      `/rules/search?q=chandelier&campaign=${campaign}`,
      `/rules/section?source=Rulings&path=Rulings&campaign=${campaign}`,
    ])
      expect((await send(server.address, "GET", `/api${path}`, { token })).status).toBe(404);
  });

  it("[APL-22] are cited with a later appeal about the same rule, as a house rule", async () => {
    const about = table.feed.find(({ event }) => event?.kind === "initiative-rolled");
    if (about === undefined) throw new Error("initiative was rolled");
    await accepted(table, { do: "appeal", about: about.sequence, text: "I was ready." });
    const appeal = await vi.waitFor(() => {
      const found = dmTable.feed.find(({ event }) => event?.kind === "appeal-made");
      if (found === undefined) throw new Error("no appeal yet");
      return found;
    });
    expect(appeal.citations.map(({ role }) => role)).toEqual(["considered", "house-rule"]);
    expect(appeal.citations[1]?.quote).toBe(TEXT);
    await vi.waitFor(() => expect(dmTable.view.appeals).toHaveLength(1));
    await accepted(dmTable, {
      do: "answer-appeal",
      appeal: appeal.sequence,
      outcome: "uphold",
      text: "As it fell.",
    });
    await vi.waitFor(() => expect(table.view.appeals).toEqual([]));
  });

  it("[APL-28] that were cited are held against the log in which they were made, and are no unknown book", async () => {
    const file = await dm.api.exportSession(dmTable.sessionId);
    const report = await checkSession(linesIn(file), loadRuleBook());
    expect(report).toMatchObject({ ok: true, citations: { rulings: 2, otherRulings: 0, otherBooks: 0 } });
  });

  it("[APL-23] are among the books that the next session is played under, and leave with a later word", async () => {
    const next = await dm.api.createSession(campaign, { name: "Two", rulings: { monsters: "dm" } });
    const seat = await dm.sit(next.id);
    const start = seat.feed.find(({ event }) => event?.kind === "session-started");
    const books = start?.event?.kind === "session-started" ? (start.event.books ?? []) : [];
    expect(books.some((book) => book.startsWith("Rulings@"))).toBe(true);
    await seat.leave();
    const [standing] = await dm.api.rulings(campaign);
    await accepted(dmTable, {
      do: "rule",
      about: standing?.sequence ?? 0,
      text: "It holds nobody.",
      reason: "It fell.",
      keep: false,
    });
    await vi.waitFor(async () => expect(await player.api.rulings(campaign)).toEqual([]), {
      timeout: 20_000,
      interval: 100,
    });
  });
});
