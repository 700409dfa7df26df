import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Running } from "../../../server/main.ts";
import { send, someone, startServer } from "../support/server.ts";

const PERSON = 20;
const ATTEMPTS = 15;

let server: Running;
beforeAll(async () => {
  server = await startServer({ requestsPerMinute: PERSON, authAttemptsPerMinute: ATTEMPTS });
});
afterAll(() => server.stop());

describe("limits", () => {
  it("[API-21] a person's requests are limited by the minute, whoever else shares the address, and say when to come back", async () => {
    const [busy, calm] = [await someone(server.address), await someone(server.address, "Calm")];
    const me = (who: typeof busy) =>
      send(server.address, "GET", "/api/me", { token: who.signedIn?.token ?? "" });
    const statuses: number[] = [];
    for (let at = 0; at < PERSON + 3; at += 1) statuses.push((await me(busy)).status);
    expect(statuses).toEqual([...Array(PERSON).fill(200), 429, 429, 429]);
    const refused = await me(busy);
    expect(refused.body).toMatchObject({ code: "too-many-attempts", status: 429 });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await me(calm)).status).toBe(200);
  });

  it("[API-22] one guess at each of many accounts stops by the address; what is right still counts as an attempt at registration", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < ATTEMPTS + 3; at += 1) {
      const body = { email: `guessed-${at}@table.example`, password: "the same guess" };
      statuses.push((await send(server.address, "POST", "/api/auth/login", { body })).status);
    }
    expect(statuses).toEqual([...Array(ATTEMPTS).fill(401), 429, 429, 429]);
  });

  it("[API-23] a forged address behind no proxy is not believed", async () => {
    const body = { email: "once-more@table.example", password: "the same guess" };
    for (const address of ["10.0.0.1", "10.0.0.2"])
      expect(
        (
          await send(server.address, "POST", "/api/auth/login", {
            body,
            headers: { "X-Forwarded-For": address, Forwarded: `for=${address}` },
          })
        ).status,
      ).toBe(429);
  });
});
