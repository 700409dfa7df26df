import { carryBack } from "../../db/carry-back.ts";
import type { Connection } from "../../db/connect.ts";
import { carriedCharacters } from "../../db/projections/carried.ts";
import { saveColumns, sessionsBehind } from "../../db/projections/project.ts";
import { sessionColumns } from "../../db/projections/session-columns.ts";
import { asWriter } from "../../db/transaction.ts";
import { loggedOf, readAfter } from "../../rooms/index.ts";
import { type SessionId, sessionId } from "../../rules/ids.ts";
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
      await saveColumns(db, session, records.length, sessionColumns(state));
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

/** Characters that were asked for and never came to the table. */
async function freeTheRest(rows: Parameters<Parameters<typeof asWriter>[1]>[0]["rows"], session: SessionId) {
  await rows.updateTable("characters").set({ playing_in: null }).where("playing_in", "=", session).execute();
}
