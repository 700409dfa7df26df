import { once } from "node:events";
import type { Response } from "express";

/** Sends lines as they come, no faster than they are taken: a long log is never whole in memory. */
export async function sendLines(response: Response, lines: AsyncIterable<string>): Promise<void> {
  response.type("application/jsonl");
  for await (const line of lines) {
    if (response.destroyed) return;
    if (!response.write(`${line}\n`)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}
