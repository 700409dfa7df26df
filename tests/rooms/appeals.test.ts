import { describe, expect, test } from "vitest";
import type { WireCommand } from "../../client-sdk/src/protocol.ts";
import { diceFrom } from "../../db/dice-faces.ts";
import { entryOf } from "../../rooms/feed.ts";
import { readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import type { Citations } from "../../rooms/ports.ts";
import { redecide } from "../../rooms/redecide.ts";
import { canonical, fold, sightOf } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { character, type Fight, setUpFight } from "./support/fight.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";
import { ManualClock, plainCitations } from "./support/world.ts";

async function table(seed: string, citations: Citations = plainCitations) {
  const world = { ...makeWorld(seed, { clock: new ManualClock(Date.UTC(2026, 2, 3)) }), citations };
  const session = await startSession(world);
  const live = await LiveSession.open(world, session);
  const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
  const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
  const lou = await SeatHand.sit(live, sitter(world, "Lou", "player"));
  const fight: Fight = await setUpFight(dm, [
    [kim, character(world, kim.sitter, "Kara")],
    [lou, character(world, lou.sitter, "Brom")],
  ]);
  const log = () => readAfter(world.log, session);
  const find = async (kind: string): Promise<StoredEvent> => {
    const found = (await log()).findLast((record) => record.kind === kind);
    if (found === undefined) throw new Error(`no ${kind} in the log`);
    return found;
  };
  const refusal = async (hand: SeatHand, command: WireCommand) => {
    const reply = await hand.command(command);
    return reply.outcome === "rejected" ? reply.rejection.code : reply.outcome;
  };
  return { world, session, live, dm, kim, lou, fight, log, find, refusal };
}

type At = Awaited<ReturnType<typeof table>>;

/** Kim strikes at the goblin; the number of the roll. */
async function struck({ kim, fight, find }: At): Promise<StoredEvent> {
  await kim.accepted({ do: "attack", by: fight.hero, with: "Longsword", target: fight.goblin });
  return find("attack-rolled");
}

/** Something that only the DM saw happen. */
async function unseen({ dm, fight, find }: At): Promise<StoredEvent> {
  await dm.accepted({ do: "damage", target: fight.lurker, amount: 3, type: "fire" });
  return find("damage-taken");
}

const seenBy = (record: StoredEvent, hand: SeatHand) =>
  entryOf(record, { seat: hand.sitter.seat, role: hand.sitter.role }).event;

describe("an appeal", () => {
  test("[APL-1] the table sees it with the rule in question and its quote, and it waits for the DM", async () => {
    const at = await table("appeal");
    const roll = await struck(at);
    await at.lou.accepted({ do: "appeal", about: roll.sequence, text: "She had the light behind her." });
    const appeal = await at.find("appeal-made");
    const open = {
      appeal: appeal.sequence,
      about: roll.sequence,
      seat: at.lou.sitter.seat,
      rule: roll.citations[0]?.ruleId ?? "none",
      text: "She had the light behind her.",
    };
    for (const hand of [at.dm, at.kim, at.lou]) expect(hand.view.appeals).toEqual([open]);
    expect(at.live.view("table").appeals).toEqual([open]);
    expect(appeal.citations).toEqual([{ ...roll.citations[0], role: "considered" }]);
    expect(seenBy(appeal, at.kim)).not.toHaveProperty("witnesses");
  });

  test("[APL-2] what one did not see cannot be appealed, with the same words as what is not there", async () => {
    const at = await table("unseen");
    const hidden = await unseen(at);
    const ask = async (about: number) => at.kim.command({ do: "appeal", about, text: "What was that?" });
    const [unwitnessed, absent] = [await ask(hidden.sequence), await ask(9_000)];
    if (unwitnessed.outcome !== "rejected" || absent.outcome !== "rejected") throw new Error("accepted");
    expect(unwitnessed.rejection).toEqual(absent.rejection);
    expect(unwitnessed.rejection.code).toBe("no-such-event");
  });

  test("[APL-3] who did not see the event sees neither the appeal nor its answer", async () => {
    const at = await table("witness");
    await at.kim.accepted({ do: "say", to: "dm", text: "I look for traps." });
    const said = await at.find("said");
    await at.kim.accepted({ do: "appeal", about: said.sequence, text: "I said so before the door." });
    const appeal = await at.find("appeal-made");
    await at.dm.accepted({
      do: "answer-appeal",
      appeal: appeal.sequence,
      outcome: "correct",
      text: "You did.",
    });
    const answer = await at.find("appeal-answered");
    for (const record of [appeal, answer]) {
      expect(seenBy(record, at.lou)).toBeNull();
      expect(record.seen.table).toBe("nothing");
      expect(seenBy(record, at.kim)).not.toBeNull();
    }
  });

  test("[APL-3] for every event of an evening: whoever saw it may appeal and hears of it, nobody else does either", async () => {
    const at = await table("every");
    await struck(at);
    await unseen(at);
    await at.dm.accepted({ do: "note", target: at.fight.goblin, text: "afraid of bells" });
    await at.kim.accepted({ do: "say", to: "dm", text: "I look for traps." });
    await at.kim.accepted({ do: "move-to", by: at.fight.hero, to: [2, 4] });
    const evening = await at.log();
    const eyes = [at.kim, at.lou];
    let hidden = 0;
    for (const { sequence, seen } of evening) {
      const sees = (as: SeatHand | "table") =>
        sightOf(seen, as === "table" ? as : as.sitter.seat) !== "nothing";
      const before = (await at.log()).length;
      for (const hand of eyes) {
        const code = await at.refusal(hand, { do: "appeal", about: sequence, text: "Look again." });
        expect(code, `event ${sequence}`).toBe(sees(hand) ? "accepted" : "no-such-event");
      }
      for (const { appeal } of at.dm.view.appeals)
        await at.dm.accepted({ do: "answer-appeal", appeal, outcome: "uphold", text: "So it fell." });
      await at.dm.accepted({ do: "rule", about: sequence, text: "So be it.", reason: "Late.", keep: true });
      for (const record of (await at.log()).slice(before)) {
        for (const as of [...eyes, "table"] as const) {
          const told = sightOf(record.seen, as === "table" ? as : as.sitter.seat) !== "nothing";
          expect(told, `event ${record.sequence} about ${sequence}`).toBe(sees(as));
        }
      }
      if (!eyes.every(sees)) hidden += 1;
    }
    expect(hidden).toBeGreaterThan(2);
  });

  test("[APL-4] of one event once, three at a time, and never by the DM or a spectator", async () => {
    const at = await table("bounds");
    const roll = await struck(at);
    const appeal = (about: number): WireCommand => ({ do: "appeal", about, text: "Look again." });
    await at.kim.accepted(appeal(roll.sequence));
    expect(await at.refusal(at.kim, appeal(roll.sequence))).toBe("no-effect");
    await at.lou.accepted(appeal(roll.sequence));
    const seen = (await at.log()).filter((record) => seenBy(record, at.kim) !== null);
    await at.kim.accepted(appeal(seen[0]?.sequence ?? 0));
    await at.kim.accepted(appeal(seen[1]?.sequence ?? 0));
    expect(await at.refusal(at.kim, appeal(seen[2]?.sequence ?? 0))).toBe("limit-exceeded");
    expect(await at.refusal(at.dm, appeal(roll.sequence))).toBe("not-allowed");
    const watcher = await SeatHand.sit(at.live, sitter(at.world, "Sam", "spectator"));
    expect(await at.refusal(watcher, appeal(roll.sequence))).toBe("not-allowed");
  });

  test("[APL-5] the DM answers once; the outcome is recorded, and only an overruling is tagged a ruling", async () => {
    const at = await table("answers");
    const roll = await struck(at);
    const outcomes = ["uphold", "correct", "overrule"] as const;
    for (const outcome of outcomes) {
      await at.kim.accepted({ do: "appeal", about: roll.sequence, text: "Look again." });
      const appeal = (await at.find("appeal-made")).sequence;
      const answer = { do: "answer-appeal", appeal, outcome, text: "Because." } as const;
      expect(await at.refusal(at.kim, answer)).toBe("not-allowed");
      await at.dm.accepted(answer);
      expect(await at.refusal(at.dm, answer)).toBe("no-such-request");
      const answered = await at.find("appeal-answered");
      expect(seenBy(answered, at.lou)).toMatchObject({ outcome, appeal, about: roll.sequence });
      const applied = answered.citations.filter(({ role }) => role === "applied").map(({ ruleId }) => ruleId);
      expect(applied).toEqual(outcome === "overrule" ? ["table.override"] : []);
      expect(at.kim.view.appeals).toEqual([]);
    }
  });
});

describe("a ruling", () => {
  const RULING = {
    do: "rule",
    text: "A chandelier can be climbed.",
    reason: "It is oak.",
    keep: true,
  } as const;

  test("[APL-6] is the DM's, has a reason, is tagged a ruling, and is for all when it is about no event", async () => {
    const at = await table("rule");
    expect(await at.refusal(at.kim, RULING)).toBe("not-allowed");
    expect(await at.refusal(at.dm, { ...RULING, reason: " " })).toBe("malformed");
    await at.dm.accepted(RULING);
    const made = await at.find("ruling-made");
    expect(made.citations.map(({ ruleId, role }) => [ruleId, role])).toEqual([["table.override", "applied"]]);
    expect(seenBy(made, at.kim)).toMatchObject({ text: RULING.text, reason: RULING.reason, keep: true });
  });

  test("[APL-7] about an event that a seat did not see is nothing to that seat", async () => {
    const at = await table("hidden-ruling");
    const hidden = await unseen(at);
    await at.dm.accepted({ ...RULING, about: hidden.sequence });
    const made = await at.find("ruling-made");
    for (const hand of [at.kim, at.lou]) {
      const entry = entryOf(made, { seat: hand.sitter.seat, role: "player" });
      expect([entry.event, entry.citations]).toEqual([null, []]);
    }
    expect(seenBy(made, at.dm)).toMatchObject({ about: hidden.sequence });
  });

  test("[APL-8] is carried out by commands that point to it; nothing else can be pointed to", async () => {
    const at = await table("because");
    const roll = await struck(at);
    await at.dm.accepted({ ...RULING, about: roll.sequence });
    const ruling = (await at.find("ruling-made")).sequence;
    const heal = { do: "damage", target: at.fight.hero, amount: 4, type: "fire", because: ruling } as const;
    expect(await at.refusal(at.dm, { ...heal, because: roll.sequence })).toBe("no-such-event");
    await at.dm.accepted(heal);
    const carried = await at.find("ruling-carried-out");
    expect(seenBy(carried, at.lou)).toEqual({ kind: "ruling-carried-out", ruling });
    const taken = await at.find("damage-taken");
    expect(taken.causationId).toBe(carried.id);
    expect(at.kim.view.creatures[at.fight.hero as never]?.hp).toBe(24);
  });

  test("[APL-9] takes a run back that reaches the head, and outlives it", async () => {
    const at = await table("undo");
    const before = canonical(at.live.view("dm").creatures);
    const start = (await at.log()).length;
    const roll = await struck(at);
    await at.kim.accepted({ do: "appeal", about: roll.sequence, text: "It was not my turn to strike." });
    const appeal = (await at.find("appeal-made")).sequence;
    await at.dm.accepted({ do: "answer-appeal", appeal, outcome: "correct", text: "True: back to before." });
    const answer = (await at.find("appeal-answered")).sequence;
    const undo = { do: "undo", toSequence: start, reason: "appeal", because: answer } as const;
    expect(await at.refusal(at.kim, undo)).toBe("not-allowed");
    await at.dm.accepted(undo);
    expect(canonical(at.live.view("dm").creatures)).toBe(before);
    expect(at.live.view("dm").appeals).toEqual([]);
    expect(at.live.state.decisions.map(({ sequence }) => sequence)).toEqual([answer]);
    expect((await at.find("ruling-carried-out")).sequence).toBe((await at.find("undone")).sequence + 1);
  });

  test("[APL-10] while somebody is asked and in a pause, the table may still appeal and the DM rule", async () => {
    const at = await table("pause");
    const roll = await struck(at);
    await at.dm.accepted({ do: "pause" });
    await at.kim.accepted({ do: "appeal", about: roll.sequence, text: "Look again." });
    await at.dm.accepted(RULING);
    await at.dm.accepted({ do: "resume" });
    // The goblin may strike at whoever leaves its reach.
    await at.kim.accepted({ do: "move-to", by: at.fight.hero, to: [2, 4] });
    expect(at.dm.view.requests).not.toEqual({});
    await at.lou.accepted({ do: "appeal", about: roll.sequence, text: "Look again, too." });
    await at.dm.accepted(RULING);
    expect(at.dm.view.requests).not.toEqual({});
  });

  test("[APL-11] the log decides itself again and folds to the state, rulings and appeals included", async () => {
    const at = await table("again");
    const roll = await struck(at);
    await at.kim.accepted({ do: "appeal", about: roll.sequence, text: "Look again." });
    await at.dm.accepted({ ...RULING, about: roll.sequence });
    const ruling = (await at.find("ruling-made")).sequence;
    await at.dm.accepted({
      do: "adjust",
      target: at.fight.hero,
      hp: 20,
      reason: "as ruled",
      because: ruling,
    });
    const records = await at.log();
    const secrets = await at.world.secrets.reveal(at.session);
    expect(redecide(records, (contributions) => diceFrom(secrets, at.session, contributions))).toBeNull();
    const events = records.map(({ sequence, content: { event } }) => ({ sequence, event }));
    expect(canonical(fold(events))).toBe(canonical(at.live.state));
  });

  test("[APL-12] what the campaign ruled before beside the rule in question is cited with the appeal", async () => {
    const precedents: Citations = {
      ...plainCitations,
      precedents: async (_, rule) => [
        { ...plainCitations.cite(rule), sourceId: "Rulings@000000000001", role: "house-rule" },
      ],
    };
    const at = await table("precedent", precedents);
    const roll = await struck(at);
    expect(roll.citations.some(({ role }) => role === "house-rule")).toBe(false);
    await at.kim.accepted({ do: "appeal", about: roll.sequence, text: "Look again." });
    expect((await at.find("appeal-made")).citations.map(({ role }) => role)).toEqual([
      "considered",
      "house-rule",
    ]);
  });
});
