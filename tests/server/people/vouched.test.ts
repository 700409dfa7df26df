import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Skald } from "../../../client-sdk/src/index.ts";
import type { Running } from "../../../server/main.ts";
import { type LetterBox, openLetterBox } from "../../support/letter-box.ts";
import { type LocalProvider, openLocalProvider } from "../../support/oidc-provider.ts";
import { send, someone, startServer } from "../support/server.ts";

const PUBLIC = "http://table.example";
const AUDIENCE = "authenticated";

let provider: LocalProvider;
let letters: LetterBox;
let outside: Awaited<ReturnType<typeof openOutsideAccounts>>;
let server: Running;
beforeAll(async () => {
  provider = await openLocalProvider(`${PUBLIC}/oauth`);
  letters = await openLetterBox();
  outside = await openOutsideAccounts();
  server = await startServer({
    publicUrl: PUBLIC,
    smtp: { url: letters.url, from: "table@skald.example" },
    oidc: {
      name: "local",
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
    },
    outside: { issuer: outside.issuer, jwksUrl: outside.jwksUrl, audience: AUDIENCE },
  });
});
afterAll(async () => {
  await server.stop();
  await Promise.all([provider.close(), letters.close(), outside.close()]);
});

/** Somebody else's accounts: keys that they publish, and tokens signed by them. */
async function openOutsideAccounts() {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const stranger = await generateKeyPair("ES256");
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] };
  const http: Server = createServer((_request, response) => {
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(keys));
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}/auth/v1`;
  const token = (
    claims: Record<string, unknown>,
    { key = privateKey, issuer: by = issuer, audience = AUDIENCE, ends = "5m" } = {},
  ) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer(by)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(ends)
      .sign(key);
  return {
    issuer,
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    token,
    strangersKey: stranger.privateKey,
    close: () =>
      new Promise<void>((done) => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
}

let people = 0;
/** Somebody new at the provider. */
const somebody = (changes: Partial<LocalProvider["somebody"]> = {}): LocalProvider["somebody"] => {
  people += 1;
  provider.somebody = {
    sub: `person-${people}`,
    email: `vouched-${people}@table.example`,
    email_verified: true,
    name: "Vera",
    ...changes,
  };
  return provider.somebody;
};

describe("sign-in by OpenID Connect", () => {
  const skaldHere = () => new Skald(server.address);
  const signInAs = async (skald: Skald) => {
    const { url, flow } = await skald.people.startOAuth("local");
    return skald.loginByProvider("local", flow, await provider.visit(url));
  };

  it("[PPL-30] the ways are told, and an account is made at the first sign-in and found at the next", async () => {
    const who = somebody();
    expect(await skaldHere().people.ways()).toEqual({ providers: [{ name: "local" }], outside: true });
    const first = await signInAs(skaldHere());
    expect(first).toMatchObject({ email: who.email, displayName: "Vera" });
    const again = skaldHere();
    expect(await signInAs(again)).toEqual(first);
    expect(await again.people.me()).toMatchObject({ emailVerified: true, oauthProvider: provider.issuer });
  });

  it("[PPL-31] an answer without the flow of the same browser signs nobody in, nor does one that was changed or used", async () => {
    somebody();
    const skald = skaldHere();
    const mine = await skald.people.startOAuth("local");
    const another = await skald.people.startOAuth("local");
    const query = await provider.visit(mine.url);
    const finish = (flow: string, with_: string) => skald.people.finishOAuth("local", flow, with_);
    const refused = { status: 401, code: "oauth-refused" };
    await expect(finish(another.flow, query)).rejects.toMatchObject(refused);
    await expect(finish(`${mine.flow.slice(0, -6)}AAAAAA`, query)).rejects.toMatchObject(refused);
    await expect(finish(mine.flow, query.replace(/state=[^&]+/, "state=x"))).rejects.toMatchObject(refused);
    await expect(finish(mine.flow, "error=access_denied")).rejects.toMatchObject(refused);
    expect((await finish(mine.flow, query)).user.displayName).toBe("Vera");
    await expect(finish(mine.flow, query)).rejects.toMatchObject(refused);
  });

  it("[PPL-32] an address that has an account is taken only when both sides have seen that it is theirs", async () => {
    const owner = await someone(server.address, "Anna");
    const email = owner.user?.email ?? "";
    const taken = { status: 409, code: "email-taken" };
    somebody({ email });
    await expect(signInAs(skaldHere())).rejects.toMatchObject(taken);
    const letter = () => /verify-email#([\w-]+)/.exec(letters.to(email).at(-1)?.text ?? "")?.[1] ?? "";
    await expect.poll(letter).not.toBe("");
    await owner.people.verifyEmail(letter());
    somebody({ email, email_verified: false });
    await expect(signInAs(skaldHere())).rejects.toMatchObject(taken);
    somebody({ email });
    expect((await signInAs(skaldHere())).id).toBe(owner.user?.id);
  });

  it("[PPL-33] whoever is signed in adds the provider to the own account, once and for one account", async () => {
    const owner = await someone(server.address, "Anna");
    const other = await someone(server.address, "Berta");
    somebody();
    const link = async (skald: Skald) => {
      const { url, flow } = await skald.people.startOAuth("local");
      return skald.people.linkIdentity("local", flow, await provider.visit(url));
    };
    expect(await link(owner)).toMatchObject({ id: owner.user?.id, oauthProvider: provider.issuer });
    await expect(link(other)).rejects.toMatchObject({ status: 409 });
    expect((await signInAs(skaldHere())).id).toBe(owner.user?.id);
  });

  it("[PPL-34] a provider that nobody set up is not there", async () => {
    await expect(skaldHere().people.startOAuth("elsewhere")).rejects.toMatchObject({ status: 404 });
  });
});

describe("an outside identity", () => {
  const claims = (sub: string) => ({
    sub,
    email: `${sub}@outside.example`,
    name: "Olga",
    role: "service_role",
  });
  const exchange = async (token: string) =>
    send(server.address, "POST", "/api/auth/outside", { body: { token } });

  it("[PPL-35] a token of theirs signs in, to the same account each time, with no more rights than anybody", async () => {
    const skald = new Skald(server.address);
    const first = await skald.loginFromOutside(await outside.token(claims("olga")));
    expect(first).toMatchObject({ email: "olga@outside.example", displayName: "Olga" });
    expect(await skald.people.me()).toMatchObject({ role: "USER", emailVerified: false });
    const again = await new Skald(server.address).loginFromOutside(await outside.token(claims("olga")));
    expect(again).toEqual(first);
  });

  it.each<[string, () => Promise<string>]>([
    ["by another key", () => outside.token(claims("eve"), { key: outside.strangersKey })],
    ["of another issuer", () => outside.token(claims("eve"), { issuer: "https://evil.example" })],
    ["for another audience", () => outside.token(claims("eve"), { audience: "anon" })],
    ["that ran out", () => outside.token(claims("eve"), { ends: "-1m" })],
    [
      "by a shared secret",
      () =>
        new SignJWT(claims("eve"))
          .setProtectedHeader({ alg: "HS256", kid: "one" })
          .setIssuer(outside.issuer)
          .setAudience(AUDIENCE)
          .setExpirationTime("5m")
          .sign(new TextEncoder().encode("a secret that is no secret, told to everybody")),
    ],
    ["without a signature", async () => `${"e30"}.${"e30"}.`.padEnd(40, "x")],
  ])("[PPL-36] a token %s is refused", async (_what, make) => {
    expect(await exchange(await make())).toMatchObject({ status: 401, body: { code: "token-refused" } });
  });
});
