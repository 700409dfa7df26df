import { beforeAll, describe, expect, test } from "vitest";
import { type CreatureKnowledge, joinKnowledge } from "../../client-sdk/src/hindsight.ts";
import { readAfter } from "../../rooms/history.ts";
import { creaturesCalled, whoKnew } from "../../rooms/knowledge.ts";
import { KNOWLEDGE_BOUNDS, type KnowledgeBounds, KnowledgePages } from "../../rooms/knowledge-pages.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import type { EventLog, Meter } from "../../rooms/ports.ts";
import type { SessionId } from "../../rules/ids.ts";
import { recordedEvening } from "./support/recorded-evening.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";
import { CountingMeter } from "./support/world.ts";

type Log = { readonly log: EventLog; readonly session: SessionId };
let evening: Log & { readonly undone: number };
let talk: Log;

beforeAll(async () => {
  const { world, session, undone } = await recordedEvening("knowledge pages");
  evening = { log: world.log, session, undone: undone.after };
  const other = makeWorld("a long talk");
  const id = await startSession(other);
  const live = await LiveSession.open(other, id);
  const dm = await SeatHand.sit(live, sitter(other, "Dana", "dm"));
  await dm.accepted({ do: "add-monster", monster: "Goblin", name: "Gritch", side: "foes" });
  for (let line = 0; line < 60; line += 1)
    await dm.accepted({ do: "say", text: `line ${line}`, to: "table" });
  await live.close();
  talk = { log: other.log, session: id };
});

/** Every part in turn; null when one is refused. */
async function joined(
  { log, session }: Log,
  called: string,
  limit: number,
  bounds: Partial<KnowledgeBounds> = {},
  meter: Meter = new CountingMeter(),
): Promise<{ readonly known: readonly CreatureKnowledge[]; readonly parts: number } | null> {
  const version = await log.version(session);
  const pages = new KnowledgePages(log, meter, { ...KNOWLEDGE_BOUNDS, ...bounds });
  let known: readonly CreatureKnowledge[] = [];
  let parts = 0;
  for (let from = 0; from < version; parts += 1) {
    const part = await pages.part(session, called, { from, limit });
    if (part === null) return null;
    expect(part.last).toBeGreaterThan(from);
    known = joinKnowledge(known, part.creatures);
    from = part.last;
  }
  return { known, parts };
}

async function whole({ log, session }: Log, called: string): Promise<readonly CreatureKnowledge[]> {
  const records = await readAfter(log, session);
  return creaturesCalled(records, called).map((id) => whoKnew(records, id));
}

describe("who knew what, page by page", () => {
  test.each([
    [1, {}],
    [7, {}],
    [1000, { views: 12 }],
    [1000, { views: 1 }],
    [7, { places: 1 }],
    [7, { places: 0 }],
  ] as const)(
    "[TT-31] pages of %i numbers, bounded by %j, make up the whole, an undo in it too",
    async (limit, bounds) => {
      const records = await readAfter(evening.log, evening.session);
      const names = records.flatMap(({ content: { event } }) =>
        event.kind === "creature-added" ? [event.creature.name] : [],
      );
      expect(names.length).toBeGreaterThan(3);
      for (const name of names) {
        const told = await joined(evening, name, limit, bounds);
        expect(told?.known).toEqual(await whole(evening, name));
        expect(told?.parts).toBeGreaterThan(3);
      }
    },
  );

  test("[TT-32] each goes on from the one before and reads nothing that was before, however far into the log", async () => {
    const read: number[] = [];
    const log = new Proxy(talk.log, {
      get: (of, name) =>
        name === "read"
          ? (...asked: Parameters<EventLog["read"]>) => {
              read.push(asked[1]);
              return of.read(...asked);
            }
          : Reflect.get(of, name).bind(of),
    });
    const told = await joined({ ...talk, log }, "Gritch", 10, { before: 0 });
    expect(told?.known).toEqual(await whole(talk, "Gritch"));
    expect(read.length).toBe(told?.parts);
    expect(read.every((after, at) => at === 0 || after > (read[at - 1] ?? 0))).toBe(true);
  });

  test("[TT-33] what is too far is refused, and counted: a place that is not remembered, an undo that may reach behind", async () => {
    const meter = new CountingMeter();
    const pages = new KnowledgePages(talk.log, meter, { ...KNOWLEDGE_BOUNDS, before: 20 });
    expect(await pages.part(talk.session, "Gritch", { from: 20, limit: 5 })).not.toBeNull();
    expect(await pages.part(talk.session, "Gritch", { from: 50, limit: 5 })).toBeNull();
    expect(await joined(evening, "Kara", 5, { before: evening.undone - 1 }, meter)).toBeNull();
    expect(meter.counts.get("knowledge_too_far")).toBe(2);
  });
});
