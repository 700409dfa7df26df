import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const RULES = join(import.meta.dirname, "../rules");

/**
 * Names the rules that fold here by their very text: a snapshot of yesterday's rules is not read, released or not.
 * Read once, when first asked.
 */
export function foldedBy(folder: string = RULES): () => Promise<string> {
  let name: Promise<string> | null = null;
  return () => {
    name ??= fingerprint(folder).catch((cause: unknown) => {
      name = null;
      throw new Error("The rules' own files cannot be read.", { cause });
    });
    return name;
  };
}

async function fingerprint(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => /\.(ts|json)$/.test(file))
    .sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(await readFile(join(folder, file)));
  return hash.digest("hex");
}
