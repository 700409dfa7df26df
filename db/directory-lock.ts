import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DataDirectoryInUse } from "./errors.ts";

const SQLITE_BUSY = 5;

/** Holds a data directory for this process alone. */
export type DirectoryLock = { readonly directory: string; release(): void };

/**
 * Takes the directory, or throws `DataDirectoryInUse`.
 *
 * Node cannot lock a file, but the SQLite inside it can: an open exclusive transaction is a lock of the
 * operating system on the file, which goes when the process goes, however it dies. Nothing is written to it,
 * and no leftover of a killed process needs cleaning.
 */
export function lockDirectory(path: string): DirectoryLock {
  const directory = resolve(path);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(directory, "skald.lock"), { timeout: 0 });
  try {
    file.exec("pragma journal_mode = memory; begin exclusive");
  } catch (cause) {
    file.close();
    const busy = cause instanceof Error && "errcode" in cause && cause.errcode === SQLITE_BUSY;
    throw busy ? new DataDirectoryInUse(directory, { cause }) : cause;
  }
  return { directory, release: () => file.close() };
}
