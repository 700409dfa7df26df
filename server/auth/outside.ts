/** Tokens of somebody else's accounts, checked with the keys that they publish. */
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import type { OutsideConfig } from "../config.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Vouched } from "./vouched.ts";

/** Signatures by a key pair alone: a shared secret would let whoever checks also sign. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"];

/** @throws HttpProblem 401 for a token that does not hold, 503 when the keys cannot be had. */
export type Outside = (token: string) => Promise<Vouched>;

export function openOutside({ issuer, jwksUrl, audience }: OutsideConfig): Outside {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3_000, cooldownDuration: 10_000 });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ["sub", "exp"],
      });
      const { sub = "", email, email_verified: verified, name } = payload;
      return {
        provider: issuer,
        id: sub,
        email: typeof email === "string" ? email : null,
        // Only what the issuer says itself: people write their own `user_metadata`.
        emailVerified: verified === true,
        name: typeof name === "string" ? name : null,
      };
    } catch (cause) {
      if (cause instanceof errors.JWKSTimeout || cause instanceof TypeError || isKeyTrouble(cause))
        throw new HttpProblem(503, "provider-unavailable", "The keys of the outside sign-in are away.", {
          cause,
        });
      if (cause instanceof errors.JOSEError)
        throw new HttpProblem(401, "token-refused", "This token does not hold here.", { cause });
      throw cause;
    }
  };
}

/** The address of the keys answers with something else: JOSE has no class of its own for it. */
const isKeyTrouble = (cause: unknown): boolean =>
  cause instanceof errors.JOSEError && cause.code === "ERR_JOSE_GENERIC";
