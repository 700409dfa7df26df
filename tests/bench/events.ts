import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { Event } from "../../rules/event.ts";
import { commandId, creatureId, eventId, type SeatId, type SessionId, seatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";

const HASH = createHash("sha256").update("bench").digest("hex");
const SEAT: SeatId = seatId("0199a000-0000-7000-8000-000000000001");

const GOBLIN = creatureId("0199a000-0000-7000-8000-0000000000bb");
const HURT: Event = {
  kind: "damage-taken",
  target: GOBLIN,
  source: creatureId("0199a000-0000-7000-8000-0000000000aa"),
  amount: 9,
  type: "slashing",
  steps: [],
  temporary: 0,
  hpBefore: 12,
  hpAfter: 3,
};

/** An event of the size that a fight is made of, with its citation. */
export const eventAt = (session: SessionId, sequence: number): StoredEvent => {
  const id = uuidv7();
  return {
    id: eventId(id),
    sessionId: session,
    sequence,
    kind: HURT.kind,
    actorId: null,
    actorName: "Kara",
    seatId: SEAT,
    commandId: commandId(id),
    payloadHash: HASH,
    causationId: null,
    content: { schemaVersion: 1, event: HURT, actor: { kind: "seat", seat: SEAT }, command: null },
    citations: [
      {
        ruleId: "combat.damage-rolls",
        sourceId: "rules.txt@0123456789ab",
        sectionPath: ["Combat", "Damage Rolls"],
        lineStart: 210,
        lineEnd: 212,
        quote: "What is rolled is taken from the hit points.",
        quoteSha256: HASH,
        role: "applied",
      },
    ],
    seen: { table: "whole", seats: {} },
    salt: HASH.slice(0, 32),
    prevHash: HASH,
    hash: HASH,
    createdAt: new Date().toISOString(),
  };
};
