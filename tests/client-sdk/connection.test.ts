import { describe, expect, it } from "vitest";
import { Connection, type ConnectionChange } from "../../client-sdk/src/connection.ts";
import { LeftBeforeAnswer } from "../../client-sdk/src/outbox.ts";
import { Refused } from "../../client-sdk/src/transport.ts";
import { HandPlatform, settle } from "./hand-platform.ts";
import { entryAt, hashAt, SmallRoom } from "./small-room.ts";

function sitDown(room = new SmallRoom(), history = true) {
  const platform = new HandPlatform();
  const connection = new Connection(room, { platform, history });
  const heard: number[] = [];
  const changes: ConnectionChange[] = [];
  connection.entries.on((entry) => heard.push(entry.sequence));
  connection.changes.on((change) => changes.push(change));
  return { room, platform, connection, heard, changes };
}

const numbers = (to: number, from = 1): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("sitting down", () => {
  it("[SDK-1] whoever sits down late hears the whole story first, in order", async () => {
    const room = new SmallRoom();
    room.happen(5);
    const { connection, heard } = sitDown(room);
    await connection.ready;
    expect(heard).toEqual(numbers(5));
    room.happen(2);
    expect(heard).toEqual(numbers(7));
  });

  it("[SDK-1] whoever wants no history hears only what is new", async () => {
    const room = new SmallRoom();
    room.happen(5);
    const { connection, heard } = sitDown(room, false);
    await connection.ready;
    room.happen();
    expect(heard).toEqual([6]);
  });

  it("[SDK-1] a door that is shut is not knocked at again, and says why", async () => {
    const room = new SmallRoom();
    room.refuse = new Refused("not-invited", "Ana is not invited");
    const { connection, platform } = sitDown(room);
    await expect(connection.ready).rejects.toMatchObject({ code: "not-invited" });
    await platform.pass(60_000);
    expect(room.opened).toBe(1);
    expect(connection.status).toMatchObject({ status: "closed", code: "not-invited" });
  });
});

describe("the feed", () => {
  it("[SDK-2] a number that is missing is asked for, and nothing behind it is told before", async () => {
    const { room, connection, heard } = sitDown();
    await connection.ready;
    room.happen(2);
    room.loseFeed = true;
    room.happen(3);
    room.loseFeed = false;
    expect(heard).toEqual(numbers(2));
    room.happen();
    expect(room.resumes).toEqual([2]);
    expect(heard).toEqual(numbers(6));
  });

  it("[SDK-2] an entry that comes twice is told once", async () => {
    const { room, connection, heard } = sitDown();
    await connection.ready;
    room.happen(3);
    room.feed(room.log);
    room.feed([entryAt(2)]);
    expect(heard).toEqual(numbers(3));
  });

  it("[SDK-2] a hole that stays open is asked for again after a while, not at every message", async () => {
    const { room, platform, connection, heard } = sitDown();
    await connection.ready;
    room.loseFeed = true;
    room.happen(2);
    room.feed([entryAt(2)]);
    room.feed([entryAt(2)]);
    expect(room.resumes).toEqual([0]);
    room.loseFeed = false;
    await platform.pass(5_000);
    expect(room.resumes).toEqual([0, 0]);
    expect(heard).toEqual(numbers(2));
  });

  it("[SDK-3] a log that takes back what it told ends the game for this client", async () => {
    const { room, connection } = sitDown();
    await connection.ready;
    room.happen(3);
    room.tell("feed", { entries: [], head: { sequence: 3, hash: "f".repeat(64) } });
    expect(connection.status).toMatchObject({ status: "closed", code: "log-denied" });
  });

  it("[SDK-3] a log that is shorter after a restart than before is noticed at the door", async () => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    room.happen(3);
    room.cut();
    room.log.length = 1;
    await platform.pass(1_000);
    expect(connection.status).toMatchObject({ status: "closed", code: "log-denied" });
    expect(connection.heads).toContainEqual({ sequence: 3, hash: hashAt(3) });
  });
});

describe("commands", () => {
  it("[SDK-4] an accepted command names its number, a refused one its reason", async () => {
    const { room, connection } = sitDown();
    await connection.ready;
    room.happen(4);
    await expect(connection.submit({ do: "pause" })).resolves.toMatchObject({
      outcome: "accepted",
      sequence: 5,
    });
    await expect(connection.submit({ do: "dodge", by: "kara" })).resolves.toMatchObject({
      outcome: "rejected",
      code: "not-your-turn",
    });
  });

  it("[SDK-4] a command whose answer was lost is sent again with its id and counts once", async () => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    room.loseAnswers = true;
    const answer = connection.submit({ do: "pause" });
    await settle();
    room.cut();
    room.loseAnswers = false;
    await platform.pass(1_000);
    await expect(answer).resolves.toMatchObject({ outcome: "accepted", sequence: 1 });
    expect(room.log).toHaveLength(1);
    expect([...room.arrived.values()]).toEqual([2]);
  });

  it("[SDK-4] commands given while the server is away arrive in order when it is back", async () => {
    const { room, platform, connection, changes } = sitDown();
    await connection.ready;
    room.down = true;
    room.cut(4010);
    const answers = [1, 2, 3].map(() => connection.submit({ do: "pause" }));
    await platform.pass(20_000);
    expect(room.log).toHaveLength(0);
    room.down = false;
    await platform.pass(5_000);
    const sequences = (await Promise.all(answers)).map(
      (answer) => answer.outcome === "accepted" && answer.sequence,
    );
    expect(sequences).toEqual([1, 2, 3]);
    expect(changes.at(-1)).toEqual({ status: "open" });
  });

  it("[SDK-4] while the outcome of a commit is unknown the same command is asked about again", async () => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    room.pendingFirst = true;
    const answer = connection.submit({ do: "pause" });
    await platform.pass(500);
    await expect(answer).resolves.toMatchObject({ outcome: "accepted", sequence: 1 });
    expect([...room.arrived.values()]).toEqual([2]);
  });

  it("[SDK-4] a line that looks open and answers nothing is given up for a new one", async () => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    room.loseCommands = true;
    const answer = connection.submit({ do: "pause" });
    await platform.pass(17_000);
    expect(room.opened).toBe(2);
    room.loseCommands = false;
    await platform.pass(20_000);
    await expect(answer).resolves.toMatchObject({ outcome: "accepted" });
    expect(room.log).toHaveLength(1);
  });

  it("[SDK-4] a burst goes out no faster than the room allows, and all of it arrives", async () => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    const answers = Array.from({ length: 50 }, () => connection.submit({ do: "pause" }));
    await settle();
    expect(room.arrived.size).toBeLessThan(30);
    await platform.pass(3_000);
    await Promise.all(answers);
    expect(room.log).toHaveLength(50);
  });

  it("[SDK-4] leaving tells whoever still waits that the outcome is not known", async () => {
    const { room, connection } = sitDown();
    await connection.ready;
    room.loseAnswers = true;
    const answer = connection.submit({ do: "pause" });
    connection.close();
    await expect(answer).rejects.toBeInstanceOf(LeftBeforeAnswer);
    await expect(connection.submit({ do: "pause" })).rejects.toBeInstanceOf(LeftBeforeAnswer);
  });

  it("[SDK-4] a command too long for the room is refused here, where it harms no line", async () => {
    const { room, connection } = sitDown();
    await connection.ready;
    const answer = await connection.submit({ do: "say", text: "ä".repeat(16_000), to: "dm" });
    expect(answer).toMatchObject({ outcome: "rejected", code: "limit-exceeded" });
    expect(room.arrived.size).toBe(0);
  });
});

describe("coming back", () => {
  it("[SDK-5] after a drop the client joins again and hears what it missed, once", async () => {
    const { room, platform, connection, heard, changes } = sitDown();
    await connection.ready;
    room.happen(2);
    room.cut(1006);
    expect(changes.at(-1)).toMatchObject({ status: "reconnecting", attempt: 1 });
    room.happen(3);
    await platform.pass(1_000);
    expect(heard).toEqual(numbers(5));
    expect(room.resumes).toEqual([2]);
    expect(connection.status).toEqual({ status: "open" });
  });

  it("[SDK-5] a server that stays away is tried less and less often, never more than every few seconds", async () => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    room.down = true;
    room.cut(4001);
    const triesWithin = async (ms: number): Promise<number> => {
      const before = room.opened;
      await platform.pass(ms);
      return room.opened - before;
    };
    expect(await triesWithin(1_000)).toBeLessThanOrEqual(15);
    expect(await triesWithin(9_000)).toBeLessThanOrEqual(20);
    const tries = await triesWithin(50_000);
    expect(tries).toBeGreaterThan(9);
    expect(tries).toBeLessThanOrEqual(22);
  });

  it("[SDK-5] a server that is back waits for its table a third of the time that it was away at most", async () => {
    for (const awayMs of Array.from({ length: 120 }, (_, index) => index * 100)) {
      const { room, platform, connection } = sitDown();
      await connection.ready;
      room.down = true;
      room.cut(1006);
      await platform.pass(awayMs);
      room.down = false;
      await platform.pass(Math.max(100, awayMs / 3));
      expect(connection.status, `away for ${awayMs} ms`).toEqual({ status: "open" });
    }
  });

  it.each([
    [4100, "replaced"],
    [4101, "not-welcome"],
    [4002, "kicked"],
  ])("[SDK-5] closed with %i the client stays away", async (close, code) => {
    const { room, platform, connection } = sitDown();
    await connection.ready;
    room.cut(close);
    await platform.pass(60_000);
    expect(room.opened).toBe(1);
    expect(connection.status).toMatchObject({ status: "closed", code });
  });

  it("[SDK-5] what a dead line still says is not heard", async () => {
    const { room, platform, connection, heard } = sitDown();
    await connection.ready;
    const opened: Parameters<SmallRoom["open"]>[0][] = [];
    const open = room.open.bind(room);
    room.open = (events) => {
      opened.push(events);
      return open(events);
    };
    room.cut();
    await platform.pass(1_000);
    room.cut();
    await platform.pass(1_000);
    opened[0]?.message("feed", { entries: [entryAt(1)], head: { sequence: 1, hash: hashAt(1) } });
    opened[0]?.closed(4100, "");
    expect(heard).toEqual([]);
    expect(connection.status).toEqual({ status: "open" });
  });
});
