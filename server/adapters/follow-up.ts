import { carryBack } from "../../db/carry-back.ts";
import type { Connection } from "../../db/connect.ts";
import { carriedCharacters } from "../../db/projections/carried.ts";
import { keptRulings } from "../../db/projections/kept-rulings.ts";
import { saveColumns, sessionsBehind } from "../../db/projections/project.ts";
import { sessionColumns } from "../../db/projections/session-columns.ts";
import { forkedAt, saveRulings } from "../../db/rulings.ts";
import { asWriter } from "../../db/transaction.ts";
import { loggedOf, readAfter } from "../../rooms/index.ts";
import { type SessionId, sessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { State } from "../../rules/state.ts";
import type { FollowUp } from "../afterwards.ts";

export function followUpOf({ db }: Connection): FollowUp {
  return {
    async behind(limit) {
      const holding = await asWriter(db, ({ rows }) =>
        rows
          .selectFrom("characters")
          .innerJoin("sessions", "sessions.id", "characters.playing_in")
          .select("sessions.id")
          .distinct()
          .where("sessions.status", "=", "ended")
          .limit(limit)
          .execute(),
      );
      const ended = holding.map(({ id }) => sessionId(id));
      return [...new Set([...ended, ...(await sessionsBehind(db, limit))])];
    },
    async catchUp(session, log, fold) {
      const records = await readAfter(log, session);
      const state = fold(records.map(loggedOf));
      await projectLog(db, session, records, state);
      if (state.session.status !== "ended") return;
      const sequence = records.findLast(({ kind }) => kind === "session-ended")?.sequence ?? records.length;
      await asWriter(db, async (tx) => {
        for (const carried of carriedCharacters(state))
          await carryBack(tx, { ...carried, session, sequence });
        await freeTheRest(tx.rows, session);
      });
    },
  };
}

/** Writes what follows from a log: rulings first, since the columns' number says that all is written. */
export async function projectLog(
  db: Connection["db"],
  session: SessionId,
  records: readonly StoredEvent[],
  state: State,
): Promise<void> {
  const own = keptRulings(records, await forkedAt(db, session));
  await saveRulings(db, session, records.length, own);
  await saveColumns(db, session, records.length, sessionColumns(state));
}

/** Characters that were asked for and never came to the table. */
async function freeTheRest(rows: Parameters<Parameters<typeof asWriter>[1]>[0]["rows"], session: SessionId) {
  await rows.updateTable("characters").set({ playing_in: null }).where("playing_in", "=", session).execute();
}
