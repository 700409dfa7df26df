import { sql } from "kysely";
import type { Connection } from "../../db/connect.ts";
import { asMaintenance } from "../../db/transaction.ts";
import type { UserId } from "../../rules/ids.ts";

/** A large shelf: a tenth is one person's, half of that private; names, levels, kinds and times are spread. */
export async function fillShelf({ db }: Connection, owner: UserId, rows: number): Promise<void> {
  const steps = 10;
  for (let step = 0; step < steps; step += 1)
    await asMaintenance(db, ({ rows: tx }) =>
      sql`insert into items (id, name, owner_id, visibility, rarity, slot, required_level, created_at)
        select gen_random_uuid(), 'Item ' || lpad(((n * 7919) % ${rows}::integer)::text, 7, '0'),
          case when n % 10 = 0 then ${owner}::uuid end,
          case when n % 20 = 0 then 'PRIVATE' else 'PUBLIC' end::visibility,
          (enum_range(null::rarity))[1 + n % 5], (enum_range(null::slot))[1 + n % 14], 1 + n % 20,
          '2026-01-01'::timestamptz + make_interval(secs => n % 50000)
        from generate_series(${step * (rows / steps)}::integer, ${(step + 1) * (rows / steps) - 1}::integer) n`.execute(
        tx,
      ),
    );
  await asMaintenance(db, ({ rows: tx }) => sql`analyze items, catalog_words`.execute(tx));
}
