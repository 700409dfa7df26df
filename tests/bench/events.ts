import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { Event } from "../../rules/event.ts";
import { commandId, creatureId, eventId, type SeatId, type SessionId, seatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";

const HASH = createHash("sha256").update("bench").digest("hex");
const SEAT: SeatId = seatId("0199a000-0000-7000-8000-000000000001");

const ATTACK: Event = {
  kind: "attack-rolled",
  attacker: creatureId("0199a000-0000-7000-8000-0000000000aa"),
  target: creatureId("0199a000-0000-7000-8000-0000000000bb"),
  with: "Longsword",
  roll: {
    dice: [{ sides: 20, face: 14, kept: true, draw: 17, stream: "open" }],
    modifier: 7,
    parts: [
      { value: 4, why: "Strength" },
      { value: 3, why: "proficiency" },
    ],
    total: 21,
    advantage: [],
    disadvantage: [],
  },
  against: { ac: 15, parts: [{ value: 15, why: "natural armor" }] },
  outcome: "hit",
};

/** An event such as a fight is made of, with its citation: about 900 bytes of JSON. */
export const attackAt = (session: SessionId, sequence: number): StoredEvent => {
  const id = uuidv7();
  return {
    id: eventId(id),
    sessionId: session,
    sequence,
    kind: ATTACK.kind,
    actorId: null,
    actorName: "Kara",
    seatId: SEAT,
    commandId: commandId(id),
    payloadHash: HASH,
    causationId: null,
    content: { schemaVersion: 1, event: ATTACK, actor: { kind: "seat", seat: SEAT }, command: null },
    citations: [
      {
        ruleId: "combat.attack-rolls",
        sourceId: "rules.txt@0123456789ab",
        sectionPath: ["Combat", "Making an Attack", "Attack Rolls"],
        lineStart: 210,
        lineEnd: 212,
        quote: "Whoever attacks rolls a d20 and adds what helps; reaching the armor class is a hit.",
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
