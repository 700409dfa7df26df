import type { Command } from "commander";
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
      const stop = () => {
        void running.stop().then(() => process.exit(0));
      };
      process.once("SIGTERM", stop);
      process.once("SIGINT", stop);
    });
}
