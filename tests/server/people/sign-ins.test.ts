import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Skald } from "../../../client-sdk/src/index.ts";
import type { SignedIn, SignInSummary } from "../../../client-sdk/src/protocol.ts";
import type { Running } from "../../../server/main.ts";
import { type LetterBox, openLetterBox } from "../../support/letter-box.ts";
import { send, someone, startServer } from "../support/server.ts";

let server: Running;
let letters: LetterBox;
beforeAll(async () => {
  letters = await openLetterBox();
  server = await startServer({ smtp: { url: letters.url, from: "Skald <table@skald.example>" } });
});
afterAll(async () => {
  await server.stop();
  await letters.close();
});

const post = (path: string, body: unknown, token?: string) =>
  send(server.address, "POST", path, { body, ...(token === undefined ? {} : { token }) });
const refresh = (refreshToken: string) => post("/api/auth/refresh", { refreshToken });
const mine = (skald: Skald): SignedIn => {
  if (skald.signedIn === null) throw new Error("not signed in");
  return skald.signedIn;
};
const works = async ({ token }: Pick<SignedIn, "token">): Promise<boolean> =>
  (await send(server.address, "GET", "/api/me", { token })).status === 200;
const traded = async (from: SignedIn): Promise<SignedIn> => {
  const answer = await refresh(from.refreshToken);
  expect(answer.status).toBe(200);
  return answer.body as SignedIn;
};

describe("refresh tokens", () => {
  it("[TOK-2] each is traded once for the next, and one stays signed in", async () => {
    const first = mine(await someone(server.address));
    const second = await traded(first);
    expect(second.signInId).toBe(first.signInId);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const third = await traded(second);
    expect(await works(third)).toBe(true);
    expect(third.user).toEqual(first.user);
  });

  it("[TOK-3] shown a second time it ends the whole sign-in, the newest token and its access with it", async () => {
    const first = mine(await someone(server.address));
    const second = await traded(first);
    expect(await refresh(first.refreshToken)).toMatchObject({
      status: 401,
      body: { code: "sign-in-copied" },
    });
    expect(await refresh(second.refreshToken)).toMatchObject({
      status: 401,
      body: { code: "sign-in-ended" },
    });
    expect(await works(second)).toBe(false);
  });

  it("[TOK-4] of ten at once at most one is answered, and the sign-in has ended whichever it was", async () => {
    const first = mine(await someone(server.address));
    const all = await Promise.all(Array.from({ length: 10 }, () => refresh(first.refreshToken)));
    const won = all.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(all.filter(({ status }) => status === 401)).toHaveLength(9);
    const newest = won.at(0)?.body as SignedIn;
    expect((await refresh(newest.refreshToken)).status).toBe(401);
    expect(await works(newest)).toBe(false);
  });

  it("[TOK-5] a grandparent ends it too, and the newest is refused after it", async () => {
    const first = mine(await someone(server.address));
    const third = await traded(await traded(first));
    expect((await refresh(first.refreshToken)).status).toBe(401);
    expect((await refresh(third.refreshToken)).status).toBe(401);
    expect(await works(third)).toBe(false);
  });

  it("[TOK-6] whose sign-in was copied is told so by letter, once", async () => {
    const skald = await someone(server.address);
    const first = mine(skald);
    await traded(first);
    for (let at = 0; at < 3; at += 1) await refresh(first.refreshToken);
    const told = () =>
      letters.to(first.user.email).filter(({ text }) => text.includes("used from two places"));
    await expect.poll(told).toHaveLength(1);
  });

  it("[TOK-7] another sign-in of the same person goes on", async () => {
    const skald = await someone(server.address);
    const credentials = { email: mine(skald).user.email, password: "a long password" };
    const other = (await post("/api/auth/login", credentials)).body as SignedIn;
    await traded(mine(skald));
    await refresh(mine(skald).refreshToken);
    expect(await works(other)).toBe(true);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it.each(["", "short", "x".repeat(43), "../../etc/passwd", "%00".repeat(20)])(
    "[TOK-8] what is no token of ours (%j) signs nobody in",
    async (refreshToken) => {
      expect([400, 401]).toContain((await refresh(refreshToken)).status);
    },
  );

  it("[TOK-9] the SDK trades by itself when its token was refused, and does what was asked", async () => {
    const skald = await someone(server.address);
    const before = mine(skald);
    skald.resumeSignIn({ ...before, token: `${before.token.slice(0, -4)}AAAA` });
    expect(await skald.people.me()).toMatchObject({ email: before.user.email });
    expect(mine(skald).refreshToken).not.toBe(before.refreshToken);
    const many = await Promise.all(Array.from({ length: 5 }, () => skald.people.me()));
    expect(many).toHaveLength(5);
  });

  it("[TOK-10] the SDK says when its sign-in ended elsewhere", async () => {
    const skald = await someone(server.address);
    const before = mine(skald);
    await skald.people.logout(true);
    const ends: string[] = [];
    skald.onSignInEnded(({ code }) => ends.push(code));
    await expect(skald.people.me()).rejects.toMatchObject({ status: 401 });
    expect(ends).toEqual(["sign-in-ended"]);
    expect(skald.signedIn).toBeNull();
    expect(await works(before)).toBe(false);
  });
});

describe("one's own sign-ins", () => {
  const list = async (token: string): Promise<readonly SignInSummary[]> =>
    (await send(server.address, "GET", "/api/me/sign-ins", { token })).body as readonly SignInSummary[];

  it("[PPL-1] each is listed with its device, address and agent, and the one that asks is marked", async () => {
    const skald = await someone(server.address);
    const { email } = mine(skald).user;
    const body = { email, password: "a long password", device: "Anna's telephone" };
    const headers = { "User-Agent": "a browser of the test" };
    const phone = (await send(server.address, "POST", "/api/auth/login", { body, headers })).body as SignedIn;
    const all = await list(phone.token);
    expect(all).toHaveLength(2);
    const current = all.filter((each) => each.current);
    expect(current).toMatchObject([
      { id: phone.signInId, device: "Anna's telephone", agent: "a browser of the test" },
    ]);
    expect(current[0]?.address).toMatch(/127\.0\.0\.1$/);
    expect(JSON.stringify(all)).not.toContain(phone.refreshToken);
  });

  it("[PPL-2] one is ended from another, and only one's own", async () => {
    const skald = await someone(server.address);
    const stranger = await someone(server.address, "Sten");
    const credentials = { email: mine(skald).user.email, password: "a long password" };
    const phone = (await post("/api/auth/login", credentials)).body as SignedIn;
    const path = `/api/me/sign-ins/${phone.signInId}`;
    expect((await send(server.address, "DELETE", path, { token: mine(stranger).token })).status).toBe(404);
    expect(await works(phone)).toBe(true);
    await skald.people.endSignIn(phone.signInId);
    expect(await works(phone)).toBe(false);
    expect((await refresh(phone.refreshToken)).status).toBe(401);
    expect(await list(mine(skald).token)).toHaveLength(1);
  });

  it("[PPL-3] leaving here leaves the others; leaving everywhere leaves none", async () => {
    const skald = await someone(server.address);
    const credentials = { email: mine(skald).user.email, password: "a long password" };
    const phone = (await post("/api/auth/login", credentials)).body as SignedIn;
    const laptop = mine(skald);
    await post("/api/auth/logout", { everywhere: false }, phone.token);
    expect([await works(phone), await works(laptop)]).toEqual([false, true]);
    await post("/api/auth/logout", undefined, laptop.token);
    expect(await works(laptop)).toBe(false);
  });

  it("[PPL-4] a changed password ends every sign-in but the one that comes back with it", async () => {
    const skald = await someone(server.address);
    const before = mine(skald);
    await expect(skald.people.changePassword("wrong", "a new long one")).rejects.toMatchObject({
      code: "wrong-password",
    });
    await skald.changePassword("a long password", "a new long one");
    expect([await works(before), await works(mine(skald))]).toEqual([false, true]);
    const login = (password: string) => post("/api/auth/login", { email: before.user.email, password });
    expect((await login("a long password")).status).toBe(401);
    expect((await login("a new long one")).status).toBe(200);
  });

  it("[PPL-5] an account put away signs nobody in, and its address is free", async () => {
    const skald = await someone(server.address);
    const before = mine(skald);
    await skald.people.removeMe("a long password");
    expect(await works(before)).toBe(false);
    const login = { email: before.user.email, password: "a long password" };
    expect((await post("/api/auth/login", login)).status).toBe(401);
    expect((await post("/api/auth/register", { ...login, displayName: "Anna" })).status).toBe(201);
  });

  it("[PPL-6] what others see of oneself is changed, the rest is not", async () => {
    const skald = await someone(server.address);
    const changed = await skald.people.changeMe({
      displayName: "Anna of the Ford",
      bio: "Plays on Fridays.",
    });
    expect(changed).toMatchObject({
      displayName: "Anna of the Ford",
      bio: "Plays on Fridays.",
      role: "USER",
    });
    for (const field of [{ role: "ADMIN" }, { emailVerified: true }, { isBanned: false }])
      expect(
        (await send(server.address, "PATCH", "/api/me", { body: field, token: mine(skald).token })).status,
      ).toBe(400);
  });
});

describe("letters", () => {
  const linkIn = async (address: string, path: string): Promise<string> => {
    const found = () =>
      letters
        .to(address)
        .map(({ text }) => new RegExp(`/${path}#([\\w-]+)`).exec(text)?.[1])
        .filter((each) => each !== undefined);
    await expect.poll(() => found().length).toBeGreaterThan(0);
    return found().at(-1) ?? "";
  };

  it("[PPL-7] a new account is asked by letter whether the address is theirs, and the link holds once", async () => {
    const skald = await someone(server.address);
    expect((await skald.people.me()).emailVerified).toBe(false);
    const token = await linkIn(mine(skald).user.email, "verify-email");
    await skald.people.verifyEmail(token);
    expect((await skald.people.me()).emailVerified).toBe(true);
    await expect(skald.people.verifyEmail(token)).rejects.toMatchObject({ code: "link-worthless" });
  });

  it("[PPL-8] a forgotten password is replaced by letter, once, and every sign-in ends", async () => {
    const skald = await someone(server.address);
    const { email } = mine(skald).user;
    const before = mine(skald);
    await skald.people.forgottenPassword(email.toUpperCase());
    const token = await linkIn(email, "reset-password");
    await skald.people.resetPassword(token, "chosen by letter");
    await expect(skald.people.resetPassword(token, "and once more")).rejects.toMatchObject({ status: 422 });
    expect(await works(before)).toBe(false);
    const login = (password: string) => post("/api/auth/login", { email, password });
    expect((await login("a long password")).status).toBe(401);
    expect((await login("chosen by letter")).status).toBe(200);
    await expect
      .poll(() => letters.to(email).some(({ text }) => text.includes("was changed just now")))
      .toBe(true);
  });

  it("[PPL-9] whoever has no account gets the same answer, and no letter; a later letter makes the earlier worthless", async () => {
    const skald = await someone(server.address);
    const { email } = mine(skald).user;
    const known = await post("/api/auth/forgotten-password", { email });
    const unknown = await post("/api/auth/forgotten-password", { email: "nobody@else.example" });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    expect([...unknown.headers.keys()]).toEqual([...known.headers.keys()]);
    const first = await linkIn(email, "reset-password");
    await post("/api/auth/forgotten-password", { email });
    await expect.poll(() => linkIn(email, "reset-password")).not.toBe(first);
    await expect(skald.people.resetPassword(first, "by the older one")).rejects.toMatchObject({
      status: 422,
    });
    expect(letters.to("nobody@else.example")).toEqual([]);
  });

  it("[PPL-10] a letter of one kind is no key to the other", async () => {
    const skald = await someone(server.address);
    const token = await linkIn(mine(skald).user.email, "verify-email");
    await expect(skald.people.resetPassword(token, "not this way")).rejects.toMatchObject({ status: 422 });
    await skald.people.verifyEmail(token);
  });

  it("[PPL-11] nobody's letter box is filled by a stranger", async () => {
    const skald = await someone(server.address);
    const { email } = mine(skald).user;
    const asked = [];
    for (let at = 0; at < 6; at += 1)
      asked.push((await post("/api/auth/forgotten-password", { email })).status);
    expect(asked).toEqual([202, 202, 202, 202, 202, 429]);
  });
});
