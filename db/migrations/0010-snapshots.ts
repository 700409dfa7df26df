import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner } from "./steps.ts";

const { owner, writer } = ROLES;

/** A cache of what the log says: it may be emptied at any time, and nobody but the log's own writer reads it. */
const TABLE = `create table session_snapshots (
  session_id uuid primary key references sessions (id) on delete cascade,
  sequence integer not null check (sequence >= 1),
  -- Of the event with that number.
  hash bytea not null check (octet_length(hash) = 32),
  -- The rules that folded it; others do not read it.
  folded_by text not null,
  -- Text, since the order of its keys is kept.
  state text not null,
  digest bytea not null check (octet_length(digest) = 32),
  created_at timestamptz not null default now()
)`;

export const up = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    TABLE,
    `alter table session_snapshots enable row level security, force row level security`,
    `create policy "writer" on session_snapshots for all to ${writer} using (true) with check (true)`,
    `create policy "owner" on session_snapshots for all to ${owner} using (true) with check (true)`,
    `grant select, insert, update, delete on session_snapshots to ${writer}`,
  ]);

export const down = (db: Kysely<unknown>): Promise<void> => asOwner(db, [`drop table session_snapshots`]);
