import { flushCompileCache } from "node:module";
import type { Command } from "commander";
import type { Running } from "../main.ts";
import { print } from "./globals.ts";

type ServeOptions = { readonly port?: string; readonly host?: string };

export function registerServe(program: Command): void {
  program
    .command("serve")
    .description("serve the table until stopped; prints its address")
    .option("--port <number>", "0 asks for a free one (default: $PORT, or 2567)")
    .option("--host <address>", "0.0.0.0 lets other machines in (default: $HOST, or 127.0.0.1)")
    .action(async (options: ServeOptions, command: Command) => {
      const [{ readConfig }, { start }] = await Promise.all([import("../config.ts"), import("../main.ts")]);
      const config = readConfig({
        ...process.env,
        ...(options.port === undefined ? {} : { PORT: options.port }),
        ...(options.host === undefined ? {} : { HOST: options.host }),
      });
      const running = await start(config);
      print(command, { address: running.address, port: running.port, pid: process.pid }, [
        `Skald is at ${running.address}`,
        ...running.notes.map((note) => `  ${note}`),
      ]);
      stopOnSignals(running);
      // By itself it is written at the end of the process, which a killed one never sees.
      flushCompileCache();
    });
}

/** A stop that takes longer than this will not end by itself. */
const STOP_MS = 15_000;

/**
 * A signal lets everything under way end. A rejection that nobody waited for is our mistake and one room's
 * trouble at most; after an exception out of nowhere the process is not trusted any more, and ends in order.
 */
function stopOnSignals({ stop, journal }: Running): void {
  const end = (code: number) => {
    setTimeout(() => process.exit(1), STOP_MS).unref();
    void stop().finally(() => process.exit(code));
  };
  process.once("SIGTERM", () => end(0));
  process.once("SIGINT", () => end(0));
  process.on("unhandledRejection", (error) => journal.error({ error }, "nobody waited for this to fail"));
  process.on("uncaughtException", (error) => {
    journal.error({ error }, "an exception out of nowhere");
    end(1);
  });
}
