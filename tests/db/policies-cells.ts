/**
 * Every cell of the policies, table by verb by kind of person: how many rows, `-` where the role may not do that to
 * the table at all, `x` where a policy refuses the row. What is in braces is a value of the test's world.
 */
export const PEOPLE = ["owner", "player", "invited", "stranger", "moderator", "admin", "nobody"] as const;
export type Verb = "select" | "insert" | "update" | "delete";
type Cell = { readonly statement: string; readonly cells: readonly (number | string)[] };
type Row = Readonly<Record<Verb, Cell>>;

const cells = (text: string): Cell["cells"] =>
  text.split(" ").map((one) => (/^\d+$/.test(one) ? Number(one) : one));

/** The columns are those of PEOPLE. A select counts, a delete takes what it can. */
function table(
  name: string,
  select: string,
  insert: readonly [cells: string, statement: string],
  update: readonly [cells: string, statement: string],
  remove: string,
): readonly [string, Row] {
  return [
    name,
    {
      select: { statement: `select count(*)::integer as n from ${name}`, cells: cells(select) },
      insert: { statement: `insert into ${name} ${insert[1]}`, cells: cells(insert[0]) },
      update: { statement: `update ${name} set ${update[1]}`, cells: cells(update[0]) },
      delete: { statement: `delete from ${name}`, cells: cells(remove) },
    },
  ];
}

export const CELLS: Readonly<Record<string, Row>> = Object.fromEntries([
  table(
    "users",
    "1 1 1 1 6 6 0",
    ["- - - - - - -", "(id, email, password_hash) values ({fresh}, 'x@example.net', 'x')"],
    ["1 1 1 1 1 1 0", "bio = bio"],
    "- - - - - - -",
  ),
  table(
    "profiles",
    "6 6 6 6 6 6 0",
    ["- - - - - - -", "(id, display_name) values ({fresh}, 'x')"],
    ["1 1 1 1 1 1 0", "avatar_url = null"],
    "- - - - - - -",
  ),
  table(
    "refresh_tokens",
    "0 1 0 0 0 0 0",
    [
      "- - - - - - -",
      "(id, token, user_id, family_id, expires_at) values ({fresh}, decode(repeat('cd', 32), 'hex'), {me}, {fresh}, now())",
    ],
    ["- - - - - - -", "is_revoked = true"],
    "- - - - - - -",
  ),
  table(
    "one_time_tokens",
    "- - - - - - -",
    [
      "- - - - - - -",
      "(id, token_hash, user_id, purpose, email, expires_at) values ({fresh}, decode(repeat('cd', 32), 'hex'), {me}, 'verify-email', 'x', now())",
    ],
    ["- - - - - - -", "used_at = now()"],
    "- - - - - - -",
  ),
  table(
    "idempotency_keys",
    "0 1 0 0 0 0 0",
    [
      "1 1 1 1 1 1 x",
      "(user_id, key_hash, fingerprint) values ({me}, decode(repeat('cd', 32), 'hex'), decode(repeat('cd', 32), 'hex'))",
    ],
    ["0 1 0 0 0 0 0", "status = 200"],
    "0 1 0 0 0 0 0",
  ),
  table(
    "campaigns",
    "1 1 0 0 0 0 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'x')"],
    ["1 0 0 0 0 0 0", "name = name"],
    "- - - - - - -",
  ),
  table(
    "campaign_players",
    "3 3 1 0 0 0 0",
    ["1 x x x x x x", "(id, campaign_id, user_id) values ({fresh}, {campaign}, {stranger})"],
    ["1 1 1 0 0 0 0", "invite_status = invite_status"],
    "2 1 1 0 0 0 0",
  ),
  table(
    "invites",
    "1 0 0 0 0 0 0",
    [
      "1 x x x x x x",
      "(id, campaign_id, code_hash, created_by, expires_at) values ({fresh}, {campaign}, decode(repeat('cd', 32), 'hex'), {me}, now())",
    ],
    ["1 0 0 0 0 0 0", "revoked_at = now()"],
    "- - - - - - -",
  ),
  table(
    "sessions",
    "1 1 0 0 0 0 0",
    ["1 x x x x x x", "(id, campaign_id, name) values ({fresh}, {campaign}, 'x')"],
    ["1 0 0 0 0 0 0", "name = name"],
    "- - - - - - -",
  ),
  table(
    "session_seats",
    "2 2 0 0 0 0 0",
    [
      "0 0 x x x x x",
      "(id, session_id, user_id, role) values ({fresh}, {session}, {me}, 'spectator') on conflict (session_id, user_id) do nothing",
    ],
    ["2 0 0 0 0 0 0", "role = role"],
    "- - - - - - -",
  ),
  table(
    "events",
    "2 2 0 0 0 0 0",
    ["- - - - - - -", "(id, session_id, sequence) values ({fresh}, {session}, 3)"],
    ["- - - - - - -", "kind = kind"],
    "- - - - - - -",
  ),
  table(
    "dice_secrets",
    "- - - - - - -",
    [
      "- - - - - - -",
      "(session_id, open_secret, hidden_secret) values ({fresh}, repeat('a', 64), repeat('a', 64))",
    ],
    ["- - - - - - -", "revealed_at = now()"],
    "- - - - - - -",
  ),
  table(
    "characters",
    "1 1 0 0 0 0 0",
    [
      "1 1 x x x x x",
      "(id, campaign_id, user_id, name, race, class, max_hp, current_hp, armor_class, strength, dexterity, constitution, intelligence, wisdom, charisma, sheet) values ({fresh}, {campaign}, {me}, 'x', 'x', 'x', 1, 1, 1, 1, 1, 1, 1, 1, 1, '{}')",
    ],
    ["0 1 0 0 0 0 0", "notes = notes"],
    "- - - - - - -",
  ),
  table(
    "character_history",
    "0 1 0 0 0 0 0",
    ["- - - - - - -", "(character_id, before, after) values ({character}, '{}', '{}')"],
    ["- - - - - - -", "before = before"],
    "- - - - - - -",
  ),
  table(
    "character_classes",
    "1 1 0 0 0 0 0",
    [
      "x 1 x x x x x",
      "(id, character_id, class_name, class_source) values ({fresh}, {character}, 'Bard', 'SRD')",
    ],
    ["0 1 0 0 0 0 0", "id = id"],
    "0 1 0 0 0 0 0",
  ),
  table(
    "character_feats",
    "1 1 0 0 0 0 0",
    [
      "x 1 x x x x x",
      "(id, character_id, feat_name, feat_source) values ({fresh}, {character}, 'Tough', 'x')",
    ],
    ["0 1 0 0 0 0 0", "id = id"],
    "0 1 0 0 0 0 0",
  ),
  table(
    "character_inventory",
    "1 1 0 0 0 0 0",
    [
      "x 1 x x x x x",
      "(id, character_id, item_name, item_source) values ({fresh}, {character}, 'Rope', 'SRD')",
    ],
    ["0 1 0 0 0 0 0", "id = id"],
    "0 1 0 0 0 0 0",
  ),
  table(
    "character_proficiencies",
    "1 1 0 0 0 0 0",
    [
      "x 1 x x x x x",
      "(id, character_id, proficiency_type, name) values ({fresh}, {character}, 'skill', 'Stealth')",
    ],
    ["0 1 0 0 0 0 0", "id = id"],
    "0 1 0 0 0 0 0",
  ),
  table(
    "character_spells",
    "1 1 0 0 0 0 0",
    [
      "x 1 x x x x x",
      "(id, character_id, spell_name, spell_source, source_class) values ({fresh}, {character}, 'Light', 'SRD', 'Bard')",
    ],
    ["0 1 0 0 0 0 0", "id = id"],
    "0 1 0 0 0 0 0",
  ),
  table(
    "character_rolls",
    "1 1 0 0 0 0 0",
    [
      "1 1 x x x x x",
      "(id, campaign_id, user_id, purpose, dice) values ({fresh}, {campaign}, {me}, 'abilities', '[]')",
    ],
    ["0 1 0 0 0 0 0", "character_id = {character}"],
    "- - - - - - -",
  ),
  table(
    "images",
    "1 3 1 1 2 2 0",
    [
      "1 1 1 1 1 1 x",
      "(id, owner_id, blob, size, mime_type, width, height) values ({fresh}, {me}, '\\x00', 1, 'image/webp', 1, 1)",
    ],
    ["0 3 0 0 0 0 0", "description = description"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "image_variants",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(image_id, edge, blob, width, height) values ({image_PUBLIC}, 256, '\\x00', 1, 1)"],
    ["- - - - - - -", "width = width"],
    "- - - - - - -",
  ),
  table(
    "tags",
    "2 4 2 2 3 3 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'Mine')"],
    ["0 4 0 0 0 0 0", "description = description"],
    "0 4 0 0 0 0 0",
  ),
  table(
    "races",
    "2 4 2 2 3 3 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'Mine')"],
    ["0 4 0 0 0 0 0", "description = description"],
    "0 4 0 0 0 0 0",
  ),
  table(
    "archetypes",
    "2 4 2 2 3 3 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'Mine')"],
    ["0 4 0 0 0 0 0", "description = description"],
    "0 4 0 0 0 0 0",
  ),
  table(
    "skills",
    "2 4 2 2 3 3 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'Mine')"],
    ["0 4 0 0 0 0 0", "description = description"],
    "0 4 0 0 0 0 0",
  ),
  table(
    "perks",
    "2 4 2 2 3 3 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'Mine')"],
    ["0 4 0 0 0 0 0", "description = description"],
    "0 4 0 0 0 0 0",
  ),
  table(
    "items",
    "2 4 2 2 3 3 0",
    ["1 1 1 1 1 1 x", "(id, owner_id, name) values ({fresh}, {me}, 'Mine')"],
    ["0 4 0 0 0 0 0", "description = description"],
    "0 4 0 0 0 0 0",
  ),
  table(
    "skill_tags",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(skill_id, tag_id) values ({skill_PUBLIC}, {tag_EXTRA})"],
    ["- - - - - - -", "tag_id = tag_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "perk_tags",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(perk_id, tag_id) values ({perk_PUBLIC}, {tag_EXTRA})"],
    ["- - - - - - -", "tag_id = tag_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "race_tags",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(race_id, tag_id) values ({race_PUBLIC}, {tag_EXTRA})"],
    ["- - - - - - -", "tag_id = tag_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "archetype_tags",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(archetype_id, tag_id) values ({archetype_PUBLIC}, {tag_EXTRA})"],
    ["- - - - - - -", "tag_id = tag_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "item_tags",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(item_id, tag_id) values ({item_PUBLIC}, {tag_EXTRA})"],
    ["- - - - - - -", "tag_id = tag_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "race_skills",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(race_id, skill_id) values ({race_PUBLIC}, {skill_EXTRA})"],
    ["- - - - - - -", "skill_id = skill_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "archetype_skills",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(archetype_id, skill_id) values ({archetype_PUBLIC}, {skill_EXTRA})"],
    ["- - - - - - -", "skill_id = skill_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "archetype_required_races",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(archetype_id, race_id) values ({archetype_PUBLIC}, {race_EXTRA})"],
    ["- - - - - - -", "race_id = race_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "item_bonus_skills",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(item_id, skill_id) values ({item_PUBLIC}, {skill_EXTRA})"],
    ["- - - - - - -", "skill_id = skill_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "item_bonus_perks",
    "1 3 1 1 2 2 0",
    ["x 1 x x x x x", "(item_id, perk_id) values ({item_PUBLIC}, {perk_EXTRA})"],
    ["- - - - - - -", "perk_id = perk_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "character_skills",
    "1 3 0 0 0 0 0",
    ["x 1 x x x x x", "(character_id, skill_id) values ({character}, {skill_EXTRA})"],
    ["- - - - - - -", "skill_id = skill_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "character_perks",
    "1 3 0 0 0 0 0",
    ["x 1 x x x x x", "(character_id, perk_id) values ({character}, {perk_EXTRA})"],
    ["- - - - - - -", "perk_id = perk_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "character_tags",
    "1 3 0 0 0 0 0",
    ["x 1 x x x x x", "(character_id, tag_id) values ({character}, {tag_EXTRA})"],
    ["- - - - - - -", "tag_id = tag_id"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "character_items",
    "1 3 0 0 0 0 0",
    ["x 1 x x x x x", "(character_id, item_id) values ({character}, {item_EXTRA})"],
    ["0 3 0 0 0 0 0", "quantity = quantity"],
    "0 3 0 0 0 0 0",
  ),
  table(
    "equipment",
    "1 1 0 0 0 0 0",
    [
      "x 0 x x x x x",
      "(id, character_id) values ({fresh}, {character}) on conflict (character_id) do nothing",
    ],
    ["0 1 0 0 0 0 0", "head_id = null"],
    "- - - - - - -",
  ),
  table(
    "catalog_words",
    "- - - - - - -",
    ["- - - - - - -", "(entry, word, shelf, visibility) values ({fresh}, 'x', 'items', 'PUBLIC')"],
    ["- - - - - - -", "word = 'x'"],
    "- - - - - - -",
  ),
  table(
    "rulings",
    "1 1 0 0 0 0 0",
    [
      "- - - - - - -",
      "(session_id, sequence, campaign_id, text, made_at) values ({session}, 2, {campaign}, 'x', now())",
    ],
    ["- - - - - - -", "text = text"],
    "- - - - - - -",
  ),
  table(
    "session_snapshots",
    "- - - - - - -",
    [
      "- - - - - - -",
      "(session_id, sequence, hash, folded_by, state, digest) values ({session}, 2, sha256('x'), 'x', '{}', sha256('x'))",
    ],
    ["- - - - - - -", "state = state"],
    "- - - - - - -",
  ),
]);
