import { readFileSync } from "node:fs";
import pg from "pg";

/** Clock ticks of Linux, a hundred a second. */
const TICK_MS = 10;

/**
 * CPU time of the server that this database is on, with its backends, those that have ended too; 0 where that cannot
 * be read, since it does not run on this machine.
 */
export async function postgresCpuMs(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ pid: number; own: boolean }>("select pid, pid = pg_backend_pid() as own from pg_stat_activity")
    .finally(() => client.end());
  const postmaster = rows.flatMap(({ pid, own }) => (own ? (statOf(pid)?.parent ?? []) : []))[0];
  const ended = postmaster === undefined ? 0 : (statOf(postmaster)?.endedMs ?? 0);
  return rows.reduce((sum, { pid, own }) => sum + (own ? 0 : (statOf(pid)?.ms ?? 0)), ended);
}

/** A process' own CPU time, that of its ended children, and its parent. */
function statOf(
  pid: number,
): { readonly parent: number; readonly ms: number; readonly endedMs: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = (at: number) => Number(fields[at]) * TICK_MS;
    return { parent: Number(fields[1]), ms: ticks(11) + ticks(12), endedMs: ticks(13) + ticks(14) };
  } catch {
    return undefined;
  }
}

/** CPU time spent for one request, here and in Postgres: what stays true on a machine that others use too. */
export type CpuCost = { readonly nodeUs: number; readonly postgresUs: number };

export async function costOf(
  url: string,
  work: () => Promise<number>,
): Promise<CpuCost & { readonly requests: number }> {
  const postgres = await postgresCpuMs(url);
  const node = process.cpuUsage();
  const requests = await work();
  const spent = process.cpuUsage(node);
  const spentThere = (await postgresCpuMs(url)) - postgres;
  return {
    requests,
    nodeUs: Math.round((spent.user + spent.system) / requests),
    postgresUs: Math.round((spentThere * 1000) / requests),
  };
}
