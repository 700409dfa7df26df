import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Citation } from "../rules/citation.ts";
import type { EventKind, Seen } from "../rules/event.ts";
import type { StoredContent } from "../rules/log.ts";

export type DiceMode = "rng" | "player_entered";
export type MapMode = "grid_2d" | "narrative_only";
export type SessionStatus = "active" | "paused" | "ended";
export type InviteStatus = "pending" | "accepted" | "declined";
export type UserRole = "USER" | "MODERATOR" | "ADMIN";
export type EventType =
  | "session_start"
  | "session_end"
  | "player_action"
  | "ai_response"
  | "dice_roll"
  | "state_change"
  | "combat_start"
  | "combat_end"
  | "turn_start"
  | "turn_end";

/** Read as a Date, written as one or as ISO text; now() unless given. */
type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
type StampOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** Any JSON: read decoded, written as text. */
type Json = ColumnType<unknown, string | undefined, string>;

export type Users = {
  id: Generated<string>;
  email: string;
  password_hash: string;
  token_version: Generated<number>;
  bio: string | null;
  role: Generated<UserRole>;
  is_email_verified: Generated<boolean>;
  is_active: Generated<boolean>;
  last_login: Stamp;
  last_password_change: StampOrNull;
  is_banned: Generated<boolean>;
  ban_reason: string | null;
  banned_until: StampOrNull;
  banned_by_id: string | null;
  oauth_provider: string | null;
  oauth_id: string | null;
  profile_picture_id: string | null;
  created_at: Stamp;
  updated_at: Stamp;
  deleted_at: StampOrNull;
};

export type RefreshTokens = {
  id: string;
  token: Buffer;
  user_id: string;
  family_id: string;
  expires_at: Stamp;
  is_revoked: Generated<boolean>;
  used_at: StampOrNull;
  device_info: string | null;
  ip_address: string | null;
  user_agent: string | null;
  signed_in_at: Stamp;
  created_at: Stamp;
  updated_at: Stamp;
};

export type OneTimeTokens = {
  id: string;
  token_hash: Buffer;
  user_id: string;
  purpose: "verify-email" | "reset-password";
  email: string;
  expires_at: Stamp;
  used_at: StampOrNull;
  created_at: Stamp;
};

export type IdempotencyKeys = {
  user_id: string;
  key_hash: Buffer;
  fingerprint: Buffer;
  status: number | null;
  answer: Buffer | null;
  created_at: Stamp;
};

export type Profiles = {
  id: string;
  display_name: string;
  avatar_url: string | null;
  created_at: Stamp;
  updated_at: Stamp;
};

export type Campaigns = {
  id: Generated<string>;
  owner_id: string;
  name: string;
  description: string | null;
  dice_mode: Generated<DiceMode>;
  map_mode: Generated<MapMode>;
  created_at: Stamp;
  updated_at: Stamp;
  deleted_at: StampOrNull;
};

export type CampaignPlayers = {
  id: Generated<string>;
  campaign_id: string;
  user_id: string;
  role: Generated<"owner" | "player">;
  invite_status: Generated<InviteStatus>;
  invited_at: Stamp;
  joined_at: StampOrNull;
};

export type Invites = {
  id: Generated<string>;
  campaign_id: string;
  code_hash: Buffer;
  created_by: string;
  created_at: Stamp;
  expires_at: Stamp;
  revoked_at: StampOrNull;
  uses: Generated<number>;
  max_uses: Generated<number>;
};

export type Sessions = {
  id: Generated<string>;
  campaign_id: string;
  name: string | null;
  status: Generated<SessionStatus>;
  version: Generated<number>;
  epoch: Generated<number>;
  lease_owner: string | null;
  lease_until: StampOrNull;
  narrative_summary: string | null;
  current_location: string | null;
  active_npcs: Json;
  combat_state: ColumnType<unknown, string | null | undefined, string | null>;
  map_state: ColumnType<unknown, string | null | undefined, string | null>;
  projected_version: Generated<number>;
  forked_from: string | null;
  forked_at: number | null;
  started_at: Stamp;
  ended_at: StampOrNull;
  last_activity: Stamp;
  deleted_at: StampOrNull;
};

export type SessionSeats = {
  id: Generated<string>;
  session_id: string;
  user_id: string;
  role: Generated<"dm" | "player" | "spectator">;
  created_at: Stamp;
};

export type Characters = {
  id: Generated<string>;
  campaign_id: string;
  user_id: string;
  name: string;
  race: string;
  class: string;
  level: Generated<number>;
  max_hp: number;
  current_hp: number;
  armor_class: number;
  speed: Generated<number>;
  strength: number;
  dexterity: number;
  constitution: number;
  intelligence: number;
  wisdom: number;
  charisma: number;
  skills: Json;
  proficiencies: Json;
  equipment: Json;
  spells: Json;
  features: Json;
  notes: string | null;
  sheet: ColumnType<unknown, string, string>;
  carried: Json;
  playing_in: string | null;
  image_id: Generated<string | null>;
  created_at: Stamp;
  updated_at: Stamp;
  deleted_at: StampOrNull;
};

export type CharacterClasses = {
  id: string;
  character_id: string;
  class_name: string;
  class_source: string;
  level: Generated<number>;
  subclass_name: string | null;
  subclass_source: string | null;
  starting_class: Generated<boolean>;
};

export type FeatSourceType = "asi" | "race" | "class" | "bonus";
export type CharacterFeats = {
  id: string;
  character_id: string;
  feat_name: string;
  feat_source: string;
  source_type: Generated<FeatSourceType>;
};

export type CharacterInventory = {
  id: string;
  character_id: string;
  item_name: string;
  item_source: string;
  quantity: Generated<number>;
  equipped: Generated<boolean>;
  attuned: Generated<boolean>;
  notes: string | null;
};

export type ProficiencyType = "skill" | "save" | "tool" | "weapon" | "armor" | "language";
export type CharacterProficiencies = {
  id: string;
  character_id: string;
  proficiency_type: ProficiencyType;
  name: string;
  expertise: Generated<boolean>;
};

export type CharacterSpells = {
  id: string;
  character_id: string;
  spell_name: string;
  spell_source: string;
  source_class: string;
  equipped: Generated<boolean>;
};

export type CharacterRolls = {
  id: string;
  campaign_id: string;
  user_id: string;
  character_id: string | null;
  purpose: "abilities" | "hit-points";
  dice: ColumnType<unknown, string, never>;
  rolled_at: Stamp;
};

export type CharacterHistory = {
  id: Generated<string>;
  character_id: string;
  changed_by: string | null;
  changed_at: Stamp;
  session_id: string | null;
  sequence: number | null;
  before: ColumnType<unknown, string, never>;
  after: ColumnType<unknown, string, never>;
};

export type Events = {
  id: string;
  session_id: string;
  sequence: number;
  type: EventType;
  kind: EventKind;
  actor_id: string | null;
  actor_name: string | null;
  seat_id: string | null;
  command_id: string | null;
  payload_hash: Buffer | null;
  causation_id: string | null;
  content: JSONColumnType<StoredContent, string, never>;
  rule_citations: ColumnType<readonly Citation[], string, never>;
  seen: JSONColumnType<Seen, string, never>;
  salt: Buffer;
  prev_hash: Buffer;
  hash: Buffer;
  created_at: Stamp;
};

export type Rulings = {
  session_id: string;
  sequence: number;
  campaign_id: string;
  rule_id: string | null;
  text: string;
  made_at: Stamp;
};

export type SessionSnapshots = {
  session_id: string;
  sequence: number;
  hash: Buffer;
  folded_by: string;
  state: string;
  digest: Buffer;
  created_at: Stamp;
};

export type DiceSecretRows = {
  session_id: string;
  open_secret: string;
  hidden_secret: string;
  created_at: Stamp;
  revealed_at: StampOrNull;
};

export type Database = {
  users: Users;
  profiles: Profiles;
  refresh_tokens: RefreshTokens;
  one_time_tokens: OneTimeTokens;
  idempotency_keys: IdempotencyKeys;
  campaigns: Campaigns;
  campaign_players: CampaignPlayers;
  invites: Invites;
  sessions: Sessions;
  session_seats: SessionSeats;
  characters: Characters;
  character_history: CharacterHistory;
  character_classes: CharacterClasses;
  character_feats: CharacterFeats;
  character_inventory: CharacterInventory;
  character_proficiencies: CharacterProficiencies;
  character_spells: CharacterSpells;
  character_rolls: CharacterRolls;
  events: Events;
  dice_secrets: DiceSecretRows;
  rulings: Rulings;
  session_snapshots: SessionSnapshots;
};
