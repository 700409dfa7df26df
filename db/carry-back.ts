import { sql } from "kysely";
import type { CharacterId, SessionId } from "../rules/ids.ts";
import type { WriterTx } from "./transaction.ts";

/** What play changed of a character, as of an event of its session. */
export type CarryBack = {
  readonly character: CharacterId;
  readonly session: SessionId;
  readonly sequence: number;
  readonly currentHp: number;
  /** Experience, slots, resources: whatever the next session starts from. */
  readonly carried: unknown;
};

/**
 * Carries what play changed back to the character and frees it for another session. Once for each session and
 * number: a repeat finds its own line in the history and does nothing. False when it was carried before, or
 * when another session has the character.
 */
export async function carryBack({ rows }: WriterTx, change: CarryBack): Promise<boolean> {
  await sql`select set_config('skald.carried_from', ${change.session}, true),
    set_config('skald.carried_at', ${String(change.sequence)}, true)`.execute(rows);
  const row = await rows
    .updateTable("characters")
    .set({
      current_hp: sql<number>`least(max_hp, ${change.currentHp}::integer)`,
      carried: JSON.stringify(change.carried),
      playing_in: null,
    })
    .where("id", "=", change.character)
    .where("playing_in", "=", change.session)
    .returning("id")
    .executeTakeFirst();
  await sql`select set_config('skald.carried_from', '', true), set_config('skald.carried_at', '', true)`.execute(
    rows,
  );
  return row !== undefined;
}
