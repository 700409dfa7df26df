import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { PersonTx } from "../transaction.ts";
import { findEntry } from "./entries.ts";
import { findImage } from "./images.ts";
import { columnOf, type Visibility } from "./kinds.ts";

export const EQUIPMENT_SLOTS = [
  "head",
  "face",
  "chest",
  "legs",
  "feet",
  "hands",
  "rightHand",
  "leftHand",
  "rightRing",
  "leftRing",
  "amulet",
  "belt",
  "backpack",
  "cloak",
] as const;
export type EquipmentSlot = (typeof EQUIPMENT_SLOTS)[number];
export type Equipment = Readonly<Record<EquipmentSlot, string | null>>;

/** What a character has of the catalog, and what the catalog's model says about people. */
export type Belongings = {
  readonly sex: "MALE" | "FEMALE";
  readonly age: number;
  readonly description: string | null;
  readonly experience: number;
  readonly mana: number;
  readonly stamina: number;
  readonly visibility: Visibility;
  readonly imageId: string | null;
  readonly raceId: string | null;
  readonly archetypeId: string | null;
  readonly skills: readonly string[];
  readonly perks: readonly string[];
  readonly tags: readonly string[];
  readonly items: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly equipment: Equipment;
};
export type BelongingsChanges = {
  readonly [Field in keyof Omit<Belongings, "experience" | "items" | "equipment">]?:
    | Belongings[Field]
    | undefined;
};

/** Why a character does not get what was asked for. */
export type BelongingsRefusal =
  | "not-there"
  | "playing"
  | "level-too-low"
  | "not-carried"
  /** It is worn: take it off first. */
  | "worn"
  /** The archetype is for other races. */
  | "wrong-race";

const slotColumn = (slot: EquipmentSlot): string => `${columnOf(slot)}_id`;
const JOINS = [
  ["skills", "skill_id"],
  ["perks", "perk_id"],
  ["tags", "tag_id"],
] as const;
const WRITTEN = [
  "sex",
  "age",
  "description",
  "mana",
  "stamina",
  "visibility",
  "imageId",
  "raceId",
  "archetypeId",
] as const;

/** null: no such character for this person. */
export async function findBelongings({ rows }: PersonTx, character: string): Promise<Belongings | null> {
  const found = await sql<Belongings>`
    select ${sql.join([...WRITTEN, "experience"].map((field) => sql.raw(`c.${columnOf(field)} as "${field}"`)))},
      ${sql.join(
        JOINS.map(([field, column]) =>
          sql.raw(
            `array(select j.${column} from character_${field} j where j.character_id = c.id order by 1) as "${field}"`,
          ),
        ),
      )},
      coalesce((select json_agg(json_build_object('itemId', j.item_id, 'quantity', j.quantity) order by j.item_id)
        from character_items j where j.character_id = c.id), '[]') as items,
      json_build_object(${sql.join(
        EQUIPMENT_SLOTS.map((slot) => sql.raw(`'${slot}', e.${slotColumn(slot)}`)),
      )}) as equipment
    from characters c left join equipment e on e.character_id = c.id
    where c.id = ${character} and c.deleted_at is null`.execute(rows);
  return found.rows[0] ?? null;
}

/** Own, and not at a table just now. */
async function mine(
  { rows, user }: PersonTx,
  character: string,
): Promise<{ readonly level: number; readonly race: string } | "not-there" | "playing"> {
  const found = await sql<{ level: number; race: string; playing_in: string | null }>`
    select level, race, playing_in from characters
    where id = ${character} and user_id = ${user} and deleted_at is null for update`.execute(rows);
  const row = found.rows[0];
  if (row === undefined) return "not-there";
  return row.playing_in === null ? row : "playing";
}

export async function changeBelongings(
  tx: PersonTx,
  character: string,
  changes: BelongingsChanges,
): Promise<Belongings | BelongingsRefusal> {
  const own = await mine(tx, character);
  if (typeof own === "string") return own;
  const before = await findBelongings(tx, character);
  if (before === null) return "not-there";
  const { raceId = before.raceId, archetypeId = before.archetypeId } = changes;
  const raceMatters = changes.raceId !== undefined || changes.archetypeId !== undefined;
  if (raceMatters) {
    const fits = await fitsArchetype(tx, own.race, raceId, archetypeId);
    if (fits !== "fits") return fits;
  }
  if (changes.imageId !== undefined && !(await sees(tx, changes.imageId))) return "not-there";
  const said = WRITTEN.filter((field) => changes[field] !== undefined);
  if (said.length > 0)
    await sql`update characters set ${sql.join(
      said.map((field) => sql`${sql.ref(columnOf(field))} = ${changes[field]}`),
    )} where id = ${character}`.execute(tx.rows);
  for (const [field, column] of JOINS) {
    const ids = changes[field];
    if (ids === undefined) continue;
    const table = sql.table(`character_${field}`);
    await sql`delete from ${table} where character_id = ${character}`.execute(tx.rows);
    await sql`insert into ${table} (character_id, ${sql.ref(column)})
      select ${character}::uuid, other from unnest(${ids}::uuid[]) other group by other`.execute(tx.rows);
  }
  return (await findBelongings(tx, character)) ?? "not-there";
}

/** A portrait is shown to the whole campaign, so nobody makes one of a picture that they may not see themselves. */
const sees = async (tx: PersonTx, image: string | null): Promise<boolean> =>
  image === null || (await findImage(tx, image)) !== null;

/** One's own character's face; the one thing of its belongings that also changes while it plays. */
export async function setPortrait(
  tx: PersonTx,
  character: string,
  image: string | null,
): Promise<true | "not-there" | null> {
  if (!(await sees(tx, image))) return "not-there";
  const done = await sql`update characters set image_id = ${image}
    where id = ${character} and user_id = ${tx.user} and deleted_at is null`.execute(tx.rows);
  return done.numAffectedRows === 1n ? true : null;
}

/** Whether the archetype of a character would still be for it, were its sheet of that race. */
export async function staysFitting(tx: PersonTx, character: string, sheetRace: string): Promise<boolean> {
  const now = await findBelongings(tx, character);
  return now === null || (await fitsArchetype(tx, sheetRace, now.raceId, now.archetypeId)) !== "wrong-race";
}

/** The race of the catalog counts, and the SRD's that the sheet says: a Moon Elf on an elf's sheet is an elf too. */
async function fitsArchetype(
  tx: PersonTx,
  sheetRace: string,
  raceId: string | null,
  archetypeId: string | null,
): Promise<"fits" | "not-there" | "wrong-race"> {
  if (raceId !== null && (await findEntry(tx, "races", raceId)) === null) return "not-there";
  if (archetypeId === null) return "fits";
  const archetype = await findEntry(tx, "archetypes", archetypeId);
  if (archetype === null) return "not-there";
  const wanted = archetype.requiredRaces;
  if (wanted.length === 0 || (raceId !== null && wanted.includes(raceId))) return "fits";
  const srd = await sql`select from races
    where id = any (${wanted}::uuid[]) and owner_id is null and lower(name) = lower(${sheetRace})`.execute(
    tx.rows,
  );
  return srd.rows.length > 0 ? "fits" : "wrong-race";
}

/** How many of an item a character carries; 0 takes it away, unless it is worn. */
export async function carry(
  tx: PersonTx,
  character: string,
  item: string,
  quantity: number,
): Promise<Belongings | BelongingsRefusal> {
  const own = await mine(tx, character);
  if (typeof own === "string") return own;
  const before = await findBelongings(tx, character);
  if (before === null) return "not-there";
  if (wornTimes(before, item) > quantity) return "worn";
  if (quantity === 0)
    await sql`delete from character_items where character_id = ${character} and item_id = ${item}`.execute(
      tx.rows,
    );
  else
    await sql`insert into character_items (character_id, item_id, quantity)
      values (${character}, ${item}, ${quantity})
      on conflict (character_id, item_id) do update set quantity = excluded.quantity`.execute(tx.rows);
  return (await findBelongings(tx, character)) ?? "not-there";
}

const wornTimes = ({ equipment }: Belongings, item: string): number =>
  EQUIPMENT_SLOTS.filter((slot) => equipment[slot] === item).length;

/** Puts an item that is carried into a slot, or empties the slot. @throws what `catalogRefusalOf` reads. */
export async function equip(
  tx: PersonTx,
  character: string,
  slot: EquipmentSlot,
  item: string | null,
): Promise<Belongings | BelongingsRefusal> {
  const own = await mine(tx, character);
  if (typeof own === "string") return own;
  const before = await findBelongings(tx, character);
  if (before === null) return "not-there";
  if (item !== null && before.equipment[slot] !== item) {
    const thing = await findEntry(tx, "items", item);
    if (thing === null) return "not-there";
    if (thing.requiredLevel > own.level) return "level-too-low";
    const carried = before.items.find(({ itemId }) => itemId === item)?.quantity ?? 0;
    if (wornTimes(before, item) >= carried) return "not-carried";
  }
  const column = sql.ref(slotColumn(slot));
  await sql`insert into equipment (id, character_id, ${column}) values (${uuidv7()}, ${character}, ${item})
    on conflict (character_id) do update set ${column} = excluded.${column}`.execute(tx.rows);
  return (await findBelongings(tx, character)) ?? "not-there";
}
