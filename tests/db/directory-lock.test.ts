import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connect } from "../../db/connect.ts";
import { lockDirectory } from "../../db/directory-lock.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "skald-lock-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Another process that holds the directory until it is killed. */
async function holder() {
  const module = resolve(import.meta.dirname, "../../db/directory-lock.ts");
  const script = `
    import { lockDirectory } from ${JSON.stringify(module)};
    globalThis.lock = lockDirectory(${JSON.stringify(directory)});
    process.stdout.write("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

it("[DB-1] a second process on a data directory is refused, with the directory named", async () => {
  const child = await holder();
  try {
    await expect(connect({ dataDir: directory })).rejects.toMatchObject({
      name: "DataDirectoryInUse",
      directory,
      message: expect.stringContaining(directory),
    });
    expect(readdirSync(directory)).toEqual(["skald.lock"]);
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

it("[DB-2] a killed process leaves nothing to clean up: the next one starts", async () => {
  const child = await holder();
  child.kill("SIGKILL");
  await once(child, "exit");
  lockDirectory(directory).release();
});

it("[DB-3] a directory is held once within a process too, and free after its release", () => {
  const lock = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow("in use");
  lock.release();
  lockDirectory(directory).release();
});
