import pino from "pino";
import type { Journal } from "../rooms/ports.ts";
import type { Config } from "./config.ts";

/** Names of fields that never reach a log line, wherever a caller put them. */
const NEVER: ReadonlySet<string> = new Set([
  "token",
  "authorization",
  "password",
  "secret",
  "ticket",
  "reservation",
  "email",
]);

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
      formatters: { level: (label) => ({ level: label }), log: (fields) => censored(fields) },
      serializers: { error: pino.stdSerializers.err },
    },
    to,
  );
  return {
    info: (fields, message) => log.info(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

/** The fields, and what lies directly in them, without what is never written. Every command passes here. */
function censored(fields: object, deeper = true): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const nested = deeper && typeof value === "object" && value !== null && !(value instanceof Error);
    shown[name] = NEVER.has(name)
      ? "[kept]"
      : nested && !Array.isArray(value)
        ? censored(value, false)
        : value;
  }
  return shown;
}

const STDERR = { write: (line: string): void => void process.stderr.write(line) };

/** Where Colyseus writes instead of the console: what it finds worth an error is worth a line of ours. */
export function colyseusLogger(journal: Journal) {
  const quiet = (): void => {};
  const loud = (...parts: readonly unknown[]): void =>
    journal.error({ from: "colyseus", detail: parts.map(String).join(" ").slice(0, 2000) }, "room server");
  return { debug: quiet, trace: quiet, info: quiet, log: quiet, warn: loud, error: loud };
}
