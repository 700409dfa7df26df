import { describe, expect, it } from "vitest";
import type { Event, Seen, Sight } from "../../../rules/event.ts";
import { eventId, type SeatId, seatId, sessionId } from "../../../rules/ids.ts";
import type { StoredEvent } from "../../../rules/log.ts";
import { Backlog, MOST_PENDING } from "../../../server/dm/backlog.ts";
import { GOBLIN, KARA } from "./scenes.ts";

const KIM = seatId("kim");

function stored(
  sequence: number,
  event: Event,
  table: Sight,
  seats: Readonly<Record<SeatId, Sight>> = {},
): StoredEvent {
  const seen: Seen = { table, seats };
  return {
    id: eventId(`e${sequence}`),
    sessionId: sessionId("s"),
    sequence,
    kind: event.kind,
    actorId: null,
    actorName: null,
    seatId: null,
    commandId: null,
    payloadHash: null,
    causationId: null,
    content: { schemaVersion: 1, event, actor: { kind: "system" }, command: null },
    citations: [],
    seen,
    salt: "",
    prevHash: "",
    hash: "",
    createdAt: "",
  };
}

const died: Event = { kind: "died", creature: GOBLIN, why: "" };
const narrated = (about: readonly number[]): Event => ({
  kind: "narrated",
  text: "...",
  about,
  voice: "model",
});

describe("[DM-44] what each audience has not been told yet", () => {
  it("is the table's for what all saw, and a seat's for what only that seat saw", () => {
    const backlog = new Backlog();
    backlog.see(stored(1, died, "whole"));
    backlog.see(stored(2, died, "nothing", { [KIM]: "whole" }));
    backlog.see(stored(3, died, "nothing"));
    expect(backlog.take("table").map(({ sequence }) => sequence)).toEqual([1]);
    expect(backlog.take(KIM).map(({ sequence }) => sequence)).toEqual([2]);
    expect(backlog.audiences()).toEqual([]);
  });
  it("holds what somebody saw of it and nothing else", () => {
    const backlog = new Backlog();
    const glimpse = { kind: "damage-taken", target: KARA, amount: 4 } as const;
    const event: Event = {
      ...glimpse,
      source: GOBLIN,
      type: "piercing",
      steps: [],
      temporary: 0,
      hpBefore: 9,
      hpAfter: 5,
    };
    backlog.see(stored(1, event, glimpse, { [KIM]: "whole" }));
    expect(backlog.take("table")[0]?.glimpse).toEqual(glimpse);
    // Who saw where it came from hears that too.
    expect(backlog.take(KIM)[0]?.glimpse).toEqual(event);
  });
  it("is no more once a narration is about it, for that audience alone", () => {
    const backlog = new Backlog();
    backlog.see(stored(1, died, "whole"));
    backlog.see(stored(2, died, "nothing", { [KIM]: "whole" }));
    backlog.see(stored(3, narrated([1, 2]), "nothing", { [KIM]: "whole" }));
    expect(backlog.audiences()).toEqual(["table"]);
    backlog.see(stored(4, narrated([1]), "whole"));
    expect(backlog.audiences()).toEqual([]);
  });
  it("is no more once it was taken back; that it was is told", () => {
    const backlog = new Backlog();
    backlog.see(stored(1, died, "whole"));
    backlog.see(stored(2, { kind: "undone", from: 1, to: 1, reason: "a slip" }, "whole"));
    expect(backlog.take("table").map(({ sequence }) => sequence)).toEqual([2]);
  });
  it("is bounded: the oldest are given up, and counted", () => {
    const backlog = new Backlog();
    let dropped = 0;
    for (let sequence = 1; sequence <= MOST_PENDING + 10; sequence += 1)
      dropped += backlog.see(stored(sequence, died, "whole"));
    expect(dropped).toBe(10);
    expect(backlog.waiting("table")).toBe(MOST_PENDING);
    expect(backlog.take("table")[0]?.sequence).toBe(11);
  });
  it("of a log that opens again, is what came after the last telling", () => {
    const backlog = new Backlog();
    backlog.see(stored(1, died, "whole"));
    backlog.see(stored(2, died, "whole"));
    backlog.see(stored(3, narrated([2]), "whole"));
    backlog.see(stored(4, died, "whole"));
    backlog.settleHistory();
    expect(backlog.take("table").map(({ sequence }) => sequence)).toEqual([4]);
  });
  it("holds nothing for bookkeeping alone", () => {
    const backlog = new Backlog();
    backlog.see(stored(1, { kind: "turn-ended", creature: KARA }, "whole"));
    backlog.see(stored(2, { kind: "session-paused" }, "whole"));
    expect(backlog.audiences()).toEqual([]);
  });
});
