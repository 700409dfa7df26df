import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "../../rooms/ports.ts";
import { type UserId, userId } from "../../rules/ids.ts";

const ISSUER = "skald";
const AUDIENCE = "skald-table";
const TYPE = "skald-access+jwt";
const ALGORITHM = "HS256";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type Tokens = {
  issue(user: UserId): Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Whose token it is; null for anything but a token of ours that still holds. */
  read(token: string): Promise<UserId | null>;
};

/** Signed with the installation's own key; nothing in the token's header chooses key or algorithm. */
export function openTokens(key: Uint8Array, hours: number, clock: Clock): Tokens {
  return {
    async issue(user) {
      const now = Math.floor(clock.now() / 1000);
      const expires = now + hours * 3600;
      const token = await new SignJWT()
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
          requiredClaims: ["sub", "exp", "iat"],
          currentDate: new Date(clock.now()),
        });
        return UUID.test(payload.sub ?? "") ? userId(payload.sub ?? "") : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
