/** The Node versions of this machine, each folding the same logs in a process of its own. */
import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { build } from "vite";

export type Refolded = { readonly hash: string; readonly readMs: number; readonly totalMs: number };

export type Folder = {
  /** `v24.21.0`. */
  readonly version: string;
  refold(texts: readonly string[]): Promise<Refolded>;
  close(): void;
};

/** Older ones lack what the rules are written with. */
const OLDEST = 20;

/** One path for each version: the Node that runs this first, then those of the PATH and of OTHER_NODES. */
function nodes(): readonly string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "node"));
  const others = (process.env.OTHER_NODES ?? "").split(delimiter);
  const paths = [process.execPath, ...others, ...folders].filter((path) => path !== "" && existsSync(path));
  const found = new Map<string, string>();
  for (const path of new Set(paths.map((each) => realpathSync(each)))) {
    const version = versionOf(path);
    if (version !== null && !found.has(version)) found.set(version, path);
  }
  return [...found.values()];
}

function versionOf(path: string): string | null {
  try {
    const version = execFileSync(path, ["--version"], { encoding: "utf8", timeout: 5_000 }).trim();
    const major = Number(/^v(\d+)\./.exec(version)?.[1]);
    return major >= OLDEST ? version : null;
  } catch {
    // Something else by that name.
    return null;
  }
}

/** Starts every Node that is found here. Whoever calls closes them. */
export async function openFolders(): Promise<readonly Folder[]> {
  const outDir = mkdtempSync(join(tmpdir(), "skald-refold-"));
  const entry = join(import.meta.dirname, "refold.ts");
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "refold.mjs" } },
    },
  });
  try {
    return await Promise.all(nodes().map((path) => openFolder(path, join(outDir, "refold.mjs"))));
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

async function openFolder(node: string, script: string): Promise<Folder> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(node, [script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${node} ended before it answered`);
    return value;
  };
  const version = await next();
  return {
    version,
    async refold(texts) {
      child.stdin.write(`${JSON.stringify(texts)}\n`);
      return JSON.parse(await next());
    },
    close: () => void child.stdin.end(),
  };
}
