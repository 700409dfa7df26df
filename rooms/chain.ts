import { hash as digest } from "node:crypto";
import type { Citation } from "../rules/citation.ts";
import type { Actor, Command } from "../rules/command.ts";
import { EVENT_SCHEMA_VERSION, type NewEvent } from "../rules/event.ts";
import { type CommandId, eventId, type SeatId, type SessionId, type UserId } from "../rules/ids.ts";
import { canonical } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Clock, Randomness } from "./ports.ts";

/** The last link of a session's chain. */
export type Head = { readonly sequence: number; readonly hash: string };

/** Before the first event. */
export const NO_EVENTS: Head = { sequence: 0, hash: "0".repeat(64) };

/** What one accepted command puts into the log. */
export type Append = {
  readonly session: SessionId;
  /** In whose right it was decided. */
  readonly actor: Actor;
  /** The seat that sent it. */
  readonly seatId: SeatId | null;
  readonly actorId: UserId | null;
  readonly actorName: string | null;
  readonly commandId: CommandId;
  readonly payloadHash: string;
  readonly command: Command;
  readonly events: readonly (NewEvent & { readonly citations: readonly Citation[] })[];
};

const sha256 = (text: string): string => digest("sha256", text, "hex");

/** The hash by which a resend is known to be the same command. @throws what `canonical` throws. */
export const payloadHashOf = (command: unknown): string => sha256(canonical(command));

type Sealable = Omit<StoredEvent, "hash">;

/** What an event says, sealed with its salt, so that the chain can be followed without the content. */
export function sealOf(record: Sealable): string {
  const { kind, actorId, actorName, seatId, commandId, payloadHash, causationId } = record;
  const { content, citations, seen } = record;
  const sealed = {
    kind,
    actorId,
    actorName,
    seatId,
    commandId,
    payloadHash,
    causationId,
    content,
    citations,
    seen,
  };
  return sha256(record.salt + canonical(sealed));
}

export function hashOf(record: Sealable): string {
  const { sessionId, sequence, id, createdAt } = record;
  return sha256(record.prevHash + canonical({ sessionId, sequence, id, createdAt, sealed: sealOf(record) }));
}

/** The records of one append, numbered and chained after `head`. */
export function chainAppend(
  head: Head,
  append: Append,
  clock: Clock,
  randomness: Randomness,
): readonly StoredEvent[] {
  const now = clock.now();
  const createdAt = new Date(now).toISOString();
  const records: StoredEvent[] = [];
  let { sequence, hash } = head;
  for (const { event, citations, seen } of append.events) {
    const first = records[0];
    const record = {
      id: eventId(uuidv7(now, randomness)),
      sessionId: append.session,
      sequence: sequence + 1,
      kind: event.kind,
      actorId: append.actorId,
      actorName: append.actorName,
      seatId: first === undefined ? append.seatId : null,
      commandId: first === undefined ? append.commandId : null,
      payloadHash: first === undefined ? append.payloadHash : null,
      causationId: first?.id ?? null,
      content: {
        schemaVersion: EVENT_SCHEMA_VERSION,
        event,
        actor: append.actor,
        command: first === undefined ? append.command : null,
      },
      citations,
      seen,
      salt: randomness.hex(16),
      prevHash: hash,
      createdAt,
    } satisfies Sealable;
    hash = hashOf(record);
    sequence += 1;
    records.push({ ...record, hash });
  }
  return records;
}

export const seatOf = (actor: Actor): SeatId | null => (actor.kind === "seat" ? actor.seat : null);

/** The sequence number of the first record that does not follow from those before it; null when all do. */
export function brokenLink(head: Head, records: readonly StoredEvent[]): number | null {
  let { sequence, hash } = head;
  for (const record of records) {
    sequence += 1;
    const follows =
      record.sequence === sequence && record.prevHash === hash && record.hash === hashOf(record);
    if (!follows) return sequence;
    hash = record.hash;
  }
  return null;
}

export function headOf(records: readonly StoredEvent[], before: Head = NO_EVENTS): Head {
  const last = records.at(-1);
  return last === undefined ? before : { sequence: last.sequence, hash: last.hash };
}

/** An id that sorts by time: 48 bits of milliseconds, then random bits (RFC 9562, version 7). */
export function uuidv7(now: number, randomness: Randomness): string {
  const time = now.toString(16).padStart(12, "0");
  const random = randomness.hex(10);
  const variant = "89ab"[Number.parseInt(random.slice(3, 4), 16) % 4];
  return [
    time.slice(0, 8),
    time.slice(8, 12),
    `7${random.slice(0, 3)}`,
    `${variant}${random.slice(4, 7)}`,
    random.slice(7, 19),
  ].join("-");
}
