import type { StoredEvent } from "../rules/log.ts";
import { STATUS_AFTER, typeOf } from "./event-types.ts";
import type { SessionStatus } from "./schema.ts";

/** What one append asks of the store. */
export type Append = {
  readonly session: string;
  readonly epoch: number;
  readonly expected: number;
  readonly events: readonly StoredEvent[];
};

/**
 * One round trip for many sessions' appends, all or nothing for each. The update finds a session's row only at
 * the expected version under the caller's epoch, and the events are joined to what it found. A session that is
 * missing from the answer was stale: nothing of it was stored, and the others stand.
 */
export const APPEND = `
with a as materialized (
  select * from jsonb_to_recordset($1::jsonb)
    as x(session uuid, epoch int, expected int, next int, status session_status)
), u as (
  update sessions s set
    version = a.next,
    last_activity = now(),
    status = coalesce(a.status, s.status),
    ended_at = case when a.status = 'ended' then now() else s.ended_at end
  from a
  where s.id = a.session and s.version = a.expected and s.epoch = a.epoch
  returning s.id
), e as (
  insert into events (id, session_id, sequence, type, kind, actor_id, actor_name, seat_id, command_id,
    payload_hash, causation_id, content, rule_citations, seen, salt, prev_hash, hash, created_at)
  select x.id, x.session, x.sequence, x.type, x.kind, x.actor, x.name, x.seat, x.command,
    decode(x.payload, 'hex'), x.causation, x.content, x.citations, x.seen, decode(x.salt, 'hex'),
    decode(x.prev, 'hex'), decode(x.hash, 'hex'), x.at
  from jsonb_to_recordset($2::jsonb) as x(id uuid, session uuid, sequence int, type event_type, kind text,
    actor uuid, name text, seat uuid, command text, payload text, causation uuid, content jsonb,
    citations jsonb, seen jsonb, salt text, prev text, hash text, at timestamptz)
  join u on u.id = x.session
)
select id from u`;

/** The parameters of `APPEND`. At most one append for each session: a row can be updated once. */
export function appendParameters(appends: readonly Append[]): readonly [string, string] {
  const sessions = appends.map(({ session, epoch, expected, events }) => ({
    session,
    epoch,
    expected,
    next: expected + events.length,
    status: statusAfter(events),
  }));
  const rows = appends.flatMap(({ events }) => events.map(toRow));
  return [JSON.stringify(sessions), JSON.stringify(rows)];
}

function statusAfter(events: readonly StoredEvent[]): SessionStatus | null {
  const last = events.findLast((event) => STATUS_AFTER[event.kind] !== undefined);
  return (last && STATUS_AFTER[last.kind]) ?? null;
}

const toRow = (event: StoredEvent) => ({
  id: event.id,
  session: event.sessionId,
  sequence: event.sequence,
  type: typeOf(event.kind),
  kind: event.kind,
  actor: event.actorId,
  name: event.actorName,
  seat: event.seatId,
  command: event.commandId,
  payload: event.payloadHash,
  causation: event.causationId,
  content: event.content,
  citations: event.citations,
  seen: event.seen,
  salt: event.salt,
  prev: event.prevHash,
  hash: event.hash,
  at: event.createdAt,
});

/** Our mistakes, found before anything is sent. */
export function assertAppend({ session, expected, events }: Append): void {
  if (events.length === 0) throw new RangeError("an append holds at least one event");
  for (const [at, event] of events.entries()) {
    if (event.sessionId !== session) throw new RangeError("an append belongs to one session");
    if (event.sequence !== expected + 1 + at) throw new RangeError("an append goes on without a gap");
  }
}
