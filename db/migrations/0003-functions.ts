import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner, asRole } from "./steps.ts";

const { owner, request, writer, lookup } = ROLES;

/**
 * What policies ask. They run as the lookup role, which may read these tables whole; a policy that reads
 * another table under that table's own policies would recurse.
 */
const FUNCTIONS: readonly (readonly [signature: string, body: string])[] = [
  [
    "skald.owns_campaign(campaign uuid) returns boolean",
    `select exists (select from public.campaigns c
       where c.id = campaign and c.owner_id = skald.current_user_id() and c.deleted_at is null)`,
  ],
  [
    "skald.is_player_of(campaign uuid, person uuid) returns boolean",
    `select exists (select from public.campaign_players p join public.campaigns c on c.id = p.campaign_id
       where p.campaign_id = campaign and p.user_id = person and p.invite_status = 'accepted'
         and c.deleted_at is null)`,
  ],
  [
    "skald.in_campaign(campaign uuid) returns boolean",
    `select skald.owns_campaign(campaign) or skald.is_player_of(campaign, skald.current_user_id())`,
  ],
  [
    "skald.campaign_of(session uuid) returns uuid",
    `select s.campaign_id from public.sessions s where s.id = session and s.deleted_at is null`,
  ],
];

/** A stranger cannot see a campaign, so accepting an invite is one step that knows the code's hash alone. */
const ACCEPT_INVITE = `
  create function skald.accept_invite(code bytea) returns uuid
  language plpgsql volatile security definer set search_path = '' as $$
  declare
    invite public.invites;
    me uuid := skald.current_user_id();
  begin
    if me is null then return null; end if;
    select * into invite from public.invites i where i.code_hash = code for update;
    if not found then return null; end if;
    if not exists (select from public.campaigns c where c.id = invite.campaign_id and c.deleted_at is null) then
      return null;
    end if;
    if skald.in_campaign(invite.campaign_id) then return invite.campaign_id; end if;
    if invite.revoked_at is not null or invite.expires_at <= pg_catalog.now() or invite.uses >= invite.max_uses then
      return null;
    end if;
    update public.invites set uses = uses + 1 where id = invite.id;
    insert into public.campaign_players (campaign_id, user_id, role, invite_status, joined_at)
      values (invite.campaign_id, me, 'player', 'accepted', pg_catalog.now())
      on conflict (campaign_id, user_id) do update set invite_status = 'accepted', joined_at = pg_catalog.now();
    return invite.campaign_id;
  end $$`;

/** Every change of a character leaves the old and the new row behind, whoever made it. */
const KEEP_HISTORY = `
  create function skald.keep_character_history() returns trigger
  language plpgsql security definer set search_path = '' as $$
  begin
    if pg_catalog.to_jsonb(old) - 'updated_at' - 'playing_in'
       is distinct from pg_catalog.to_jsonb(new) - 'updated_at' - 'playing_in' then
      insert into public.character_history (character_id, changed_by, session_id, sequence, before, after)
      values (new.id, skald.current_user_id(),
        nullif(pg_catalog.current_setting('skald.carried_from', true), '')::uuid,
        nullif(pg_catalog.current_setting('skald.carried_at', true), '')::integer,
        pg_catalog.to_jsonb(old), pg_catalog.to_jsonb(new));
    end if;
    return null;
  end $$`;

const ASKED = [
  "skald.owns_campaign(uuid)",
  "skald.is_player_of(uuid, uuid)",
  "skald.in_campaign(uuid)",
  "skald.campaign_of(uuid)",
  "skald.accept_invite(bytea)",
];
const HISTORY = "skald.keep_character_history()";

const definer = ([signature, body]: readonly [string, string]): string =>
  `create function ${signature} language sql stable security definer set search_path = '' as $$ ${body} $$`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await asRole(db, lookup, [
    ...FUNCTIONS.map(definer),
    ACCEPT_INVITE,
    KEEP_HISTORY,
    `revoke all on function ${[...ASKED, HISTORY].join(", ")} from public`,
    `grant execute on function ${ASKED.join(", ")} to ${request}, ${writer}`,
    `grant execute on function ${HISTORY} to ${owner}`,
  ]);
  await asOwner(db, [
    `create trigger characters_history after update on characters
       for each row execute function ${HISTORY}`,
  ]);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [`drop trigger characters_history on characters`]);
  await asRole(
    db,
    lookup,
    [HISTORY, ...ASKED.toReversed()].map((name) => `drop function ${name}`),
  );
}
