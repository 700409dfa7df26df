import { createHash, randomBytes } from "node:crypto";
import { commitmentOf, type DiceSecretPair, diceFrom } from "../../db/dice-faces.ts";
import type { RememberedCommand } from "../../db/event-log.ts";
import {
  type AppendOutcome,
  type DiceSecrets,
  type EventLog,
  type Lease,
  LogUnavailable,
  OutcomeUnknown,
} from "../../rooms/ports.ts";
import type { DiceSource } from "../../rules/dice.ts";
import type { CommandId, SeatId, SessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";

/** There is no such session to take over. */
export class SessionNotFound extends Error {
  override readonly name = "SessionNotFound";
}

/**
 * What may go wrong with the next append: refused with nothing stored, or an outcome that nobody knows, with
 * the rows lost, with the rows stored, or with the rows arriving late (when `settle` is called).
 */
export type AppendFault = "unavailable" | "unknown-lost" | "unknown-stored" | "unknown-late";

type Stream = {
  epoch: number;
  owner: string | null;
  until: number;
  readonly events: string[];
};

/** Text as Postgres cannot store it: U+0000, or half of a surrogate pair. */
const storable = (row: StoredEvent): boolean => {
  const text = JSON.stringify(row);
  return !text.includes("\\u0000") && text.isWellFormed() && !/\\ud[89a-f]/iu.test(text);
};

/**
 * The log kept in memory, under the same contract as the one in the database. Rows are kept as text, so that
 * nobody holds a reference into it. Faults are injected on purpose, for tests of what stands above.
 */
export class MemoryEventLog implements EventLog {
  readonly #streams = new Map<string, Stream>();
  readonly #now: () => number;
  readonly #faults: AppendFault[] = [];
  readonly #late: (() => void)[] = [];
  #away = false;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Makes an empty session; what the session's row is to the database. */
  create(session: SessionId): void {
    if (this.#streams.has(session)) throw new Error(`session ${session} exists`);
    this.#streams.set(session, { epoch: 0, owner: null, until: 0, events: [] });
  }

  /** The next appends fail like this, one each. */
  failNext(...faults: readonly AppendFault[]): void {
    this.#faults.push(...faults);
  }

  /** While away, every call fails with LogUnavailable. */
  setAway(away: boolean): void {
    this.#away = away;
  }

  /** Lets appends that hung commit now; the fence decides whether they still may. */
  settle(): void {
    for (const commit of this.#late.splice(0)) commit();
  }

  async take(session: SessionId, owner: string, leaseMs: number): Promise<Lease> {
    const stream = this.#stream(session);
    if (stream === undefined) throw new SessionNotFound(`There is no session ${session}.`);
    stream.epoch += 1;
    stream.owner = owner;
    stream.until = this.#now() + leaseMs;
    return { sessionId: session, epoch: stream.epoch, owner };
  }

  async takeIfFree(session: SessionId, owner: string, leaseMs: number): Promise<Lease | null> {
    const stream = this.#stream(session);
    const held = stream !== undefined && stream.owner !== null && stream.owner !== owner;
    return held && stream.until > this.#now() ? null : this.take(session, owner, leaseMs);
  }

  async renew(lease: Lease, leaseMs: number): Promise<boolean> {
    const stream = this.#stream(lease.sessionId);
    if (stream?.epoch !== lease.epoch || stream.owner !== lease.owner) return false;
    stream.until = this.#now() + leaseMs;
    return true;
  }

  async release(lease: Lease): Promise<void> {
    const stream = this.#stream(lease.sessionId);
    if (stream?.epoch !== lease.epoch) return;
    stream.owner = null;
    stream.until = 0;
  }

  async read(session: SessionId, after: number, limit: number): Promise<readonly StoredEvent[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new RangeError("limit is 1 to 1000");
    const rows = this.#stream(session)?.events.slice(after, after + limit) ?? [];
    return rows.map((row): StoredEvent => JSON.parse(row));
  }

  async append(
    lease: Lease,
    expectedVersion: number,
    events: readonly StoredEvent[],
  ): Promise<AppendOutcome> {
    assertRun(lease, expectedVersion, events);
    this.#reach();
    const fault = this.#faults.shift();
    if (fault === "unavailable") throw new LogUnavailable("The log is away.");
    if (fault === "unknown-lost") throw new OutcomeUnknown("The connection broke before the commit.");
    if (!events.every(storable)) throw new LogUnavailable("The log cannot store this text.");
    if (fault === "unknown-late") {
      this.#late.push(() => this.#commit(lease, expectedVersion, events));
      throw new OutcomeUnknown("The commit hangs.");
    }
    const outcome = this.#commit(lease, expectedVersion, events);
    if (fault === "unknown-stored") throw new OutcomeUnknown("The connection broke after the commit.");
    return outcome;
  }

  async version(session: SessionId): Promise<number> {
    return this.#stream(session)?.events.length ?? 0;
  }

  async remembered(
    session: SessionId,
    seat: SeatId | null,
    command: CommandId,
  ): Promise<RememberedCommand | null> {
    const rows = (this.#stream(session)?.events ?? []).map((row): StoredEvent => JSON.parse(row));
    const first = rows.find((row) => row.commandId === command && row.seatId === seat);
    if (first?.payloadHash == null) return null;
    const last = rows.findLast((row) => row.id === first.id || row.causationId === first.id) ?? first;
    return { payloadHash: first.payloadHash, first: first.sequence, last: last.sequence };
  }

  #reach(): void {
    if (this.#away) throw new LogUnavailable("The log is away.");
  }

  #stream(session: string): Stream | undefined {
    this.#reach();
    return this.#streams.get(session);
  }

  #commit(lease: Lease, expectedVersion: number, events: readonly StoredEvent[]): AppendOutcome {
    const stream = this.#streams.get(lease.sessionId);
    if (stream === undefined) return "stale";
    if (stream.epoch !== lease.epoch || stream.events.length !== expectedVersion) {
      const own = stream.events.slice(expectedVersion, expectedVersion + events.length);
      const same = own.map((row): StoredEvent => JSON.parse(row)).map((row) => row.id);
      const isRetry = same.length === events.length && events.every((row, at) => row.id === same[at]);
      return isRetry ? "appended" : "stale";
    }
    const [first] = events;
    const taken = stream.events
      .map((row): StoredEvent => JSON.parse(row))
      .some(
        (row) => row.commandId !== null && row.commandId === first?.commandId && row.seatId === first.seatId,
      );
    if (taken) throw new LogUnavailable("This command was stored before.");
    stream.events.push(...events.map((row) => JSON.stringify(row)));
    return "appended";
  }
}

function assertRun(lease: Lease, expectedVersion: number, events: readonly StoredEvent[]): void {
  if (events.length === 0) throw new RangeError("an append holds at least one event");
  for (const [at, row] of events.entries()) {
    if (row.sessionId !== lease.sessionId) throw new RangeError("an append belongs to one session");
    if (row.sequence !== expectedVersion + 1 + at) throw new RangeError("an append goes on without a gap");
  }
}

/** Dice secrets kept in memory; `seed` makes them, and with them every face, the same each time. */
export class MemoryDiceSecrets implements DiceSecrets {
  readonly #pairs = new Map<string, DiceSecretPair>();
  readonly #seed: string | null;

  constructor(seed: string | null = null) {
    this.#seed = seed;
  }

  async commit(session: SessionId): Promise<DiceSecretPair> {
    const pair = this.#pairs.get(session) ?? {
      open: this.#make(session, "o"),
      hidden: this.#make(session, "h"),
    };
    this.#pairs.set(session, pair);
    return { open: commitmentOf(pair.open), hidden: commitmentOf(pair.hidden) };
  }

  async dice(session: SessionId, contributions: readonly string[]): Promise<DiceSource> {
    return diceFrom(this.#pair(session), session, contributions);
  }

  async reveal(session: SessionId): Promise<DiceSecretPair> {
    return this.#pair(session);
  }

  #pair(session: SessionId): DiceSecretPair {
    const pair = this.#pairs.get(session);
    if (pair === undefined) throw new Error(`No dice were committed for session ${session}.`);
    return pair;
  }

  #make(session: SessionId, stream: string): string {
    if (this.#seed === null) return randomBytes(32).toString("hex");
    return createHash("sha256").update(`${this.#seed} ${stream} ${session}`).digest("hex");
  }
}
