import { type Kysely, sql } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner, inOrder } from "./steps.ts";

/** Creation races with another database of the same cluster; whoever loses finds the role there. */
const createRole = (role: string): string => `
do $$ begin
  if not exists (select from pg_catalog.pg_roles where rolname = '${role}') then
    create role ${role} nologin nosuperuser nobypassrls noinherit;
  end if;
exception when duplicate_object or unique_violation then null;
end $$`;

/** Whoever runs migrations is who the application connects as, and must be able to become each role. */
const joinRole = (role: string): string => `
do $$ begin
  if not pg_catalog.pg_has_role(current_user, '${role}', 'member') then
    execute format('grant ${role} to %I', current_user);
  end if;
end $$`;

const roles = Object.values(ROLES);

export async function up(db: Kysely<unknown>): Promise<void> {
  await inOrder(db, [
    ...roles.map(createRole),
    ...roles.map(joinRole),
    `create schema skald`,
    `grant all on schema skald to ${ROLES.owner}`,
    `grant usage, create on schema skald to ${ROLES.lookup}`,
    `grant usage on schema skald to ${ROLES.auth}, ${ROLES.request}, ${ROLES.writer}`,
    `grant usage, create on schema public to ${ROLES.owner}`,
    `grant usage on schema public to ${ROLES.auth}, ${ROLES.request}, ${ROLES.writer}, ${ROLES.lookup}`,
  ]);
  await asOwner(db, [
    // After a transaction that set it, the setting is '' rather than missing, and ''::uuid raises.
    `create function skald.current_user_id() returns uuid language sql stable set search_path = ''
       as $$ select nullif(pg_catalog.current_setting('skald.user_id', true), '')::uuid $$`,
    `create function skald.touch() returns trigger language plpgsql set search_path = ''
       as $$ begin new.updated_at := pg_catalog.now(); return new; end $$`,
    `revoke all on all functions in schema skald from public`,
    `grant execute on function skald.current_user_id() to ${roles.join(", ")}`,
  ]);
}

/** The roles stay: other databases of the cluster may use them, and here they own nothing any more. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [`drop function skald.touch()`, `drop function skald.current_user_id()`]);
  await sql.raw(`drop schema skald`).execute(db);
  await sql.raw(`revoke all on schema public from ${roles.join(", ")}`).execute(db);
}
