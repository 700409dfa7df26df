export const ENUMS = {
  rarity: "'COMMON', 'UNCOMMON', 'RARE', 'EPIC', 'LEGENDARY'",
  slot:
    "'NONE', 'HEAD', 'FACE', 'CHEST', 'LEGS', 'FEET', 'HANDS', 'ONE_HAND', 'TWO_HANDS', 'RING', 'AMULET', 'BELT', " +
    "'BACKPACK', 'CLOAK'",
  sex: "'MALE', 'FEMALE'",
  visibility: "'PUBLIC', 'PRIVATE', 'HIDDEN'",
} as const;

/** What has an owner and a visibility. */
export const SHELVES = ["images", "tags", "races", "archetypes", "skills", "perks", "items"] as const;
/** Those of them that have a name. */
export const NAMED = SHELVES.filter((shelf) => shelf !== "images");

const OWNED = `
  owner_id uuid references users (id) on delete set null,
  visibility visibility not null default 'PUBLIC',
  -- Set by a moderator: its owner cannot show it to everybody again.
  is_withheld boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()`;
const NAME = `
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  description text check (length(description) <= 8000)`;
const PICTURED = `image_id uuid references images (id) on delete set null`;

const modifier = (name: string, at: number): string =>
  `${name}_modifier integer not null default ${at} check (${name}_modifier between -1000 and 1000)`;
const bonus = (name: string): string => `bonus_${name} integer check (bonus_${name} between -1000 and 1000)`;
const ABILITIES = ["strength", "constitution", "dexterity", "intelligence", "wisdom", "charisma"];
const POOLS = ["health", "mana", "stamina"];

const SHELF_TABLES = [
  `create table images (
     id uuid primary key,
     blob bytea not null check (octet_length(blob) <= 4194304),
     description text check (length(description) <= 1000),
     size integer not null check (size = octet_length(blob)),
     mime_type text not null check (mime_type in ('image/webp', 'image/png', 'image/jpeg')),
     width integer not null check (width between 1 and 4096),
     height integer not null check (height between 1 and 4096),
     ${OWNED})`,
  `create table tags (${NAME}, ${OWNED})`,
  `create table races (${NAME},
     ${[...POOLS.map((pool) => modifier(pool, 100)), ...ABILITIES.map((one) => modifier(one, 10))].join(", ")},
     ${PICTURED}, ${OWNED})`,
  `create table archetypes (${NAME}, ${PICTURED}, ${OWNED})`,
  `create table skills (${NAME},
     required_level integer not null default 1 check (required_level between 0 and 20), ${PICTURED}, ${OWNED})`,
  `create table perks (${NAME},
     required_level integer not null default 0 check (required_level between 0 and 20), ${PICTURED}, ${OWNED})`,
  `create table items (${NAME},
     ${[...POOLS, ...ABILITIES].map(bonus).join(", ")},
     damage integer check (damage between 0 and 1000),
     defense integer check (defense between 0 and 1000),
     rarity rarity not null default 'COMMON',
     slot slot not null default 'NONE',
     required_level integer not null default 1 check (required_level between 0 and 20),
     weight double precision not null default 1.0 check (weight between 0 and 1000000),
     durability integer not null default 100 check (durability between 0 and max_durability),
     max_durability integer not null default 100 check (max_durability between 0 and 1000000),
     value integer not null default 0 check (value >= 0),
     is_2_handed boolean not null default false,
     is_throwable boolean not null default false,
     is_consumable boolean not null default false,
     is_quest_item boolean not null default false,
     is_tradeable boolean not null default true,
     ${PICTURED}, ${OWNED})`,
  // The same picture at several sizes, made when it came.
  `create table image_variants (
     image_id uuid not null references images (id) on delete cascade,
     edge integer not null check (edge in (64, 256, 1024)),
     blob bytea not null,
     width integer not null,
     height integer not null,
     primary key (image_id, edge))`,
];

export type Join = {
  readonly table: string;
  readonly left: { readonly column: string; readonly table: string };
  readonly right: { readonly column: string; readonly table: string };
};
const join = (table: string, left: readonly [string, string], right: readonly [string, string]): Join => ({
  table,
  left: { column: left[0], table: left[1] },
  right: { column: right[0], table: right[1] },
});

/** Entries of the catalog with each other; the one at the left decides who may change it. */
export const ENTRY_JOINS = [
  ...["skill", "perk", "race", "archetype", "item"].map((kind) =>
    join(`${kind}_tags`, [`${kind}_id`, `${kind}s`], ["tag_id", "tags"]),
  ),
  join("race_skills", ["race_id", "races"], ["skill_id", "skills"]),
  join("archetype_skills", ["archetype_id", "archetypes"], ["skill_id", "skills"]),
  join("archetype_required_races", ["archetype_id", "archetypes"], ["race_id", "races"]),
  join("item_bonus_skills", ["item_id", "items"], ["skill_id", "skills"]),
  join("item_bonus_perks", ["item_id", "items"], ["perk_id", "perks"]),
];
/** What a character has of the catalog. */
export const CHARACTER_JOINS = ["skill", "perk", "tag", "item"].map((kind) =>
  join(`character_${kind}s`, ["character_id", "characters"], [`${kind}_id`, `${kind}s`]),
);
export const JOINS: readonly Join[] = [...ENTRY_JOINS, ...CHARACTER_JOINS];

/** Each with the kind of thing that fits it. */
export const SLOTS: Readonly<Record<string, readonly string[]>> = {
  head: ["HEAD"],
  face: ["FACE"],
  chest: ["CHEST"],
  legs: ["LEGS"],
  feet: ["FEET"],
  hands: ["HANDS"],
  right_hand: ["ONE_HAND", "TWO_HANDS"],
  left_hand: ["ONE_HAND"],
  right_ring: ["RING"],
  left_ring: ["RING"],
  amulet: ["AMULET"],
  belt: ["BELT"],
  backpack: ["BACKPACK"],
  cloak: ["CLOAK"],
};

const JOIN_TABLES = [
  ...JOINS.map(
    ({ table, left, right }) => `create table ${table} (
       ${left.column} uuid not null references ${left.table} (id) on delete cascade,
       ${right.column} uuid not null references ${right.table} (id) on delete cascade,
       ${table === "character_items" ? "quantity integer not null default 1 check (quantity between 1 and 10000)," : ""}
       primary key (${left.column}, ${right.column}))`,
  ),
  ...JOINS.map(({ table, right }) => `create index idx_${table}_back on ${table} (${right.column})`),
  `create table equipment (
     id uuid primary key,
     character_id uuid not null unique references characters (id) on delete cascade,
     ${Object.keys(SLOTS)
       .map((slot) => `${slot}_id uuid references items (id) on delete restrict`)
       .join(", ")},
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now())`,
  `create index idx_equipment_character on equipment (character_id)`,
  // A deletion asks each slot whether it holds the item.
  ...Object.keys(SLOTS).map(
    (slot) => `create index idx_equipment_${slot} on equipment (${slot}_id) where ${slot}_id is not null`,
  ),
];

const indexes = (table: string, columns: Readonly<Record<string, string>>): string[] =>
  Object.entries(columns).map(([name, on]) => `create index idx_${table}_${name} on ${table} (${on})`);
const RECENT = "created_at desc, id desc";

/** Those that the model names come first in each list; a row of the public shelf has one for each order it is read in. */
const INDEXES = [
  ...SHELVES.flatMap((table) => indexes(table, { owner: "owner_id", visibility: "visibility" })),
  ...NAMED.flatMap((table) => indexes(table, { name: "name" })),
  ...NAMED.flatMap((table) =>
    indexes(table, {
      owner_visibility_name: "owner_id, visibility, name, id",
      visibility_name: "visibility, name, id",
      owner_name: "owner_id, name, id",
    }),
  ),
  ...SHELVES.flatMap((table) => indexes(table, { visibility_recent: `visibility, ${RECENT}` })),
  ...indexes("images", { owner_visibility_recent: `owner_id, visibility, ${RECENT}` }),
  ...indexes("races", { modifiers: "strength_modifier, constitution_modifier, dexterity_modifier" }),
  ...["skills", "perks"].flatMap((table) =>
    indexes(table, { level_visibility: "required_level, visibility, owner_id, id" }),
  ),
  ...["skills", "perks", "items"].flatMap((table) =>
    indexes(table, { visibility_level: "visibility, required_level, id" }),
  ),
  ...indexes("items", {
    rarity: "rarity",
    slot: "slot",
    required_level: "required_level",
    rarity_slot_level: "rarity, slot, required_level, visibility, id",
    owner_recent: `owner_id, visibility, ${RECENT}`,
    slot_level: "slot, required_level",
    combat_stats: "damage, defense",
  }),
  ...indexes("characters", {
    owner_recent: `user_id, visibility, ${RECENT}`,
    search_core: "user_id, archetype_id, race_id, level desc, id desc",
    taxonomy: "archetype_id, race_id, level desc, created_at desc, id desc",
  }),
  // What everybody sees has one name; what one keeps to oneself may be called as others call theirs.
  ...NAMED.flatMap((table) => [
    `create unique index ${table}_public_name on ${table} (lower(name)) where visibility = 'PUBLIC'`,
    `create unique index ${table}_own_name on ${table} (owner_id, lower(name)) where visibility <> 'PUBLIC'`,
  ]),
];

const CHARACTER_COLUMNS: readonly (readonly [name: string, definition: string])[] = [
  ["sex", "sex not null default 'MALE'"],
  ["age", "integer not null default 18 check (age between 0 and 100000)"],
  ["description", "text check (length(description) <= 8000)"],
  // Follows from what play carried back or, before any play, from the sheet: nobody writes it.
  [
    "experience",
    `integer not null generated always as (case
       when jsonb_typeof(carried -> 'xp') = 'number' then round((carried ->> 'xp')::numeric)::integer
       when jsonb_typeof(sheet -> 'xp') = 'number' then round((sheet ->> 'xp')::numeric)::integer
       else 0 end) stored`,
  ],
  ["mana", "integer not null default 100 check (mana between 0 and 100000)"],
  ["stamina", "integer not null default 100 check (stamina between 0 and 100000)"],
  ["visibility", "visibility not null default 'PUBLIC'"],
  ["image_id", "uuid references images (id) on delete set null"],
  ["race_id", "uuid references races (id) on delete restrict"],
  ["archetype_id", "uuid references archetypes (id) on delete restrict"],
];

export const TABLES = [...SHELVES, "image_variants", ...JOINS.map(({ table }) => table), "equipment"];
const TOUCHED = [...SHELVES, "equipment"];

export const TABLES_UP = [
  ...Object.entries(ENUMS).map(([name, values]) => `create type ${name} as enum (${values})`),
  ...SHELF_TABLES,
  `alter table characters ${CHARACTER_COLUMNS.map(([name, definition]) => `add column ${name} ${definition}`).join(", ")}`,
  `alter table users add constraint users_profile_picture foreign key (profile_picture_id)
     references images (id) on delete set null`,
  ...JOIN_TABLES,
  ...INDEXES,
  ...TOUCHED.map(
    (table) =>
      `create trigger ${table}_touch before update on ${table} for each row execute function skald.touch()`,
  ),
];

export const TABLES_DOWN = [
  `alter table users drop constraint users_profile_picture`,
  ...["equipment", ...JOINS.map(({ table }) => table), "image_variants"].map(
    (table) => `drop table ${table}`,
  ),
  `alter table characters ${CHARACTER_COLUMNS.map(([name]) => `drop column ${name}`).join(", ")}`,
  ...SHELVES.toReversed().map((table) => `drop table ${table}`),
  ...Object.keys(ENUMS).map((name) => `drop type ${name}`),
];
