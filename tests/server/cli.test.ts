import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const SKALD = resolve(import.meta.dirname, "../../server/cli/skald.js");
const SLOW = 120_000;

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "skald-cli-"));
});
afterAll(() => rm(data, { recursive: true, force: true }));

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

function begin(...words: readonly string[]): ChildProcess {
  const { DATABASE_URL: _, ...rest } = process.env;
  const env = { ...rest, SKALD_DATA: data, LOG_LEVEL: "error", HOST: "127.0.0.1" };
  return spawn(process.execPath, [SKALD, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
}

function run(...words: readonly string[]): Promise<Ran> {
  return ran(begin(...words));
}

function ran(child: ChildProcess): Promise<Ran> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

async function serving(): Promise<{
  readonly child: ChildProcess;
  readonly address: string;
  readonly end: Promise<Ran>;
}> {
  const child = begin("serve", "--port", "0", "--json");
  const end = ran(child);
  let first = "";
  child.stdout?.on("data", (chunk) => {
    first += chunk;
  });
  await vi.waitFor(() => expect(first).toContain("\n"), { timeout: 60_000, interval: 20 });
  return { child, end, address: JSON.parse(first).address };
}

describe("the command line", () => {
  it("[CLI-1] help names every command, and an unknown one is refused with a way to help", async () => {
    const help = await run("--help");
    expect(help.code).toBe(0);
    for (const command of ["serve", "seed", "export", "import", "replay", "verify", "rebuild"])
      expect(help.out).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    const wrong = await run("sing");
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain("--help");
  });

  it("[CLI-5] settings that cannot be are all named, without a stack", async () => {
    const child = spawn(process.execPath, [SKALD, "serve"], {
      env: { ...process.env, PORT: "far", LOG_LEVEL: "loud", SKALD_DATA: data },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { code, err } = await ran(child);
    expect(code).not.toBe(0);
    expect(err).toMatch(/PORT[\s\S]*LOG_LEVEL/);
    expect(err).not.toContain("    at ");
  });
});

describe("while a server holds the data directory", () => {
  let server: Awaited<ReturnType<typeof serving>>;
  let session: string;
  beforeAll(async () => {
    server = await serving();
  }, SLOW);

  it(
    "[CLI-2] a second one says so in a line, and commands go through the first",
    async () => {
      const file = await stat(join(data, "server.json"));
      expect(file.mode & 0o077).toBe(0);
      const second = await run("serve", "--port", "0");
      expect(second).toMatchObject({ code: 1, out: "" });
      expect(second.err.trim()).toMatch(/^skald: The data directory .* is in use by another process/);
      expect(second.err.trim().split("\n")).toHaveLength(1);

      const seeded = await run("seed", "--json");
      expect(seeded.code).toBe(0);
      const { sessionId, accounts } = JSON.parse(seeded.out);
      session = sessionId;
      expect(accounts).toHaveLength(7);
      const { email, password } = accounts[0];
      const login = await fetch(`${server.address}/api/auth/login`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ email, password }),
      });
      expect(login.status).toBe(200);
      const listed = await run("sessions", "--json");
      expect(JSON.parse(listed.out)).toMatchObject([{ id: session, status: "active", events: 1 }]);
    },
    SLOW,
  );

  it(
    "[CLI-3] a session is taken out, told, verified; one changed byte is refused with its number",
    async () => {
      const path = join(data, "evening.jsonl");
      expect((await run("export", session, "-o", path)).code).toBe(0);
      const verified = await run("verify", path, "--json");
      expect(verified.code).toBe(0);
      expect(JSON.parse(verified.out)).toMatchObject({ ok: true, sessionId: session, events: 1 });
      expect((await run("verify", session)).out).toContain("holds.");
      expect((await run("replay", path)).out).toContain("The Drowned Bell");
      expect((await run("export", session, "-o", path)).err).toMatch(/^skald: .*exist/);

      const text = await readFile(path, "utf8");
      await writeFile(path, text.replace('"name":"The foundry floor"', '"name":"The foundry flaor"'));
      const refused = await run("verify", path);
      expect(refused.code).toBe(1);
      expect(refused.out).toMatch(/^REFUSED at event 1: record-altered/);
      const imported = await run("import", path);
      expect(imported).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^skald: Event 1: record-altered/),
      });
      const strange = await run("export", "yesterday");
      expect(strange).toMatchObject({ code: 1, err: expect.stringMatching(/^skald: "yesterday" is no id/) });
    },
    SLOW,
  );

  it(
    "[CLI-6] it stops when it is told to, in order, and withdraws its address",
    async () => {
      server.child.kill("SIGTERM");
      expect((await server.end).code).toBe(0);
      expect(existsSync(join(data, "server.json"))).toBe(false);
    },
    SLOW,
  );

  it(
    "[CLI-4] killed, it leaves a directory that opens at once; what its file names is tried and not trusted",
    async () => {
      const { child, end } = await serving();
      child.kill("SIGKILL");
      await end;
      expect(existsSync(join(data, "server.json"))).toBe(true);
      const listed = await run("sessions");
      expect(listed.code).toBe(0);
      expect(listed.out).toContain("The Drowned Bell");
    },
    SLOW,
  );
});
