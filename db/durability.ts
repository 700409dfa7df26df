import type { Connection } from "./connect.ts";
import { UnsafeDatabase } from "./errors.ts";
import { ask } from "./leases.ts";

/** Each of these off loses what was acknowledged when the power fails; a killed process does not show it. */
const NEEDED = ["fsync", "synchronous_commit", "full_page_writes"] as const;

const SETTINGS = `select name, setting from pg_settings where name = any($1::text[])`;

/** The settings of a served database under which an acknowledged event may be lost, each as `name=value`. */
export async function unsafeSettings(connection: Connection): Promise<readonly string[]> {
  if (connection.kind === "embedded") return [];
  const rows = await ask<{ name: string; setting: string }>(connection.pool, SETTINGS, [NEEDED]);
  return rows.filter(({ setting }) => setting === "off").map(({ name, setting }) => `${name}=${setting}`);
}

/**
 * Refuses a served database that may lose what it acknowledged. The embedded one passes: it survives its
 * process and not a power cut, which the server says at its start.
 * @throws UnsafeDatabase
 */
export async function assertDurable(connection: Connection): Promise<void> {
  const unsafe = await unsafeSettings(connection);
  if (unsafe.length > 0) throw new UnsafeDatabase(unsafe);
}
