import { expect, test } from "vitest";
import { brokenLink, hashOf, NO_EVENTS } from "../../rooms/chain.ts";
import { entryOf } from "../../rooms/feed.ts";
import { CorruptLog, loggedOf, readAfter } from "../../rooms/history.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import { redecide } from "../../rooms/redecide.ts";
import { sessionId } from "../../rules/ids.ts";
import { UnknownSchemaVersion } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";

/** A session whose first event was written by a Skald of the future, with a chain that holds. */
async function fromTheFuture() {
  const world = makeWorld("future");
  const [start] = await readAfter(world.log, await startSession(world));
  if (start === undefined) throw new Error("a session begins with its start");
  const session = sessionId(world.randomness.uuid());
  const content = { ...start.content, schemaVersion: 7 };
  const unsealed = { ...start, sessionId: session, content };
  const record: StoredEvent = { ...unsealed, hash: hashOf(unsealed) };
  world.log.create(session);
  const lease = await world.log.take(session, "setup", 1000);
  await world.log.append(lease, 0, [record]);
  await world.log.release(lease);
  return { world, session, record };
}

test("[UPC-4] whoever reads a stored event of the future refuses it by its number, and calls no log corrupt", async () => {
  const { world, session, record } = await fromTheFuture();
  expect(brokenLink(NO_EVENTS, [record])).toBeNull();
  const reader = { seat: sitter(world, "Dana", "dm").seat, role: "dm" } as const;
  for (const read of [
    () => loggedOf(record),
    () => entryOf(record, reader),
    () => redecide([record], () => ({ face: () => 1 })),
  ])
    expect(read).toThrow(UnknownSchemaVersion);
  for (const open of [() => readAfter(world.log, session), () => LiveSession.open(world, session)]) {
    const error: unknown = await open().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "UnknownSchemaVersion", schemaVersion: 7 });
    expect(error).not.toBeInstanceOf(CorruptLog);
  }
});
