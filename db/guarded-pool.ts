import type { Pool, PoolClient } from "pg";
import type { Role } from "./roles.ts";

/** Connections that have become a role before anybody gets them. */
export type GuardedPool = {
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
  readonly options: object;
  /** How many there are at most. */
  readonly connections: number;
  /** True when an answer may never come. Inside the process it always does, and must be waited for. */
  readonly mayHang: boolean;
};

/**
 * On a served database each connection becomes the role once, or stays who it logged in as for null;
 * statements that would undo it are our own.
 */
export function servedPool(pool: Pool, role: Role | null): GuardedPool {
  const guarded = new WeakSet<PoolClient>();
  return {
    options: {},
    connections: pool.options.max,
    mayHang: true,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const release = client.release.bind(client);
      client.release = (broken) => release(broken === true || isStuck(client));
      if (guarded.has(client)) return client;
      try {
        // A login that is called `skald` would otherwise look for tables in the schema of that name first.
        const become = role === null ? "" : `set role ${role}; `;
        await client.query(`${become}set search_path = public`);
      } catch (cause) {
        client.release(true);
        throw cause;
      }
      guarded.add(client);
      return client;
    },
  };
}

/** Somebody stopped waiting for an answer, or left a transaction open: whoever came next would wait behind it. */
const isStuck = (client: PoolClient): boolean =>
  ("readyForQuery" in client && client.readyForQuery !== true) || client.getTransactionStatus() !== "I";

/**
 * The embedded database has one connection, which remembers everything. Whoever gets it after somebody else
 * gets it clean: an open transaction rolled back, settings reset, the role set.
 */
export function embeddedPool(pool: Pool, last: { holder: symbol | null }, role: Role): GuardedPool {
  const self = Symbol(role);
  return {
    options: {},
    connections: 1,
    mayHang: false,
    end: async () => {},
    connect: async () => {
      const client = await pool.connect();
      // There is only this one, so it is never thrown away: a new one would hear the old one's answers.
      const release = client.release.bind(client);
      client.release = () => release();
      // The log's own holder runs single statements that commit by themselves: nothing is left behind.
      if (last.holder === self && role === "skald_writer") return client;
      last.holder = null;
      try {
        await client.query(`rollback; reset all; set role ${role}`);
      } catch (cause) {
        client.release();
        throw cause;
      }
      last.holder = self;
      return client;
    },
  };
}
