import type { CommandId, SeatId, SessionId } from "../rules/ids.ts";
import type { GuardedPool } from "./guarded-pool.ts";
import { ask } from "./leases.ts";

/** A state after one event, as JSON; `hash` is that event's, `digest` is the sha256 of the JSON. */
export type StoredSnapshot = {
  readonly sequence: number;
  readonly hash: string;
  readonly state: string;
  readonly digest: string;
};

/** A command, and the last event that it led to. */
export type StoredAnswer = {
  readonly seat: SeatId | null;
  readonly commandId: CommandId;
  readonly payloadHash: string;
  readonly sequence: number;
};

const FIND = `
select sequence, encode(hash, 'hex') as hash, state, encode(digest, 'hex') as digest
from session_snapshots where session_id = $1 and folded_by = $2`;

const KEEP = `
insert into session_snapshots (session_id, sequence, hash, folded_by, state, digest)
values ($1, $2, decode($3, 'hex'), $4, $5, decode($6, 'hex'))
on conflict (session_id) do update set
  sequence = excluded.sequence, hash = excluded.hash, folded_by = excluded.folded_by, state = excluded.state,
  digest = excluded.digest, created_at = now()
where session_snapshots.sequence < excluded.sequence or session_snapshots.folded_by <> excluded.folded_by`;

/** An append ends where the next command begins. */
const ANSWERED = `
select seat_id as seat, command_id as "commandId", encode(payload_hash, 'hex') as "payloadHash",
  coalesce(lead(sequence) over (order by sequence) - 1, $2) as sequence
from events
where session_id = $1 and sequence <= $2 and causation_id is null
order by sequence`;

/**
 * The newest snapshot of each session. `foldedBy` names the rules that fold here: what other rules folded is not
 * found. Every method throws LogUnavailable when the database cannot be reached.
 */
export class PostgresSnapshots {
  readonly #pool: GuardedPool;
  readonly #foldedBy: () => Promise<string>;

  constructor(pool: GuardedPool, foldedBy: () => Promise<string>) {
    this.#pool = pool;
    this.#foldedBy = foldedBy;
  }

  async find(session: SessionId): Promise<StoredSnapshot | null> {
    const [row] = await ask<StoredSnapshot>(this.#pool, FIND, [session, await this.#foldedBy()]);
    return row ?? null;
  }

  /** Takes the place of an older one, and of one that other rules folded. */
  async keep(session: SessionId, { sequence, hash, state, digest }: StoredSnapshot): Promise<void> {
    await ask(this.#pool, KEEP, [session, sequence, hash, await this.#foldedBy(), state, digest]);
  }

  /** The commands of the log up to a number, in its order. */
  async answered(session: SessionId, sequence: number): Promise<readonly StoredAnswer[]> {
    const rows = await ask<StoredAnswer & { readonly commandId: CommandId | null }>(this.#pool, ANSWERED, [
      session,
      sequence,
    ]);
    return rows.filter(({ commandId }) => commandId !== null);
  }
}
