import type { Citation } from "../rules/citation.ts";
import type { EventKind, Seen } from "../rules/event.ts";
import { commandId, eventId, seatId, sessionId, userId } from "../rules/ids.ts";
import type { StoredContent, StoredEvent } from "../rules/log.ts";

/** A row as `EVENT_COLUMNS` selects it, as the driver reads it. */
export type EventRow = {
  readonly id: string;
  readonly session_id: string;
  readonly sequence: number;
  readonly kind: EventKind;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly seat_id: string | null;
  readonly command_id: string | null;
  readonly payload_hash: Buffer | null;
  readonly causation_id: string | null;
  readonly content: StoredContent;
  readonly rule_citations: readonly Citation[];
  readonly seen: Seen;
  readonly salt: Buffer;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly created_at: Date;
};

export const EVENT_COLUMNS =
  "id, session_id, sequence, kind, actor_id, actor_name, seat_id, command_id, payload_hash, causation_id, " +
  "content, rule_citations, seen, salt, prev_hash, hash, created_at";

export const toStoredEvent = (row: EventRow): StoredEvent => ({
  id: eventId(row.id),
  sessionId: sessionId(row.session_id),
  sequence: row.sequence,
  kind: row.kind,
  actorId: row.actor_id === null ? null : userId(row.actor_id),
  actorName: row.actor_name,
  seatId: row.seat_id === null ? null : seatId(row.seat_id),
  commandId: row.command_id === null ? null : commandId(row.command_id),
  payloadHash: row.payload_hash?.toString("hex") ?? null,
  causationId: row.causation_id === null ? null : eventId(row.causation_id),
  content: row.content,
  citations: row.rule_citations,
  seen: row.seen,
  salt: row.salt.toString("hex"),
  prevHash: row.prev_hash.toString("hex"),
  hash: row.hash.toString("hex"),
  createdAt: row.created_at.toISOString(),
});
