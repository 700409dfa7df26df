import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner, asRole } from "./steps.ts";

const { lookup, request } = ROLES;
const ME = "(select skald.current_user_id())";

/** People see each other's pictures where they play together; moderators see everybody's. */
const PLAYS_WITH = `
  create function skald.plays_with(person uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
    select person = skald.current_user_id() or skald.is_moderator()
      or exists (select from public.campaign_players p
        where p.user_id = person and p.invite_status = 'accepted' and skald.in_campaign(p.campaign_id))
  $$`;

/** null as well for whoever does not play with that person. */
const PICTURE_OF = `
  create function skald.profile_picture_of(person uuid) returns uuid
  language sql stable security definer set search_path = '' as $$
    select u.profile_picture_id from public.users u
      where u.id = person and u.deleted_at is null and skald.plays_with(person)
  $$`;

/** Nobody shows another's picture as the own one, and none that a moderator withholds. */
const IS_PROFILE_PICTURE = `
  create function skald.is_profile_picture_for_me(image uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
    select exists (select from public.users u join public.images i on i.id = image and i.owner_id = u.id
      where u.profile_picture_id = image and u.deleted_at is null and not i.is_withheld
        and skald.plays_with(u.id))
  $$`;

/** Written by nobody: it follows from the picture, also when that is deleted, and ends with the account. */
const AVATAR = `
  create function skald.keep_avatar() returns trigger
  language plpgsql security definer set search_path = '' as $$
  begin
    update public.profiles set avatar_url = case
        when new.profile_picture_id is not null and new.deleted_at is null
        then '/api/users/' || new.id || '/picture?of=' || new.profile_picture_id end
      where id = new.id;
    return null;
  end $$`;

const ASKED = [
  "skald.plays_with(uuid)",
  "skald.profile_picture_of(uuid)",
  "skald.is_profile_picture_for_me(uuid)",
];

const seen = (
  more: string,
): string => `create policy "Seen by whom it is shown to" on images for select to ${request}
  using ((visibility = 'PUBLIC' and ${ME} is not null) or owner_id = ${ME}
    or (visibility = 'HIDDEN' and (select skald.is_moderator())) or skald.is_portrait_for_me(id)${more})`;
const unseen = `drop policy "Seen by whom it is shown to" on images`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await asRole(db, lookup, [
    PLAYS_WITH,
    PICTURE_OF,
    IS_PROFILE_PICTURE,
    `revoke all on function ${ASKED.join(", ")} from public`,
    `grant execute on function ${ASKED.join(", ")} to ${request}`,
  ]);
  await asOwner(db, [
    unseen,
    seen(" or skald.is_profile_picture_for_me(id)"),
    AVATAR,
    `revoke all on function skald.keep_avatar() from public`,
    `create trigger users_avatar after update of profile_picture_id, deleted_at on users
       for each row execute function skald.keep_avatar()`,
  ]);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [
    `drop trigger users_avatar on users`,
    `drop function skald.keep_avatar()`,
    unseen,
    seen(""),
  ]);
  await asRole(
    db,
    lookup,
    ASKED.toReversed().map((name) => `drop function ${name}`),
  );
}
