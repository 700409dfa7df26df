import { describe, expect, it } from "vitest";
import type { Clock } from "../../rooms/ports.ts";
import { userId } from "../../rules/ids.ts";
import { openPatrol } from "../../server/auth/patrol.ts";

const ANNA = userId("a");
const BERTA = userId("b");

/** A clock that is moved by hand. */
function handClock() {
  let now = 0;
  let waiting: readonly { readonly at: number; readonly call: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call };
      waiting = [...waiting, timer];
      return () => {
        waiting = waiting.filter((each) => each !== timer);
      };
    },
  };
  const to = (ms: number): void => {
    for (;;) {
      const next = [...waiting].sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > ms) break;
      waiting = waiting.filter((each) => each !== next);
      now = next.at;
      next.call();
    }
    now = ms;
  };
  return { clock, to, waiting: () => waiting.length };
}

describe("sign-ins that run out at the table", () => {
  it("[TKT-6] a seat ends within five seconds of its person's last token, and once", () => {
    const { clock, to, waiting } = handClock();
    const gone: [string, number][] = [];
    const patrol = openPatrol((user) => gone.push([user, clock.now()]), clock);
    patrol.seen(ANNA, 60_000);
    patrol.seated(ANNA);
    patrol.seen(BERTA, 60_000);
    to(59_000);
    expect(gone).toEqual([]);
    to(300_000);
    expect(gone).toEqual([[ANNA, expect.any(Number)]]);
    expect(gone[0]?.[1]).toBeLessThanOrEqual(65_000);
    patrol.stop();
    expect(waiting()).toBe(0);
  });

  it("[TKT-7] who signs in again meanwhile stays; an older token of theirs takes nothing away", () => {
    const { clock, to } = handClock();
    const gone: string[] = [];
    const patrol = openPatrol((user) => gone.push(user), clock);
    patrol.seen(ANNA, 60_000);
    patrol.seated(ANNA);
    to(50_000);
    patrol.seen(ANNA, 120_000);
    patrol.seen(ANNA, 60_000);
    to(110_000);
    expect(gone).toEqual([]);
    to(125_000);
    expect(gone).toEqual([ANNA]);
    patrol.stop();
  });
});
