/** Where the server that holds a data directory can be reached, and the token that says one may read that directory. */
import { randomBytes } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const running = z.object({
  address: z.url(),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  pid: z.int(),
});
export type RunningFile = z.output<typeof running>;

const NAME = "server.json";

export const newLocalToken = (): string => randomBytes(32).toString("hex");

/** Readable by its owner alone: the token is worth what the directory is worth. */
export async function writeRunning(dataDir: string, file: RunningFile): Promise<() => Promise<void>> {
  const path = join(dataDir, NAME);
  // Whole or not at all: a command may read it at any moment.
  await writeFile(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return () => rm(path, { force: true });
}

/** Null when no server has written one. What a killed server left names an address where nobody answers. */
export async function readRunning(dataDir: string): Promise<RunningFile | null> {
  try {
    return running.parse(JSON.parse(await readFile(join(dataDir, NAME), "utf8")));
  } catch {
    return null;
  }
}
