import { describe, expect, it } from "vitest";
import type { Present } from "../../rooms/index.ts";
import type { Clock } from "../../rooms/ports.ts";
import { sessionId, userId } from "../../rules/ids.ts";
import { openPatrol } from "../../server/auth/patrol.ts";

const ANNA = userId("a");
const BERTA = userId("b");
const EVENING = sessionId("evening");
const LAPTOP = "laptop";
const PHONE = "phone";

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
  const to = async (ms: number): Promise<void> => {
    for (;;) {
      const next = [...waiting].sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > ms) break;
      waiting = waiting.filter((each) => each !== next);
      now = next.at;
      next.call();
      // A round asks the database before it goes on.
      await new Promise((resolve) => setImmediate(resolve));
    }
    now = ms;
  };
  return { clock, to, waiting: () => waiting.length };
}

/** Every sign-in that is asked about holds, but those in `ended`. */
function patrolAt(clock: Clock, ended: ReadonlySet<string> = new Set(), present: readonly Present[] = []) {
  const gone: [user: string, at: number][] = [];
  const patrol = openPatrol({
    expel: ({ user }) => gone.push([user, clock.now()]),
    present: () => present,
    living: async (asked) => asked.filter((each) => !ended.has(each)),
    clock,
  });
  return { patrol, gone };
}

describe("sign-ins that end at the table", () => {
  it("[TKT-6] a seat ends within five seconds of its sign-in's last token, and once", async () => {
    const { clock, to, waiting } = handClock();
    const { patrol, gone } = patrolAt(clock);
    patrol.seen(ANNA, LAPTOP, 60_000);
    patrol.seated(ANNA, LAPTOP, EVENING);
    patrol.seen(BERTA, "berta's", 60_000);
    await to(59_000);
    expect(gone).toEqual([]);
    await to(300_000);
    expect(gone).toEqual([[ANNA, expect.any(Number)]]);
    expect(gone[0]?.[1]).toBeLessThanOrEqual(65_000);
    patrol.stop();
    expect(waiting()).toBe(0);
  });

  it("[TKT-7] who refreshes meanwhile stays; an older token takes nothing away, and another sign-in keeps no seat", async () => {
    const { clock, to } = handClock();
    const { patrol, gone } = patrolAt(clock);
    patrol.seen(ANNA, LAPTOP, 60_000);
    patrol.seated(ANNA, LAPTOP, EVENING);
    patrol.seen(ANNA, PHONE, 900_000);
    await to(50_000);
    patrol.seen(ANNA, LAPTOP, 120_000);
    patrol.seen(ANNA, LAPTOP, 60_000);
    await to(110_000);
    expect(gone).toEqual([]);
    await to(125_000);
    expect(gone.map(([user]) => user)).toEqual([ANNA]);
    patrol.stop();
  });

  it("[TOK-1] a sign-in that ended anywhere loses its seat within five seconds, and no other does", async () => {
    const { clock, to } = handClock();
    const ended = new Set<string>();
    const { patrol, gone } = patrolAt(clock, ended);
    for (const signIn of [LAPTOP, PHONE]) patrol.seen(ANNA, signIn, 900_000);
    patrol.seated(ANNA, LAPTOP, EVENING);
    patrol.seated(ANNA, PHONE, sessionId("another evening"));
    await to(50_000);
    ended.add(LAPTOP);
    await to(55_000);
    expect(gone).toHaveLength(1);
    await to(100_000);
    expect(gone).toHaveLength(1);
    patrol.stop();
  });

  it("[TOK-15] whose room is here and whose ticket is another server's loses the seat by the sign-in, not by a token", async () => {
    const { clock, to } = handClock();
    const ended = new Set<string>();
    const { patrol, gone } = patrolAt(clock, ended, [{ user: BERTA, signIn: PHONE, session: EVENING }]);
    await to(3_600_000);
    expect(gone).toEqual([]);
    ended.add(PHONE);
    await to(3_605_000);
    expect(gone[0]?.[0]).toBe(BERTA);
    patrol.stop();
  });
});
