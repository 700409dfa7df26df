import type { Kysely } from "kysely";
import type { Event } from "../../rules/event.ts";
import { type SessionId, sessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { State } from "../../rules/state.ts";
import type { Database } from "../schema.ts";
import { asWriter } from "../transaction.ts";
import { type SessionColumns, sessionColumns } from "./session-columns.ts";

/** The rules' fold, passed in: nothing here knows what an event does. */
export type Fold = (events: Iterable<{ readonly sequence: number; readonly event: Event }>) => State;

/** The part of an event log that a projection reads. */
export type Readable = {
  read(session: SessionId, after: number, limit: number): Promise<readonly StoredEvent[]>;
};

export type Projected = { readonly session: SessionId; readonly version: number };

const PAGE = 500;

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

/** Brings one session's columns up to its log. What another process projected further stands. */
export async function projectSession(
  db: Kysely<Database>,
  log: Readable,
  fold: Fold,
  session: SessionId,
): Promise<Projected> {
  const events: { readonly sequence: number; readonly event: Event }[] = [];
  for (;;) {
    const page = await log.read(session, events.length, PAGE);
    events.push(...page.map(({ sequence, content }) => ({ sequence, event: content.event })));
    if (page.length < PAGE) break;
  }
  await saveColumns(db, session, events.length, sessionColumns(fold(events)));
  return { session, version: events.length };
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

/** Drops the columns that follow from the log; `sessionsBehind` then lists the session again. */
export async function dropColumns(db: Kysely<Database>, session: SessionId): Promise<void> {
  await asWriter(db, ({ rows }) =>
    rows
      .updateTable("sessions")
      .set({ combat_state: null, map_state: null, active_npcs: "[]", projected_version: 0 })
      .where("id", "=", session)
      .execute(),
  );
}

/** `skald rebuild`: one session's columns from nothing but its log. */
export async function rebuildSession(
  db: Kysely<Database>,
  log: Readable,
  fold: Fold,
  session: SessionId,
): Promise<Projected> {
  await dropColumns(db, session);
  return projectSession(db, log, fold, session);
}

/** Every session there is, in pages, for a rebuild of all. */
export async function* allSessions(db: Kysely<Database>): AsyncGenerator<SessionId> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await asWriter(db, ({ rows }) =>
      rows.selectFrom("sessions").select("id").where("id", ">", after).orderBy("id").limit(200).execute(),
    );
    for (const { id } of page) yield sessionId(id);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
