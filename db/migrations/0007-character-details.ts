import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner } from "./steps.ts";

const { owner, request } = ROLES;

const ME = "(select skald.current_user_id())";
const WHOSE = "character_id uuid not null references characters (id) on delete cascade";
const name = (column: string): string =>
  `${column} text not null check (length(${column}) between 1 and 200)`;

const TABLES: Readonly<Record<string, readonly string[]>> = {
  character_classes: [
    WHOSE,
    name("class_name"),
    name("class_source"),
    "level integer not null default 1 check (level between 1 and 20)",
    "subclass_name text",
    "subclass_source text",
    "starting_class boolean not null default false",
    "constraint character_classes_once unique (character_id, class_name)",
    "constraint character_classes_subclass_whole check ((subclass_name is null) = (subclass_source is null))",
  ],
  character_feats: [
    WHOSE,
    name("feat_name"),
    name("feat_source"),
    "source_type text not null default 'asi' check (source_type in ('asi', 'race', 'class', 'bonus'))",
    "constraint character_feats_once unique (character_id, feat_name)",
  ],
  character_inventory: [
    WHOSE,
    name("item_name"),
    name("item_source"),
    "quantity integer not null default 1 check (quantity >= 1)",
    "equipped boolean not null default false",
    "attuned boolean not null default false",
    "notes text",
  ],
  character_proficiencies: [
    WHOSE,
    `proficiency_type text not null
       check (proficiency_type in ('skill', 'save', 'tool', 'weapon', 'armor', 'language'))`,
    name("name"),
    "expertise boolean not null default false",
    "constraint character_proficiencies_once unique (character_id, proficiency_type, name)",
    "constraint character_proficiencies_expertise check (not expertise or proficiency_type in ('skill', 'tool'))",
  ],
  character_spells: [
    WHOSE,
    name("spell_name"),
    name("spell_source"),
    name("source_class"),
    "equipped boolean not null default false",
    "constraint character_spells_once unique (character_id, spell_name, source_class)",
  ],
  // Dice that a server rolled for somebody's character, so that everyone sees how often they were rolled.
  character_rolls: [
    "campaign_id uuid not null references campaigns (id) on delete cascade",
    "user_id uuid not null references users (id) on delete cascade",
    "character_id uuid references characters (id) on delete cascade",
    "purpose text not null check (purpose in ('abilities', 'hit-points'))",
    "dice jsonb not null",
    "rolled_at timestamptz not null default now()",
  ],
};
const DETAILS = Object.keys(TABLES).filter((table) => table !== "character_rolls");

/** Rows are numbered by UUIDv7, so the order of their ids is the order in which they were written down. */
const tableOf = ([table, columns]: [string, readonly string[]]): string =>
  `create table ${table} (id uuid primary key, ${columns.join(", ")})`;

const INDEXES = [
  ...DETAILS.map((table) => `create index idx_${table}_character on ${table} (character_id)`),
  `create unique index idx_character_classes_starting on character_classes (character_id) where starting_class`,
  `create index idx_character_rolls_campaign on character_rolls (campaign_id, user_id)`,
];

/** The character's row is held meanwhile, so that two who attune at once do not both find room. */
const ATTUNED_AT_MOST_THREE = [
  `create function skald.attuned_at_most_three() returns trigger language plpgsql set search_path = '' as $$
   begin
     perform 1 from public.characters c where c.id = new.character_id for update;
     if (select count(*) from public.character_inventory i
         where i.character_id = new.character_id and i.attuned) > 3 then
       raise exception 'a character attunes to three items at most'
         using errcode = 'check_violation', constraint = 'character_inventory_attuned';
     end if;
     return null;
   end $$`,
  `create trigger character_inventory_attuned after insert or update of attuned, character_id on character_inventory
     for each row when (new.attuned) execute function skald.attuned_at_most_three()`,
];

/** Rows of a character are seen by whoever sees the character, and written by its player. */
const policiesOf = (table: string): readonly string[] => {
  const mine = `exists (select from characters c where c.id = character_id and c.user_id = ${ME})`;
  return [
    `create policy "Details visible with their character" on ${table} for select to ${request}
       using (exists (select from characters c where c.id = character_id))`,
    `create policy "Players write details" on ${table} for insert to ${request} with check (${mine})`,
    `create policy "Players change details" on ${table} for update to ${request} using (${mine}) with check (${mine})`,
    `create policy "Players remove details" on ${table} for delete to ${request} using (${mine})`,
  ];
};

const POLICIES = [
  ...DETAILS.flatMap(policiesOf),
  `create policy "Rolls visible to participants" on character_rolls for select to ${request}
     using (skald.in_campaign(campaign_id))`,
  `create policy "Participants roll" on character_rolls for insert to ${request}
     with check (user_id = ${ME} and skald.in_campaign(campaign_id))`,
  `create policy "Rolls are used once" on character_rolls for update to ${request}
     using (user_id = ${ME} and character_id is null and skald.in_campaign(campaign_id))
     with check (user_id = ${ME} and skald.in_campaign(campaign_id)
       and exists (select from characters c where c.id = character_id and c.user_id = ${ME}))`,
  ...Object.keys(TABLES).map(
    (table) => `create policy "owner" on ${table} for all to ${owner} using (true) with check (true)`,
  ),
];

const GRANTS = [
  `grant select, insert, update, delete on ${DETAILS.join(", ")} to ${request}`,
  `grant select, insert, update (character_id) on character_rolls to ${request}`,
];

export const up = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    ...Object.entries(TABLES).map(tableOf),
    ...INDEXES,
    ...ATTUNED_AT_MOST_THREE,
    ...Object.keys(TABLES).map(
      (table) => `alter table ${table} enable row level security, force row level security`,
    ),
    ...POLICIES,
    ...GRANTS,
  ]);

export const down = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    ...Object.keys(TABLES)
      .toReversed()
      .map((table) => `drop table ${table}`),
    `drop function skald.attuned_at_most_three()`,
  ]);
