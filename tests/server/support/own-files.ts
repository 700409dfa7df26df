import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../../server/config.ts";
import type { Running } from "../../../server/main.ts";
import { readRunning } from "../../../server/running-file.ts";
import { type Answer, send, startServer } from "./server.ts";

/** A server with a data directory, and the operator's way in beside it. */
export type OwnServer = {
  readonly running: Running;
  /** What `skald` commands ask of a running server. */
  readonly backstage: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

export async function startOnFiles(changes: Partial<Config> = {}): Promise<OwnServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "skald-people-"));
  const running = await startServer({ dataDir, ...changes });
  const token = (await readRunning(dataDir))?.token ?? "";
  return {
    running,
    backstage: (method, path, body) => send(running.address, method, `/api/local${path}`, { body, token }),
    async stop() {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
