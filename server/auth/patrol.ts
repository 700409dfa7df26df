import type { Clock } from "../../rooms/ports.ts";
import type { SessionId, UserId } from "../../rules/ids.ts";

/**
 * Sees to it that nobody stays at a table on a sign-in that ran out or was ended, here or by another server on the
 * same database: signed out, banned, put away.
 */
export type Patrol = {
  /** A token of this sign-in was shown that holds until then, ms. */
  seen(user: UserId, signIn: string, until: number): void;
  /** By this sign-in somebody has just sat down. */
  seated(user: UserId, signIn: string, session: SessionId): void;
  /** Looks now, rather than at the next round. */
  look(): Promise<void>;
  stop(): void;
};

export type PatrolNeeds = {
  readonly expel: (user: UserId, session: SessionId) => void;
  /** Those of them that hold. */
  readonly living: (signIns: readonly string[]) => Promise<readonly string[]>;
  readonly clock: Clock;
};

type Seat = { readonly user: UserId; readonly signIn: string; readonly session: SessionId };

const ROUND_MS = 2_000;

export function openPatrol({ expel, living, clock }: PatrolNeeds): Patrol {
  const holds = new Map<string, number>();
  /** One for each person and session: a newer connection takes the seat. */
  const seats = new Map<string, Seat>();
  let stopped = false;
  let cancel: () => void = () => {};

  const rise = (which: (seat: Seat) => boolean): void => {
    for (const [key, seat] of seats) {
      if (!which(seat)) continue;
      seats.delete(key);
      expel(seat.user, seat.session);
    }
  };
  const look = async (): Promise<void> => {
    const now = clock.now();
    for (const [signIn, until] of holds) if (until <= now) holds.delete(signIn);
    rise(({ signIn }) => !holds.has(signIn));
    const asked = [...new Set([...seats.values()].map(({ signIn }) => signIn))];
    if (asked.length === 0) return;
    const alive = new Set(await living(asked));
    rise(({ signIn }) => asked.includes(signIn) && !alive.has(signIn));
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
    seated: (user, signIn, session) => void seats.set(`${user} ${session}`, { user, signIn, session }),
    look,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
