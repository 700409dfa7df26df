import { type Kysely, sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { Database } from "../schema.ts";
import { asMaintenance } from "../transaction.ts";
import { columnOf, type Fields, KINDS, type Kind } from "./kinds.ts";

type SeedOf<K extends Kind> = Partial<Omit<Fields[K], "tags" | "skills" | "requiredRaces">> & {
  readonly name: string;
  /** By name. */
  readonly tags?: readonly string[];
};
/** What everybody finds in the catalog. Names are unique within a kind. */
export type CatalogSeed = { readonly [K in Kind]: readonly SeedOf<K>[] };

const ORDER = ["tags", "races", "archetypes", "skills", "perks", "items"] as const satisfies readonly Kind[];

/**
 * Puts onto the public shelf what is not there yet, owned by nobody; what is there stays as it is. A shared name that
 * somebody's entry has is theirs.
 * @returns how many entries are new.
 */
export async function seedCatalog(db: Kysely<Database>, seed: CatalogSeed): Promise<number> {
  return asMaintenance(db, async ({ rows }) => {
    const counted = await sql<{ n: number }>`select ${sql.join(
      ORDER.map((kind) => sql`(select count(*)::integer from ${sql.table(kind)} where owner_id is null)`),
      sql` + `,
    )} as n`.execute(rows);
    const wanted = ORDER.reduce((sum, kind) => sum + seed[kind].length, 0);
    if ((counted.rows[0]?.n ?? 0) >= wanted) return 0;
    let made = 0;
    for (const kind of ORDER) {
      if (seed[kind].length === 0) continue;
      const fields = [...new Set(seed[kind].flatMap((entry) => Object.keys(entry)))].filter((field) =>
        KINDS[kind].fields.includes(field),
      );
      const columns = fields.map(columnOf);
      const lines = seed[kind].map((entry) => ({
        id: uuidv7(),
        ...Object.fromEntries(
          Object.entries(entry).flatMap(([field, value]) =>
            fields.includes(field) ? [[columnOf(field), value]] : [],
          ),
        ),
      }));
      const done = await sql`
        insert into ${sql.table(kind)} (id, ${sql.join(columns.map((column) => sql.ref(column)))})
        select id, ${sql.join(columns.map((column) => sql.ref(column)))}
        from jsonb_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(lines)}::jsonb)
        on conflict do nothing`.execute(rows);
      made += Number(done.numAffectedRows ?? 0n);
      if (kind !== "tags") await tagSeed(rows, kind, seed[kind]);
    }
    return made;
  });
}

async function tagSeed(
  rows: Kysely<Database>,
  kind: Exclude<Kind, "tags">,
  entries: readonly { readonly name: string; readonly tags?: readonly string[] }[],
): Promise<void> {
  const pairs = entries.flatMap(({ name, tags = [] }) => tags.map((tag) => ({ name, tag })));
  const [table, column] = KINDS[kind].joins.tags ?? [];
  if (table === undefined || column === undefined || pairs.length === 0) return;
  await sql`
    insert into ${sql.table(table)} (${sql.ref(KINDS[kind].self)}, ${sql.ref(column)})
    select e.id, t.id from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p (name text, tag text)
    join ${sql.table(kind)} e on e.name = p.name and e.owner_id is null
    join tags t on t.name = p.tag and t.owner_id is null
    on conflict do nothing`.execute(rows);
}
