import { ROLES } from "../../roles.ts";
import { CHARACTER_JOINS, ENTRY_JOINS, SHELVES, SLOTS, TABLES } from "./tables.ts";

const { owner, request, lookup } = ROLES;
const ME = "(select skald.current_user_id())";

const seesPicture = "(image_id is null or exists (select from images i where i.id = image_id))";

function shelfPolicies(table: string): readonly string[] {
  const portrait = table === "images" ? " or skald.is_portrait_for_me(id)" : "";
  const pictured = table === "images" || table === "tags" ? "" : ` and ${seesPicture}`;
  const mine = `owner_id = ${ME}`;
  return [
    `create policy "Seen by whom it is shown to" on ${table} for select to ${request}
       using ((visibility = 'PUBLIC' and ${ME} is not null) or ${mine}
         or (visibility = 'HIDDEN' and (select skald.is_moderator()))${portrait})`,
    `create policy "People make their own" on ${table} for insert to ${request} with check (${mine}${pictured})`,
    `create policy "Owners change" on ${table} for update to ${request} using (${mine})
       with check (${mine} and not (is_withheld and visibility = 'PUBLIC')${pictured})`,
    `create policy "Owners delete" on ${table} for delete to ${request} using (${mine})`,
    `create policy "lookup" on ${table} for all to ${lookup} using (true) with check (true)`,
  ];
}

const sees = (table: string, column: string): string =>
  `exists (select from ${table} x where x.id = ${column})`;

/** Rows between two things are seen by whoever sees both, and written by whom the left one belongs to. */
function joinPolicies(
  { table, left, right }: (typeof ENTRY_JOINS)[number],
  whose: "owner_id" | "user_id",
): readonly string[] {
  const mine = `exists (select from ${left.table} x where x.id = ${left.column} and x.${whose} = ${ME})`;
  return [
    `create policy "Seen with both" on ${table} for select to ${request}
       using (${sees(left.table, left.column)} and ${sees(right.table, right.column)})`,
    `create policy "Owners join" on ${table} for insert to ${request}
       with check (${mine} and ${sees(right.table, right.column)})`,
    `create policy "Owners part" on ${table} for delete to ${request} using (${mine})`,
  ];
}

const myCharacter = `exists (select from characters c where c.id = character_id and c.user_id = ${ME})`;
const POLICIES = [
  ...SHELVES.flatMap(shelfPolicies),
  ...ENTRY_JOINS.flatMap((join) => joinPolicies(join, "owner_id")),
  ...CHARACTER_JOINS.flatMap((join) => joinPolicies(join, "user_id")),
  `create policy "Players count" on character_items for update to ${request}
     using (${myCharacter}) with check (${myCharacter})`,
  `create policy "Seen with its picture" on image_variants for select to ${request}
     using (exists (select from images i where i.id = image_id))`,
  `create policy "Owners resize" on image_variants for insert to ${request}
     with check (exists (select from images i where i.id = image_id and i.owner_id = ${ME}))`,
  `create policy "Seen with the character" on equipment for select to ${request}
     using (exists (select from characters c where c.id = character_id))`,
  `create policy "Players equip" on equipment for insert to ${request} with check (${myCharacter})`,
  `create policy "Players change equipment" on equipment for update to ${request}
     using (${myCharacter}) with check (${myCharacter})`,
  `create policy "lookup" on equipment for select to ${lookup} using (true)`,
  ...["item_tags", "race_tags", "archetype_tags", "skill_tags", "perk_tags"].map(
    (table) => `create policy "lookup" on ${table} for select to ${lookup} using (true)`,
  ),
  ...TABLES.map(
    (table) => `create policy "owner" on ${table} for all to ${owner} using (true) with check (true)`,
  ),
  `create policy "lookup" on characters for select to ${lookup} using (true)`,
];

const SLOT_COLUMNS = Object.keys(SLOTS)
  .map((slot) => `${slot}_id`)
  .join(", ");
const NAMES = "name, description, visibility";
const POOLS = ["health", "mana", "stamina"];
const ABILITIES = ["strength", "constitution", "dexterity", "intelligence", "wisdom", "charisma"];
/** What people write of their own; who owns it and whether it is withheld they do not. */
const WRITTEN: Readonly<Record<(typeof SHELVES)[number], string>> = {
  images: "description, visibility",
  tags: NAMES,
  races: `${NAMES}, image_id, ${[...POOLS, ...ABILITIES].map((one) => `${one}_modifier`).join(", ")}`,
  archetypes: `${NAMES}, image_id`,
  skills: `${NAMES}, image_id, required_level`,
  perks: `${NAMES}, image_id, required_level`,
  items: `${NAMES}, image_id, ${[...POOLS, ...ABILITIES].map((one) => `bonus_${one}`).join(", ")}, damage, defense,
    rarity, slot, required_level, weight, durability, max_durability, value, is_2_handed, is_throwable,
    is_consumable, is_quest_item, is_tradeable`,
};
const CHARACTER_WRITTEN = "sex, age, description, mana, stamina, visibility, image_id, race_id, archetype_id";

const GRANTS = [
  ...SHELVES.map((table) => {
    const also = table === "images" ? ", blob, size, mime_type, width, height" : "";
    return `grant select, insert (id, owner_id, ${WRITTEN[table]}${also}), update (${WRITTEN[table]}), delete
      on ${table} to ${request}`;
  }),
  `grant select, insert, delete on ${[...ENTRY_JOINS, ...CHARACTER_JOINS].map(({ table }) => table).join(", ")}
     to ${request}`,
  `grant update (quantity) on character_items to ${request}`,
  `grant select, insert on image_variants to ${request}`,
  `grant select, insert (id, character_id, ${SLOT_COLUMNS}), update (${SLOT_COLUMNS}) on equipment to ${request}`,
  `grant insert (${CHARACTER_WRITTEN}), update (${CHARACTER_WRITTEN}) on characters to ${request}`,
  `grant select, update (visibility, is_withheld) on ${SHELVES.join(", ")} to ${lookup}`,
  `grant select on equipment, characters, item_tags, race_tags, archetype_tags, skill_tags, perk_tags to ${lookup}`,
];

export const POLICIES_UP = [
  ...TABLES.map((table) => `alter table ${table} enable row level security, force row level security`),
  ...GRANTS,
];
export const POLICIES_AFTER_FUNCTIONS = POLICIES;
export const POLICIES_DOWN = [
  `drop policy "lookup" on characters`,
  `revoke select on characters from ${lookup}`,
];
/** Policies that ask functions, which go before the tables do. */
export const ASKING_POLICIES = SHELVES.map(
  (table) => `drop policy "Seen by whom it is shown to" on ${table}`,
);
