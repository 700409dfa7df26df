/**
 * How a command reaches the sessions: by the running server when one holds the data directory, else by opening
 * the database itself.
 */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Backstage } from "../backstage.ts";
import { type Config, readConfig } from "../config.ts";
import { readRunning } from "../running-file.ts";
import { CliError } from "./globals.ts";
import { remoteBackstage } from "./remote.ts";

const NO_METER = { count: () => {}, observe: () => {} };

/** Does `work` with the sessions of the configured data directory or database. */
export async function withBackstage<Value>(work: (backstage: Backstage) => Promise<Value>): Promise<Value> {
  const config = readConfig(process.env);
  const backstage = await openFor(config);
  try {
    return await work(backstage);
  } finally {
    await backstage.close();
  }
}

async function openFor(config: Config): Promise<Backstage> {
  const server = config.dataDir === null ? null : await readRunning(config.dataDir);
  if (server !== null) {
    const remote = remoteBackstage(server);
    if (await remote.answers()) return remote;
  }
  try {
    const { openInstallation } = await import("../installation.ts");
    return (await openInstallation(config, NO_METER)).backstage;
  } catch (error) {
    if (!(error instanceof Error && error.name === "DataDirectoryInUse")) throw error;
    throw new CliError(`${error.message} It does not answer at ${server?.address ?? "any address"}.`, {
      cause: error,
    });
  }
}

/** A session file, or `-` for standard input. */
export async function readSessionFile(path: string): Promise<string> {
  try {
    return path === "-" ? await text(process.stdin) : await readFile(path, "utf8");
  } catch (cause) {
    throw new CliError(`${path} cannot be read.`, { cause, exitCode: 2 });
  }
}
