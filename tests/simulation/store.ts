/** Where simulated evenings are stored: mostly in memory, some in the real databases, which have faults of their own. */
import { PostgresEventLog } from "../../db/event-log.ts";
import { PostgresSnapshots } from "../../db/snapshots.ts";
import type { EventLog, Snapshots } from "../../rooms/ports.ts";
import { type SessionId, sessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { databases, sessionMaker } from "../support/database.ts";
import { MemoryEventLog } from "../support/memory-event-log.ts";
import { MemorySnapshots } from "../support/memory-snapshots.ts";

export type Store = {
  readonly name: string;
  readonly leaseMs: number;
  /** A new session without events. */
  create(id: string): Promise<SessionId>;
  /** The log as one process has it. */
  log(): EventLog;
  readonly snapshots: Snapshots;
  close(): Promise<void>;
};

export function memoryStore(now: () => number): Store {
  const log = new MemoryEventLog(now);
  return {
    name: "memory",
    leaseMs: 5_000,
    create: async (id) => {
      log.create(sessionId(id));
      return sessionId(id);
    },
    log: () => log,
    snapshots: new MemorySnapshots(log),
    close: async () => undefined,
  };
}

/** The embedded database, and the served one when there is one. Opened once for all seeds. */
export async function realStores(): Promise<Store[]> {
  const stores: Store[] = [];
  for (const [name, open] of databases) {
    const database = await open();
    const make = await sessionMaker(database.connection);
    stores.push({
      name,
      // Their clocks are real ones: a lease that is over at once leaves all the fencing to the epoch.
      leaseMs: 1,
      create: () => make(),
      log: () => new PostgresEventLog(database.connection.pool),
      snapshots: new PostgresSnapshots(database.connection.pool, async () => "simulated"),
      close: () => database.close(),
    });
  }
  return stores;
}

/** Reads the whole log of a session. */
export async function everything(log: EventLog, session: SessionId): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await log.read(session, events.length, 1_000);
    events.push(...page);
    if (page.length < 1_000) return events;
  }
}

/**
 * Counts what was stored for a writer whose epoch was not the newest. It stands on both sides of whatever a plant
 * does to a log: `held` notes the epoch that the writer believes in, `over` sees what reaches the store.
 */
export class EpochWatch {
  staleAccepted = 0;
  #newest = 0;
  readonly #held = new Map<string, number>();

  held(log: EventLog): EventLog {
    return {
      ...log,
      append: (lease, expected, events) => {
        const first = events[0];
        if (first !== undefined) this.#held.set(first.id, lease.epoch);
        return log.append(lease, expected, events);
      },
    };
  }

  over(log: EventLog): EventLog {
    return {
      take: async (session, owner, leaseMs) => {
        const lease = await log.take(session, owner, leaseMs);
        this.#newest = Math.max(this.#newest, lease.epoch);
        return lease;
      },
      takeIfFree: async (session, owner, leaseMs) => {
        const lease = await log.takeIfFree(session, owner, leaseMs);
        this.#newest = Math.max(this.#newest, lease?.epoch ?? 0);
        return lease;
      },
      renew: (lease, leaseMs) => log.renew(lease, leaseMs),
      release: (lease) => log.release(lease),
      read: (session, after, limit) => log.read(session, after, limit),
      version: (session) => log.version(session),
      append: async (lease, expected, events) => {
        const newest = this.#newest;
        const before = await log.version(lease.sessionId);
        const outcome = await log.append(lease, expected, events);
        const held = this.#held.get(events[0]?.id ?? "") ?? lease.epoch;
        const stored = outcome === "appended" && before < expected + events.length;
        if (stored && held < newest) this.staleAccepted++;
        return outcome;
      },
    };
  }
}
