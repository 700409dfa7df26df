/**
 * Stands before everything that answers on the port, Colyseus' own routes included: it bounds, checks origins and
 * hides what is nobody's business. Wraps the listeners once the server listens, since Colyseus adds its own then.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { matchMaker } from "@colyseus/core";
import { LIMITS } from "../../client-sdk/src/protocol.ts";
import type { Journal } from "../../rooms/ports.ts";
import { originAllowed } from "./origins.ts";

type Refusal = { readonly status: number; readonly code: string; readonly detail: string };

export function guardFrontDoor(server: Server, publicOrigins: readonly string[], journal: Journal): void {
  closeColyseusDefaults();
  // Slow requests hold a socket, never more than this.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;

  const refuse = (request: IncomingMessage): Refusal | null => {
    const { origin, host } = request.headers;
    if (!isPlainTarget(request)) return BAD_TARGET;
    if (!originAllowed(origin, host, publicOrigins)) {
      journal.info({ origin: String(origin).slice(0, 200) }, "refused a foreign origin");
      return FOREIGN_ORIGIN;
    }
    return null;
  };

  wrap(server, "request", (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refuse(request) ?? refuseMatchmaking(request);
    if (refusal !== null) return answer(response, refusal);
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) allowOrigin(response, origin);
    if (request.method !== "OPTIONS") return true;
    response.writeHead(204).end();
    return false;
  });
  wrap(server, "upgrade", (request: IncomingMessage, socket: Duplex) => {
    const refusal = refuse(request);
    if (refusal === null) return true;
    socket.on("error", () => socket.destroy());
    socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return false;
  });
}

const ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match";

const BAD_TARGET: Refusal = { status: 400, code: "malformed", detail: "The request cannot be read." };
const FOREIGN_ORIGIN: Refusal = {
  status: 403,
  code: "foreign-origin",
  detail: "This page may not use this server. Its operator can list it in PUBLIC_ORIGINS.",
};
const UNKNOWN: Refusal = { status: 404, code: "no-such-route", detail: "There is nothing here." };
const UNSIZED: Refusal = { status: 411, code: "malformed", detail: "The body's length is missing." };
const TOO_LARGE: Refusal = { status: 413, code: "too-large", detail: "The body is too large." };

/** Colyseus reads a whole matchmaking body whatever its size, and parses Host and protocol without a net. */
function refuseMatchmaking(request: IncomingMessage): Refusal | null {
  const path = pathOf(request);
  if (path.startsWith("/__")) return UNKNOWN;
  if (!path.startsWith("/matchmake/")) return null;
  delete request.headers["x-forwarded-proto"];
  if (request.method === "OPTIONS") return null;
  const length = request.headers["content-length"];
  if (length === undefined) return UNSIZED;
  return Number(length) > LIMITS.messageBytes ? TOO_LARGE : null;
}

function isPlainTarget(request: IncomingMessage): boolean {
  const { url = "", headers } = request;
  return (
    url.startsWith("/") &&
    !url.startsWith("//") &&
    URL.canParse(`http://${headers.host ?? "localhost"}${url}`)
  );
}

const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/";

/** Bearer tokens alone: no cookies, so no `Allow-Credentials`. */
function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Vary", "Origin");
  response.setHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS);
  response.setHeader(
    "Access-Control-Expose-Headers",
    "ETag, Idempotency-Replayed, Location, RateLimit, Retry-After",
  );
  response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
  response.setHeader("Access-Control-Max-Age", "600");
}

function answer(response: ServerResponse, { status, code, detail }: Refusal): false {
  const body = JSON.stringify({ type: "about:blank", title: "Refused", status, code, detail });
  response.writeHead(status, { "Content-Type": "application/problem+json", Connection: "close" }).end(body);
  return false;
}

/** Seats are reserved by our own authenticated route; of matchmaking only the way back to a seat is open. */
function closeColyseusDefaults(): void {
  matchMaker.controller.exposedMethods = ["reconnect"];
  Object.assign(matchMaker.controller, { DEFAULT_CORS_HEADERS: {}, getCorsHeaders: () => ({}) });
}

/** Puts `passes` before the listeners that stand: they hear of what it lets through, and of nothing else. */
function wrap<Arguments extends readonly unknown[]>(
  server: Server,
  event: "request" | "upgrade",
  passes: (...parts: Arguments) => boolean,
): void {
  const listeners = server.rawListeners(event);
  server.removeAllListeners(event);
  server.on(event, (...parts: unknown[]) => {
    if (!passes(...(parts as unknown as Arguments))) return;
    for (const listener of listeners) Reflect.apply(listener, server, parts);
  });
}
