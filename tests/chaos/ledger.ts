/** Holds what clients were told against what the log says. */
import pg from "pg";

/** An acknowledgement as a client got it. */
export type Ack = { readonly commandId: string; readonly sequence: number; readonly atMs: number };

/** What the clients of one session kept. */
export type Witness = { readonly sessionId: string; readonly acks: readonly Ack[] };

export type Verdict = {
  readonly acked: number;
  readonly events: number;
  /** Acknowledged and not in the log, or not where the acknowledgement said. */
  readonly lost: number;
  /** In the log more than once. */
  readonly doubled: number;
  /** Holes in the numbering of any session. */
  readonly gaps: number;
};

type Row = {
  readonly session_id: string;
  readonly sequence: number;
  readonly command_id: string | null;
  readonly id: string;
  readonly causation_id: string | null;
};

export async function holdAgainstLog(databaseUrl: string, witnesses: readonly Witness[]): Promise<Verdict> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const columns = "session_id, sequence, command_id, id, causation_id";
  const { rows } = await client.query<Row>(`select ${columns} from events order by session_id, sequence`);
  await client.end();
  const lastOfAppend = new Map<string, number>();
  for (const row of rows) lastOfAppend.set(row.causation_id ?? row.id, row.sequence);
  const byCommand = Map.groupBy(
    rows.filter(({ command_id }) => command_id !== null),
    ({ session_id, command_id }) => `${session_id}/${command_id}`,
  );
  let lost = 0;
  let doubled = 0;
  for (const { acks, sessionId } of witnesses) {
    for (const { commandId, sequence } of acks) {
      const found = byCommand.get(`${sessionId}/${commandId}`) ?? [];
      const first = found[0];
      if (first === undefined || sequence < first.sequence || sequence > (lastOfAppend.get(first.id) ?? 0))
        lost++;
      if (found.length > 1) doubled++;
    }
  }
  let gaps = 0;
  for (const stream of Map.groupBy(rows, ({ session_id }) => session_id).values()) {
    stream.forEach(({ sequence }, index) => {
      if (sequence !== index + 1) gaps++;
    });
  }
  const acked = witnesses.reduce((sum, { acks }) => sum + acks.length, 0);
  return { acked, events: rows.length, lost, doubled, gaps };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}
