import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { sessionId } from "../../rules/ids.ts";
import { eventLogContract } from "../support/event-log-contract.ts";
import { MemoryDiceSecrets, MemoryEventLog } from "../support/memory-event-log.ts";
import { storedRun } from "../support/stored-events.ts";

const makeSession = (log: MemoryEventLog) => {
  const session = sessionId(randomUUID());
  log.create(session);
  return session;
};

eventLogContract("in memory", async () => {
  const log = new MemoryEventLog();
  return { log, newSession: async () => makeSession(log), close: async () => {} };
});

it("[LOG-18] in memory: a commit that hangs is fenced by the next owner", async () => {
  const log = new MemoryEventLog();
  const session = makeSession(log);
  const lease = await log.take(session, "room a", 1000);
  log.failNext("unknown-late", "unknown-stored", "unknown-lost");
  await expect(log.append(lease, 0, storedRun({ session, from: 1 }))).rejects.toMatchObject({
    name: "OutcomeUnknown",
  });
  const fresh = await log.take(session, "room a", 1000);
  log.settle();
  expect(await log.version(session)).toBe(0);
  await expect(log.append(fresh, 0, storedRun({ session, from: 1 }))).rejects.toThrow("after the commit");
  await expect(log.append(fresh, 1, storedRun({ session, from: 2 }))).rejects.toThrow("before the commit");
  expect(await log.version(session)).toBe(1);
});

it("[DICE-1] in memory: the commitment binds the faces, and a seed makes them again", async () => {
  const session = sessionId(randomUUID());
  const [one, two] = [new MemoryDiceSecrets("seed"), new MemoryDiceSecrets("seed")];
  expect(await one.commit(session)).toEqual(await two.commit(session));
  const faces = async (secrets: MemoryDiceSecrets) => {
    const dice = await secrets.dice(session, ["a".repeat(32)]);
    return Array.from({ length: 50 }, (_, at) =>
      dice.face({ stream: "open", draw: at + 1, sides: 20, purpose: "attack", by: null }),
    );
  };
  expect(await faces(one)).toEqual(await faces(two));
  expect(new Set(await faces(one)).size).toBeGreaterThan(5);
});
