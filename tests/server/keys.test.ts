import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeyError, openKeys } from "../../server/keys.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "skald-keys-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("the keys of an installation", () => {
  it("[KEY-1] a first start makes them, readable by their owner alone, and the next start finds the same", async () => {
    const first = await openKeys(directory);
    const file = await stat(join(directory, "keys", "token.key"));
    expect(file.mode & 0o077).toBe(0);
    expect(first.token).toHaveLength(32);
    expect(Buffer.from((await openKeys(directory)).token)).toEqual(Buffer.from(first.token));
  });

  it("[KEY-2] two processes that start at once end with one key", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => openKeys(directory)));
    expect(new Set(all.map(({ token }) => Buffer.from(token).toString("hex"))).size).toBe(1);
  });

  it("[KEY-3] a damaged key file stops the start and names the file", async () => {
    await openKeys(directory);
    await writeFile(join(directory, "keys", "token.key"), "not a key");
    await expect(openKeys(directory)).rejects.toThrow(KeyError);
    await expect(openKeys(directory)).rejects.toThrow("token.key");
  });
});
