import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { freePort } from "./own-postgres.ts";

const MAIN = resolve(import.meta.dirname, "../../server/cli/skald.js");

/** A Skald server in a process of its own, that can be killed and started again on the same port. */
export type ServerProcess = {
  readonly url: string;
  readonly pid: () => number;
  /** Resolves when `/health` answers. @throws when the process ends or `withinMs` pass before that. */
  start(withinMs?: number): Promise<void>;
  /** SIGKILL: nothing is flushed, nobody says goodbye. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL if that does not end it in ten seconds. */
  stop(): Promise<void>;
  /** The last lines it wrote. */
  log(): string;
};

export async function serverProcess(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const port = Number(environment.PORT ?? (await freePort()));
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let written: string[] = [];

  const ended = (process: ChildProcess) => process.exitCode !== null || process.signalCode !== null;
  const gone = (process: ChildProcess) =>
    new Promise<void>((done) => (ended(process) ? done() : process.once("exit", () => done())));
  const keep = (chunk: Buffer) => {
    written = [...written, ...chunk.toString("utf8").split("\n")].slice(-200);
  };

  return {
    url,
    pid: () => child?.pid ?? 0,
    log: () => written.join("\n"),
    start: async (withinMs = 90_000) => {
      const started = spawn(process.execPath, [MAIN, "serve"], {
        env: { ...process.env, HOST: "127.0.0.1", LOG_LEVEL: "warn", ...environment, PORT: String(port) },
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      started.stdout.on("data", keep);
      started.stderr.on("data", keep);
      const end = Date.now() + withinMs;
      for (;;) {
        if (ended(started)) throw new Error(`the server ended before it answered:\n${written.join("\n")}`);
        const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
        if (answer?.ok) return;
        if (Date.now() > end) throw new Error(`the server did not answer in time:\n${written.join("\n")}`);
        await new Promise((done) => setTimeout(done, 20));
      }
    },
    kill: async () => {
      if (child === undefined) return;
      child.kill("SIGKILL");
      await gone(child);
    },
    stop: async () => {
      if (child === undefined) return;
      child.kill("SIGTERM");
      const killer = setTimeout(() => child?.kill("SIGKILL"), 10_000);
      await gone(child);
      clearTimeout(killer);
    },
  };
}
