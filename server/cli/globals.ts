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
