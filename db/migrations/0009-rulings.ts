import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner } from "./steps.ts";

const { owner, request, writer } = ROLES;

/** What a campaign's DMs ruled and kept: it follows from the logs of its sessions and is written by them alone. */
const TABLE = `create table rulings (
  session_id uuid not null references sessions (id) on delete cascade,
  -- Of the ruling's own event.
  sequence integer not null check (sequence >= 1),
  campaign_id uuid not null references campaigns (id) on delete cascade,
  -- The engine's rule that it stands beside; null where no rule decided.
  rule_id text check (length(rule_id) between 1 and 100),
  text text not null check (length(text) between 1 and 2000),
  made_at timestamptz not null,
  primary key (session_id, sequence)
)`;

export const up = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    TABLE,
    `create index idx_rulings_campaign on rulings (campaign_id, made_at)`,
    `alter table rulings enable row level security, force row level security`,
    `create policy "Rulings visible to participants" on rulings for select to ${request}
       using (skald.in_campaign(campaign_id))`,
    `create policy "writer" on rulings for all to ${writer} using (true) with check (true)`,
    `create policy "owner" on rulings for all to ${owner} using (true) with check (true)`,
    `grant select on rulings to ${request}`,
    `grant select, insert, delete on rulings to ${writer}`,
  ]);

export const down = (db: Kysely<unknown>): Promise<void> => asOwner(db, [`drop table rulings`]);
