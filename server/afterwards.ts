/**
 * What follows from the log without anybody waiting for it: the session's columns, and what play changed of its
 * characters. Everything is found again by looking, so a crash between an event and its consequence costs a
 * moment and nothing else.
 */

import type { Clock, EventLog, Journal } from "../rooms/ports.ts";
import type { EventKind } from "../rules/event.ts";
import type { SessionId } from "../rules/ids.ts";
import { fold } from "../rules/index.ts";

/** What is behind the log, and how it catches up. */
export interface FollowUp {
  /** Sessions whose columns are behind, and ended ones that still hold a character. */
  behind(limit: number): Promise<readonly SessionId[]>;
  /** Brings one up to its log. Doing it twice does nothing twice. */
  catchUp(session: SessionId, log: EventLog, rules: typeof fold): Promise<void>;
}

export type Afterwards = {
  /** The same log; an end and a ruling in it are followed up at once. */
  readonly log: EventLog;
  /** Looks until nothing is behind. */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 30_000;
const AT_ONCE = 50;
/** The characters of an ended session are waited for, and a ruling is asked for at its own table. */
const AT_ONCE_AFTER: readonly EventKind[] = ["session-ended", "ruling-made"];

export function openAfterwards(
  log: EventLog,
  followUp: FollowUp,
  clock: Clock,
  journal: Journal,
): Afterwards {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let cancel: () => void = () => {};

  const look = async (): Promise<void> => {
    do {
      again = false;
      for (const session of await followUp.behind(AT_ONCE)) {
        if (stopped) return;
        await followUp.catchUp(session, log, fold);
      }
    } while (again && !stopped);
  };
  const settle = (): Promise<void> => {
    if (running !== null) {
      again = true;
      return running;
    }
    running = look()
      .catch((error: unknown) => journal.error({ error }, "what follows from the log is behind"))
      .finally(() => {
        running = null;
      });
    return running;
  };
  const lookLater = (): void => {
    cancel = clock.after(
      LOOK_EVERY_MS,
      () => void settle().finally(() => (stopped ? undefined : lookLater())),
    );
  };
  lookLater();

  return {
    log: noticing(log, () => void settle()),
    settle,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}

function noticing(log: EventLog, behind: () => void): EventLog {
  return {
    take: (session, owner, leaseMs) => log.take(session, owner, leaseMs),
    takeIfFree: (session, owner, leaseMs) => log.takeIfFree(session, owner, leaseMs),
    renew: (lease, leaseMs) => log.renew(lease, leaseMs),
    release: (lease) => log.release(lease),
    read: (session, after, limit) => log.read(session, after, limit),
    version: (session) => log.version(session),
    async append(lease, expectedVersion, events) {
      const outcome = await log.append(lease, expectedVersion, events);
      if (outcome === "appended" && events.some(({ kind }) => AT_ONCE_AFTER.includes(kind))) behind();
      return outcome;
    },
  };
}
