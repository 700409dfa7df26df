import { describe, expect, test } from "vitest";
import { diceFrom } from "../../db/dice-faces.ts";
import { readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import type { Citations, DungeonMaster } from "../../rooms/ports.ts";
import { redecide } from "../../rooms/redecide.ts";
import type { SessionId } from "../../rules/ids.ts";
import { canonical } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { character, type Fight, setUpFight } from "./support/fight.ts";
import { makeWorld, type StartOptions, sitter, startSession, type World } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";
import { ManualClock, settled } from "./support/world.ts";

type Table = {
  readonly world: World;
  readonly clock: ManualClock;
  readonly session: SessionId;
  readonly live: LiveSession;
  readonly dm: SeatHand;
  readonly kim: SeatHand;
  readonly lou: SeatHand;
  readonly shown: StoredEvent[];
  readonly closings: string[];
};

async function table(
  seed: string,
  options: StartOptions & { readonly dungeonMaster?: DungeonMaster } = {},
): Promise<Table> {
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const world = makeWorld(seed, { clock, ...options });
  const session = await startSession(world, options);
  const live = await LiveSession.open(world, session);
  const shown: StoredEvent[] = [];
  const closings: string[] = [];
  live.watch({ committed: (records) => shown.push(...records), closed: (why) => closings.push(why) });
  const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
  const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
  const lou = await SeatHand.sit(live, sitter(world, "Lou", "player"));
  return { world, clock, session, live, dm, kim, lou, shown, closings };
}

async function fightAt({ world, dm, kim, lou }: Table): Promise<Fight> {
  return setUpFight(dm, [
    [kim, character(world, kim.sitter, "Kara")],
    [lou, character(world, lou.sitter, "Brom")],
  ]);
}

const records = ({ world, session }: Table) => readAfter(world.log, session);

const diceOf = async ({ world, session }: Table) => {
  const secrets = await world.secrets.reveal(session);
  return (contributions: readonly string[]) => diceFrom(secrets, session, contributions);
};

/** The room is gone without a word, as after a kill; another is made from the log. */
async function afterCrash(at: Table): Promise<Table> {
  const live = await LiveSession.open(at.world, at.session);
  const shown: StoredEvent[] = [];
  const closings: string[] = [];
  live.watch({ committed: (found) => shown.push(...found), closed: (why) => closings.push(why) });
  for (const hand of [at.dm, at.kim, at.lou]) {
    hand.live = live;
    live.connected(hand.sitter.seat, true);
  }
  return { ...at, live, shown, closings };
}

describe("a live session", () => {
  test("[LIVE-1] shows nothing that was not stored before", async () => {
    const at = await table("recorded-before-seen");
    const versions: (readonly [shown: number, stored: number])[] = [];
    at.live.watch({
      committed: (found) => {
        void at.world.log
          .version(at.session)
          .then((version) => versions.push([found.at(-1)?.sequence ?? 0, version]));
      },
      closed: () => undefined,
    });
    await fightAt(at);
    expect(versions.length).toBeGreaterThan(5);
    for (const [shown, stored] of versions) expect(stored).toBeGreaterThanOrEqual(shown);
    expect(at.shown.map(({ sequence }) => sequence)).toEqual(at.shown.map((_, n) => n + 2));
  });

  test("[LIVE-2] a command sent again is answered as the first time and happens once, also after a crash", async () => {
    const at = await table("resend");
    const { hero, goblin } = await fightAt(at);
    const blow = { do: "attack", by: hero, with: "Longsword", target: goblin } as const;
    const first = await at.kim.command(blow, "once");
    const version = await at.world.log.version(at.session);
    expect(await at.kim.command(blow, "once")).toEqual(first);
    const again = await afterCrash(at);
    expect(await again.kim.command(blow, "once")).toEqual(first);
    expect(await again.kim.command({ do: "end-turn", by: hero }, "once")).toMatchObject({
      rejection: { code: "command-id-reused" },
    });
    // Another seat's id is another command.
    expect(await again.lou.command(blow, "once")).toMatchObject({ rejection: { code: "not-your-creature" } });
    expect(await at.world.log.version(at.session)).toBe(version);
  });

  test("[LIVE-3] two copies of a command under way at once happen once", async () => {
    const at = await table("double");
    const { hero } = await fightAt(at);
    const before = await at.world.log.version(at.session);
    const replies = await Promise.all(
      [1, 2, 3].map(() => at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "x")),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]?.outcome).toBe("accepted");
    expect(
      (await records(at)).filter(({ sequence, commandId }) => sequence > before && commandId !== null),
    ).toHaveLength(1);
  });

  test("[LIVE-4] while the log is away commands are refused, nothing changes, and play goes on after", async () => {
    const at = await table("away");
    const { hero } = await fightAt(at);
    const before = canonical(at.live.state);
    const shown = at.shown.length;
    at.world.log.setAway(true);
    const refused = await at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m");
    expect(refused).toMatchObject({ outcome: "rejected", rejection: { code: "unavailable" } });
    expect(canonical(at.live.state)).toBe(before);
    expect(at.shown.length).toBe(shown);
    at.world.log.setAway(false);
    await at.kim.accepted({ do: "move-to", by: hero, to: [4, 3] }, "m");
    expect(at.closings).toEqual([]);
  });

  test("[LIVE-5] a log that hangs is answered within two seconds, and the room does not grow meanwhile", async () => {
    const at = await table("hangs");
    const { hero } = await fightAt(at);
    const real = at.world.log.append.bind(at.world.log);
    at.world.log.append = () => new Promise(() => undefined);
    const began = at.clock.now();
    let answered = 0;
    const first = at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m").then((reply) => {
      answered = at.clock.now();
      return reply;
    });
    const rest = Array.from({ length: 100 }, (_, n) =>
      at.lou.command({ do: "say", text: `${n}`, to: "table" }, `s${n}`),
    );
    await at.clock.advance(1_950);
    expect((await first).outcome).toBe("pending");
    expect(answered - began).toBeLessThan(2_000);
    const codes = (await Promise.all(rest)).map((reply) =>
      reply.outcome === "rejected" ? reply.rejection.code : reply.outcome,
    );
    expect(new Set(codes)).toEqual(new Set(["unavailable", "busy"]));
    at.world.log.append = real;
    await at.clock.advance(3_000);
    await at.kim.accepted({ do: "move-to", by: hero, to: [4, 3] }, "m");
  });

  test.each([
    ["was stored", "unknown-stored", 1],
    ["was lost", "unknown-lost", 0],
  ] as const)(
    "[LIVE-6] an append that nobody knows of is pending, then settled from the log: it %s",
    async (_, fault, stored) => {
      const at = await table(`unknown ${fault}`);
      const { hero } = await fightAt(at);
      const before = await at.world.log.version(at.session);
      at.world.log.failNext(fault);
      const reply = await at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m");
      expect(reply).toEqual({ outcome: "pending", commandId: "m" });
      await at.clock.advance(5_000);
      const moves = () =>
        at.shown.filter(({ sequence, kind }) => sequence > before && kind === "moved").length;
      expect(moves()).toBe(stored);
      await at.kim.accepted({ do: "move-to", by: hero, to: [4, 3] }, "m");
      expect(moves()).toBe(1);
      expect(at.live.head.sequence).toBe(await at.world.log.version(at.session));
    },
  );

  test("[LIVE-7] a commit that hangs is fenced by the next epoch: arriving late, it stores nothing", async () => {
    const at = await table("late");
    const { hero } = await fightAt(at);
    const before = await at.world.log.version(at.session);
    at.world.log.failNext("unknown-late");
    expect((await at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m")).outcome).toBe("pending");
    await at.clock.advance(5_000);
    at.world.log.settle();
    expect(await at.world.log.version(at.session)).toBe(before);
    await at.kim.accepted({ do: "move-to", by: hero, to: [4, 3] }, "m");
    expect(
      (await records(at)).filter(({ kind, sequence }) => kind === "moved" && sequence > before),
    ).toHaveLength(1);
  });

  test("[LIVE-8] the outcome stays pending while the log is away, and is settled when it is back", async () => {
    const at = await table("away-and-unknown");
    const { hero } = await fightAt(at);
    at.world.log.failNext("unknown-stored");
    expect((await at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m")).outcome).toBe("pending");
    at.world.log.setAway(true);
    await at.clock.advance(20_000);
    expect(await at.kim.command({ do: "say", text: "?", to: "table" })).toMatchObject({
      rejection: { code: "unavailable" },
    });
    at.world.log.setAway(false);
    await at.clock.advance(1_000);
    expect(await at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m")).toMatchObject({
      outcome: "accepted",
    });
    expect(at.closings).toEqual([]);
  });

  test("[LIVE-9] whoever was fenced stores nothing more and closes, without waiting for its next command", async () => {
    const at = await table("fenced");
    await fightAt(at);
    const before = await at.world.log.version(at.session);
    const fresh = await LiveSession.open(at.world, at.session);
    expect((await at.kim.command({ do: "say", text: "old", to: "table" })).outcome).toBe("pending");
    expect(at.closings).toEqual(["stale"]);
    expect(await at.world.log.version(at.session)).toBe(before);
    const idle = await LiveSession.open(at.world, at.session);
    const why: string[] = [];
    fresh.watch({ committed: () => undefined, closed: (reason) => why.push(reason) });
    await at.clock.advance(6_000);
    expect(why).toEqual(["stale"]);
    expect(idle.isOpen).toBe(true);
  });

  test("[LIVE-10] made again from the log it is what it was: state, views, requests, turn", async () => {
    const at = await table("remade");
    const { hero, goblin } = await fightAt(at);
    await at.kim.accepted({ do: "attack", by: hero, with: "Longsword", target: goblin });
    await at.kim.command({ do: "move-to", by: hero, to: [2, 2] });
    const before = [
      canonical(at.live.state),
      canonical(at.kim.view),
      canonical(at.dm.view),
      canonical(at.live.head),
    ];
    const again = await afterCrash(at);
    expect([
      canonical(again.live.state),
      canonical(again.kim.view),
      canonical(again.dm.view),
      canonical(again.live.head),
    ]).toEqual(before);
  });

  test("[LIVE-11] a decision that waits survives a crash with its deadline begun anew, and its default is taken", async () => {
    const at = await table("reaction");
    const { hero, goblin } = await fightAt(at);
    await at.kim.accepted({ do: "move-to", by: hero, to: [1, 4] });
    const [request] = at.live.state.requests;
    expect(request).toMatchObject({ creature: goblin, seat: null, kind: "reaction" });
    const seconds = request?.timeoutSeconds ?? 0;
    expect(seconds).toBeGreaterThan(0);
    await at.clock.advance(seconds * 1000 - 1000);
    const again = await afterCrash(at);
    expect(again.live.state.requests).toEqual([request]);
    expect(await again.kim.command({ do: "end-turn", by: hero })).toMatchObject({
      rejection: { code: "pending-request" },
    });
    await at.clock.advance(2_000);
    expect(again.live.state.requests).toEqual([request]);
    await at.clock.advance(seconds * 1000);
    expect(again.live.state.requests).toEqual([]);
    expect((await records(at)).find(({ kind }) => kind === "request-answered")?.content.event).toMatchObject({
      by: "default",
    });
  });

  test("[LIVE-12] a player's deadline runs only while they are at the table", async () => {
    const at = await table("deadline");
    const { hero, goblin } = await fightAt(at);
    await at.kim.accepted({ do: "end-turn", by: hero });
    await at.lou.accepted({ do: "end-turn", by: at.live.state.encounter?.turn ?? "" });
    await at.dm.accepted({ do: "move-to", by: goblin, to: [7, 7] });
    const [request] = at.live.state.requests;
    expect(request).toMatchObject({ creature: hero, seat: at.kim.sitter.seat });
    at.live.connected(at.kim.sitter.seat, false);
    await at.clock.advance(3_600_000);
    expect(at.live.state.requests).toEqual([request]);
    at.live.connected(at.kim.sitter.seat, true);
    await at.clock.advance((request?.timeoutSeconds ?? 0) * 1000 + 100);
    expect(at.live.state.requests).toEqual([]);
  });

  test("[LIVE-13] deciding the recorded session again from its commands gives the same events, byte for byte", async () => {
    const at = await table("redecide");
    await at.kim.accepted({ do: "contribute-dice", entropy: "0123456789abcdef0123456789abcdef" });
    const { hero, goblin } = await fightAt(at);
    await at.kim.accepted({ do: "attack", by: hero, with: "Longsword", target: goblin });
    await at.kim.accepted({ do: "move-to", by: hero, to: [1, 4] });
    if (at.live.state.requests.length > 0)
      await at.dm.accepted({ do: "react", by: goblin, choice: "opportunity-attack" });
    await at.dm.accepted({ do: "undo", toSequence: at.live.head.sequence - 3, reason: "again" });
    const log = await records(at);
    const dice = await diceOf(at);
    expect(redecide(log, dice)).toBeNull();
    const rolled = log.find(({ kind }) => kind === "attack-rolled");
    const forged = log.map((record) =>
      record === rolled && record.content.event.kind === "attack-rolled"
        ? {
            ...record,
            content: { ...record.content, event: { ...record.content.event, outcome: "critical" as const } },
          }
        : record,
    );
    expect(redecide(forged, dice)?.sequence).toBeGreaterThan(1);
  });

  test("[LIVE-14] an event that the state cannot take is refused as internal, and the room lives", async () => {
    const at = await table("assertion");
    const { hero } = await fightAt(at);
    const before = canonical(at.live.state);
    const broken: Citations = {
      cite: () => {
        throw new Error("no such page");
      },
    };
    const live = await LiveSession.open({ ...at.world, citations: broken }, at.session);
    at.kim.live = live;
    expect(await at.kim.command({ do: "move-to", by: hero, to: [4, 3] })).toMatchObject({
      rejection: { code: "internal" },
    });
    expect(canonical(live.state)).toBe(before);
    await at.kim.accepted({ do: "say", text: "still here", to: "table" });
  });

  test("[LIVE-15] a log that was changed behind the room's back is not played on", async () => {
    const at = await table("tampered");
    await fightAt(at);
    const read = at.world.log.read.bind(at.world.log);
    at.world.log.read = async (...page) =>
      (await read(...page)).map((record) => (record.sequence === 5 ? { ...record, kind: "died" } : record));
    await expect(LiveSession.open(at.world, at.session)).rejects.toMatchObject({
      name: "CorruptLog",
      sequence: 5,
    });
  });

  test("[LIVE-16] the dungeon master's module hears each commit once, after everybody, and its failures stay its own", async () => {
    const heard: number[] = [];
    const at = await table("attended", {
      dungeonMaster: {
        attend: (table_) => ({
          committed(found) {
            heard.push(...found.map(({ sequence }) => sequence));
            if (found.some(({ kind }) => kind === "said"))
              void table_.submit(
                { kind: "system" },
                { do: "narrate", text: "It echoes.", about: [], voice: "built-in", audience: "table" },
              );
            if (found.some(({ kind }) => kind === "map-set")) throw new Error("out of words");
          },
          close: async () => undefined,
        }),
      },
    });
    await fightAt(at);
    await at.kim.accepted({ do: "say", text: "Hail", to: "table" });
    await settled();
    expect(heard).toEqual((await records(at)).map(({ sequence }) => sequence));
    expect((await records(at)).at(-1)?.kind).toBe("narrated");
    expect(at.closings).toEqual([]);
  });

  test("[LIVE-17] closing ends the work under way, lets the lease go, and answers what still comes with pending", async () => {
    const at = await table("closing");
    const { hero } = await fightAt(at);
    const under = at.kim.command({ do: "move-to", by: hero, to: [4, 3] }, "m");
    const closing = at.live.close();
    const late = at.lou.command({ do: "say", text: "wait", to: "table" });
    expect((await late).outcome).toBe("pending");
    expect(["accepted", "pending"]).toContain((await under).outcome);
    await closing;
    expect(at.closings).toEqual(["closed"]);
    const again = await afterCrash(at);
    await again.kim.accepted({ do: "move-to", by: hero, to: [4, 3] }, "m");
    expect((await records(at)).filter(({ commandId }) => commandId === "m")).toHaveLength(1);
  });

  test("[LIVE-18] a duplicate of a refused command stays refused, though it would be legal by now", async () => {
    const at = await table("late-duplicate");
    const { hero, friend } = await fightAt(at);
    const early = { do: "move-to", by: friend, to: [4, 8] } as const;
    const refused = await at.lou.command(early, "early");
    expect(refused).toMatchObject({ rejection: { code: "not-your-turn" } });
    await at.kim.accepted({ do: "end-turn", by: hero });
    expect(await at.lou.command(early, "early")).toEqual(refused);
    await at.lou.accepted(early, "on time");
  });

  test("[LIVE-19] a pause stops the deadline of what waits, and going on begins it anew", async () => {
    const at = await table("paused");
    const { hero } = await fightAt(at);
    await at.kim.accepted({ do: "move-to", by: hero, to: [1, 4] });
    const seconds = at.live.state.requests[0]?.timeoutSeconds ?? 0;
    await at.clock.advance(seconds * 1000 - 1000);
    await at.dm.accepted({ do: "pause" });
    await at.clock.advance(3_600_000);
    expect(at.live.state.requests).toHaveLength(1);
    await at.dm.accepted({ do: "resume" });
    await at.clock.advance(seconds * 1000 - 1000);
    expect(at.live.state.requests).toHaveLength(1);
    await at.clock.advance(2_000);
    expect(at.live.state.requests).toEqual([]);
  });

  test("[LIVE-20] what the server's mind sends goes through the same rules, in the right of the seat it names", async () => {
    const at = await table("mind");
    const { hero, friend, goblin } = await fightAt(at);
    const kim = { kind: "seat", seat: at.kim.sitter.seat } as const;
    const move = (by: string) => ({ do: "move-to", by, to: [4, 3] }) as never;
    expect(await at.live.submit(kim, move(friend))).toMatchObject({
      rejection: { code: "not-your-creature" },
    });
    expect(await at.live.submit(kim, move(goblin))).toMatchObject({
      rejection: { code: "not-your-creature" },
    });
    expect(await at.live.submit(kim, move(hero))).toMatchObject({ outcome: "accepted" });
    expect((await records(at)).at(-1)?.content.actor).toEqual(kim);
  });
});

describe("taking back", () => {
  test("[UNDO-1] a player takes back a move that drew no die and showed nothing, until somebody else acts", async () => {
    const at = await table("undo-own");
    const { hero } = await fightAt(at);
    const before = at.live.head.sequence;
    const place = () => at.live.state.creatures[at.live.state.encounter?.turn ?? ("" as never)]?.at;
    const start = place();
    await at.kim.accepted({ do: "move-to", by: hero, to: [4, 3] });
    expect(place()).toEqual([4, 3]);
    expect(await at.lou.command({ do: "undo", toSequence: before, reason: "not mine" })).toMatchObject({
      rejection: { code: "not-allowed" },
    });
    await at.kim.accepted({ do: "undo", toSequence: before, reason: "misclick" });
    expect(place()).toEqual(start);
    await at.kim.accepted({ do: "move-to", by: hero, to: [4, 3] });
    const moved = at.live.head.sequence - 1;
    await at.lou.accepted({ do: "say", text: "hm", to: "table" });
    expect(await at.kim.command({ do: "undo", toSequence: moved, reason: "late" })).toMatchObject({
      rejection: { code: "not-allowed" },
    });
  });

  test("[UNDO-2] past a die only the DM takes back, the same roll then falls anew, and a crash changes none of it", async () => {
    const at = await table("undo-die");
    const { hero, goblin } = await fightAt(at);
    const before = at.live.head.sequence;
    const blow = { do: "attack", by: hero, with: "Longsword", target: goblin } as const;
    await at.kim.accepted(blow);
    expect(await at.kim.command({ do: "undo", toSequence: before, reason: "bad roll" })).toMatchObject({
      rejection: { code: "not-allowed" },
    });
    const drawn = at.live.state.dice.drawn.open;
    await at.dm.accepted({ do: "undo", toSequence: before, reason: "wrong target" });
    expect(at.live.state.dice.drawn.open).toBe(drawn);
    await at.kim.accepted(blow);
    const draws = (await records(at)).flatMap(({ content: { event } }) =>
      event.kind === "attack-rolled" ? event.roll.dice.map(({ draw }) => draw) : [],
    );
    expect(new Set(draws).size).toBe(draws.length);
    const again = await afterCrash(at);
    expect(canonical(again.live.state)).toBe(canonical(at.live.state));
  });

  test("[UNDO-3] while somebody is asked nothing is undone; cancelled and undone, it can be asked again", async () => {
    const at = await table("undo-waiting");
    const { hero } = await fightAt(at);
    const before = at.live.head.sequence;
    await at.kim.accepted({ do: "move-to", by: hero, to: [1, 4] });
    const [asked] = at.live.state.requests;
    const undo = { do: "undo", toSequence: before, reason: "stay" } as const;
    expect(await at.dm.command(undo)).toMatchObject({ rejection: { code: "pending-request" } });
    await at.dm.accepted({ do: "cancel-resolution", reason: "he stays" });
    await at.dm.accepted(undo);
    expect([at.live.state.requests, at.live.state.stack]).toEqual([[], []]);
    await at.kim.accepted({ do: "move-to", by: hero, to: [1, 4] });
    // A new question under a new id: an answer to the old one is stale.
    expect(at.live.state.requests[0]?.id).not.toBe(asked?.id);
    const again = await afterCrash(at);
    expect(canonical(again.live.state)).toBe(canonical(at.live.state));
  });
});
