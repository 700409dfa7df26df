import { expect, test } from "vitest";
import { ProblemError, type SignedIn, SignInKeeping, type SignInPlace } from "../../client-sdk/src/index.ts";

const HOUR = 3_600_000;
const signedIn = (number: number, lifeMs = HOUR): SignedIn => ({
  token: `token-${number}`,
  expiresAt: new Date(Date.now() + lifeMs).toISOString(),
  refreshToken: `refresh-${number}`,
  refreshExpiresAt: new Date(Date.now() + 24 * HOUR).toISOString(),
  signInId: "laptop",
  user: { id: "anna", email: "anna@table.example", displayName: "Anna" },
});

/** Trades each refresh token once, as a server does; what comes twice ends the sign-in. */
function door() {
  let last = 1;
  const traded: string[] = [];
  const trade = async (refreshToken: string): Promise<SignedIn> => {
    if (refreshToken !== `refresh-${last}`)
      throw new ProblemError({ type: "", title: "", status: 401, code: "sign-in-copied", detail: "copied" });
    traded.push(refreshToken);
    last += 1;
    return signedIn(last);
  };
  return { trade, traded };
}

/** One storage that several tabs share, with one lock. */
function storage(): SignInPlace {
  let kept: SignedIn | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    load: () => kept,
    save: (next) => {
      kept = next;
    },
    alone: (work) => {
      const mine = turn.then(work, work);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Nothing here waits for a timer. */
const still = { now: () => 0, after: () => () => {}, hex: () => "" };

test("[TOK-11] two tabs that share a sign-in trade its token once between them", async () => {
  const { trade, traded } = door();
  const place = storage();
  const tabs = [new SignInKeeping(trade, place, still), new SignInKeeping(trade, place, still)];
  for (const tab of tabs) tab.hold(signedIn(1));
  await Promise.all(tabs.map((tab) => tab.renew()));
  expect(traded).toEqual(["refresh-1"]);
  expect(tabs.map((tab) => tab.current?.token)).toEqual(["token-2", "token-2"]);
});

test("[TOK-12] many requests that were refused at once ask for one trade", async () => {
  const { trade, traded } = door();
  const keeping = new SignInKeeping(trade, null, still);
  keeping.hold(signedIn(1));
  expect(await Promise.all([1, 2, 3].map(() => keeping.after("token-1")))).toEqual(Array(3).fill("token-2"));
  expect(traded).toHaveLength(1);
});

test("[TOK-13] a token is traded in before it runs out, without anybody asking", async () => {
  const { trade } = door();
  const waiting: { readonly ms: number; readonly call: () => void }[] = [];
  const after = (ms: number, call: () => void) => {
    waiting.push({ ms, call });
    return () => {};
  };
  const keeping = new SignInKeeping(trade, null, { ...still, after });
  keeping.hold(signedIn(1, 60_000));
  expect(waiting[0]?.ms).toBeGreaterThan(30_000);
  expect(waiting[0]?.ms).toBeLessThan(60_000);
  waiting[0]?.call();
  await expect.poll(() => keeping.current?.token).toBe("token-2");
});

test("[TOK-14] a server that is away ends nothing; one that refuses does, and says so", async () => {
  let refuse = false;
  const trade = async (): Promise<SignedIn> => {
    if (!refuse) throw new TypeError("fetch failed");
    throw new ProblemError({ type: "", title: "", status: 401, code: "sign-in-ended", detail: "ended" });
  };
  const keeping = new SignInKeeping(trade, null, still);
  const ends: string[] = [];
  keeping.onEnded(({ code }) => ends.push(code));
  keeping.hold(signedIn(1));
  await expect(keeping.renew()).rejects.toThrow("fetch failed");
  expect(keeping.current?.token).toBe("token-1");
  refuse = true;
  expect(await keeping.renew()).toBeNull();
  expect([ends, keeping.current]).toEqual([["sign-in-ended"], null]);
});
