import type { Selectable } from "kysely";
import { uuidv7 } from "uuidv7";
import { type CharacterId, characterId } from "../rules/ids.ts";
import type { CharacterInventory } from "./schema.ts";
import type { MaintenanceTx, PersonTx } from "./transaction.ts";

/** Something that a character carries. */
export type InventoryItem = {
  readonly id: string;
  readonly characterId: CharacterId;
  readonly itemName: string;
  readonly itemSource: string;
  readonly quantity: number;
  readonly equipped: boolean;
  readonly attuned: boolean;
  readonly notes: string | null;
};
export type NewInventoryItem = Omit<InventoryItem, "id" | "characterId">;
export type InventoryItemChanges = Partial<NewInventoryItem>;

const toInventoryItem = (row: Selectable<CharacterInventory>): InventoryItem => ({
  id: row.id,
  characterId: characterId(row.character_id),
  itemName: row.item_name,
  itemSource: row.item_source,
  quantity: row.quantity,
  equipped: row.equipped,
  attuned: row.attuned,
  notes: row.notes,
});

const columnsOf = (changes: InventoryItemChanges) => ({
  ...(changes.itemName !== undefined && { item_name: changes.itemName }),
  ...(changes.itemSource !== undefined && { item_source: changes.itemSource }),
  ...(changes.quantity !== undefined && { quantity: changes.quantity }),
  ...(changes.equipped !== undefined && { equipped: changes.equipped }),
  ...(changes.attuned !== undefined && { attuned: changes.attuned }),
  ...(changes.notes !== undefined && { notes: changes.notes }),
});

const rowsOf = ({ rows }: PersonTx, character: CharacterId) =>
  rows.selectFrom("character_inventory").selectAll().where("character_id", "=", character).orderBy("id");

/** In the order in which they were written down. */
export async function listInventory(tx: PersonTx, character: CharacterId): Promise<readonly InventoryItem[]> {
  return (await rowsOf(tx, character).execute()).map(toInventoryItem);
}

export async function listEquippedItems(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly InventoryItem[]> {
  return (await rowsOf(tx, character).where("equipped", "=", true).execute()).map(toInventoryItem);
}

export async function listAttunedItems(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly InventoryItem[]> {
  return (await rowsOf(tx, character).where("attuned", "=", true).execute()).map(toInventoryItem);
}

/** Three at most: the database refuses a fourth. */
export async function countAttunedItems({ rows }: PersonTx, character: CharacterId): Promise<number> {
  const { count } = await rows
    .selectFrom("character_inventory")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("character_id", "=", character)
    .where("attuned", "=", true)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function findInventoryItem(tx: PersonTx, id: string): Promise<InventoryItem | null> {
  const row = await tx.rows
    .selectFrom("character_inventory")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toInventoryItem(row);
}

/** Adds rows to a character. Through `writeDetails` alone, or the sheet says something else. */
export async function addInventoryItems(
  { rows }: PersonTx | MaintenanceTx,
  character: CharacterId,
  added: readonly NewInventoryItem[],
): Promise<readonly InventoryItem[]> {
  if (added.length === 0) return [];
  const made = await rows
    .insertInto("character_inventory")
    .values(
      added.map((one) => ({
        id: uuidv7(),
        character_id: character,
        item_name: one.itemName,
        item_source: one.itemSource,
        quantity: one.quantity,
        equipped: one.equipped,
        attuned: one.attuned,
        notes: one.notes,
      })),
    )
    .returningAll()
    .execute();
  return made.map(toInventoryItem);
}

/** Null when there is no such row of a character of one's own. */
export async function updateInventoryItem(
  { rows }: PersonTx,
  id: string,
  changes: InventoryItemChanges,
): Promise<InventoryItem | null> {
  const row = await rows
    .updateTable("character_inventory")
    .set({ id, ...columnsOf(changes) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toInventoryItem(row);
}

export async function removeInventoryItem({ rows }: PersonTx, id: string): Promise<boolean> {
  const row = await rows
    .deleteFrom("character_inventory")
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
