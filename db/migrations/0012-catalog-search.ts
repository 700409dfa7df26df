import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { NAMED } from "./catalog/tables.ts";
import { asOwner, asRole } from "./steps.ts";

const { owner, lookup, request } = ROLES;

/**
 * The words of each entry's name and description, in the order in which search reads them. `shelf` and `visibility`
 * are text: an enum may not be compared for an index below policies.
 */
const TABLE = [
  `create table catalog_words (
     entry uuid not null,
     word text collate "C" not null check (length(word) between 1 and 40),
     shelf text not null,
     owner_id uuid,
     visibility text not null,
     primary key (entry, word))`,
  `create index idx_catalog_words_visibility on catalog_words (shelf, visibility, word, entry)`,
  `create index idx_catalog_words_owner on catalog_words (shelf, owner_id, word, entry) where owner_id is not null`,
  `create index idx_catalog_words_owner_visibility on catalog_words (shelf, owner_id, visibility, word, entry)
     where owner_id is not null`,
  `alter table catalog_words enable row level security, force row level security`,
  `create policy "owner" on catalog_words for all to ${owner} using (true) with check (true)`,
  `create policy "lookup" on catalog_words for all to ${lookup} using (true) with check (true)`,
  `grant select, insert, delete on catalog_words to ${lookup}`,
];

/** In small letters, without punctuation; an apostrophe joins. What comes after the 200th word is not found by it. */
const WORDS_OF = `
  create function skald.words_of(said text) returns text[]
  language sql immutable parallel safe set search_path = '' as $$
    select coalesce(array_agg(w.word order by w.at), '{}') from (
      select left(s.word, 40) as word, min(s.at) as at
      from regexp_split_to_table(
        translate(lower(said), '!"#$%&()*+,-./:;<=>?@[\\]^_\`{|}~''’', repeat(' ', 31)), '\\s+'
      ) with ordinality as s (word, at)
      where s.word <> '' group by 1 order by 2 limit 200) w
  $$`;

const KEEP_WORDS = `
  create function skald.keep_words() returns trigger
  language plpgsql security definer set search_path = '' as $$
  begin
    if tg_op = 'DELETE' then
      delete from public.catalog_words w using gone g where w.entry = g.id;
      return null;
    end if;
    if tg_op = 'UPDATE' then
      delete from public.catalog_words w using gone g join fresh f on f.id = g.id
        where w.entry = g.id and (f.name, f.description, f.visibility, f.owner_id)
          is distinct from (g.name, g.description, g.visibility, g.owner_id);
    end if;
    insert into public.catalog_words (entry, word, shelf, owner_id, visibility)
      select f.id, w.word, tg_table_name, f.owner_id, f.visibility::text
      from fresh f cross join lateral unnest(skald.words_of(f.name || ' ' || coalesce(f.description, ''))) w (word)
      on conflict do nothing;
    return null;
  end $$`;

const triggers = (table: string): readonly string[] =>
  [
    ["insert", "referencing new table as fresh"],
    ["update", "referencing old table as gone new table as fresh"],
    ["delete", "referencing old table as gone"],
  ].map(
    ([on, tables]) => `create trigger ${table}_words_${on} after ${on} on ${table} ${tables}
      for each statement execute function skald.keep_words()`,
  );

const BEGINS = (word: string, prefix: string) =>
  `${word} >= ${prefix} and ${word} < ${prefix} || pg_catalog.chr(1114111)`;

/**
 * The query of a search: entries in the order of the word that matched, each with whether it is a hit, which is said
 * of the first of its words that match.
 *
 * $1 to $7 as in `catalog_query`, where $6 is a word; $8 the beginning of a word that is read along, $9 all others.
 */
const QUERY = `
  create function skald.catalog_search_query(shelf text, scope text, narrowed text[], onward boolean)
  returns text language plpgsql immutable set search_path = '' as $$
  declare
    leveled boolean := shelf in ('skills', 'perks', 'items');
    mine text := 'w.owner_id = $1';
    wanted text := case
      when scope = 'public' then 'w.visibility = ''PUBLIC'''
      when scope = 'own' then mine
      when scope = 'hidden' then 'w.visibility = ''HIDDEN'''
      when scope in ('PUBLIC', 'PRIVATE', 'HIDDEN') then pg_catalog.format('%s and w.visibility = %L', mine, scope)
    end;
    fits text := '';
  begin
    if not shelf = any ('{${NAMED.join(",")}}') or wanted is null then
      raise exception 'no such list: % %', shelf, scope using errcode = 'invalid_parameter_value';
    end if;
    if 'rarity' = any (narrowed) and shelf = 'items' then fits := fits || ' and e.rarity = $2::public.rarity'; end if;
    if 'slot' = any (narrowed) and shelf = 'items' then fits := fits || ' and e.slot = $3::public.slot'; end if;
    if 'level' = any (narrowed) and leveled then fits := fits || ' and e.required_level = $4'; end if;
    if fits <> '' then
      fits := pg_catalog.format(' and exists (select from public.%I e where e.id = w.entry%s)', shelf, fits);
    end if;
    if 'tag' = any (narrowed) and shelf <> 'tags' then
      fits := fits || pg_catalog.format(
        ' and exists (select from public.%1$s_tags t where t.%1$s_id = w.entry and t.tag_id = $5)',
        pg_catalog.left(shelf, -1));
    end if;
    return pg_catalog.format($query$
      select w.entry, w.word, not exists (
          select from public.catalog_words s where s.entry = w.entry and s.word >= $8 and s.word < w.word)
        and not exists (select from pg_catalog.unnest($9) o (word) where not exists (
          select from public.catalog_words s where s.entry = w.entry and ${BEGINS("s.word", "o.word")}))%s as hit
      from public.catalog_words w where w.shelf = %L and %s and ${BEGINS("w.word", "$8")}%s
      order by w.word, w.entry$query$,
      fits, shelf, wanted, case when onward then ' and (w.word, w.entry) > ($6, $7::uuid)' else '' end);
  end $$`;

/**
 * One page: the hits and, when so many words were read that it stops there, the place it has come to, which is none.
 * It reads along the word with the fewest entries, for as far as it counts; the pages after the first along the same
 * word, which is the one that the place begins with. A word that begins another one is said by that.
 */
const SEARCH = `
  create function skald.catalog_search(shelf text, scope text, said text, narrowed text[], rarity text, slot text,
    level integer, tag uuid, after_key text, after_id uuid, most integer, reads integer)
  returns table (entry uuid, word text, hit boolean)
  language plpgsql stable rows 50 security definer set search_path = '' as $$
  declare
    asked text[];
    along text;
    fewest integer;
    counted integer;
    one text;
    line record;
    done integer := 0;
    found_so_far integer := 0;
    me uuid := skald.current_user_id();
  begin
    if me is null or (scope = 'hidden' and not skald.is_moderator()) then return; end if;
    select pg_catalog.array_agg(w) into asked from pg_catalog.unnest((skald.words_of(said))[1:8]) w
      where not exists (select from pg_catalog.unnest((skald.words_of(said))[1:8]) o
        where o <> w and pg_catalog.starts_with(o, w));
    foreach one in array coalesce(asked, '{}') loop
      if after_id is null then
        execute pg_catalog.format('select count(*)::integer from (select from public.catalog_words w
          where w.shelf = $1 and %s and ${BEGINS("w.word", "$3")} limit $4) c',
          case when scope = 'public' then 'w.visibility = ''PUBLIC'''
               when scope = 'hidden' then 'w.visibility = ''HIDDEN''' else 'w.owner_id = $2' end)
          into counted using shelf, me, one, reads;
        if fewest is null or counted < fewest then fewest := counted; along := one; end if;
      elsif pg_catalog.starts_with(after_key, one) then along := one;
      end if;
    end loop;
    if along is null or fewest = 0 then return; end if;
    for line in execute skald.catalog_search_query(shelf, scope, narrowed, after_id is not null) || ' limit $10'
      using me, rarity, slot, level, tag, after_key, after_id, along, pg_catalog.array_remove(asked, along), reads
    loop
      done := done + 1;
      entry := line.entry;
      word := line.word;
      hit := line.hit;
      if hit then
        return next;
        found_so_far := found_so_far + 1;
        exit when found_so_far = most;
      end if;
      if done = reads then
        hit := false;
        return next;
      end if;
    end loop;
  end $$`;

const ASKED = [
  "skald.catalog_search(text, text, text, text[], text, text, integer, uuid, text, uuid, integer, integer)",
];
const UNASKED = [
  "skald.catalog_search_query(text, text, text[], boolean)",
  "skald.keep_words()",
  "skald.words_of(text)",
];
const DROPPED = [...ASKED, ...UNASKED];

export async function up(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, TABLE);
  await asRole(db, lookup, [
    WORDS_OF,
    KEEP_WORDS,
    QUERY,
    SEARCH,
    `revoke all on function ${DROPPED.join(", ")} from public`,
    `grant execute on function ${ASKED.join(", ")} to ${request}`,
    `grant execute on function ${UNASKED.join(", ")} to ${owner}`,
  ]);
  await asOwner(db, [
    ...NAMED.flatMap(triggers),
    ...NAMED.map(
      (table) => `insert into catalog_words (entry, word, shelf, owner_id, visibility)
        select e.id, w.word, '${table}', e.owner_id, e.visibility::text
        from ${table} e cross join lateral unnest(skald.words_of(e.name || ' ' || coalesce(e.description, ''))) w (word)`,
    ),
  ]);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await asOwner(
    db,
    NAMED.flatMap((table) =>
      ["insert", "update", "delete"].map((on) => `drop trigger ${table}_words_${on} on ${table}`),
    ),
  );
  await asRole(
    db,
    lookup,
    DROPPED.map((name) => `drop function ${name}`),
  );
  await asOwner(db, [`drop table catalog_words`]);
}
