import type { SessionId } from "../rules/ids.ts";
import { LogUnavailable, SessionNotFound } from "./errors.ts";
import type { GuardedPool } from "./guarded-pool.ts";

/** The right to write one session. A higher epoch anywhere makes this one worthless. */
export type Lease = { readonly sessionId: SessionId; readonly epoch: number; readonly owner: string };

/** Who holds a session now, by the database's clock. */
export type LeaseHolder = { readonly owner: string; readonly epoch: number; readonly living: boolean };

/** All times are the database's: the clocks of two servers may differ, and a paused one's stands still. */
const UNTIL = "clock_timestamp() + $3 * interval '1 millisecond'";

const TAKE = `
update sessions set epoch = epoch + 1, lease_owner = $2, lease_until = ${UNTIL}
where id = $1 returning epoch`;

const TAKE_IF_FREE = `
update sessions set epoch = epoch + 1, lease_owner = $2, lease_until = ${UNTIL}
where id = $1 and (lease_owner is null or lease_owner = $2 or lease_until <= clock_timestamp())
returning epoch`;

const RENEW = `
update sessions set lease_until = ${UNTIL}
where id = $1 and lease_owner = $2 and epoch = $4 returning epoch`;

const RELEASE = `
update sessions set lease_owner = null, lease_until = null where id = $1 and lease_owner = $2 and epoch = $3`;

const HOLDER = `
select lease_owner as owner, epoch, lease_until > clock_timestamp() as living from sessions where id = $1`;

/** Leases over sessions. The row that carries the epoch is the one the append checks. */
export class Leases {
  readonly #pool: GuardedPool;

  constructor(pool: GuardedPool) {
    this.#pool = pool;
  }

  /**
   * Takes the session from whoever has it, living or not: from here on their appends are stale. Waits for an
   * append of theirs that is being committed, so what is read afterwards is all there will be of it.
   * @throws LogUnavailable, SessionNotFound.
   */
  async take(session: SessionId, owner: string, leaseMs: number): Promise<Lease> {
    const [row] = await this.#query<{ epoch: number }>(TAKE, [session, owner, leaseMs]);
    if (row === undefined) throw new SessionNotFound(`There is no session ${session}.`);
    return { sessionId: session, epoch: row.epoch, owner };
  }

  /**
   * Takes the session only from an owner whose lease ran out, or from oneself; null when it is held.
   * @throws LogUnavailable, SessionNotFound.
   */
  async takeIfFree(session: SessionId, owner: string, leaseMs: number): Promise<Lease | null> {
    const [row] = await this.#query<{ epoch: number }>(TAKE_IF_FREE, [session, owner, leaseMs]);
    if (row !== undefined) return { sessionId: session, epoch: row.epoch, owner };
    const known = await this.#query(HOLDER, [session]);
    if (known.length === 0) throw new SessionNotFound(`There is no session ${session}.`);
    return null;
  }

  async renew({ sessionId, owner, epoch }: Lease, leaseMs: number): Promise<boolean> {
    const rows = await this.#query(RENEW, [sessionId, owner, leaseMs, epoch]);
    return rows.length === 1;
  }

  async release({ sessionId, owner, epoch }: Lease): Promise<void> {
    await this.#query(RELEASE, [sessionId, owner, epoch]);
  }

  async holder(session: SessionId): Promise<LeaseHolder | null> {
    const [row] = await this.#query<LeaseHolder & { readonly owner: string | null }>(HOLDER, [session]);
    return row?.owner == null ? null : row;
  }

  #query<Row extends object>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return ask<Row>(this.#pool, text, values);
  }
}

/** One statement on a connection of the writer; every failure means that the log is not to be had. */
export async function ask<Row extends object>(
  pool: GuardedPool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<Row>(text, [...values]);
      client.release();
      return rows;
    } catch (cause) {
      client.release(!(cause instanceof Error && "severity" in cause && cause.severity === "ERROR"));
      throw cause;
    }
  } catch (cause) {
    throw new LogUnavailable("The database cannot be reached or refused.", { cause });
  }
}
