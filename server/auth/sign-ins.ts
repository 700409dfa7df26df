/** Signing in and staying so: short access tokens, and refresh tokens that are each good for one trade. */
import { uuidv7 } from "uuidv7";
import type { SignedIn } from "../../client-sdk/src/protocol.ts";
import type { Clock } from "../../rooms/ports.ts";
import { type UserId, userId } from "../../rules/ids.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Credentials, Device, NewRefreshToken, SignInStore, Users } from "./people.ts";
import { hashOf, newSecret } from "./secrets.ts";
import type { Tokens } from "./tokens.ts";

const DAY_MS = 24 * 3_600_000;

export type SignIns = {
  /** @throws HttpProblem 403 for somebody who is banned or put to rest. */
  begin(who: Credentials, from: Device): Promise<SignedIn>;
  /** @throws HttpProblem 401 when the token does not hold, also when it is shown a second time. */
  refresh(token: string, from: Omit<Device, "device">): Promise<SignedIn>;
  end(user: UserId, signIn: string): Promise<boolean>;
  /** But for one that goes on. */
  endAll(user: UserId, but?: string): Promise<void>;
};

export type SignInNeeds = {
  readonly users: Users;
  readonly store: SignInStore;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly refreshDays: number;
  /** Told when sign-ins of this person have ended. */
  readonly ended: (user: UserId) => void;
  /** Told when a refresh token came back that had been traded in: somebody has a copy. */
  readonly copied: (who: Credentials) => void;
};

export function openSignIns(needs: SignInNeeds): SignIns {
  const { users, store, tokens, clock, refreshDays, ended, copied } = needs;

  const newToken = (): { readonly secret: string; readonly kept: NewRefreshToken } => {
    const secret = newSecret();
    const expiresAt = new Date(clock.now() + refreshDays * DAY_MS);
    return { secret, kept: { id: uuidv7(), hash: hashOf(secret), expiresAt } };
  };
  const signedIn = async (
    { account, tokenVersion }: Credentials,
    signIn: string,
    { secret, kept }: ReturnType<typeof newToken>,
  ): Promise<SignedIn> => ({
    ...(await tokens.issue({ user: userId(account.id), version: tokenVersion, signIn })),
    refreshToken: secret,
    refreshExpiresAt: kept.expiresAt.toISOString(),
    signInId: signIn,
    user: account,
  });

  return {
    async begin(who, from) {
      const refusal = unwelcome(who);
      if (refusal !== null) throw refusal;
      const signIn = uuidv7();
      const token = newToken();
      await store.begin(userId(who.account.id), signIn, token.kept, from);
      return signedIn(who, signIn, token);
    },
    async refresh(secret, from) {
      const token = newToken();
      const traded = await store.rotate(hashOf(secret), token.kept, from);
      if (traded.kind === "worthless") throw signInEnded();
      const who = await users.credentialsOf(traded.user);
      if (traded.kind === "reused") {
        ended(traded.user);
        if (traded.endedNow && who !== null) copied(who);
        throw new HttpProblem(
          401,
          "sign-in-copied",
          "This sign-in was used from two places, so it has ended. Sign in again.",
        );
      }
      if (who === null) throw signInEnded();
      const refusal = unwelcome(who);
      if (refusal === null) return signedIn(who, traded.signIn, token);
      await store.end(traded.user, traded.signIn);
      throw refusal;
    },
    async end(user, signIn) {
      const found = await store.end(user, signIn);
      if (found) ended(user);
      return found;
    },
    async endAll(user, but) {
      // Without an exception also what was given out before there were sign-ins.
      if (but === undefined) await users.endTokens(user);
      await store.endAll(user, but ?? null);
      ended(user);
    },
  };
}

const signInEnded = (): HttpProblem =>
  new HttpProblem(401, "sign-in-ended", "This sign-in has ended. Sign in again.");

function unwelcome({ ban, active }: Credentials): HttpProblem | null {
  if (ban !== null) {
    const until = ban.until === null ? "" : ` until ${ban.until}`;
    return new HttpProblem(403, "banned", `This account is banned${until}: ${ban.reason}`);
  }
  return active ? null : new HttpProblem(403, "not-active", "This account is put to rest.");
}
