import type { CharacterId } from "../rules/ids.ts";
import type { PersonTx } from "./transaction.ts";

/** One change of a character: by whom or by which session's log, and the row before and after it. */
export type CharacterChange = {
  readonly id: string;
  readonly changedBy: string | null;
  readonly changedAt: string;
  /** Set when play changed it: carried back up to `sequence`. */
  readonly sessionId: string | null;
  readonly sequence: number | null;
  readonly before: unknown;
  readonly after: unknown;
};

/** The changes of one's own character, the oldest first. */
export async function listCharacterHistory(
  { rows }: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterChange[]> {
  const found = await rows
    .selectFrom("character_history")
    .selectAll()
    .where("character_id", "=", character)
    .orderBy("changed_at")
    .orderBy("id")
    .limit(500)
    .execute();
  return found.map((row) => ({
    id: row.id,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
    sessionId: row.session_id,
    sequence: row.sequence,
    before: row.before,
    after: row.after,
  }));
}
