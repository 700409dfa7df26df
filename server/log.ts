import pino from "pino";
import type { Journal } from "../rooms/ports.ts";
import type { Config } from "./config.ts";

/** Names of fields that never reach a log line, wherever a caller put them. */
const NEVER = ["token", "authorization", "password", "secret", "ticket", "reservation", "email"];

/** JSON lines on standard error; standard output belongs to whoever ran the command. */
export function openJournal(
  config: Pick<Config, "logLevel">,
  to: { write(line: string): void } = STDERR,
): Journal {
  const log = pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`]), censor: "[kept]" },
    },
    to,
  );
  return {
    info: (fields, message) => log.info(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

const STDERR = { write: (line: string): void => void process.stderr.write(line) };

/** Where Colyseus writes instead of the console: what it finds worth an error is worth a line of ours. */
export function colyseusLogger(journal: Journal) {
  const quiet = (): void => {};
  const loud = (...parts: readonly unknown[]): void =>
    journal.error({ from: "colyseus", detail: parts.map(String).join(" ").slice(0, 2000) }, "room server");
  return { debug: quiet, trace: quiet, info: quiet, log: quiet, warn: loud, error: loud };
}
