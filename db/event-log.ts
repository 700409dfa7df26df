import type { CommandId, SeatId, SessionId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import { assertAppend } from "./append.ts";
import { EVENT_COLUMNS, type EventRow, toStoredEvent } from "./event-rows.ts";
import {
  type FlushReport,
  GROUP_COMMIT_LIMITS,
  GroupCommit,
  type GroupCommitLimits,
} from "./group-commit.ts";
import type { GuardedPool } from "./guarded-pool.ts";
import { ask, type Lease, Leases } from "./leases.ts";

/** A command that was answered before: what it was, and the numbers of the events it led to. */
export type RememberedCommand = {
  /** Of the command as it was sent; another one under the same id is another intent. */
  readonly payloadHash: string;
  readonly first: number;
  readonly last: number;
};

export type EventLogOptions = {
  readonly limits?: Partial<GroupCommitLimits>;
  /** Told after every flush. */
  readonly onFlush?: (flush: FlushReport) => void;
};

/**
 * Bounded on both sides: where the planner knows nothing of the table yet, it would sort all that comes after. Where
 * a row is missing, what comes behind fills the page, so that whoever checks the chain sees the hole. One statement,
 * since the log may grow between two.
 */
const READ = `
with page as materialized (
  select * from events where session_id = $1 and sequence > $2 and sequence <= $2::int + $3::int
)
select ${EVENT_COLUMNS} from (
  select * from page
  union all
  (select * from events where session_id = $1 and sequence > $2::int + $3::int order by sequence
    limit (select $3::int - count(*) from page))
) found order by sequence`;

const OWN_ROWS = `
select count(*)::int as found from events where session_id = $1 and sequence > $2 and id = any($3::uuid[])`;

const REMEMBERED = `
select encode(f.payload_hash, 'hex') as "payloadHash", f.sequence as first,
  (select max(l.sequence) from events l
   where l.session_id = f.session_id and (l.id = f.id or l.causation_id = f.id)) as last
from events f
where f.session_id = $1 and f.seat_id is not distinct from $2::uuid and f.command_id = $3`;

/** The memory of all sessions in Postgres. Every method throws LogUnavailable when it cannot be reached. */
export class PostgresEventLog extends Leases {
  readonly #pool: GuardedPool;
  readonly #commits: GroupCommit;

  constructor(pool: GuardedPool, options: EventLogOptions = {}) {
    super(pool);
    this.#pool = pool;
    const limits = { ...GROUP_COMMIT_LIMITS, ...options.limits };
    this.#commits = new GroupCommit(pool, limits, options.onFlush ?? (() => {}));
  }

  /** Appends that wait for a flush. */
  get waiting(): number {
    return this.#commits.waiting;
  }

  /** At most `limit` (1 to 1,000) events after `after`, in order. */
  async read(session: SessionId, after: number, limit: number): Promise<readonly StoredEvent[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new RangeError("limit is 1 to 1000");
    const rows = await ask<EventRow>(this.#pool, READ, [session, after, limit]);
    return rows.map(toStoredEvent);
  }

  /**
   * All of the events or none, at exactly `expectedVersion + 1` and on, under the lease's epoch. A retry that
   * finds its own rows stored is a success. @throws LogUnavailable, OutcomeUnknown.
   */
  async append(
    lease: Lease,
    expectedVersion: number,
    events: readonly StoredEvent[],
  ): Promise<"appended" | "stale"> {
    const append = { session: lease.sessionId, epoch: lease.epoch, expected: expectedVersion, events };
    assertAppend(append);
    if (await this.#commits.append(append)) return "appended";
    const ids = events.map((event) => event.id);
    const [own] = await ask<{ found: number }>(this.#pool, OWN_ROWS, [lease.sessionId, expectedVersion, ids]);
    return own?.found === events.length ? "appended" : "stale";
  }

  /** The number of the last event; 0 for a session without any. */
  async version(session: SessionId): Promise<number> {
    const [row] = await ask<{ version: number }>(this.#pool, "select version from sessions where id = $1", [
      session,
    ]);
    return row?.version ?? 0;
  }

  /** The answer that a command got before, found by the first event of its append. */
  async remembered(
    session: SessionId,
    seat: SeatId | null,
    command: CommandId,
  ): Promise<RememberedCommand | null> {
    const [row] = await ask<RememberedCommand>(this.#pool, REMEMBERED, [session, seat, command]);
    return row ?? null;
  }
}
