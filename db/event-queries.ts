import { sql } from "kysely";
import type { EventKind } from "../rules/event.ts";
import type { SessionId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import { EVENT_COLUMNS, type EventRow, toStoredEvent } from "./event-rows.ts";
import type { PersonTx, WriterTx } from "./transaction.ts";

/** A page of the log and where the next one begins; null after the last. */
export type EventPage = { readonly events: readonly StoredEvent[]; readonly next: number | null };

export type EventFilter = {
  /** Events after this number; 0 for all. */
  readonly after: number;
  /** 1 to 1,000. */
  readonly limit: number;
  readonly kinds?: readonly EventKind[];
};

/**
 * A page of whole events. The writer reads them, since no person's role does: whoever shows them passes each
 * through the eyes of the one who asked.
 */
export async function eventPage(
  { rows }: WriterTx,
  session: SessionId,
  { after, limit, kinds }: EventFilter,
): Promise<EventPage> {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new RangeError("limit is 1 to 1000");
  const ofKinds = kinds === undefined ? sql`` : sql`and kind = any(${kinds}::text[])`;
  const { rows: found } = await sql<EventRow>`
    select ${sql.raw(EVENT_COLUMNS)} from events
    where session_id = ${session} and sequence > ${after} ${ofKinds}
    order by sequence limit ${limit + 1}`.execute(rows);
  const events = found.slice(0, limit).map(toStoredEvent);
  return { events, next: found.length > limit ? (events.at(-1)?.sequence ?? null) : null };
}

/** The last number and its hash, as anyone of the campaign may know them; null before the first event. */
export async function headOf(
  { rows }: PersonTx,
  session: SessionId,
): Promise<{ readonly sequence: number; readonly hash: string } | null> {
  const row = await rows
    .selectFrom("events")
    .select(["sequence", "hash"])
    .where("session_id", "=", session)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { sequence: row.sequence, hash: row.hash.toString("hex") };
}
