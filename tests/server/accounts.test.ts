import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Running } from "../../server/main.ts";
import { send, startServer } from "./support/server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const post = (path: string, body: unknown) => send(server.address, "POST", path, { body });
const register = (email: string, password = "a long password", displayName = "Anna") =>
  post("/api/auth/register", { email, password, displayName });

describe("accounts", () => {
  it("[ACC-1] whoever registers is signed in, under one address however it is written", async () => {
    const made = await register("  Anna@Table.Example ");
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      token: expect.stringMatching(/^ey/),
      user: { email: "anna@table.example", displayName: "Anna" },
    });
    const { token } = made.body as { token: string };
    const me = await send(server.address, "GET", "/api/me", { token });
    expect(me.body).toMatchObject({ email: "anna@table.example" });
    expect(JSON.stringify(me.body)).not.toContain("argon2");
    expect(await register("ANNA@table.example")).toMatchObject({
      status: 409,
      body: { code: "email-taken" },
    });
    const login = await post("/api/auth/login", { email: "ANNA@TABLE.EXAMPLE", password: "a long password" });
    expect(login.status).toBe(200);
  });

  it("[ACC-2] a wrong password and an account that is not there get the same answer", async () => {
    await register("berta@table.example");
    const wrong = await post("/api/auth/login", {
      email: "berta@table.example",
      password: "not her password",
    });
    const nobody = await post("/api/auth/login", {
      email: "nobody@table.example",
      password: "not her password",
    });
    expect(wrong.status).toBe(401);
    expect(nobody.body).toEqual(wrong.body);
    expect([...nobody.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  it.each([
    ["no e-mail address", { email: "anna", password: "a long password", displayName: "A" }],
    ["a short password", { email: "c@table.example", password: "short", displayName: "A" }],
    ["a password without end", { email: "c@table.example", password: "x".repeat(201), displayName: "A" }],
    ["no name", { email: "c@table.example", password: "a long password", displayName: "  " }],
    [
      "a field too many",
      { email: "c@table.example", password: "a long password", displayName: "A", admin: true },
    ],
    ["no body", undefined],
  ])("[ACC-3] %s is refused", async (_what, body) => {
    expect(await post("/api/auth/register", body)).toMatchObject({
      status: 400,
      body: { code: "malformed" },
    });
  });

  it("[ACC-4] an account that is guessed at rests, also for the one who then guesses right, and others do not", async () => {
    await register("carla@table.example");
    await register("dora@table.example");
    const guess = (email: string, password: string) => post("/api/auth/login", { email, password });
    for (let at = 0; at < 10; at += 1)
      expect((await guess("carla@table.example", `guess number ${at}`)).status).toBe(401);
    expect(await guess("Carla@table.example", "a long password")).toMatchObject({
      status: 429,
      body: { code: "too-many-attempts" },
    });
    expect((await guess("dora@table.example", "a long password")).status).toBe(200);
  });

  it("[ACC-5] a token in the address or of another scheme is no sign-in", async () => {
    const { token } = (await register("emma@table.example")).body as { token: string };
    expect((await send(server.address, "GET", `/api/me?token=${token}`)).status).toBe(401);
    expect(
      (await send(server.address, "GET", "/api/me", { headers: { Authorization: `Basic ${token}` } })).status,
    ).toBe(401);
    expect((await send(server.address, "GET", "/api/me", { token: `${token}x` })).status).toBe(401);
    expect((await send(server.address, "GET", "/api/me", { token })).status).toBe(200);
  });
});
