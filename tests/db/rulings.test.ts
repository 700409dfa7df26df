import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostgresEventLog } from "../../db/event-log.ts";
import { keptRulings } from "../../db/projections/kept-rulings.ts";
import { dropColumns } from "../../db/projections/project.ts";
import { listRulings, rulingsBeside, saveRulings } from "../../db/rulings.ts";
import { asMaintenance, asUser, asWriter } from "../../db/transaction.ts";
import type { EventOf } from "../../rules/event.ts";
import { campaignId, type SessionId, sessionId, type UserId } from "../../rules/ids.ts";
import { databases, newUser, patientLog, sayIfNotServed, type TestDatabase } from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";

sayIfNotServed("rulings", 3);

type Ruling = EventOf<"ruling-made">;
const ruling = (text: string, more: Partial<Ruling> = {}): Ruling => ({
  kind: "ruling-made",
  about: null,
  rule: null,
  text,
  reason: "because",
  keep: true,
  witnesses: null,
  ...more,
});

const logOf = (session: SessionId, rulings: readonly Ruling[]) =>
  rulings.flatMap((event, at) => storedRun({ session, from: at + 1, event }));

describe("the rulings of a log", () => {
  const session = sessionId(randomUUID());
  const kept = (rulings: readonly Ruling[], after = 0) =>
    keptRulings(logOf(session, rulings), after).map(({ sequence, ruleId, text }) => [sequence, ruleId, text]);

  it("[APL-13] are those that were kept, with the rule that they stand beside", () => {
    expect(
      kept([
        ruling("Oak holds.", { about: 9, rule: "combat.use-object" }),
        ruling("Once only.", { keep: false }),
      ]),
    ).toEqual([[1, "combat.use-object", "Oak holds."]]);
  });

  it("[APL-14] give way to a later ruling about them, which stands beside the same rule", () => {
    const first = ruling("Oak holds.", { about: 9, rule: "combat.use-object" });
    expect(kept([first, ruling("Oak holds two.", { about: 1, rule: "table.override" })])).toEqual([
      [2, "combat.use-object", "Oak holds two."],
    ]);
    expect(kept([first, ruling("Never mind.", { about: 1, keep: false })])).toEqual([]);
  });

  it("[APL-15] are another session's when they came before the fork", () => {
    expect(kept([ruling("Theirs."), ruling("Ours.")], 1)).toEqual([[2, null, "Ours."]]);
  });
});

describe.each(databases)("a campaign's rulings on the %s database", (_, open) => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let owner: UserId;
  let stranger: UserId;
  const campaign = campaignId(randomUUID());
  const sessions = [sessionId(randomUUID()), sessionId(randomUUID())] as const;

  beforeAll(async () => {
    database = await open();
    log = patientLog(database.connection);
    [owner, stranger] = [await newUser(database.connection), await newUser(database.connection, "Mallory")];
    await asMaintenance(database.connection.db, async ({ rows }) => {
      await rows.insertInto("campaigns").values({ id: campaign, owner_id: owner, name: "Embers" }).execute();
      for (const [at, id] of sessions.entries())
        await sql`insert into sessions (id, campaign_id, name, started_at)
          values (${id}, ${campaign}, ${`Evening ${at + 1}`}, now() + ${at} * interval '1 day')`.execute(
          rows,
        );
    });
  }, 60_000);
  afterAll(() => database.close());

  const project = async (session: SessionId, version?: number) => {
    const records = await log.read(session, 0, 1000);
    const seen = records.slice(0, version ?? records.length);
    await saveRulings(database.connection.db, session, seen.length, keptRulings(seen));
  };
  const listed = (user: UserId) =>
    asUser(database.connection.db, user, async (tx) =>
      (await listRulings(tx, campaign)).map(({ sessionNumber, sequence, ruleId, text }) => [
        sessionNumber,
        sequence,
        ruleId,
        text,
      ]),
    );

  it("[APL-16] name their session and event, are seen by who takes part, and rebuild from the log", async () => {
    for (const [at, session] of sessions.entries()) {
      const lease = await log.take(session, "room", 60_000);
      const rule = at === 0 ? ("combat.cover" as const) : null;
      await log.append(
        lease,
        0,
        storedRun({ session, from: 1, event: ruling(`Of evening ${at + 1}`, { rule }) }),
      );
      await project(session);
    }
    const all = [
      [1, 1, "combat.cover", "Of evening 1"],
      [2, 1, null, "Of evening 2"],
    ];
    expect(await listed(owner)).toEqual(all);
    expect(await listed(stranger)).toEqual([]);
    const [first] = sessions;
    await dropColumns(database.connection.db, first);
    expect(await listed(owner)).toEqual(all.slice(1));
    await project(first);
    await project(first);
    expect(await listed(owner)).toEqual(all);
    const beside = await asWriter(database.connection.db, (tx) => rulingsBeside(tx, sessions[1]));
    expect(beside.map(({ text }) => text)).toEqual(["Of evening 1", "Of evening 2"]);
  });

  it("[APL-17] are written by the log alone, whatever a person tries", async () => {
    const forge = () =>
      asUser(database.connection.db, owner, ({ rows }) =>
        rows
          .insertInto("rulings")
          .values({
            session_id: sessions[0],
            sequence: 9,
            campaign_id: campaign,
            rule_id: null,
            text: "I win.",
            made_at: new Date(0),
          })
          .execute(),
      );
    await expect(forge()).rejects.toThrow(/permission denied/);
    const wipe = () =>
      asUser(database.connection.db, owner, ({ rows }) => rows.deleteFrom("rulings").execute());
    await expect(wipe()).rejects.toThrow(/permission denied/);
  });

  it("[APL-18] of a later number are not written over by an earlier one", async () => {
    const [, second] = sessions;
    await asWriter(database.connection.db, ({ rows }) =>
      rows.updateTable("sessions").set({ projected_version: 1 }).where("id", "=", second).execute(),
    );
    await project(second, 0);
    expect((await listed(owner)).map(([, , , text]) => text)).toContain("Of evening 2");
  });
});
