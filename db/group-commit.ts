import type { PoolClient } from "pg";
import { type Append, appendStatement, MOST_ROWS } from "./append.ts";
import { LogUnavailable, OutcomeUnknown } from "./errors.ts";
import { failureOf } from "./flush-failure.ts";
import type { GuardedPool } from "./guarded-pool.ts";

export type GroupCommitLimits = {
  /** Rows of one flush; a longer append flushes alone. */
  readonly flushRows: number;
  /** Flushes that may be under way at once. */
  readonly flushes: number;
  /** Appends that may wait; one more is refused. */
  readonly queued: number;
  /** From the call to its refusal, whatever happens. */
  readonly deadlineMs: number;
};

export const GROUP_COMMIT_LIMITS: GroupCommitLimits = {
  flushRows: 512,
  flushes: 2,
  queued: 4096,
  deadlineMs: 1800,
};

/** What a flush did, for whoever counts. */
export type FlushReport = { readonly appends: number; readonly rows: number; readonly ms: number };

/** Appends that are not worth a second flush. */
const FEWEST = 16;

type Entry = {
  readonly append: Append;
  readonly resolve: (stored: boolean) => void;
  readonly reject: (error: Error) => void;
  readonly deadline: NodeJS.Timeout;
  /** Sent and not yet answered: only then may it be stored although nobody heard of it. */
  sent: boolean;
  settled: boolean;
};

/**
 * Gathers the appends of all rooms and commits them together. There is no timer: what gathered while a flush
 * was under way is the next one, so an idle log answers at once and a busy one batches by itself. Two flushes
 * may be under way, never with the same session in both.
 */
export class GroupCommit {
  readonly #pool: GuardedPool;
  readonly #limits: GroupCommitLimits;
  readonly #report: (flush: FlushReport) => void;
  readonly #lanes: number;
  readonly #busy = new Set<string>();
  #queue: Entry[] = [];
  #running = 0;
  #flushing = 0;

  constructor(pool: GuardedPool, limits: GroupCommitLimits, report: (flush: FlushReport) => void) {
    this.#pool = pool;
    this.#limits = limits;
    this.#report = report;
    this.#lanes = Math.min(limits.flushes, pool.connections);
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** True when it was stored, false when it was stale. @throws LogUnavailable, OutcomeUnknown, RangeError. */
  append(append: Append): Promise<boolean> {
    if (append.events.length > MOST_ROWS) {
      return Promise.reject(new RangeError(`an append holds at most ${MOST_ROWS} events`));
    }
    if (this.#queue.length >= this.#limits.queued) {
      return Promise.reject(new LogUnavailable("Too many appends wait for the database."));
    }
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => giveUp(entry), this.#limits.deadlineMs);
      const entry: Entry = { append, resolve, reject, deadline, sent: false, settled: false };
      this.#queue.push(entry);
      if (this.#running < this.#lanes) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running += 1;
    try {
      for (;;) {
        await turn();
        const batch = this.#next();
        if (batch.length === 0) break;
        await this.#flush(batch);
      }
    } finally {
      this.#running -= 1;
    }
  }

  /**
   * In the order they came, what fits: all, or this lane's share while another one is free, so that the database
   * works on the one while this process prepares the other. Of one session only what goes on where the one before
   * it ends.
   */
  #next(): readonly Entry[] {
    const batch: Entry[] = [];
    const left: Entry[] = [];
    const ends = new Map<string, Append>();
    const held = new Set(this.#busy);
    const free = this.#lanes - this.#flushing;
    const share = Math.max(FEWEST, Math.ceil(this.#queue.length / free));
    let rows = 0;
    for (const entry of this.#queue) {
      if (entry.settled) continue;
      const { session, events } = entry.append;
      const fits = rows === 0 || rows + events.length <= this.#limits.flushRows;
      if (batch.length < share && fits && !held.has(session) && goesOn(ends.get(session), entry.append)) {
        batch.push(entry);
        ends.set(session, entry.append);
        rows += events.length;
      } else {
        left.push(entry);
        held.add(session);
      }
    }
    this.#queue = left;
    return batch;
  }

  async #flush(batch: readonly Entry[]): Promise<void> {
    const started = performance.now();
    const sessions = new Set(batch.map(({ append }) => append.session));
    for (const session of sessions) this.#busy.add(session);
    this.#flushing += 1;
    try {
      const client = await this.#pool.connect();
      client.release(await this.#send(client, batch));
    } catch (cause) {
      const error = new LogUnavailable("The database cannot be reached.", { cause });
      for (const entry of batch) settle(entry, error);
    } finally {
      this.#flushing -= 1;
      for (const session of sessions) this.#busy.delete(session);
    }
    const rows = batch.reduce((sum, { append }) => sum + append.events.length, 0);
    this.#report({ appends: batch.length, rows, ms: performance.now() - started });
  }

  /** Sends the batch; a refused one again append by append. True when the connection is of no more use. */
  async #send(client: PoolClient, entries: readonly Entry[]): Promise<boolean> {
    const batch = entries.filter((entry) => !entry.settled);
    if (batch.length === 0) return false;
    for (const entry of batch) entry.sent = true;
    try {
      const answer = query(client, batch);
      const stored = await (this.#pool.mayHang ? within(this.#limits.deadlineMs, answer) : answer);
      for (const entry of batch) settle(entry, stored.has(entry.append.session));
      return false;
    } catch (cause) {
      const failure = failureOf(cause);
      if (failure === "unknown") {
        const error = new OutcomeUnknown("The connection broke while a commit was under way.", { cause });
        for (const entry of batch) settle(entry, error);
        return true;
      }
      for (const entry of batch) entry.sent = false;
      if (failure === "refused" && batch.length > 1) return this.#sendEach(client, batch);
      const error = new LogUnavailable("The database refused the append.", { cause });
      for (const entry of batch) settle(entry, error);
      return false;
    }
  }

  async #sendEach(client: PoolClient, batch: readonly Entry[]): Promise<boolean> {
    for (const [at, entry] of batch.entries()) {
      if (!(await this.#send(client, [entry]))) continue;
      const error = new LogUnavailable("The connection broke before this append was sent.");
      for (const later of batch.slice(at + 1)) settle(later, error);
      return true;
    }
    return false;
  }
}

/** What is asked in the same turn of the event loop is gathered too. */
const turn = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const goesOn = (before: Append | undefined, { epoch, expected }: Append): boolean =>
  before === undefined || (before.epoch === epoch && before.expected + before.events.length === expected);

/** Appends of one session that follow each other are one, since its row can be updated only once. */
function joined(batch: readonly Entry[]): readonly Append[] {
  const bySession = new Map<string, Append>();
  for (const { append } of batch) {
    const before = bySession.get(append.session);
    const events = [...(before?.events ?? []), ...append.events];
    bySession.set(append.session, before === undefined ? append : { ...before, events });
  }
  return [...bySession.values()];
}

async function query(client: PoolClient, batch: readonly Entry[]): Promise<ReadonlySet<string>> {
  const { name, text, values } = appendStatement(joined(batch));
  const { rows } = await client.query<{ id: string }>({ name, text, values: [...values] });
  return new Set(rows.map((row) => row.id));
}

/** A server that does not answer leaves the outcome open; its connection is given up. */
async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

function settle(entry: Entry, end: boolean | Error): void {
  if (entry.settled) return;
  entry.settled = true;
  clearTimeout(entry.deadline);
  if (typeof end === "boolean") entry.resolve(end);
  else entry.reject(end);
}

function giveUp(entry: Entry): void {
  const error = entry.sent
    ? new OutcomeUnknown("The commit did not answer in time.")
    : new LogUnavailable("The database did not answer in time.");
  settle(entry, error);
}
