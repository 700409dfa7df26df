import fc from "fast-check";
import { expect, it } from "vitest";
import { Connection } from "../../client-sdk/src/connection.ts";
import { HandPlatform } from "./hand-platform.ts";
import { SmallRoom } from "./small-room.ts";

/** What can go wrong between a table and somebody at it, and what they do meanwhile. */
const TROUBLES = {
  "say something": (_room: SmallRoom, say: () => void) => say(),
  "something happens": (room: SmallRoom) => room.happen(),
  "the line breaks": (room: SmallRoom) => room.cut(1006),
  "the server restarts": (room: SmallRoom) => room.cut(4010),
  "the server goes away": (room: SmallRoom) => {
    room.down = true;
    room.cut(4001);
  },
  "the server comes back": (room: SmallRoom) => {
    room.down = false;
  },
  "commands get lost": (room: SmallRoom) => {
    room.loseCommands = true;
  },
  "answers get lost": (room: SmallRoom) => {
    room.loseAnswers = true;
  },
  "the feed gets lost": (room: SmallRoom) => {
    room.loseFeed = true;
  },
  "nothing gets lost": (room: SmallRoom) => heal(room),
  "old news come again": (room: SmallRoom) => room.feed(room.log),
  "news come with holes": (room: SmallRoom) =>
    room.feed(room.log.filter(({ sequence }) => sequence % 2 === 0)),
} satisfies Record<string, (room: SmallRoom, say: () => void) => void>;

function heal(room: SmallRoom): void {
  room.down = false;
  room.loseCommands = false;
  room.loseAnswers = false;
  room.loseFeed = false;
}

const step = fc.record({
  trouble: fc.constantFrom(...(Object.keys(TROUBLES) as (keyof typeof TROUBLES)[])),
  waitMs: fc.constantFrom(0, 0, 50, 400, 6_000, 20_000),
});

it("[SDK-14] whatever goes wrong, in the end every number was heard once and every command counts once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const room = new SmallRoom();
      const platform = new HandPlatform();
      const connection = new Connection(room, { platform });
      const heard: number[] = [];
      connection.entries.on((entry) => heard.push(entry.sequence));
      const answers: Promise<unknown>[] = [];
      const say = (): void => {
        answers.push(connection.submit({ do: "pause" }));
      };
      await platform.pass(0);
      for (const { trouble, waitMs } of steps) {
        TROUBLES[trouble](room, say);
        await platform.pass(waitMs);
      }
      heal(room);
      await platform.pass(60_000);

      expect(connection.status).toEqual({ status: "open" });
      expect(heard).toEqual(room.log.map(({ sequence }) => sequence));
      const settled = await Promise.all(answers);
      expect(settled.map((answer) => (answer as { outcome: string }).outcome)).toEqual(
        settled.map(() => "accepted"),
      );
      const applied = room.log.flatMap(({ commandId }) => (commandId === undefined ? [] : [commandId]));
      expect(new Set(applied).size).toBe(applied.length);
      expect(applied).toHaveLength(answers.length);
    }),
    {
      numRuns: 150,
      // Found once: the news of the second command were lost while those of the first were still waited for.
      examples: [
        [
          [
            { trouble: "say something", waitMs: 0 },
            { trouble: "the feed gets lost", waitMs: 0 },
            { trouble: "say something", waitMs: 0 },
          ],
        ],
      ],
    },
  );
});
