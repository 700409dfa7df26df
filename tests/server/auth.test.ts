import { randomBytes } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../rooms/ports.ts";
import { userId } from "../../rules/ids.ts";
import { openPasswords } from "../../server/auth/passwords.ts";
import { openTokens } from "../../server/auth/tokens.ts";

const KEY = randomBytes(32);
const ANNA = userId("0190a1b2-0000-7000-8000-000000000001");
const BEARER = { user: ANNA, version: 3, signIn: "0190a1b2-0000-7000-8000-00000000000a" };
const clockAt = (time: string): Clock => ({ now: () => Date.parse(time), after: () => () => {} });
const NOON = clockAt("2026-01-01T12:00:00Z");

const forged = (
  change: (jwt: SignJWT) => SignJWT,
  header: Record<string, unknown> = {},
  key = KEY,
  claims: Record<string, unknown> = { ver: 3, sid: BEARER.signIn },
) =>
  change(
    new SignJWT(claims)
      .setIssuer("skald")
      .setAudience("skald-table")
      .setSubject(ANNA)
      .setIssuedAt(NOON.now() / 1000)
      .setExpirationTime(NOON.now() / 1000 + 60),
  )
    .setProtectedHeader({ alg: "HS256", typ: "skald-access+jwt", ...header })
    .sign(key);

describe("tokens", () => {
  const tokens = openTokens(KEY, 120, NOON);

  it("[AUTH-1] a token names its person until it runs out, and no longer", async () => {
    const { token, expiresAt } = await tokens.issue(BEARER);
    expect(expiresAt).toBe("2026-01-01T14:00:00.000Z");
    expect(await tokens.read(token)).toMatchObject(BEARER);
    expect(await openTokens(KEY, 120, clockAt("2026-01-01T13:59:59Z")).read(token)).toMatchObject(BEARER);
    expect(await openTokens(KEY, 120, clockAt("2026-01-01T14:00:01Z")).read(token)).toBeNull();
  });

  it("[AUTH-2] the same token made right is read, so that each refusal below is for its own reason", async () => {
    expect(await tokens.read(await forged((jwt) => jwt))).toMatchObject(BEARER);
  });

  it.each<[string, () => Promise<string> | string]>([
    ["another key", () => forged((jwt) => jwt, {}, randomBytes(32))],
    ["another audience", () => forged((jwt) => jwt.setAudience("other"))],
    ["another issuer", () => forged((jwt) => jwt.setIssuer("other"))],
    ["another type", () => forged((jwt) => jwt, { typ: "JWT" })],
    ["no type", () => forged((jwt) => jwt, { typ: undefined })],
    ["a stronger algorithm than ours", () => forged((jwt) => jwt, { alg: "HS512" }, randomBytes(64))],
    ["a time before which it does not hold", () => forged((jwt) => jwt.setNotBefore(NOON.now() / 1000 + 30))],
    ["no version", () => forged((jwt) => jwt, {}, KEY, { sid: BEARER.signIn })],
    ["no sign-in", () => forged((jwt) => jwt, {}, KEY, { ver: 3 })],
    ["a subject that is no person", () => forged((jwt) => jwt.setSubject("../admin"))],
    [
      "no signature",
      () => new UnsecuredJWT().setSubject(ANNA).setIssuer("skald").setAudience("skald-table").encode(),
    ],
    ["no token at all", () => "hello"],
    ["nothing", () => ""],
  ])("[AUTH-3] a token with %s names nobody", async (_what, make) => {
    expect(await tokens.read(await make())).toBeNull();
  });
});

describe("passwords", () => {
  it("[AUTH-4] only the right password fits, and none fits an account that does not exist", async () => {
    const passwords = openPasswords();
    const stored = await passwords.hash("a long enough one");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches(stored, "a long enough one")).toBe(true);
    expect(await passwords.matches(stored, "another one")).toBe(false);
    expect(await passwords.matches(null, "nobody has this password")).toBe(false);
  });
});
