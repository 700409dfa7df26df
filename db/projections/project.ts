import type { Kysely } from "kysely";
import { type SessionId, sessionId } from "../../rules/ids.ts";
import type { Database } from "../schema.ts";
import { asWriter } from "../transaction.ts";
import type { SessionColumns } from "./session-columns.ts";

/**
 * Sessions whose columns are behind their log, the longest quiet first. A checkpoint by sequence skips no late
 * commit: a number is given out only where the one before it is committed, so whatever is not yet visible has
 * a higher number than all that is.
 */
export async function sessionsBehind(db: Kysely<Database>, limit: number): Promise<readonly SessionId[]> {
  const found = await asWriter(db, ({ rows }) =>
    rows
      .selectFrom("sessions")
      .select("id")
      .whereRef("projected_version", "<", "version")
      .orderBy("last_activity")
      .limit(limit)
      .execute(),
  );
  return found.map(({ id }) => sessionId(id));
}

/** Writes the columns as of a number, unless they are from a later one already. */
export async function saveColumns(
  db: Kysely<Database>,
  session: SessionId,
  version: number,
  columns: SessionColumns,
): Promise<boolean> {
  const text = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  const saved = await asWriter(db, ({ rows }) =>
    rows
      .updateTable("sessions")
      .set({
        combat_state: text(columns.combatState),
        map_state: text(columns.mapState),
        active_npcs: JSON.stringify(columns.activeNpcs),
        projected_version: version,
      })
      .where("id", "=", session)
      .where("projected_version", "<=", version)
      .where("version", ">=", version)
      .executeTakeFirst(),
  );
  return saved.numUpdatedRows === 1n;
}

/** Drops what follows from the log; `sessionsBehind` then lists the session again. */
export async function dropColumns(db: Kysely<Database>, session: SessionId): Promise<void> {
  await asWriter(db, async ({ rows }) => {
    await rows.deleteFrom("rulings").where("session_id", "=", session).execute();
    await rows.deleteFrom("session_snapshots").where("session_id", "=", session).execute();
    await rows
      .updateTable("sessions")
      .set({ combat_state: null, map_state: null, active_npcs: "[]", projected_version: 0 })
      .where("id", "=", session)
      .execute();
  });
}
