import type { SessionId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Head } from "./chain.ts";
import { readAfter } from "./history.ts";
import { type Clock, type EventLog, type Journal, type Lease, SessionHeld } from "./ports.ts";
import { within } from "./within.ts";

/** Unless configured: long enough for a busy moment, short enough for another server to take over within seconds. */
export const LEASE_MS = 5_000;
/** How long anybody waits for the database before being told that it is away. */
export const PATIENCE_MS = 1_900;
const SETTLE_EVERY_MS = 500;
/** However short a lease is, keeping it must not be all that the room does. */
const RENEW_AT_MOST_EVERY_MS = 100;

export type PenPorts = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Names the installation in the lease: after a crash it takes its sessions back at once. */
  readonly owner: string;
  readonly leaseMs: number;
};

/** What became of an append, as far as can be told now. */
export type Written =
  | "stored"
  /** Another room writes this session now. */
  | "stale"
  /** Nothing was stored; later it may work. */
  | "unavailable"
  /** The commit may have happened or may yet happen: `settle` finds out. */
  | "unknown";

/** The right to write one session: holds the lease, appends under it, and settles what nobody knows. */
export class Pen {
  readonly #ports: PenPorts;
  readonly #session: SessionId;
  readonly #lost: () => void;
  #lease: Lease;
  #down = false;
  #cancelRenewal: () => void = () => undefined;

  private constructor(ports: PenPorts, session: SessionId, lease: Lease, lost: () => void) {
    this.#ports = ports;
    this.#session = session;
    this.#lease = lease;
    this.#lost = lost;
    this.#renewLater();
  }

  /** Takes the session over: every earlier pen of ours is fenced. @throws SessionHeld. `lost` is called once when somebody fences this one. */
  static async take(ports: PenPorts, session: SessionId, lost: () => void): Promise<Pen> {
    return new Pen(ports, session, await takeLease(ports, session), lost);
  }

  async append(head: Head, records: readonly StoredEvent[]): Promise<Written> {
    const { log, clock } = this.#ports;
    try {
      const append = log.append(this.#lease, head.sequence, records);
      return (await within(clock, PATIENCE_MS, "the append", append)) === "stale" ? "stale" : "stored";
    } catch (error) {
      this.#report(error, "append failed");
      // Only this one says that nothing was stored; of anything else, and of silence, only the log can tell.
      return error instanceof Error && error.name === "LogUnavailable" ? "unavailable" : "unknown";
    }
  }

  /**
   * What became of these records: raises the epoch, so that a commit still under way is fenced, and reads the
   * log. Tries until the log answers; `lost` means that they are not in it and never will be.
   */
  async settle(head: Head, records: readonly StoredEvent[]): Promise<"stored" | "lost" | "stale"> {
    for (;;) {
      if (this.#down) return "stale";
      try {
        this.#lease = await takeLease(this.#ports, this.#session);
        const read = readAfter(this.#ports.log, this.#session, head);
        const found = await within(this.#ports.clock, PATIENCE_MS, "reading the log", read);
        if (found.length === 0) return "lost";
        const ours = found.length === records.length && found.every(({ id }, at) => id === records[at]?.id);
        return ours ? "stored" : "stale";
      } catch (error) {
        if (error instanceof SessionHeld) return "stale";
        this.#report(error, "outcome still unknown");
        await new Promise<void>((resolve) => this.#ports.clock.after(SETTLE_EVERY_MS, resolve));
      }
    }
  }

  /** Writes no more, without letting the lease go: whoever has it now must not lose it. */
  lay(): void {
    this.#down = true;
    this.#cancelRenewal();
  }

  /** Writes no more and lets the lease go, for the next room. */
  async release(): Promise<void> {
    this.lay();
    try {
      const { clock, log } = this.#ports;
      await within(clock, PATIENCE_MS, "releasing the lease", log.release(this.#lease));
    } catch (error) {
      this.#report(error, "lease not released; it will run out");
    }
  }

  #renewLater(): void {
    if (this.#down) return;
    const soon = Math.max(this.#ports.leaseMs / 3, RENEW_AT_MOST_EVERY_MS);
    this.#cancelRenewal = this.#ports.clock.after(soon, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const lease = this.#lease;
    try {
      const { clock, log, leaseMs } = this.#ports;
      const kept = await within(clock, PATIENCE_MS, "renewing the lease", log.renew(lease, leaseMs));
      if (!kept && !this.#down && lease === this.#lease) {
        this.lay();
        this.#lost();
      }
    } catch (error) {
      // The log is away: appends are fenced all the same, so there is nothing to do but try again.
      this.#report(error, "lease not renewed");
    }
    this.#renewLater();
  }

  #report(error: unknown, message: string): void {
    this.#ports.journal.error({ session: this.#session, error }, message);
  }
}

/** @throws SessionHeld */
async function takeLease({ log, clock, owner, leaseMs }: PenPorts, session: SessionId): Promise<Lease> {
  const taking = log.takeIfFree(session, owner, leaseMs);
  const lease = await within(clock, PATIENCE_MS, "taking the lease", taking);
  if (lease === null) throw new SessionHeld(`Another server plays session ${session}.`);
  return lease;
}
