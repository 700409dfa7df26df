import type { Health } from "./http/operations.ts";
import type { Installation } from "./installation.ts";

/** Longer without an answer counts as away. */
const PATIENCE_MS = 1_500;

type Stats = { readonly local: { readonly roomCount: number } };

export function openHealth(
  { connection, clock }: Pick<Installation, "connection" | "clock">,
  stats: Stats,
): () => Promise<Health> {
  const began = clock.now();
  return async () => {
    const database = (await reaches(connection)) ? "ok" : "unreachable";
    return {
      status: database === "ok" ? "ok" : "degraded",
      database,
      rooms: stats.local.roomCount,
      uptimeSeconds: Math.floor((clock.now() - began) / 1000),
    };
  };
}

async function reaches({ pool }: Installation["connection"]): Promise<boolean> {
  const ask = async () => {
    const client = await pool.connect();
    try {
      await client.query("select 1");
      return true;
    } finally {
      client.release();
    }
  };
  const tired = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  return Promise.race([ask().catch(() => false), tired]);
}
