import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner, asRole } from "./steps.ts";

const { owner, auth, request, lookup } = ROLES;

const ME = "(select skald.current_user_id())";
const ROLE_TYPE = "create type user_role as enum ('USER', 'MODERATOR', 'ADMIN')";

const COLUMNS: readonly (readonly [name: string, definition: string])[] = [
  ["bio", "text check (length(bio) <= 2000)"],
  ["role", "user_role not null default 'USER'"],
  ["is_email_verified", "boolean not null default false"],
  ["is_active", "boolean not null default true"],
  ["last_login", "timestamptz not null default now()"],
  ["last_password_change", "timestamptz"],
  ["is_banned", "boolean not null default false"],
  ["ban_reason", "text check (length(ban_reason) <= 500)"],
  ["banned_until", "timestamptz"],
  ["banned_by_id", "uuid references users (id) on delete set null"],
  ["oauth_provider", "text check (length(oauth_provider) <= 200)"],
  ["oauth_id", "text check (length(oauth_id) <= 255)"],
  // What it refers to comes with the images.
  ["profile_picture_id", "uuid unique"],
  ["updated_at", "timestamptz not null default now()"],
];

const CONSTRAINTS: readonly (readonly [name: string, definition: string])[] = [
  ["users_oauth_whole", "check ((oauth_provider is null) = (oauth_id is null))"],
  ["users_oauth_once", "unique (oauth_provider, oauth_id)"],
];

/** Every secret that is given out is kept as its SHA-256 alone; 256 random bits need no slower hash. */
const TABLES = [
  `create table refresh_tokens (
     id uuid primary key,
     token bytea not null unique check (octet_length(token) = 32),
     user_id uuid not null references users (id) on delete cascade,
     -- One sign-in: all tokens that followed from it, of which one holds at a time.
     family_id uuid not null,
     expires_at timestamptz not null,
     is_revoked boolean not null default false,
     -- Traded in for the next one. Whoever shows it after that has a copy.
     used_at timestamptz,
     device_info text check (length(device_info) <= 200),
     ip_address text check (length(ip_address) <= 64),
     user_agent text check (length(user_agent) <= 500),
     signed_in_at timestamptz not null default now(),
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now()
   )`,
  `create index idx_refresh_tokens_user on refresh_tokens (user_id)`,
  `create index idx_refresh_tokens_expires on refresh_tokens (expires_at)`,
  `create index idx_refresh_tokens_family on refresh_tokens (family_id)`,
  `create index idx_refresh_tokens_token_active on refresh_tokens (token, is_revoked, expires_at)`,
  `create index idx_refresh_tokens_user_active on refresh_tokens (user_id, is_revoked, expires_at, id)`,
  `create table one_time_tokens (
     id uuid primary key,
     token_hash bytea not null unique check (octet_length(token_hash) = 32),
     user_id uuid not null references users (id) on delete cascade,
     purpose text not null check (purpose in ('verify-email', 'reset-password')),
     -- The address that it was sent to: it proves nothing about a later one.
     email text not null,
     expires_at timestamptz not null,
     used_at timestamptz,
     created_at timestamptz not null default now()
   )`,
  `create index idx_one_time_tokens_user on one_time_tokens (user_id, purpose)`,
  // What a write was answered, so that its repetition gets the same. Sealed: answers hold invite codes.
  `create table idempotency_keys (
     user_id uuid not null references users (id) on delete cascade,
     key_hash bytea not null check (octet_length(key_hash) = 32),
     fingerprint bytea not null check (octet_length(fingerprint) = 32),
     status integer check (status between 200 and 499),
     answer bytea,
     created_at timestamptz not null default now(),
     primary key (user_id, key_hash)
   )`,
  `create index idx_idempotency_keys_created on idempotency_keys (created_at)`,
];
const NEW_TABLES = ["idempotency_keys", "one_time_tokens", "refresh_tokens"];

/** A ban that ran out is none, and a role counts for nobody who is banned, put to rest or gone. */
const FUNCTIONS = [
  `create function skald.has_role(variadic wanted public.user_role[]) returns boolean
   language sql stable security definer set search_path = '' as $$
     select exists (select from public.users u
       where u.id = skald.current_user_id() and u.role = any(wanted) and u.deleted_at is null and u.is_active
         and not (u.is_banned and (u.banned_until is null or u.banned_until > pg_catalog.now())))
   $$`,
  `create function skald.is_moderator() returns boolean
   language sql stable security definer set search_path = '' as $$
     select skald.has_role('MODERATOR', 'ADMIN')
   $$`,
];
const SIGNATURES = ["skald.has_role(public.user_role[])", "skald.is_moderator()"];

const POLICIES = [
  `create policy "lookup" on users for select to ${lookup} using (true)`,
  `create policy "Moderators see accounts" on users for select to ${request}
     using ((select skald.is_moderator()))`,
  // Which columns a person may change of themselves and of others differs, so others go by the moderators' functions.
  `create policy "Users tell of themselves" on users for update to ${request} using (id = ${ME}) with check (id = ${ME})`,
  `create policy "auth" on refresh_tokens for all to ${auth} using (true) with check (true)`,
  `create policy "Users see own sign-ins" on refresh_tokens for select to ${request} using (user_id = ${ME})`,
  `create policy "auth" on one_time_tokens for all to ${auth} using (true) with check (true)`,
  `create policy "Users repeat own requests" on idempotency_keys for all to ${request}
     using (user_id = ${ME}) with check (user_id = ${ME})`,
  ...NEW_TABLES.map(
    (table) => `create policy "owner" on ${table} for all to ${owner} using (true) with check (true)`,
  ),
];

/**
 * What moderators do to others. Nobody judges themselves, a moderator judges users alone, and an admin everybody
 * else. True when it was done.
 */
const MODERATION = [
  `create function skald.ban_user(person uuid, reason text, ends timestamptz) returns boolean
   language plpgsql volatile security definer set search_path = '' as $$
   begin
     update public.users u set is_banned = true, ban_reason = reason, banned_until = ends,
         banned_by_id = skald.current_user_id(), token_version = u.token_version + 1
       where u.id = person and u.deleted_at is null and skald.may_judge(u.id, u.role);
     return found;
   end $$`,
  `create function skald.lift_ban(person uuid) returns boolean
   language plpgsql volatile security definer set search_path = '' as $$
   begin
     update public.users u set is_banned = false, ban_reason = null, banned_until = null, banned_by_id = null
       where u.id = person and u.deleted_at is null and skald.may_judge(u.id, u.role);
     return found;
   end $$`,
  `create function skald.set_role(person uuid, wanted public.user_role) returns boolean
   language plpgsql volatile security definer set search_path = '' as $$
   begin
     update public.users u set role = wanted, token_version = u.token_version + 1
       where u.id = person and u.deleted_at is null and u.id <> skald.current_user_id()
         and skald.has_role('ADMIN');
     return found;
   end $$`,
];
const MAY_JUDGE = `create function skald.may_judge(person uuid, has public.user_role) returns boolean
   language sql stable security definer set search_path = '' as $$
     select person <> skald.current_user_id()
       and (skald.has_role('ADMIN') or (skald.has_role('MODERATOR') and has = 'USER'))
   $$`;
const MODERATION_SIGNATURES = [
  "skald.ban_user(uuid, text, timestamptz)",
  "skald.lift_ban(uuid)",
  "skald.set_role(uuid, public.user_role)",
];

const AUTH_UPDATES =
  "email, password_hash, token_version, deleted_at, is_email_verified, is_active, last_login, last_password_change, oauth_provider, oauth_id, role";

const GRANTS = [
  `grant select, update (role, is_banned, ban_reason, banned_until, banned_by_id, token_version) on users to ${lookup}`,
  `grant update (${AUTH_UPDATES}) on users to ${auth}`,
  `grant select (bio, role, is_email_verified, is_active, last_login, last_password_change, is_banned, ban_reason,
     banned_until, banned_by_id, oauth_provider, profile_picture_id, updated_at, deleted_at), update (bio, profile_picture_id)
     on users to ${request}`,
  `grant select, insert, update, delete on refresh_tokens, one_time_tokens to ${auth}`,
  `grant select (id, user_id, family_id, expires_at, is_revoked, used_at, device_info, ip_address, user_agent,
     signed_in_at, created_at) on refresh_tokens to ${request}`,
  `grant select, insert, update (status, answer), delete on idempotency_keys to ${request}`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [
    ROLE_TYPE,
    `alter table users ${COLUMNS.map(([name, definition]) => `add column ${name} ${definition}`).join(", ")}`,
    ...CONSTRAINTS.map(([name, definition]) => `alter table users add constraint ${name} ${definition}`),
    `create trigger users_touch before update on users for each row execute function skald.touch()`,
    ...TABLES,
    `create trigger refresh_tokens_touch before update on refresh_tokens for each row execute function skald.touch()`,
    ...NEW_TABLES.map((table) => `alter table ${table} enable row level security, force row level security`),
    ...GRANTS,
  ]);
  await asRole(db, lookup, [
    ...FUNCTIONS,
    MAY_JUDGE,
    ...MODERATION,
    `revoke all on function ${[...SIGNATURES, "skald.may_judge(uuid, public.user_role)", ...MODERATION_SIGNATURES].join(", ")} from public`,
    `grant execute on function ${[...SIGNATURES, ...MODERATION_SIGNATURES].join(", ")} to ${request}`,
  ]);
  await asOwner(db, [
    ...POLICIES,
    `create policy "lookup changes" on users for update to ${lookup} using (true) with check (true)`,
  ]);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [
    `drop policy "lookup changes" on users`,
    `drop policy "Users tell of themselves" on users`,
    `drop policy "Moderators see accounts" on users`,
    `drop policy "lookup" on users`,
    ...NEW_TABLES.map((table) => `drop table ${table}`),
  ]);
  await asRole(
    db,
    lookup,
    [...MODERATION_SIGNATURES, "skald.may_judge(uuid, public.user_role)", ...SIGNATURES.toReversed()].map(
      (name) => `drop function ${name}`,
    ),
  );
  await asOwner(db, [
    `revoke all on users from ${lookup}`,
    `drop trigger users_touch on users`,
    ...CONSTRAINTS.map(([name]) => `alter table users drop constraint ${name}`),
    `alter table users ${COLUMNS.map(([name]) => `drop column ${name}`).join(", ")}`,
    `drop type user_role`,
  ]);
}
