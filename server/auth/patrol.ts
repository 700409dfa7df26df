import type { Clock } from "../../rooms/ports.ts";
import type { UserId } from "../../rules/ids.ts";

/** Sees to it that nobody stays at a table on a sign-in that has run out. */
export type Patrol = {
  /** This person showed a token that holds until then, ms. */
  seen(user: UserId, until: number): void;
  /** This person has just sat down. */
  seated(user: UserId): void;
  stop(): void;
};

const ROUND_MS = 2_500;

export function openPatrol(expel: (user: UserId) => void, clock: Clock): Patrol {
  const holds = new Map<UserId, number>();
  const seated = new Set<UserId>();
  let stopped = false;
  let cancel: () => void = () => {};

  const round = (): void => {
    for (const [user, until] of holds) {
      if (until > clock.now()) continue;
      holds.delete(user);
      if (seated.delete(user)) expel(user);
    }
  };
  const walk = (): void => {
    cancel = clock.after(ROUND_MS, () => {
      round();
      if (!stopped) walk();
    });
  };
  walk();

  return {
    // Signed in again meanwhile: the newest token counts.
    seen: (user, until) => void holds.set(user, Math.max(until, holds.get(user) ?? 0)),
    seated: (user) => void seated.add(user),
    stop() {
      stopped = true;
      cancel();
    },
  };
}
