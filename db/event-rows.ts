import type { Citation } from "../rules/citation.ts";
import type { EventKind, Seen } from "../rules/event.ts";
import { commandId, eventId, seatId, sessionId, userId } from "../rules/ids.ts";
import type { StoredContent, StoredEvent } from "../rules/log.ts";

/** A row as `EVENT_COLUMNS` selects it. */
export type EventRow = {
  readonly id: string;
  readonly session_id: string;
  readonly sequence: number;
  readonly kind: EventKind;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly seat_id: string | null;
  readonly command_id: string | null;
  readonly payload_hash: string | null;
  readonly causation_id: string | null;
  readonly content: StoredContent;
  readonly rule_citations: readonly Citation[];
  readonly seen: Seen;
  readonly salt: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly created_at: string;
};

/** Hashes and times are made text by the database: ten thousand small buffers and dates would cost more here. */
export const EVENT_COLUMNS = `id, session_id, sequence, kind, actor_id, actor_name, seat_id, command_id,
  encode(payload_hash, 'hex') as payload_hash, causation_id, content, rule_citations, seen,
  encode(salt, 'hex') as salt, encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at`;

export const toStoredEvent = (row: EventRow): StoredEvent => ({
  id: eventId(row.id),
  sessionId: sessionId(row.session_id),
  sequence: row.sequence,
  kind: row.kind,
  actorId: row.actor_id === null ? null : userId(row.actor_id),
  actorName: row.actor_name,
  seatId: row.seat_id === null ? null : seatId(row.seat_id),
  commandId: row.command_id === null ? null : commandId(row.command_id),
  payloadHash: row.payload_hash,
  causationId: row.causation_id === null ? null : eventId(row.causation_id),
  content: row.content,
  citations: row.rule_citations,
  seen: row.seen,
  salt: row.salt,
  prevHash: row.prev_hash,
  hash: row.hash,
  createdAt: row.created_at,
});
