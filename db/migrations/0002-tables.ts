import type { Kysely } from "kysely";
import { asOwner } from "./steps.ts";

const ENUMS = {
  dice_mode: "'rng', 'player_entered'",
  map_mode: "'grid_2d', 'narrative_only'",
  player_role: "'owner', 'player'",
  invite_status: "'pending', 'accepted', 'declined'",
  session_status: "'active', 'paused', 'ended'",
  seat_role: "'dm', 'player', 'spectator'",
  event_type:
    "'session_start', 'session_end', 'player_action', 'ai_response', 'dice_roll', 'state_change', " +
    "'combat_start', 'combat_end', 'turn_start', 'turn_end'",
} as const;

const ability = (name: string): string => `${name} integer not null check (${name} between 1 and 30)`;

const PEOPLE = [
  `create table users (
     id uuid primary key default gen_random_uuid(),
     email text not null unique check (email = lower(btrim(email)) and email like '_%@_%' and length(email) <= 254),
     password_hash text not null,
     -- Raised to end every token that was given out before.
     token_version integer not null default 0,
     created_at timestamptz not null default now(),
     deleted_at timestamptz
   )`,
  `create table profiles (
     id uuid primary key references users (id) on delete cascade,
     display_name text not null check (length(display_name) between 1 and 80),
     avatar_url text,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now()
   )`,
];

const CAMPAIGNS = [
  `create table campaigns (
     id uuid primary key default gen_random_uuid(),
     owner_id uuid not null references users (id) on delete cascade,
     name text not null check (length(name) between 1 and 80),
     description text,
     dice_mode dice_mode not null default 'rng',
     map_mode map_mode not null default 'grid_2d',
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     deleted_at timestamptz
   )`,
  `create index idx_campaigns_owner on campaigns (owner_id)`,
  `create table campaign_players (
     id uuid primary key default gen_random_uuid(),
     campaign_id uuid not null references campaigns (id) on delete cascade,
     user_id uuid not null references users (id) on delete cascade,
     role player_role not null default 'player',
     invite_status invite_status not null default 'pending',
     invited_at timestamptz not null default now(),
     joined_at timestamptz,
     unique (campaign_id, user_id)
   )`,
  `create index idx_campaign_players_campaign on campaign_players (campaign_id)`,
  `create index idx_campaign_players_user on campaign_players (user_id)`,
  // The code itself is shown once and never stored.
  `create table invites (
     id uuid primary key default gen_random_uuid(),
     campaign_id uuid not null references campaigns (id) on delete cascade,
     code_hash bytea not null unique check (octet_length(code_hash) = 32),
     created_by uuid not null references users (id) on delete cascade,
     created_at timestamptz not null default now(),
     expires_at timestamptz not null,
     revoked_at timestamptz,
     uses integer not null default 0,
     max_uses integer not null default 12 check (max_uses between 1 and 100)
   )`,
  `create index idx_invites_campaign on invites (campaign_id)`,
];

const SESSIONS = [
  `create table sessions (
     id uuid primary key default gen_random_uuid(),
     campaign_id uuid not null references campaigns (id) on delete cascade,
     name text check (length(name) <= 80),
     status session_status not null default 'active',
     -- The number of the last event: the optimistic lock of the append. 0 only inside the transaction that
     -- makes the session, which appends session-started.
     version integer not null default 0 check (version >= 0),
     epoch integer not null default 0,
     lease_owner text,
     lease_until timestamptz,
     narrative_summary text,
     current_location text,
     active_npcs jsonb not null default '[]',
     combat_state jsonb,
     map_state jsonb,
     -- The number up to which the projected columns above were folded.
     projected_version integer not null default 0,
     forked_from uuid references sessions (id) on delete set null,
     forked_at integer,
     started_at timestamptz not null default now(),
     ended_at timestamptz,
     last_activity timestamptz not null default now(),
     deleted_at timestamptz
   ) with (fillfactor = 70)`,
  `create index idx_sessions_campaign on sessions (campaign_id)`,
  `create index idx_sessions_status on sessions (status)`,
  `create table session_seats (
     id uuid primary key default gen_random_uuid(),
     session_id uuid not null references sessions (id) on delete cascade,
     user_id uuid not null references users (id) on delete cascade,
     role seat_role not null default 'player',
     created_at timestamptz not null default now(),
     unique (session_id, user_id)
   )`,
  `create index idx_session_seats_user on session_seats (user_id)`,
];

const CHARACTERS = [
  `create table characters (
     id uuid primary key default gen_random_uuid(),
     campaign_id uuid not null references campaigns (id) on delete cascade,
     user_id uuid not null references users (id) on delete cascade,
     name text not null check (length(name) between 1 and 80),
     race text not null,
     class text not null,
     level integer not null default 1 check (level between 1 and 20),
     max_hp integer not null check (max_hp >= 1),
     current_hp integer not null check (current_hp between 0 and max_hp),
     armor_class integer not null check (armor_class >= 0),
     speed integer not null default 30 check (speed >= 0),
     ${["strength", "dexterity", "constitution", "intelligence", "wisdom", "charisma"].map(ability).join(", ")},
     skills jsonb not null default '{}',
     proficiencies jsonb not null default '[]',
     equipment jsonb not null default '[]',
     spells jsonb not null default '[]',
     features jsonb not null default '[]',
     notes text,
     -- The whole sheet, as the rules read it; the columns beside it are for lists and searches.
     sheet jsonb not null,
     -- Experience and what else play changes but the sheet does not hold.
     carried jsonb not null default '{}',
     playing_in uuid references sessions (id) on delete set null,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     deleted_at timestamptz
   )`,
  `create index idx_characters_campaign on characters (campaign_id)`,
  `create index idx_characters_user on characters (user_id)`,
  `create table character_history (
     id uuid primary key default gen_random_uuid(),
     character_id uuid not null references characters (id) on delete cascade,
     changed_by uuid,
     changed_at timestamptz not null default now(),
     -- Set when play changed the character: the event up to which it was carried back.
     session_id uuid,
     sequence integer,
     before jsonb not null,
     after jsonb not null,
     unique (character_id, session_id, sequence)
   )`,
];

/**
 * `events` refers to nothing by a foreign key: the append joins its own update of the session's row, so no
 * event is without a session, and a check for each row would cost a fifth of the rate. The trigger keeps the
 * cascade; a person's events stay when the person goes. `(session_id, sequence)` also serves what the seed's
 * two indexes on session_id were for.
 */
const EVENTS = [
  `create table events (
     id uuid primary key,
     session_id uuid not null,
     sequence integer not null check (sequence >= 1),
     type event_type not null,
     kind text not null,
     actor_id uuid,
     actor_name text,
     seat_id uuid,
     command_id text,
     payload_hash bytea check (octet_length(payload_hash) = 32),
     causation_id uuid,
     content jsonb not null,
     rule_citations jsonb not null default '[]',
     seen jsonb not null,
     salt bytea not null check (octet_length(salt) = 16),
     prev_hash bytea not null check (octet_length(prev_hash) = 32),
     hash bytea not null check (octet_length(hash) = 32),
     created_at timestamptz not null default now(),
     constraint events_command_whole check ((command_id is null) = (payload_hash is null)),
     constraint events_command_first check (command_id is null or causation_id is null)
   )`,
  `create unique index idx_events_session_sequence on events (session_id, sequence)`,
  `create index idx_events_type on events (type)`,
  `create unique index idx_events_command on events (session_id, seat_id, command_id)
     nulls not distinct where command_id is not null`,
  // No foreign key: the secrets are made, and committed to, before the session's row.
  `create table dice_secrets (
     session_id uuid primary key,
     open_secret text not null check (open_secret ~ '^[0-9a-f]{64}$'),
     hidden_secret text not null check (hidden_secret ~ '^[0-9a-f]{64}$'),
     created_at timestamptz not null default now(),
     revealed_at timestamptz
   )`,
  `create function skald.forget_session() returns trigger language plpgsql security definer set search_path = ''
     as $$ begin
       delete from public.events where session_id = old.id;
       delete from public.dice_secrets where session_id = old.id;
       return old;
     end $$`,
  `revoke all on function skald.forget_session() from public`,
  `create trigger sessions_forget after delete on sessions for each row execute function skald.forget_session()`,
];

const TOUCHED = ["profiles", "campaigns", "characters"];
const touch = (table: string): string =>
  `create trigger ${table}_touch before update on ${table} for each row execute function skald.touch()`;

const TABLES = [
  "dice_secrets",
  "events",
  "character_history",
  "characters",
  "session_seats",
  "sessions",
  "invites",
  "campaign_players",
  "campaigns",
  "profiles",
  "users",
];

export const up = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    ...Object.entries(ENUMS).map(([name, values]) => `create type ${name} as enum (${values})`),
    ...PEOPLE,
    ...CAMPAIGNS,
    ...SESSIONS,
    ...CHARACTERS,
    ...EVENTS,
    ...TOUCHED.map(touch),
  ]);

export const down = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    ...TABLES.map((table) => `drop table ${table}`),
    `drop function skald.forget_session()`,
    ...Object.keys(ENUMS).map((name) => `drop type ${name}`),
  ]);
