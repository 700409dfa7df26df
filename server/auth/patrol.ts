import type { Present } from "../../rooms/index.ts";
import type { Clock } from "../../rooms/ports.ts";
import type { SessionId, UserId } from "../../rules/ids.ts";

/**
 * Sees to it that nobody stays at a table or before a replay on a sign-in that ran out or was ended, here or by another
 * server on the same database: signed out, banned, put away. It looks after those whose ticket is from here, wherever
 * their room is, and after those whose room is here, wherever their ticket is from.
 */
export type Patrol = {
  /** A token of this sign-in was shown that holds until then, ms. */
  seen(user: UserId, signIn: string, until: number): void;
  /** By this sign-in somebody has just got a ticket. */
  seated(user: UserId, signIn: string, session: SessionId): void;
  /** Looks now, rather than at the next round. */
  look(): Promise<void>;
  stop(): void;
};

export type PatrolNeeds = {
  readonly expel: (seat: Present) => void;
  /** Whose sockets are open in this process. */
  readonly present: () => readonly Present[];
  /** Those of them that hold. */
  readonly living: (signIns: readonly string[]) => Promise<readonly string[]>;
  readonly clock: Clock;
};

const ROUND_MS = 2_000;

const keyOf = ({ user, signIn, session }: Present): string => `${user} ${session} ${signIn}`;

export function openPatrol({ expel, present, living, clock }: PatrolNeeds): Patrol {
  const holds = new Map<string, number>();
  const tickets = new Map<string, Present>();
  let stopped = false;
  let cancel: () => void = () => {};

  const rise = (which: (seat: Present) => boolean, among: ReadonlyMap<string, Present>): void => {
    for (const [key, seat] of among) {
      if (!which(seat)) continue;
      tickets.delete(key);
      expel(seat);
    }
  };
  const all = () => new Map([...tickets, ...present().map((seat) => [keyOf(seat), seat] as const)]);
  const look = async (): Promise<void> => {
    const now = clock.now();
    for (const [signIn, until] of holds) if (until <= now) holds.delete(signIn);
    // Until when a ticket of another server holds, that one knows.
    rise(({ signIn }) => !holds.has(signIn), tickets);
    const asked = [...new Set([...all().values()].map(({ signIn }) => signIn))];
    if (asked.length === 0) return;
    const alive = new Set(await living(asked));
    rise(({ signIn }) => asked.includes(signIn) && !alive.has(signIn), all());
  };
  const walk = (): void => {
    cancel = clock.after(ROUND_MS, () => {
      // While the database is away nobody is sent away for it; the next round asks again.
      void look()
        .catch(() => undefined)
        .finally(() => {
          if (!stopped) walk();
        });
    });
  };
  walk();

  return {
    // Refreshed meanwhile: the newest token of a sign-in counts.
    seen: (_user, signIn, until) => void holds.set(signIn, Math.max(until, holds.get(signIn) ?? 0)),
    seated(user, signIn, session) {
      const seat = { user, signIn, session };
      tickets.set(keyOf(seat), seat);
    },
    look,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
