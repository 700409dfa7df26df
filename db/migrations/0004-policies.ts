import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner } from "./steps.ts";

const { owner, auth, request, writer, lookup } = ROLES;

const TABLES = [
  "users",
  "profiles",
  "campaigns",
  "campaign_players",
  "invites",
  "sessions",
  "session_seats",
  "characters",
  "character_history",
  "events",
  "dice_secrets",
];

const ME = "(select skald.current_user_id())";

/** A policy says who (role), what (verb) and which rows; writing ones say both which rows and what they become. */
const policy = (
  title: string,
  table: string,
  verb: string,
  role: string,
  using: string | null,
  check?: string,
) =>
  `create policy "${title}" on ${table} for ${verb} to ${role}` +
  (using === null ? "" : ` using (${using})`) +
  (check === undefined ? "" : ` with check (${check})`);

const PEOPLE_POLICIES = [
  policy("A person sees the own account", "users", "select", request, `id = ${ME}`),
  policy(
    "Profiles are viewable by everyone who is somebody",
    "profiles",
    "select",
    request,
    `${ME} is not null`,
  ),
  policy("Users can update own profile", "profiles", "update", request, `id = ${ME}`, `id = ${ME}`),

  policy(
    "Campaigns visible to participants",
    "campaigns",
    "select",
    request,
    `owner_id = ${ME} or skald.in_campaign(id)`,
  ),
  policy("Users can create campaigns", "campaigns", "insert", request, null, `owner_id = ${ME}`),
  policy(
    "Campaigns editable by owner",
    "campaigns",
    "update",
    request,
    `owner_id = ${ME}`,
    `owner_id = ${ME}`,
  ),

  policy(
    "Campaign players visible to participants",
    "campaign_players",
    "select",
    request,
    `user_id = ${ME} or skald.in_campaign(campaign_id)`,
  ),
  policy(
    "Owners invite",
    "campaign_players",
    "insert",
    request,
    null,
    `skald.owns_campaign(campaign_id) and (user_id = ${ME} or (role = 'player' and invite_status = 'pending'))`,
  ),
  policy(
    "Invited people answer",
    "campaign_players",
    "update",
    request,
    `user_id = ${ME}`,
    `user_id = ${ME}`,
  ),
  policy(
    "Players leave, owners remove",
    "campaign_players",
    "delete",
    request,
    `role = 'player' and (user_id = ${ME} or skald.owns_campaign(campaign_id))`,
  ),

  policy("Owners see invites", "invites", "select", request, `skald.owns_campaign(campaign_id)`),
  policy(
    "Owners make invites",
    "invites",
    "insert",
    request,
    null,
    `skald.owns_campaign(campaign_id) and created_by = ${ME}`,
  ),
  policy(
    "Owners revoke invites",
    "invites",
    "update",
    request,
    `skald.owns_campaign(campaign_id)`,
    `skald.owns_campaign(campaign_id)`,
  ),

  policy("Sessions visible to participants", "sessions", "select", request, `skald.in_campaign(campaign_id)`),
  policy("Owners open sessions", "sessions", "insert", request, null, `skald.owns_campaign(campaign_id)`),
  policy(
    "Owners name sessions",
    "sessions",
    "update",
    request,
    `skald.owns_campaign(campaign_id)`,
    `skald.owns_campaign(campaign_id)`,
  ),

  policy(
    "Seats visible to participants",
    "session_seats",
    "select",
    request,
    `skald.in_campaign(skald.campaign_of(session_id))`,
  ),
  policy(
    "Participants sit down, owners seat the DM",
    "session_seats",
    "insert",
    request,
    null,
    `(user_id = ${ME} and role <> 'dm' and skald.in_campaign(skald.campaign_of(session_id)))
     or (skald.owns_campaign(skald.campaign_of(session_id))
         and (user_id = ${ME} or skald.is_player_of(skald.campaign_of(session_id), user_id)))`,
  ),
  policy(
    "Owners change roles",
    "session_seats",
    "update",
    request,
    `skald.owns_campaign(skald.campaign_of(session_id))`,
    `skald.owns_campaign(skald.campaign_of(session_id))`,
  ),

  policy(
    "Characters visible to campaign participants",
    "characters",
    "select",
    request,
    `skald.in_campaign(campaign_id)`,
  ),
  policy(
    "Participants make characters",
    "characters",
    "insert",
    request,
    null,
    `user_id = ${ME} and skald.in_campaign(campaign_id)`,
  ),
  policy(
    "Characters editable by owner",
    "characters",
    "update",
    request,
    `user_id = ${ME} and skald.in_campaign(campaign_id)`,
    `user_id = ${ME} and skald.in_campaign(campaign_id)`,
  ),
  policy(
    "History visible to the character's player",
    "character_history",
    "select",
    request,
    `exists (select from characters c where c.id = character_id and c.user_id = ${ME})`,
  ),

  policy(
    "Events visible to participants",
    "events",
    "select",
    request,
    `skald.in_campaign(skald.campaign_of(session_id))`,
  ),
];

/** Roles that are not people: what they may do is bound by their grants. */
const SERVICE_POLICIES = [
  ...["users", "profiles"].map((table) => policy("auth", table, "all", auth, "true", "true")),
  ...["sessions", "session_seats", "characters", "events", "dice_secrets"].map((table) =>
    policy("writer", table, "all", writer, "true", "true"),
  ),
  ...["profiles", "campaigns", "campaign_players"].map((table) =>
    policy("writer", table, "select", writer, "true"),
  ),
  ...["campaigns", "sessions", "invites", "campaign_players"].map((table) =>
    policy("lookup", table, "all", lookup, "true", "true"),
  ),
  policy("lookup", "character_history", "insert", lookup, null, "true"),
  // Maintenance: reads and deletes, but a stored event is never edited by anybody.
  ...TABLES.filter((table) => table !== "events").map((table) =>
    policy("owner", table, "all", owner, "true", "true"),
  ),
  policy("owner reads", "events", "select", owner, "true"),
  policy("owner deletes", "events", "delete", owner, "true"),
];

const nameOf = (statement: string): string => statement.slice(0, statement.indexOf(" for "));

export const up = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    // Forced, since the owner would otherwise pass every policy by.
    ...TABLES.map((table) => `alter table ${table} enable row level security, force row level security`),
    ...PEOPLE_POLICIES,
    ...SERVICE_POLICIES,
  ]);

export const down = (db: Kysely<unknown>): Promise<void> =>
  asOwner(db, [
    ...[...PEOPLE_POLICIES, ...SERVICE_POLICIES].map((made) => nameOf(made).replace("create", "drop")),
    ...TABLES.map((table) => `alter table ${table} no force row level security, disable row level security`),
  ]);
