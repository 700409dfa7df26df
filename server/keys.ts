import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** Secrets of this installation. They never leave the process, nor the directory but by a backup of it. */
export type Keys = {
  readonly token: Uint8Array;
  /** Names this installation towards others on the same database; the same after every start. */
  readonly installation: string;
};

const KEY_BYTES = 32;

/** The key files hold something else than a key: a broken backup, or a file of another program. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}

/** Reads the keys, making on the first start what is missing, readable by their owner alone. */
export async function openKeys(dataDir: string | null): Promise<Keys> {
  if (dataDir === null)
    return { token: randomBytes(KEY_BYTES), installation: randomBytes(16).toString("hex") };
  const directory = join(dataDir, "keys");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const name = await keyFile(join(directory, "installation.key"));
  return {
    token: await keyFile(join(directory, "token.key")),
    installation: Buffer.from(name).subarray(0, 16).toString("hex"),
  };
}

async function keyFile(path: string): Promise<Uint8Array> {
  await writeOnce(path, randomBytes(KEY_BYTES).toString("hex"));
  const text = (await readFile(path, "utf8")).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new KeyError(`${path} does not hold a key of ${KEY_BYTES} bytes`);
  return Buffer.from(text, "hex");
}

/** The file appears whole or not at all: the first of two starting processes wins, the other reads what it wrote. */
async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(`${text}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST"))
      throw new KeyError(`cannot write ${path}`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
}
