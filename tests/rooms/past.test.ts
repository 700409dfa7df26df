import { expect, test } from "vitest";
import { chainAppend, headOf } from "../../rooms/chain.ts";
import { loggedOf, readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import { recall } from "../../rooms/past.ts";
import { commandId } from "../../rules/ids.ts";
import { canonical, fold } from "../../rules/index.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";

/** A log of more than two pages: a goblin is hurt at its end. */
async function longEvening(seed: string) {
  const world = makeWorld(seed);
  const session = await startSession(world);
  const first = await LiveSession.open(world, session);
  const dm = await SeatHand.sit(first, sitter(world, "Dana", "dm"));
  await dm.accepted({ do: "set-map", map: { width: 20, height: 20, light: "bright", terrain: [] } });
  await dm.accepted({ do: "add-monster", monster: "Goblin", at: [5, 5] });
  const { head } = first;
  await first.close();
  const lease = await world.log.take(session, "setup", 1000);
  const { seat } = dm.sitter;
  await world.log.append(
    lease,
    head.sequence,
    chainAppend(
      head,
      {
        session,
        actor: { kind: "seat", seat },
        seatId: seat,
        actorId: null,
        actorName: "Dana",
        commandId: commandId("long-talk"),
        payloadHash: "0".repeat(64),
        command: { do: "say", text: "On and on.", to: "table" },
        events: Array.from({ length: 2100 }, () => ({
          event: { kind: "said", seat, creature: null, text: "On and on.", to: "table" },
          rules: [],
          seen: { table: "whole", seats: {} },
          citations: [],
        })),
      },
      world.clock,
      world.randomness,
    ),
  );
  await world.log.release(lease);
  const live = await LiveSession.open(world, session);
  dm.live = live;
  live.connected(seat, true);
  const [goblin = ""] = live.state.roster;
  await dm.accepted({ do: "damage", target: goblin, amount: 1, type: "slashing" });
  return { world, session, live, dm };
}

test("[LIVE-50] a long log is folded page by page to the same state, and only its newest records stay", async () => {
  const { world, session } = await longEvening("long-evening");
  const records = await readAfter(world.log, session);
  const past = await recall(world.log, session);
  expect(canonical(past.state)).toBe(canonical(fold(records.map(loggedOf))));
  expect(past.head).toEqual(headOf(records));
  expect(past.recent.all).toEqual(records.slice(-1000));
  const first = records.find(({ commandId }) => commandId !== null);
  if (first?.commandId == null || first.payloadHash === null) throw new Error("nobody sent anything");
  const asked = { seat: first.seatId, commandId: first.commandId, payloadHash: first.payloadHash };
  expect(past.answers.find(asked)).toMatchObject({ outcome: "accepted" });
});

test("[LIVE-51] an undo that reaches behind the page it stands on takes back what it names", async () => {
  const { world, session, live, dm } = await longEvening("long-undo");
  await dm.accepted({ do: "undo", toSequence: 500, reason: "a bad dream" });
  await dm.accepted({ do: "say", text: "You wake up.", to: "table" });
  const { state } = await recall(world.log, session);
  expect(canonical(state)).toBe(canonical(live.state));
  expect(canonical(state)).toBe(canonical(fold((await readAfter(world.log, session)).map(loggedOf))));
});
