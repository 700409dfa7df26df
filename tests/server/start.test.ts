import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { serverProcess } from "../support/server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "skald-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes down every module that the process loads. */
const WITNESS = `data:text/javascript,${encodeURIComponent(`
  import { appendFileSync } from "node:fs";
  import { registerHooks } from "node:module";
  registerHooks({ load(url, context, next) {
    appendFileSync(process.env.LOADED_INTO, url + "\\n");
    return next(url, context);
  } });
`)}`;

describe("the start of a server", () => {
  it("[CFG-6] what was compiled is kept at once, so that a server that was killed starts faster", async () => {
    const compiled = join(folder, "compiled");
    const server = await serverProcess({ SKALD_DATA: "memory:", NODE_COMPILE_CACHE: compiled });
    await server.start();
    const kept = () => readdirSync(compiled, { recursive: true }).length;
    await expect.poll(kept, { timeout: 20_000 }).toBeGreaterThan(500);
    await server.kill();
    expect(kept()).toBeGreaterThan(500);
  }, 120_000);

  it("[CFG-7] waits for nothing that the operator did not configure", async () => {
    const LOADED_INTO = join(folder, "loaded");
    const environment = { SKALD_DATA: "memory:", NODE_OPTIONS: `--import=${WITNESS}`, LOADED_INTO };
    const server = await serverProcess(environment);
    await server.start();
    await server.stop();
    const loaded = readFileSync(LOADED_INTO, "utf8");
    expect(loaded).toContain("/node_modules/express/");
    for (const part of ["openai", "ioredis", "nodemailer", "sharp", "unpdf"])
      expect(loaded, part).not.toContain(`/node_modules/${part}/`);
  }, 120_000);
});
