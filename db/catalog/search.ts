import { type Kysely, sql } from "kysely";
import type { Database } from "../schema.ts";
import { encodeCursor } from "./cursor.ts";
import type { Asked } from "./entries.ts";

/**
 * So many words are read for a page at most, whatever is asked for: a page may then hold fewer entries than were asked
 * for, or none, and still have a next one.
 */
export const READS_AT_MOST = 2_000;

/** What a page is narrowed by, by name; a name that is not there asks for nothing. */
export const narrowedBy = ({ rarity, slot, level, tag }: Asked): readonly string[] =>
  Object.entries({ rarity, slot, level, tag }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );

/** The ids of one page of a search, and where the next one goes on. */
export async function searchIds(
  rows: Kysely<Database>,
  shelf: string,
  asked: Asked,
  said: string,
  readsAtMost = READS_AT_MOST,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const { scope, rarity = null, slot = null, level = null, tag = null, after, limit } = asked;
  const { rows: read } = await sql<{ entry: string; word: string; hit: boolean }>`
    select entry, word, hit from skald.catalog_search(${shelf}, ${scope}, ${said}, ${narrowedBy(asked)}::text[],
      ${rarity}, ${slot}, ${level}::integer, ${tag}::uuid, ${after?.key ?? null}, ${after?.id ?? null}::uuid,
      ${limit + 1}::integer, ${readsAtMost}::integer)`.execute(rows);
  const hits = read.filter(({ hit }) => hit);
  const shown = hits.slice(0, limit);
  const stopped = read.at(-1)?.hit === false ? read.at(-1) : undefined;
  const last = hits.length > limit ? shown.at(-1) : stopped;
  return {
    ids: shown.map(({ entry }) => entry),
    next: last === undefined ? null : encodeCursor("search", { key: last.word, id: last.entry }),
  };
}
