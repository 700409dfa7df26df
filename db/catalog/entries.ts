import { type RawBuilder, sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { PersonTx } from "../transaction.ts";
import { type Cursor, encodeCursor, type Sort } from "./cursor.ts";
import { columnOf, type Entry, type Fields, type ItemSlot, KINDS, type Kind, type Rarity } from "./kinds.ts";
import { narrowedBy, searchIds } from "./search.ts";

/** Whose entries: everybody's, one's own (all or of one visibility), or those that moderators look through. */
export type Scope = "public" | "own" | "hidden" | "PUBLIC" | "PRIVATE" | "HIDDEN";

export type Asked = {
  readonly scope: Scope;
  readonly sort: Sort;
  readonly limit: number;
  readonly after?: Cursor | undefined;
  readonly rarity?: Rarity | undefined;
  readonly slot?: ItemSlot | undefined;
  readonly level?: number | undefined;
  readonly tag?: string | undefined;
  /** Words, or their beginnings, that all have to be there; `sort` says nothing then. */
  readonly search?: string | undefined;
};

export type Page<Row> = { readonly entries: readonly Row[]; readonly next: string | null };

/** To the microsecond: a cursor that is rounded would skip or repeat rows. */
export const instant = (column: string): RawBuilder<string> =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

function columnsOf(kind: Kind): RawBuilder<unknown> {
  const { fields, joins, self } = KINDS[kind];
  return sql.join([
    sql.raw(`e.id, e.owner_id as "ownerId", e.is_withheld as "isWithheld"`),
    sql`${instant("e.created_at")} as "createdAt"`,
    sql`${instant("e.updated_at")} as "updatedAt"`,
    ...fields.map((field) => sql.raw(`e.${columnOf(field)} as "${field}"`)),
    ...Object.entries(joins).map(([field, [table, column]]) =>
      sql.raw(`array(select j.${column} from ${table} j where j.${self} = e.id order by 1) as "${field}"`),
    ),
  ]);
}

/** The ids of one page, in order; one more than asked tells that there is a next one. */
export const pageOfIds = (shelf: string, asked: Asked): RawBuilder<unknown> => {
  const { scope, sort, rarity = null, slot = null, level = null, tag = null, after, limit } = asked;
  const narrowed = narrowedBy(asked);
  return sql`skald.catalog_page(${shelf}, ${scope}, ${sort}, ${narrowed}::text[], ${rarity}, ${slot}, ${level}::integer,
    ${tag}::uuid, ${after?.key ?? null}, ${after?.id ?? null}::uuid, ${limit + 1}::integer)`;
};

/** One page, in an order that does not move while it is read. */
export async function listEntries<K extends Kind>(
  { rows }: PersonTx,
  kind: K,
  asked: Asked,
): Promise<Page<Entry<K>>> {
  if (asked.search !== undefined) {
    const { ids, next } = await searchIds(rows, kind, asked, asked.search);
    const found = await sql<Entry<K>>`
      select ${columnsOf(kind)} from unnest(${ids}::uuid[]) with ordinality as p (id, at)
      join ${sql.table(kind)} e on e.id = p.id order by p.at`.execute(rows);
    return { entries: found.rows, next };
  }
  const found = await sql<Entry<K>>`
    select ${columnsOf(kind)} from ${pageOfIds(kind, asked)} with ordinality as p (id, at)
    join ${sql.table(kind)} e on e.id = p.id order by p.at`.execute(rows);
  return toPage(asked, found.rows, (last) => keyOf(asked.sort, last));
}

export function toPage<Row extends { readonly id: string }>(
  { sort, limit }: Asked,
  found: readonly Row[],
  key: (row: Row) => string,
): Page<Row> {
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  const more = found.length > limit && last !== undefined;
  return { entries, next: more ? encodeCursor(sort, { key: key(last), id: last.id }) : null };
}

function keyOf(sort: Sort, entry: Entry): string {
  if (sort === "recent") return entry.createdAt;
  return sort === "level" && "requiredLevel" in entry ? String(entry.requiredLevel) : entry.name;
}

/** null: not there, or not this person's to see. */
export async function findEntry<K extends Kind>(
  { rows }: PersonTx,
  kind: K,
  id: string,
): Promise<Entry<K> | null> {
  const found = await sql<Entry<K>>`
    select ${columnsOf(kind)} from ${sql.table(kind)} e where e.id = ${id}`.execute(rows);
  return found.rows[0] ?? null;
}

export type Changes<K extends Kind> = { readonly [Field in keyof Fields[K]]?: Fields[K][Field] | undefined };

/** Makes an entry of one's own. What is not said is as the table has it. @throws what `catalogRefusalOf` reads. */
export async function createEntry<K extends Kind>(
  tx: PersonTx,
  kind: K,
  fields: Changes<K> & { readonly name: string },
): Promise<Entry<K>> {
  const id = uuidv7();
  const said = saidOf(kind, fields);
  await sql`insert into ${sql.table(kind)} (${sql.join([
    sql.ref("id"),
    sql.ref("owner_id"),
    ...said.map(([field]) => sql.ref(columnOf(field))),
  ])}) values (${sql.join([sql`${id}`, sql`${tx.user}`, ...said.map(([, value]) => sql`${value}`)])})`.execute(
    tx.rows,
  );
  await writeJoins(tx, kind, id, fields);
  const made = await findEntry(tx, kind, id);
  if (made === null) throw new Error(`what was just made is not there: ${kind} ${id}`);
  return made;
}

/** Changes an entry of one's own; null when it is not. @throws what `catalogRefusalOf` reads. */
export async function updateEntry<K extends Kind>(
  tx: PersonTx,
  kind: K,
  id: string,
  fields: Changes<K>,
): Promise<Entry<K> | null> {
  const said = saidOf(kind, fields);
  // Also when only joins change: it tells whether the entry is this person's.
  const set = [
    sql`name = name`,
    ...said.map(([field, value]) => sql`${sql.ref(columnOf(field))} = ${value}`),
  ];
  const done = await sql`update ${sql.table(kind)} set ${sql.join(said.length === 0 ? set : set.slice(1))}
    where id = ${id} and owner_id = ${tx.user}`.execute(tx.rows);
  if (done.numAffectedRows !== 1n) return null;
  await writeJoins(tx, kind, id, fields);
  return findEntry(tx, kind, id);
}

/** False when it is not one's own. @throws what `catalogRefusalOf` reads when it is in use. */
export async function deleteEntry({ rows, user }: PersonTx, kind: Kind, id: string): Promise<boolean> {
  const done = await sql`delete from ${sql.table(kind)} where id = ${id} and owner_id = ${user}`.execute(
    rows,
  );
  return done.numAffectedRows === 1n;
}

/** Takes an entry off the public shelf, or puts it back. For moderators; false when there was nothing to do. */
export async function withhold(
  { rows }: PersonTx,
  shelf: Kind | "images",
  id: string,
  away: boolean,
): Promise<boolean> {
  const done = await sql<{
    done: boolean;
  }>`select skald.withhold(${shelf}, ${id}::uuid, ${away}) as done`.execute(rows);
  return done.rows[0]?.done === true;
}

const saidOf = (kind: Kind, fields: object): readonly (readonly [field: string, value: unknown])[] =>
  Object.entries(fields).filter(
    ([field, value]) => value !== undefined && KINDS[kind].fields.includes(field),
  );

async function writeJoins({ rows }: PersonTx, kind: Kind, id: string, fields: object): Promise<void> {
  const { joins, self } = KINDS[kind];
  for (const [field, ids] of Object.entries(fields)) {
    const [table, column] = joins[field] ?? [];
    if (table === undefined || column === undefined || ids === undefined) continue;
    await sql`delete from ${sql.table(table)} where ${sql.ref(self)} = ${id}`.execute(rows);
    await sql`insert into ${sql.table(table)} (${sql.ref(self)}, ${sql.ref(column)})
      select ${id}::uuid, other from unnest(${ids}::uuid[]) other group by other`.execute(rows);
  }
}
