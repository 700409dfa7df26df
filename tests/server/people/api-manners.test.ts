import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Skald } from "../../../client-sdk/src/index.ts";
import type { Running } from "../../../server/main.ts";
import { type Answer, send, someone, startServer } from "../support/server.ts";

let server: Running;
let owner: Skald;
let token: string;
beforeAll(async () => {
  server = await startServer();
  owner = await someone(server.address, "Dana");
  token = owner.signedIn?.token ?? "";
});
afterAll(() => server.stop());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  send(server.address, method, path, { token, headers, ...(body === undefined ? {} : { body }) });
const withKey = (key: string, method: string, path: string, body?: unknown) =>
  ask(method, path, body, { "Idempotency-Key": key });
const idOf = (answer: Answer): string => (answer.body as { readonly id: string }).id;

describe("idempotency keys", () => {
  it("[API-10] a write sent again is not done again and is answered alike, also one that tells a secret", async () => {
    const first = await withKey("one", "POST", "/api/campaigns", { name: "Embers" });
    const again = await withKey("one", "POST", "/api/campaigns", { name: "Embers" });
    expect(first.status).toBe(201);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const named = (await owner.api.campaigns()).filter(({ name }) => name === "Embers");
    expect(named).toHaveLength(1);
    const invites = `/api/campaigns/${idOf(first)}/invites`;
    const code = await withKey("two", "POST", invites, {});
    expect((await withKey("two", "POST", invites, {})).body).toEqual(code.body);
  });

  it("[API-11] of many at once one is done; the others are told to wait or get its answer", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => withKey("many", "POST", "/api/campaigns", { name: "Many" })),
    );
    expect(all.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(new Set(all.filter(({ status }) => status === 201).map(idOf)).size).toBe(1);
    expect((await owner.api.campaigns()).filter(({ name }) => name === "Many")).toHaveLength(1);
  });

  it("[API-12] the same key with another request is refused; another person's same key is another key", async () => {
    await withKey("three", "POST", "/api/campaigns", { name: "Three" });
    for (const [path, body] of [
      ["/api/campaigns", { name: "Four" }],
      ["/api/sample", undefined],
    ] as const)
      expect(await withKey("three", "POST", path, body)).toMatchObject({
        status: 422,
        body: { code: "idempotency-key-reused" },
      });
    const other = await someone(server.address, "Berta");
    const theirs = await send(server.address, "POST", "/api/campaigns", {
      body: { name: "Four" },
      token: other.signedIn?.token ?? "",
      headers: { "Idempotency-Key": "three" },
    });
    expect(theirs).toMatchObject({ status: 201, body: { name: "Four" } });
    expect(theirs.headers.get("idempotency-replayed")).toBeNull();
  });

  it("[API-13] a refusal uses nothing up: the key is good for the corrected request", async () => {
    expect((await withKey("five", "POST", "/api/campaigns", { name: "" })).status).toBe(400);
    expect((await withKey("five", "POST", "/api/campaigns", { name: "Five" })).status).toBe(201);
  });

  it("[API-14] what cannot be a key is refused", async () => {
    for (const key of ["x".repeat(256), "with a space"])
      expect((await withKey(key, "POST", "/api/campaigns", { name: "Six" })).status).toBe(400);
  });
});

describe("entity tags", () => {
  it("[API-15] what is as it was is not sent again, and a change gives it another tag", async () => {
    const path = `/api/campaigns/${idOf(await ask("POST", "/api/campaigns", { name: "Tags" }))}`;
    const tag = (await ask("GET", path)).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{20,}"$/);
    const same = await ask("GET", path, undefined, { "If-None-Match": tag });
    expect([same.status, same.body]).toEqual([304, ""]);
    await ask("PATCH", path, { name: "Other tags" });
    const other = await ask("GET", path, undefined, { "If-None-Match": tag });
    expect(other.status).toBe(200);
    expect(other.headers.get("etag")).not.toBe(tag);
  });

  it("[API-16] of two who change what they saw, the second is told that it changed", async () => {
    const path = `/api/campaigns/${idOf(await ask("POST", "/api/campaigns", { name: "Race" }))}`;
    const tag = (await ask("GET", path)).headers.get("etag") ?? "";
    const rename = (name: string) => ask("PATCH", path, { name }, { "If-Match": tag });
    const both = await Promise.all([rename("Left"), rename("Right")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await ask("DELETE", path, undefined, { "If-Match": tag })).toMatchObject({
      status: 412,
      body: { code: "changed-meanwhile" },
    });
    const now = (await ask("GET", path)).headers.get("etag") ?? "";
    expect((await ask("DELETE", path, undefined, { "If-Match": now })).status).toBe(204);
  });

  it("[API-17] a tag is no way to learn of what is not one's own", async () => {
    const path = `/api/campaigns/${idOf(await ask("POST", "/api/campaigns", { name: "Secret" }))}`;
    const tag = (await ask("GET", path)).headers.get("etag") ?? "";
    const stranger = (await someone(server.address, "Sten")).signedIn?.token ?? "";
    for (const headers of [{ "If-None-Match": tag }, { "If-None-Match": "*" }])
      expect((await send(server.address, "GET", path, { token: stranger, headers })).status).toBe(404);
    const change = { body: { name: "Mine" }, token: stranger, headers: { "If-Match": tag } };
    expect((await send(server.address, "PATCH", path, change)).status).toBe(404);
  });

  it("[API-18] answers of one person are kept for nobody else", async () => {
    const answer = await ask("GET", "/api/campaigns");
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    expect(answer.headers.get("vary")).toContain("Authorization");
    const signedIn = await ask("PUT", "/api/me/password", { current: "wrong", password: "a longer one" });
    expect(signedIn.headers.get("cache-control")).toBe("no-store");
  });
});

describe("bodies", () => {
  it.each<[string, string, number]>([
    ["no JSON", "{", 400],
    ["JSON that is no object", "[]", 400],
    ["a field that nobody knows", '{"name":"x","owner":"me"}', 400],
    ["a prototype", '{"name":"x","__proto__":{"admin":true}}', 400],
    ["a number without end", '{"name":1e999}', 400],
    ["depth without end", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400],
    ["more than fits", JSON.stringify({ name: "x".repeat(300_000) }), 413],
  ])("[API-19] %s is refused and breaks nothing", async (_what, body, status) => {
    expect((await ask("POST", "/api/campaigns", body)).status).toBe(status);
  });

  it("[API-20] what Postgres cannot store is refused, not a mistake of ours", async () => {
    for (const name of ["a\u0000b", "\ud800"])
      expect((await ask("POST", "/api/campaigns", { name })).status).toBe(400);
    expect((await ask("GET", "/api/rules/search?q=a%00b")).status).toBe(400);
    const deep = `{"name":${"[".repeat(60)}${"]".repeat(60)}}`;
    expect((await withKey("deep", "POST", "/api/campaigns", deep)).status).toBe(400);
  });
});
