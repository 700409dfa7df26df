/**
 * Every table, column, enum, index and function that the four documents of the data model name, and where each is when
 * it is called otherwise here. An index without a name is given by its columns.
 */
export type SeedTable = {
  readonly seed: "000" | "001" | "003" | "004";
  readonly name: string;
  /** Here, when it is called otherwise. */
  readonly table?: string;
  readonly columns: string;
  readonly indexes?: readonly string[];
  /** The tests that prove it. */
  readonly proof: string;
};

const STAMPS = "createdAt updatedAt";
const SHOWN = `ownerId visibility ${STAMPS}`;
const MODIFIERS =
  "healthModifier manaModifier staminaModifier strengthModifier constitutionModifier dexterityModifier " +
  "intelligenceModifier wisdomModifier charismaModifier";
const BONUSES =
  "bonusHealth bonusMana bonusStamina bonusStrength bonusConstitution bonusDexterity bonusIntelligence bonusWisdom " +
  "bonusCharisma";
const SLOTS =
  "headId faceId chestId legsId feetId handsId rightHandId leftHandId rightRingId leftRingId amuletId beltId " +
  "backpackId cloakId";
const ABILITIES = "strength dexterity constitution intelligence wisdom charisma";
const common = ["(name)", "(ownerId)", "(visibility)"];

export const SEED_TABLES: readonly SeedTable[] = [
  {
    seed: "000",
    name: "character_inventory",
    columns: "id character_id item_name item_source quantity equipped attuned notes",
    indexes: ["idx_character_inventory_character"],
    proof: "CHR-7",
  },
  {
    seed: "000",
    name: "character_proficiencies",
    columns: "id character_id proficiency_type name expertise",
    indexes: ["idx_character_proficiencies_character"],
    proof: "CHR-8",
  },
  {
    seed: "000",
    name: "character_spells",
    columns: "id character_id spell_name spell_source source_class equipped",
    indexes: ["idx_character_spells_character"],
    proof: "CHR-9",
  },
  {
    seed: "001",
    name: "character_classes",
    columns: "id character_id class_name class_source level subclass_name subclass_source starting_class",
    indexes: ["idx_character_classes_character"],
    proof: "CHR-5",
  },
  {
    seed: "001",
    name: "character_feats",
    columns: "id character_id feat_name feat_source source_type",
    indexes: ["idx_character_feats_character"],
    proof: "CHR-6",
  },
  {
    seed: "003",
    name: "User",
    table: "users",
    columns: `id email passwordHash name bio role isEmailVerified isActive lastLogin lastPasswordChange isBanned banReason bannedUntil bannedById ${STAMPS} oauthProvider oauthId profilePictureId`,
    proof: "POL-2",
  },
  {
    seed: "003",
    name: "RefreshToken",
    table: "refresh_tokens",
    columns: `id token userId expiresAt isRevoked deviceInfo ipAddress userAgent ${STAMPS}`,
    indexes: [
      "(token)",
      "(userId)",
      "(expiresAt)",
      "idx_refresh_tokens_token_active",
      "idx_refresh_tokens_user_active",
    ],
    proof: "TOK-3",
  },
  {
    seed: "003",
    name: "Image",
    table: "images",
    columns: `id blob description size mimeType width height ${SHOWN}`,
    indexes: [
      "(ownerId)",
      "(visibility)",
      "idx_images_owner_visibility_recent",
      "idx_images_visibility_recent",
    ],
    proof: "IMG-10",
  },
  {
    seed: "003",
    name: "Tag",
    table: "tags",
    columns: `id name description ${SHOWN}`,
    indexes: [...common, "idx_tags_visibility_name", "idx_tags_owner_visibility_name"],
    proof: "CAT-1",
  },
  {
    seed: "003",
    name: "Race",
    table: "races",
    columns: `id name description ${MODIFIERS} imageId ${SHOWN}`,
    indexes: [
      ...common,
      "idx_races_owner_visibility_name",
      "idx_races_visibility_recent",
      "idx_races_modifiers",
    ],
    proof: "CAT-2",
  },
  {
    seed: "003",
    name: "Archetype",
    table: "archetypes",
    columns: `id name description imageId ${SHOWN}`,
    indexes: [...common, "idx_archetypes_owner_visibility_name", "idx_archetypes_visibility_recent"],
    proof: "CAT-10",
  },
  {
    seed: "003",
    name: "Skill",
    table: "skills",
    columns: `id name description requiredLevel imageId ${SHOWN}`,
    indexes: [...common, "idx_skills_level_visibility", "idx_skills_owner_visibility_name"],
    proof: "CAT-6",
  },
  {
    seed: "003",
    name: "Perk",
    table: "perks",
    columns: `id name description requiredLevel imageId ${SHOWN}`,
    indexes: [...common, "idx_perks_level_visibility", "idx_perks_owner_visibility_name"],
    proof: "CAT-4",
  },
  {
    seed: "003",
    name: "Item",
    table: "items",
    columns: `id name description ${BONUSES} damage defense rarity slot requiredLevel weight durability maxDurability value is2Handed isThrowable isConsumable isQuestItem isTradeable imageId ${SHOWN}`,
    indexes: [
      ...common,
      "(rarity)",
      "(slot)",
      "(requiredLevel)",
      "idx_items_rarity_slot_level",
      "idx_items_owner_visibility_name",
      "idx_items_owner_recent",
      "idx_items_slot_level",
      "idx_items_combat_stats",
    ],
    proof: "CAT-2",
  },
  {
    seed: "003",
    name: "CharacterSkill",
    table: "character_skills",
    columns: "characterId skillId",
    proof: "CAT-11",
  },
  {
    seed: "003",
    name: "CharacterPerk",
    table: "character_perks",
    columns: "characterId perkId",
    proof: "CAT-11",
  },
  {
    seed: "003",
    name: "CharacterTag",
    table: "character_tags",
    columns: "characterId tagId",
    proof: "CAT-11",
  },
  {
    seed: "003",
    name: "CharacterItem",
    table: "character_items",
    columns: "characterId itemId quantity",
    proof: "CAT-8",
  },
  {
    seed: "003",
    name: "Equipment",
    table: "equipment",
    columns: `id characterId ${SLOTS} mainHandId offHandId neckId ring1Id ring2Id ${STAMPS}`,
    indexes: ["(characterId)"],
    proof: "CAT-9",
  },
  {
    seed: "003",
    name: "Character",
    table: "characters",
    columns: `id name sex age description level experience health mana stamina ${ABILITIES} visibility raceId archetypeId imageId ownerId ${STAMPS}`,
    indexes: ["idx_characters_owner_recent", "idx_characters_search_core", "idx_characters_taxonomy"],
    proof: "CAT-10",
  },
  ...[
    "RaceSkills race_skills",
    "ArchetypeSkills archetype_skills",
    "ItemBonusSkills item_bonus_skills",
    "ItemBonusPerks item_bonus_perks",
    "SkillTags skill_tags",
    "PerkTags perk_tags",
    "RaceTags race_tags",
    "ArchetypeTags archetype_tags",
    "ItemTags item_tags",
  ].map((pair) => ({
    seed: "003" as const,
    name: pair.split(" ")[0] ?? "",
    table: pair.split(" ")[1] ?? "",
    columns: "",
    proof: "CAT-3",
  })),
  {
    seed: "003",
    name: "ArchetypeRequiredRaces",
    table: "archetype_required_races",
    columns: "",
    proof: "CAT-10",
  },
  {
    seed: "004",
    name: "profiles",
    columns: "id display_name avatar_url created_at updated_at",
    proof: "RLS-1",
  },
  {
    seed: "004",
    name: "campaigns",
    columns: "id owner_id name description dice_mode map_mode created_at updated_at",
    indexes: ["idx_campaigns_owner"],
    proof: "RLS-1",
  },
  {
    seed: "004",
    name: "campaign_players",
    columns: "id campaign_id user_id role invite_status invited_at joined_at",
    indexes: ["idx_campaign_players_campaign", "idx_campaign_players_user"],
    proof: "RLS-1",
  },
  {
    seed: "004",
    name: "characters",
    columns: `id campaign_id user_id name race class level max_hp current_hp armor_class speed ${ABILITIES} skills proficiencies equipment spells features notes created_at updated_at`,
    indexes: ["idx_characters_campaign", "idx_characters_user"],
    proof: "RLS-1",
  },
  {
    seed: "004",
    name: "sessions",
    columns:
      "id campaign_id name status version narrative_summary current_location active_npcs combat_state map_state started_at ended_at last_activity",
    indexes: ["idx_sessions_campaign", "idx_sessions_status"],
    proof: "RLS-1",
  },
  {
    seed: "004",
    name: "events",
    columns: "id session_id type actor_id actor_name content rule_citations sequence created_at",
    indexes: ["idx_events_session", "idx_events_session_sequence", "idx_events_type"],
    proof: "LOG-1",
  },
];

/** By table and name in the document: the place here. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  "User.name": "profiles.display_name",
  "Character.health": "characters.current_hp",
  "Character.ownerId": "characters.user_id",
};

export const SEED_ENUMS: readonly (readonly [
  seed: string,
  name: string,
  type: string,
  values: string,
  proof: string,
])[] = [
  ["003", "Role", "user_role", "USER MODERATOR ADMIN", "POL-2"],
  ["003", "Rarity", "rarity", "COMMON UNCOMMON RARE EPIC LEGENDARY", "CAT-7"],
  [
    "003",
    "Slot",
    "slot",
    "NONE HEAD FACE CHEST LEGS FEET HANDS ONE_HAND TWO_HANDS RING AMULET BELT BACKPACK CLOAK",
    "CAT-9",
  ],
  ["003", "Sex", "sex", "MALE FEMALE", "CAT-10"],
  ["003", "Visibility", "visibility", "PUBLIC PRIVATE HIDDEN", "CAT-5"],
  ["004", "dice_mode", "dice_mode", "rng player_entered", "DB-4"],
  ["004", "map_mode", "map_mode", "grid_2d narrative_only", "DB-4"],
  ["004", "player_role", "player_role", "owner player", "POL-2"],
  ["004", "invite_status", "invite_status", "pending accepted declined", "POL-2"],
  ["004", "session_status", "session_status", "active paused ended", "DB-4"],
  [
    "004",
    "event_type",
    "event_type",
    "session_start session_end player_action ai_response dice_roll state_change combat_start combat_end turn_start turn_end",
    "DB-4",
  ],
];

export const SEED_FUNCTIONS: readonly (readonly [
  seed: string,
  name: string,
  file: string,
  here: string,
  proof: string,
])[] = [
  ["000", "list_equipped_items", "db/character-inventory.ts", "listEquippedItems", "CHR-7"],
  ["000", "list_attuned_items", "db/character-inventory.ts", "listAttunedItems", "CHR-7"],
  ["000", "count_attuned_items", "db/character-inventory.ts", "countAttunedItems", "CHR-7"],
  ["000", "list_skill_proficiencies", "db/character-proficiencies.ts", "listSkillProficiencies", "CHR-8"],
  ["000", "list_save_proficiencies", "db/character-proficiencies.ts", "listSaveProficiencies", "CHR-8"],
  ["000", "list_languages", "db/character-proficiencies.ts", "listLanguages", "CHR-8"],
  ["000", "list_expertise", "db/character-proficiencies.ts", "listExpertise", "CHR-8"],
  ["000", "list_prepared_spells", "db/character-spells.ts", "listPreparedSpells", "CHR-9"],
  ["000", "list_spells_by_class", "db/character-spells.ts", "listSpellsByClass", "CHR-9"],
  ["000", "character_knows_spell", "db/character-spells.ts", "characterKnowsSpell", "CHR-9"],
  ["001", "list_character_classes", "db/character-classes.ts", "listCharacterClasses", "CHR-5"],
  ["001", "get_starting_class", "db/character-classes.ts", "startingClass", "CHR-5"],
  ["001", "get_total_level", "db/character-classes.ts", "totalLevel", "CHR-5"],
  ["001", "list_character_feats", "db/character-feats.ts", "listCharacterFeats", "CHR-6"],
  ["001", "list_feats_by_source_type", "db/character-feats.ts", "listFeatsBySourceType", "CHR-6"],
  ["001", "character_has_feat", "db/character-feats.ts", "characterHasFeat", "CHR-6"],
];

/** What is not here, at most ten, each with its reason. */
export const REASONS: readonly (readonly [seed: string, names: string, reason: string])[] = [
  [
    "003",
    "Equipment.mainHandId, .offHandId, .neckId, .ring1Id, .ring2Id",
    "The document draws the slots twice; the drawing of fourteen is followed, where these are rightHandId, leftHandId, amuletId, rightRingId and leftRingId.",
  ],
  [
    "003",
    "uuid_generate_v7()",
    "Ids are UUIDv7 made by the application, the first of the two ways that the document gives.",
  ],
  [
    "004",
    "idx_events_session",
    "idx_events_session_sequence begins with session_id and serves what it was for; a second index would cost every append.",
  ],
  [
    "004",
    "handle_new_user(), on_auth_user_created",
    "There is no auth.users: createUser in db/users.ts makes the user and its profile in one transaction, and takes no name from an address.",
  ],
];
export const NOT_HERE: ReadonlySet<string> = new Set([
  "Equipment.mainHandId",
  "Equipment.offHandId",
  "Equipment.neckId",
  "Equipment.ring1Id",
  "Equipment.ring2Id",
  "events.idx_events_session",
]);
