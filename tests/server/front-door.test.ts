import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { Running } from "../../server/main.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer({ publicOrigins: ["https://table.example"] });
});
afterAll(() => server.stop());

const FOREIGN = ["https://evil.example", "null", "https://table.example.evil.example", "http://127.0.0.1:1"];

/** The status of an upgrade: 101, or what the server said instead. */
function upgrade(headers: Record<string, string>, path = "/x/y?sessionId=z"): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.address.replace("http", "ws")}${path}`, { headers });
    socket.on("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on("error", (error) => (socket.readyState === WebSocket.CLOSING ? undefined : reject(error)));
  });
}

/** Bytes as they are, and what came back until the server closed; no client would send these. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("the front door", () => {
  it.each(FOREIGN)(
    "[DOOR-1] a page of %s opens no socket, asks nothing and gets no leave to read",
    async (origin) => {
      expect(await upgrade({ Origin: origin })).toBe(403);
      for (const path of ["/health", "/api/me", "/"]) {
        const answer = await send(server.address, "GET", path, { headers: { Origin: origin } });
        expect(answer.status).toBe(403);
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      }
      const matchmake = await send(server.address, "POST", "/matchmake/joinOrCreate/session", {
        body: {},
        headers: { Origin: origin },
      });
      expect(matchmake.status).toBe(403);
      expect(matchmake.headers.get("access-control-allow-origin")).toBeNull();
      expect(matchmake.headers.get("access-control-allow-credentials")).toBeNull();
    },
  );

  it("[DOOR-2] the listed page, the server's own page and programs pass; none may send cookies along", async () => {
    for (const origin of ["https://table.example", server.address]) {
      expect(await upgrade({ Origin: origin })).toBe(101);
      expect((await send(server.address, "GET", "/health", { headers: { Origin: origin } })).status).toBe(
        200,
      );
    }
    expect(await upgrade({})).toBe(101);
    const listed = await send(server.address, "OPTIONS", "/api/me", {
      headers: { Origin: "https://table.example" },
    });
    expect(listed.status).toBe(204);
    expect(listed.headers.get("access-control-allow-origin")).toBe("https://table.example");
    expect(listed.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("[DOOR-3] nobody makes or joins a room past our own route", async () => {
    for (const method of ["create", "join", "joinOrCreate", "joinById"]) {
      const answer = await send(server.address, "POST", `/matchmake/${method}/session`, { body: {} });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(answer.body)).not.toContain("sessionId");
    }
  });

  it("[DOOR-4] a matchmaking body has a length and a bound", async () => {
    const large = JSON.stringify({ reconnectionToken: "x".repeat(64 * 1024) });
    expect((await send(server.address, "POST", "/matchmake/reconnect/x", { body: large })).status).toBe(413);
    const chunked = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        `${server.address}/matchmake/reconnect/x`,
        { method: "POST", headers: { "Transfer-Encoding": "chunked" } },
        (response) => resolve(response.statusCode ?? 0),
      );
      request.on("error", reject);
      request.end("{}");
    });
    expect(chunked).toBe(411);
  });

  it.each([
    [
      "a host that is none",
      "POST /matchmake/reconnect/x HTTP/1.1\r\nHost: a b:c\r\nContent-Length: 2\r\n\r\n{}",
    ],
    ["a target that is none", "GET //// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
    [
      "a protocol that is none",
      "POST /matchmake/reconnect/x HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: a b\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    ],
    [
      "an upgrade of nonsense",
      "GET http://[ HTTP/1.1\r\nHost: [\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    ],
  ])("[DOOR-5] %s is refused, and the server goes on", async (_what, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 [45]\d\d/);
    expect((await send(server.address, "GET", "/health")).status).toBe(200);
  });

  it("[DOOR-6] Colyseus' own routes tell nothing, and no header names what is inside", async () => {
    expect((await send(server.address, "GET", "/__healthcheck")).status).toBe(404);
    const root = await send(server.address, "GET", "/");
    expect(String(root.body)).not.toMatch(/colyseus/i);
    expect(root.headers.get("x-powered-by")).toBeNull();
    expect(root.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(root.headers.get("content-security-policy")).not.toContain("unsafe");
  });

  it("[DOOR-7] numbers are told to this machine alone, not by way of a proxy", async () => {
    const metrics = await send(server.address, "GET", "/metrics");
    expect(metrics.status).toBe(200);
    expect(String(metrics.body)).toContain("process_cpu_seconds_total");
    const proxied = { headers: { "X-Forwarded-For": "203.0.113.9" } };
    expect((await send(server.address, "GET", "/metrics", proxied)).status).toBe(404);
    expect((await send(server.address, "GET", "/api/local/sessions", proxied)).status).toBe(404);
  });

  it("[DOOR-8] commands of the operator need the token of the data directory, not somebody's sign-in", async () => {
    const anna = await someone(server.address);
    for (const token of ["", "0".repeat(64), anna.signedIn?.token ?? ""])
      expect((await send(server.address, "GET", "/api/local/sessions", { token })).status).toBe(401);
  });

  it("[DOOR-9] every refusal over HTTP has the same shape", async () => {
    const cases = [
      await send(server.address, "GET", "/api/nothing"),
      await send(server.address, "GET", "/api/me"),
      await send(server.address, "POST", "/api/auth/login", { body: "{" }),
      await send(server.address, "POST", "/api/auth/login", { body: { email: "a@b.example" } }),
      await send(server.address, "POST", "/api/auth/register", { body: { email: "x".repeat(300_000) } }),
      await send(server.address, "GET", "/api/me", { headers: { Origin: "https://evil.example" } }),
    ];
    expect(cases.map(({ status }) => status)).toEqual([404, 401, 400, 400, 413, 403]);
    const notWhole = cases[3]?.body;
    for (const { status, headers, body } of cases) {
      expect(headers.get("content-type")).toContain("application/problem+json");
      expect(body).toMatchObject({ type: "about:blank", status, title: expect.any(String) });
      const { problems, ...problem } = body as { readonly problems?: unknown };
      expect(Object.keys(problem).sort()).toEqual(["code", "detail", "status", "title", "type"]);
      // Beside it, what was read and is wrong is named field by field.
      const fields = [{ field: "password", code: "malformed", detail: expect.any(String) }];
      expect(problems).toEqual(body === notWhole ? fields : undefined);
    }
  });
});
