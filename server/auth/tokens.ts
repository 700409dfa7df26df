import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "../../rooms/ports.ts";
import { type UserId, userId } from "../../rules/ids.ts";

const ISSUER = "skald";
const AUDIENCE = "skald-table";
const TYPE = "skald-access+jwt";
const ALGORITHM = "HS256";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whose an access token is. A person's version is raised to end every token that was given out before; the
 * sign-in is the family of refresh tokens that it belongs to, and ends with it.
 */
export type Bearer = { readonly user: UserId; readonly version: number; readonly signIn: string };

export type Tokens = {
  issue(bearer: Bearer): Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Null for anything but a token of ours that holds; `until` says how long, ms. */
  read(token: string): Promise<(Bearer & { readonly until: number }) | null>;
};

/** Signed with the installation's own key; nothing in the token's header chooses key or algorithm. */
export function openTokens(key: Uint8Array, minutes: number, clock: Clock): Tokens {
  return {
    async issue({ user, version, signIn }) {
      const now = Math.floor(clock.now() / 1000);
      const expires = now + Math.ceil(minutes * 60);
      const token = await new SignJWT({ ver: version, sid: signIn })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(user)
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(key);
      return { token, expiresAt: new Date(expires * 1000).toISOString() };
    },
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ["sub", "exp", "iat", "ver", "sid"],
          currentDate: new Date(clock.now()),
        });
        const { sub = "", exp = 0, ver, sid } = payload;
        if (!UUID.test(sub) || typeof ver !== "number" || typeof sid !== "string") return null;
        return { user: userId(sub), version: ver, signIn: sid, until: exp * 1000 };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
