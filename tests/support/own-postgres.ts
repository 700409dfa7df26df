import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** A Postgres of one's own, on a free port, as an ordinary user, that may be killed without harming anybody. */
export type OwnPostgres = {
  readonly url: string;
  readonly pid: () => number;
  /** SIGKILL of the whole server, as a crash would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its files. */
  remove(): Promise<void>;
};

/** The folder with `initdb` and `postgres`; undefined when this machine has no Postgres to start. */
export function postgresBinaries(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [process.env.POSTGRES_BIN, ...versions.map((version) => join(debian, version, "bin"))];
  return folders.find((folder) => folder !== undefined && existsSync(join(folder, "initdb")));
}

/** Postgres refuses to run as root; then the machine's `postgres` or `nobody` runs it. */
function ordinaryUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // no such user here: the next one
    }
  }
  throw new Error("no ordinary user to run Postgres as");
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until the server answers: true; false when its process ended instead. */
async function answers(url: string, process: ChildProcess, end: number): Promise<boolean> {
  for (;;) {
    if (process.exitCode !== null && Date.now() < end) return false;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 500 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("select 1");
      await client.end();
      return true;
    } catch (cause) {
      await client.end().catch(() => undefined);
      if (Date.now() > end) throw new Error("Postgres did not answer in time", { cause });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const START_WITHIN_MS = 30_000;

/** `settings` are added to the command line, for instance `{ fsync: "off" }`. */
export async function ownPostgres(settings: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
  const bin = postgresBinaries();
  if (bin === undefined) throw new Error("no Postgres binaries here; set POSTGRES_BIN");
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), "skald-postgres-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const initdb = ["-D", data, "-U", "skald", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"];
  execFileSync(join(bin, "initdb"), initdb, { ...user, cwd: folder, stdio: "pipe" });
  const port = await freePort();
  const url = `postgres://skald@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;

  const start = async () => {
    const options = {
      port: String(port),
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      ...settings,
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const end = Date.now() + START_WITHIN_MS;
    // After a SIGKILL the backends live on for a moment, and until they are gone no other server may have their files.
    do {
      child = spawn(join(bin, "postgres"), ["-D", data, ...flags], { ...user, cwd: folder, stdio: "ignore" });
    } while (!(await answers(url, child, end)));
  };
  const gone = (process: ChildProcess) =>
    new Promise<void>((resolve) => {
      if (process.exitCode !== null || process.signalCode !== null) return resolve();
      process.once("exit", () => resolve());
    });
  const end = async (signal: NodeJS.Signals) => {
    if (child === undefined) return;
    const dying = child;
    child = undefined;
    dying.kill(signal);
    await gone(dying);
  };

  await start();
  return {
    url,
    pid: () => child?.pid ?? 0,
    kill: () => end("SIGKILL"),
    start,
    remove: async () => {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
