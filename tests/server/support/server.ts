import { Skald } from "../../../client-sdk/src/index.ts";
import { type Config, readConfig } from "../../../server/config.ts";
import { type Running, start } from "../../../server/main.ts";
import { SERVED, servedDatabase } from "../../support/database.ts";

/**
 * A whole server in this process, one for each test file, over a database that nothing outlives: embedded, or
 * one of its own on the served Postgres of DATABASE_URL.
 */
export async function startServer(changes: Partial<Config> = {}): Promise<Running> {
  const quiet = { PORT: "0", SKALD_DATA: "memory:", LOG_LEVEL: "silent", AUTH_ATTEMPTS_PER_MINUTE: "10000" };
  const database = SERVED === undefined ? null : await servedDatabase(SERVED);
  const config = { ...readConfig(quiet), databaseUrl: database?.url ?? null, ...changes };
  const running = await start(config);
  const stop = async () => {
    await running.stop();
    await database?.close();
  };
  return { ...running, stop };
}

let people = 0;

/** Somebody new, signed in. */
export async function someone(address: string, name = "Anna"): Promise<Skald> {
  people += 1;
  const skald = new Skald(address);
  await skald.register({ email: `p${people}@table.example`, password: "a long password", displayName: name });
  return skald;
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** A request as any program could send it. */
export async function send(
  address: string,
  method: string,
  path: string,
  { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}
