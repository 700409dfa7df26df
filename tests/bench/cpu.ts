import { readFileSync } from "node:fs";
import pg from "pg";

/** Clock ticks of Linux, a hundred a second. */
const TICK_MS = 10;

/** CPU time of every backend of this database, when it runs on this machine; 0 where that cannot be read. */
export async function postgresCpuMs(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ pid: number }>("select pid from pg_stat_activity where pid <> pg_backend_pid()")
    .finally(() => client.end());
  return rows.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
}

function cpuMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
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
