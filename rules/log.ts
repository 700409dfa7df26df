import type { Citation } from "./citation.ts";
import type { Actor, Command } from "./command.ts";
import type { Event, EventKind, Seen } from "./event.ts";
import type { CommandId, EventId, SeatId, SessionId, UserId } from "./ids.ts";

/** What `events.content` holds: the event, the version of its shape and, on the first of an append, the command. */
export type StoredContent = {
  readonly schemaVersion: number;
  readonly event: Event;
  readonly actor: Actor;
  readonly command: Command | null;
};

/**
 * One row of the log, whole before it reaches the database: the room makes ids, times and hashes.
 *
 * The chain, in canonical JSON (RFC 8785, whole numbers only) and sha256 over UTF-8, hex in lower case:
 * `sealed = sha256(salt || canonical({ kind, actorId, actorName, seatId, commandId, payloadHash, causationId,
 * content, citations, seen }))` with the salt as its hex text, and
 * `hash = sha256(prevHash || canonical({ sessionId, sequence, id, createdAt, sealed }))`.
 * Whoever may not see the content gets `sealed` without the salt and can still follow the chain. The first
 * event's `prevHash` is 64 zeros.
 */
export type StoredEvent = {
  readonly id: EventId;
  readonly sessionId: SessionId;
  /** From 1, gapless within the session. */
  readonly sequence: number;
  readonly kind: EventKind;
  readonly actorId: UserId | null;
  readonly actorName: string | null;
  readonly seatId: SeatId | null;
  /** On the first event of an append alone, with the hash of the command as it was sent. */
  readonly commandId: CommandId | null;
  readonly payloadHash: string | null;
  /** The first event of the append this one belongs to; null on that event itself. */
  readonly causationId: EventId | null;
  readonly content: StoredContent;
  readonly citations: readonly Citation[];
  readonly seen: Seen;
  /** 32 hex digits, random. */
  readonly salt: string;
  readonly prevHash: string;
  readonly hash: string;
  /** ISO 8601 with milliseconds, UTC. */
  readonly createdAt: string;
};
