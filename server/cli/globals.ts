import type { Command } from "commander";

/** Options that every command has. */
export type Globals = { readonly data?: string; readonly json?: boolean };

/** What the user has to know, in one line; ends the command without a stack trace. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: number;
  constructor(message: string, options: ErrorOptions & { readonly exitCode?: number } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? 1;
  }
}

/** One JSON document with `--json`, text otherwise. */
export function print(command: Command, value: unknown, text: string | readonly string[]): void {
  const { json } = command.optsWithGlobals<Globals>();
  if (json) console.log(JSON.stringify(value));
  else console.log(typeof text === "string" ? text : text.join("\n"));
}

/** Errors that are the operator's to mend: their message is enough. */
const PLAIN = [
  "BackstageError",
  "BookError",
  "ConfigError",
  "DataDirectoryInUse",
  "KeyError",
  "LogUnavailable",
  "UnknownSchemaVersion",
  "UnsafeDatabase",
];

/** The line that says what is wrong; null for our own mistakes, which need their stack. */
export function plainly(error: unknown): CliError | null {
  if (error instanceof CliError) return error;
  if (!(error instanceof Error)) return null;
  if (PLAIN.includes(error.name)) return new CliError(error.message, { cause: error });
  const code = "code" in error ? error.code : "";
  if (code === "EADDRINUSE")
    return new CliError("The port is taken. Choose another one with --port, or stop what uses it.", {
      cause: error,
    });
  return code === "EACCES" || code === "EEXIST" ? new CliError(error.message, { cause: error }) : null;
}
