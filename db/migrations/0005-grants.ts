import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { asOwner } from "./steps.ts";

const { auth, request, writer, lookup } = ROLES;

/** Row-level policies hide rows; these grants hide columns. What is not listed is refused. */
const GRANTS: readonly (readonly [role: string, table: string, privileges: string])[] = [
  [auth, "users", "select, insert, update (email, password_hash, token_version, deleted_at)"],
  [auth, "profiles", "select, insert"],

  [request, "users", "select (id, email, created_at)"],
  [request, "profiles", "select, update (display_name, avatar_url)"],
  [
    request,
    "campaigns",
    "select, insert (id, owner_id, name, description, dice_mode, map_mode), update (name, description, dice_mode, map_mode, deleted_at)",
  ],
  [
    request,
    "campaign_players",
    "select, insert (id, campaign_id, user_id, role, invite_status, joined_at), update (invite_status, joined_at), delete",
  ],
  [
    request,
    "invites",
    "select, insert (id, campaign_id, code_hash, created_by, expires_at, max_uses), update (revoked_at)",
  ],
  [
    request,
    "sessions",
    "select (id, campaign_id, name, status, version, narrative_summary, current_location, forked_from, forked_at, started_at, ended_at, last_activity, deleted_at), insert (id, campaign_id, name, forked_from, forked_at), update (name, deleted_at)",
  ],
  [request, "session_seats", "select, insert (id, session_id, user_id, role), update (role)"],
  [
    request,
    "characters",
    "select, insert (id, campaign_id, user_id, name, race, class, level, max_hp, current_hp, armor_class, speed, strength, dexterity, constitution, intelligence, wisdom, charisma, skills, proficiencies, equipment, spells, features, notes, sheet), update (name, race, class, level, max_hp, armor_class, speed, strength, dexterity, constitution, intelligence, wisdom, charisma, skills, proficiencies, equipment, spells, features, notes, sheet, deleted_at)",
  ],
  [request, "character_history", "select"],
  [request, "events", "select (session_id, sequence, prev_hash, hash)"],

  [
    writer,
    "sessions",
    "select, update (status, version, epoch, lease_owner, lease_until, narrative_summary, current_location, active_npcs, combat_state, map_state, projected_version, ended_at, last_activity)",
  ],
  [writer, "session_seats", "select"],
  [writer, "characters", "select, update (current_hp, carried, playing_in)"],
  [writer, "profiles", "select"],
  [writer, "campaigns", "select"],
  [writer, "campaign_players", "select"],
  [writer, "events", "select, insert"],
  [writer, "dice_secrets", "select, insert, update (revealed_at)"],

  [lookup, "campaigns", "select"],
  [lookup, "sessions", "select"],
  [lookup, "invites", "select, update"],
  [lookup, "campaign_players", "select, insert, update"],
  [lookup, "character_history", "insert"],
];

export const up = (db: Kysely<unknown>): Promise<void> =>
  asOwner(
    db,
    GRANTS.map(([role, table, privileges]) => `grant ${privileges} on ${table} to ${role}`),
  );

export const down = (db: Kysely<unknown>): Promise<void> =>
  asOwner(
    db,
    GRANTS.map(([role, table]) => `revoke all on ${table} from ${role}`),
  );
