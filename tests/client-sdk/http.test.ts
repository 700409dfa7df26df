import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Http, ProblemError, Unreachable } from "../../client-sdk/src/http.ts";
import { Skald } from "../../client-sdk/src/skald.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A small server that answers as it is told, and what it was asked. */
async function answering(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    answer(request, body, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

it("[SDK-7] signs every request once somebody is signed in, and none after", async () => {
  const seen: (string | undefined)[] = [];
  const url = await answering((request, body, response) => {
    seen.push(request.headers.authorization);
    if (request.url === "/api/auth/login") {
      expect(JSON.parse(body)).toEqual({ email: "ana@example.org", password: "secret" });
      json(response, 200, { token: "t1", expiresAt: "", user: { id: "u1", email: "", displayName: "Ana" } });
    } else json(response, 200, []);
  });
  const skald = new Skald(`${url}/`);
  expect((await skald.login({ email: "ana@example.org", password: "secret" })).displayName).toBe("Ana");
  await skald.api.campaigns();
  skald.signOut();
  await skald.api.campaigns();
  expect(seen).toEqual([undefined, "Bearer t1", undefined]);
});

it("[SDK-7] a refusal comes as an error with the server's code and words", async () => {
  const url = await answering((_request, _body, response) =>
    json(response, 409, {
      type: "about:blank",
      title: "Conflict",
      status: 409,
      code: "email-taken",
      detail: "Taken.",
    }),
  );
  const failed = new Skald(url).register({ email: "", password: "", displayName: "" });
  await expect(failed).rejects.toMatchObject({
    name: "ProblemError",
    status: 409,
    code: "email-taken",
    message: "Taken.",
  });
});

it("[SDK-7] an answer that is no JSON is named as what it is, whatever its status", async () => {
  const url = await answering((request, _body, response) => {
    response.writeHead(request.url === "/bad" ? 502 : 200).end("<html>");
  });
  const http = new Http(url, () => null);
  await expect(http.json("GET", "/bad")).rejects.toBeInstanceOf(ProblemError);
  await expect(http.json("GET", "/good")).rejects.toBeInstanceOf(Unreachable);
});

it("[SDK-7] a server that is not there, or does not answer in time, is unreachable", async () => {
  const silent = await answering(() => undefined);
  await expect(new Http(silent, () => null, { timeoutMs: 50 }).json("GET", "/")).rejects.toBeInstanceOf(
    Unreachable,
  );
  await expect(new Http("http://127.0.0.1:1", () => null).json("GET", "/")).rejects.toBeInstanceOf(
    Unreachable,
  );
});

it("[SDK-7] the log is read page by page to its end", async () => {
  const asked: string[] = [];
  const url = await answering((request, _body, response) => {
    asked.push(request.url ?? "");
    const after = Number(new URL(request.url ?? "", "http://x").searchParams.get("after"));
    json(response, 200, { entries: [{ sequence: after + 1 }], next: after < 2 ? after + 1 : null });
  });
  const sequences: number[] = [];
  for await (const entry of new Skald(url).api.allEvents("s 1")) sequences.push(entry.sequence);
  expect(sequences).toEqual([1, 2, 3]);
  expect(asked[0]).toBe("/api/sessions/s%201/events?after=0&limit=200");
});

it("[SDK-1] no seat without an invitation: the door's words reach whoever knocked", async () => {
  const url = await answering((_request, _body, response) =>
    json(response, 404, {
      type: "about:blank",
      title: "",
      status: 404,
      code: "not-found",
      detail: "No such session.",
    }),
  );
  await expect(new Skald(url).sit("s1")).rejects.toMatchObject({ name: "SeatLost", code: "not-found" });
});
