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

type Value = string | number | null;

/** A parameter of each row: its name, its type, and where it comes from. */
type Parameter = readonly [
  name: string,
  type: string,
  of: (event: StoredEvent, first: Append | null) => Value,
];

/** Only the first event of an append, which has the append with it, says how the session's row changes. */
const PARAMETERS: readonly Parameter[] = [
  ["id", "uuid", (event) => event.id],
  ["session", "uuid", (event) => event.sessionId],
  ["sequence", "int", (event) => event.sequence],
  ["type", "event_type", (event) => typeOf(event.kind)],
  ["kind", "text", (event) => event.kind],
  ["actor", "uuid", (event) => event.actorId],
  ["name", "text", (event) => event.actorName],
  ["seat", "uuid", (event) => event.seatId],
  ["command", "text", (event) => event.commandId],
  ["payload", "bytea", (event) => bytes(event.payloadHash)],
  ["causation", "uuid", (event) => event.causationId],
  ["content", "jsonb", (event) => JSON.stringify(event.content)],
  ["citations", "jsonb", (event) => JSON.stringify(event.citations)],
  ["seen", "jsonb", (event) => JSON.stringify(event.seen)],
  ["salt", "bytea", (event) => bytes(event.salt)],
  ["prev", "bytea", (event) => bytes(event.prevHash)],
  ["hash", "bytea", (event) => bytes(event.hash)],
  ["at", "timestamptz", (event) => event.createdAt],
  ["epoch", "int", (_, first) => first?.epoch ?? null],
  ["expected", "int", (_, first) => first?.expected ?? null],
  ["next", "int", (_, first) => first && first.expected + first.events.length],
  ["status", "session_status", (_, first) => first && statusAfter(first.events)],
];

const bytes = (hex: string | null): string | null => (hex === null ? null : `\\x${hex}`);

const NAMES = PARAMETERS.map(([name]) => name).join(", ");
const WIDTH = PARAMETERS.length;
/** Postgres takes 65,535 parameters. */
export const MOST_ROWS = 2048;

/** The others are of the types of the first. */
const tuple = (row: number): string => {
  const values = PARAMETERS.map(([, type], at) => `$${row * WIDTH + at + 1}${row === 0 ? `::${type}` : ""}`);
  return `(${values.join(", ")})`;
};

/**
 * One round trip for many sessions' appends, all or nothing for each. The update finds a session's row only at
 * the expected version under the caller's epoch, and the events are joined to what it found. A session that is
 * missing from the answer was stale: nothing of it was stored, and the others stand.
 */
const statement = (rows: number): string => `
with x (${NAMES}) as materialized (
  values ${Array.from({ length: rows }, (_, row) => tuple(row)).join(", ")}
), u as (
  update sessions s set
    version = x.next,
    last_activity = now(),
    status = coalesce(x.status, s.status),
    ended_at = case when x.status = 'ended' then now() else s.ended_at end
  from x
  where s.id = x.session and s.version = x.expected and s.epoch = x.epoch
  returning s.id
), e as (
  insert into events (id, session_id, sequence, type, kind, actor_id, actor_name, seat_id, command_id,
    payload_hash, causation_id, content, rule_citations, seen, salt, prev_hash, hash, created_at)
  select x.id, x.session, x.sequence, x.type, x.kind, x.actor, x.name, x.seat, x.command,
    x.payload, x.causation, x.content, x.citations, x.seen, x.salt, x.prev, x.hash, x.at
  from x join u on u.id = x.session
)
select id from u`;

const statements = new Map<number, string>();

export type AppendStatement = {
  /** The same text always has the same name, so that a connection prepares it once. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly Value[];
};

/**
 * The statement that stores these appends, at most one for each session: a row can be updated once. Empty rows
 * fill it up to a power of two, so that a handful of texts serves every number of events.
 * @throws RangeError for more than 2,048 events.
 */
export function appendStatement(appends: readonly Append[]): AppendStatement {
  const values: Value[] = [];
  for (const append of appends) {
    for (const [at, event] of append.events.entries()) {
      for (const [, , of] of PARAMETERS) values.push(of(event, at === 0 ? append : null));
    }
  }
  const count = values.length / WIDTH;
  if (count > MOST_ROWS) throw new RangeError(`one statement holds at most ${MOST_ROWS} events`);
  const rows = 2 ** Math.ceil(Math.log2(count));
  const text = statements.get(rows) ?? statement(rows);
  statements.set(rows, text);
  while (values.length < rows * WIDTH) values.push(null);
  return { name: `skald-append-${rows}`, text, values };
}

function statusAfter(events: readonly StoredEvent[]): SessionStatus | null {
  const last = events.findLast((event) => STATUS_AFTER[event.kind] !== undefined);
  return (last && STATUS_AFTER[last.kind]) ?? null;
}

/** Our mistakes, found before anything is sent. */
export function assertAppend({ session, expected, events }: Append): void {
  if (events.length === 0) throw new RangeError("an append holds at least one event");
  for (const [at, event] of events.entries()) {
    if (event.sessionId !== session) throw new RangeError("an append belongs to one session");
    if (event.sequence !== expected + 1 + at) throw new RangeError("an append goes on without a gap");
  }
}
