import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { lockDirectory } from "./directory-lock.ts";
import { openEmbedded } from "./embedded.ts";
import { embeddedPool, type GuardedPool, servedPool } from "./guarded-pool.ts";
import { migrateUp } from "./migrations/index.ts";
import { ROLES } from "./roles.ts";
import type { Database } from "./schema.ts";

export type ConnectOptions = {
  /** A served Postgres, 15 or newer. Without it the database is embedded in this process. */
  readonly databaseUrl?: string | undefined;
  /** Where the embedded database lives; held against other processes. */
  readonly dataDir?: string | undefined;
  /** An embedded database that lives as long as the connection. */
  readonly inMemory?: boolean | undefined;
  /** False leaves the schema as it is. */
  readonly migrate?: boolean;
  /** Connections to a served database for requests; the log has its own beside them. */
  readonly poolSize?: number;
  /** Longer waits, for a machine that is known to be slow. */
  readonly waits?: Partial<Waits>;
};

/** How long anybody waits for the database, in milliseconds. */
export type Waits = {
  /** For a connection. */
  readonly connect: number;
  /** For a row that somebody else holds. */
  readonly lock: number;
  /** For a statement, by the server's clock. */
  readonly statement: number;
  /** For an answer, by ours; the connection is given up. */
  readonly answer: number;
};

export type Connection = {
  readonly kind: "served" | "embedded";
  /** For requests. Outside of `asUser` and its like it may see and do nothing. */
  readonly db: Kysely<Database>;
  /** For the log: connections of the writer. */
  readonly pool: GuardedPool;
  close(): Promise<void>;
};

/** Every wait on the database ends before a command must be refused. */
const WAITS: Waits = { connect: 1200, lock: 400, statement: 1500, answer: 1800 };

/**
 * Opens the database and brings its schema up to date.
 * @throws DataDirectoryInUse when another process holds `dataDir`.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  if (options.databaseUrl !== undefined) return connectServed(options.databaseUrl, options);
  if (options.inMemory === true) return connectEmbedded(options, undefined, () => {});
  if (options.dataDir === undefined) throw new TypeError("connect: databaseUrl, dataDir or inMemory");
  const lock = lockDirectory(options.dataDir);
  const files = join(lock.directory, "postgres");
  mkdirSync(files, { recursive: true, mode: 0o700 });
  try {
    return await connectEmbedded(options, files, lock.release);
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

const kyselyOn = <Tables>(pool: GuardedPool | pg.Pool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/**
 * A connection that breaks tells whoever waits for its answer; nobody else needs to hear of it, and an `error`
 * event that nobody hears would end the process, on an idle connection as on one that is in use.
 */
const forgive = (pool: pg.Pool): pg.Pool =>
  pool
    .on("error", () => undefined)
    .on("connect", (client) => {
      client.on("error", () => undefined);
    });

async function connectServed(url: string, options: ConnectOptions): Promise<Connection> {
  if (options.migrate !== false) {
    const pool = forgive(new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 }));
    const db = kyselyOn<unknown>(servedPool(pool, null));
    await migrateUp(db).finally(() => pool.end());
  }
  const waits = { ...WAITS, ...options.waits };
  const config = {
    connectionString: url,
    connectionTimeoutMillis: waits.connect,
    statement_timeout: waits.statement,
    lock_timeout: waits.lock,
    query_timeout: waits.answer,
    keepAlive: true,
    idle_in_transaction_session_timeout: 10_000,
  };
  const requests = forgive(new pg.Pool({ ...config, max: options.poolSize ?? 10 }));
  const writers = forgive(new pg.Pool({ ...config, max: 4 }));
  return {
    kind: "served",
    db: kyselyOn<Database>(servedPool(requests, ROLES.request)),
    pool: servedPool(writers, ROLES.writer),
    close: async () => {
      await Promise.all([requests.end(), writers.end()]);
    },
  };
}

async function connectEmbedded(
  options: ConnectOptions,
  files: string | undefined,
  unlock: () => void,
): Promise<Connection> {
  const embedded = await openEmbedded(files);
  const pool = new pg.Pool({
    ...embedded.config,
    max: 1,
    connectionTimeoutMillis: options.waits?.connect ?? WAITS.connect,
    idleTimeoutMillis: 0,
  });
  forgive(pool);
  const close = async () => {
    await pool.end();
    await embedded.close();
    unlock();
  };
  try {
    if (options.migrate !== false) await migrateUp(kyselyOn<unknown>(pool));
  } catch (cause) {
    await close();
    throw cause;
  }
  const last = { holder: null };
  return {
    kind: "embedded",
    db: kyselyOn<Database>(embeddedPool(pool, last, ROLES.request)),
    pool: embeddedPool(pool, last, ROLES.writer),
    close,
  };
}
