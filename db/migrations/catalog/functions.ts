import { SHELVES, SLOTS } from "./tables.ts";

/**
 * The query of one page of a shelf: ids alone, in order. A comparison of enums may not be used for an index below
 * row-level policies (it is not leakproof), so ids come from a function that says itself whose rows they are, and
 * the rows that belong to them are read under the policies.
 *
 * $1 the person, $2 the rarity, $3 the slot, $4 the level, $5 the tag; after: $6 the name or time or level, $7 the id.
 */
export const CATALOG_QUERY = `
  create function skald.catalog_query(shelf text, scope text, sort text, narrowed text[], onward boolean)
  returns text language plpgsql immutable set search_path = '' as $$
  declare
    leveled boolean := shelf in ('skills', 'perks', 'items');
    wanted text := case
      when scope = 'public' then 'visibility = ''PUBLIC'''
      when scope = 'own' then 'owner_id = $1'
      when scope = 'hidden' then 'visibility = ''HIDDEN'''
      when scope in ('PUBLIC', 'PRIVATE', 'HIDDEN') then pg_catalog.format('owner_id = $1 and visibility = %L', scope)
    end;
    -- Said again in the order: below policies an enum that equals a constant is not known to be one value.
    shown text := case when scope = 'own' then '' else 'visibility, ' end;
    ranked text := case
      when sort = 'level' and shelf = 'items' and scope <> 'own' and array['rarity', 'slot'] <@ narrowed
        then 'rarity, slot, required_level, visibility, id'
      when sort = 'name' and shelf <> 'images' then shown || 'name, id'
      when sort = 'recent' then shown || 'created_at desc, id desc'
      when sort = 'level' and leveled then shown || 'required_level, id'
    end;
    further text := case sort
      when 'name' then ' and (name, id) > ($6, $7::uuid)'
      when 'recent' then ' and (created_at, id) < ($6::timestamptz, $7::uuid)'
      when 'level' then ' and (required_level, id) > ($6::integer, $7::uuid)'
    end;
  begin
    if not shelf = any ('{${SHELVES.join(",")}}') or wanted is null or ranked is null then
      raise exception 'no such list: % % %', shelf, scope, sort using errcode = 'invalid_parameter_value';
    end if;
    if 'rarity' = any (narrowed) and shelf = 'items' then wanted := wanted || ' and rarity = $2::public.rarity'; end if;
    if 'slot' = any (narrowed) and shelf = 'items' then wanted := wanted || ' and slot = $3::public.slot'; end if;
    if 'level' = any (narrowed) and leveled then wanted := wanted || ' and required_level = $4'; end if;
    if 'tag' = any (narrowed) and shelf not in ('images', 'tags') then
      wanted := wanted || pg_catalog.format(
        ' and exists (select from public.%1$s_tags t where t.%1$s_id = e.id and t.tag_id = $5)',
        pg_catalog.left(shelf, -1));
    end if;
    return pg_catalog.format('select e.id from public.%I e where %s%s order by %s',
      shelf, wanted, case when onward then further else '' end, ranked);
  end $$`;

export const CATALOG_PAGE = `
  create function skald.catalog_page(shelf text, scope text, sort text, narrowed text[], rarity text, slot text,
    level integer, tag uuid, after_key text, after_id uuid, most integer)
  returns setof uuid language plpgsql stable rows 50 security definer set search_path = '' as $$
  begin
    if skald.current_user_id() is null or (scope = 'hidden' and not skald.is_moderator()) then return; end if;
    return query execute
      skald.catalog_query(shelf, scope, sort, narrowed, after_id is not null) || ' limit $8'
      using skald.current_user_id(), rarity, slot, level, tag, after_key, after_id, most;
  end $$`;

/** A portrait is seen by whoever sees the character, whatever the picture's own visibility. */
export const IS_PORTRAIT = `
  create function skald.is_portrait_for_me(image uuid) returns boolean
  language sql stable security definer set search_path = '' as $$
    select exists (select from public.characters c
      where c.image_id = image and c.deleted_at is null and skald.in_campaign(c.campaign_id))
  $$`;

/** Moderators take a thing off the public shelf and put it back; nothing else of it is theirs to change. */
export const WITHHOLD = `
  create function skald.withhold(shelf text, entry uuid, away boolean) returns boolean
  language plpgsql volatile security definer set search_path = '' as $$
  declare found_one integer;
  begin
    if not skald.is_moderator() or not shelf = any ('{${SHELVES.join(",")}}') then return false; end if;
    execute pg_catalog.format(
      'update public.%I set is_withheld = $2, visibility = (case when $2 then ''HIDDEN'' else ''PUBLIC'' end)::public.visibility
         where id = $1 and case when $2 then visibility = ''PUBLIC'' else is_withheld and visibility = ''HIDDEN'' end', shelf)
      using entry, away;
    get diagnostics found_one = row_count;
    return found_one > 0;
  end $$`;

const checkSlot = ([slot, kinds]: [string, readonly string[]]): string => `
  if new.${slot}_id is not null and (tg_op = 'INSERT' or new.${slot}_id is distinct from old.${slot}_id) then
    select i.slot::text, i.is_2_handed into fits, both from public.items i where i.id = new.${slot}_id;
    if not found then
      raise exception 'there is no such item' using errcode = 'foreign_key_violation', constraint = 'equipment_${slot}_item';
    end if;
    if not fits = any ('{${kinds.join(",")}}') then
      raise exception '% does not go there', fits using errcode = 'check_violation', constraint = 'equipment_${slot}_fits';
    end if;
  end if;`;

/** Runs as whoever equips, so that an item one may not see is none. */
const CHECK_EQUIPMENT = `
  create function skald.check_equipment() returns trigger language plpgsql set search_path = '' as $$
  declare fits text; both boolean;
  begin
    ${Object.entries(SLOTS).map(checkSlot).join("\n")}
    if new.left_hand_id is not null and new.right_hand_id is not null and exists (
        select from public.items i where i.id = new.right_hand_id and (i.slot = 'TWO_HANDS' or i.is_2_handed)) then
      raise exception 'it takes both hands' using errcode = 'check_violation', constraint = 'equipment_both_hands';
    end if;
    return new;
  end $$`;

/** What is worn somewhere keeps its kind; a character wears the thing that it put on. Sees every character. */
export const CHECK_WORN = `
  create function skald.check_worn() returns trigger language plpgsql security definer set search_path = '' as $$
  begin
    if exists (select from public.equipment e where new.id in (${Object.keys(SLOTS)
      .map((slot) => `e.${slot}_id`)
      .join(", ")})) then
      raise exception 'it is worn' using errcode = 'restrict_violation', constraint = 'items_worn';
    end if;
    return new;
  end $$`;

export const OWNER_FUNCTIONS_UP = [
  CHECK_EQUIPMENT,
  `revoke all on function skald.check_equipment() from public`,
  `create trigger equipment_check before insert or update on equipment
     for each row execute function skald.check_equipment()`,
];
export const OWNER_TRIGGERS = [
  `create trigger items_worn before update of slot, is_2_handed on items for each row
     when (old.slot is distinct from new.slot or old.is_2_handed is distinct from new.is_2_handed)
     execute function skald.check_worn()`,
];

export const ASKED = [
  "skald.catalog_page(text, text, text, text[], text, text, integer, uuid, text, uuid, integer)",
  "skald.is_portrait_for_me(uuid)",
  "skald.withhold(text, uuid, boolean)",
];
export const UNASKED = ["skald.catalog_query(text, text, text, text[], boolean)", "skald.check_worn()"];
export const LOOKUP_FUNCTIONS = [CATALOG_QUERY, CATALOG_PAGE, IS_PORTRAIT, WITHHOLD, CHECK_WORN];
