import type { Selectable } from "kysely";
import { uuidv7 } from "uuidv7";
import { type CharacterId, characterId } from "../rules/ids.ts";
import type { CharacterClasses } from "./schema.ts";
import type { MaintenanceTx, PersonTx } from "./transaction.ts";

/** A class of a character, with its level and subclass. */
export type CharacterClass = {
  readonly id: string;
  readonly characterId: CharacterId;
  readonly className: string;
  readonly classSource: string;
  readonly level: number;
  readonly subclassName: string | null;
  readonly subclassSource: string | null;
  readonly startingClass: boolean;
};
export type NewCharacterClass = Omit<CharacterClass, "id" | "characterId">;
export type CharacterClassChanges = Partial<NewCharacterClass>;

const toCharacterClass = (row: Selectable<CharacterClasses>): CharacterClass => ({
  id: row.id,
  characterId: characterId(row.character_id),
  className: row.class_name,
  classSource: row.class_source,
  level: row.level,
  subclassName: row.subclass_name,
  subclassSource: row.subclass_source,
  startingClass: row.starting_class,
});

const columnsOf = (changes: CharacterClassChanges) => ({
  ...(changes.className !== undefined && { class_name: changes.className }),
  ...(changes.classSource !== undefined && { class_source: changes.classSource }),
  ...(changes.level !== undefined && { level: changes.level }),
  ...(changes.subclassName !== undefined && { subclass_name: changes.subclassName }),
  ...(changes.subclassSource !== undefined && { subclass_source: changes.subclassSource }),
  ...(changes.startingClass !== undefined && { starting_class: changes.startingClass }),
});

const rowsOf = ({ rows }: PersonTx, character: CharacterId) =>
  rows.selectFrom("character_classes").selectAll().where("character_id", "=", character).orderBy("id");

/** In the order in which they were written down. */
export async function listCharacterClasses(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterClass[]> {
  return (await rowsOf(tx, character).execute()).map(toCharacterClass);
}

/** The class that the first level was taken in. */
export async function startingClass(tx: PersonTx, character: CharacterId): Promise<CharacterClass | null> {
  const row = await rowsOf(tx, character).where("starting_class", "=", true).executeTakeFirst();
  return row === undefined ? null : toCharacterClass(row);
}

/** The levels of all classes together; 0 for who has none. */
export async function totalLevel({ rows }: PersonTx, character: CharacterId): Promise<number> {
  const { total } = await rows
    .selectFrom("character_classes")
    .select(({ fn, val }) => fn.coalesce(fn.sum<number>("level"), val(0)).as("total"))
    .where("character_id", "=", character)
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function findCharacterClass(tx: PersonTx, id: string): Promise<CharacterClass | null> {
  const row = await tx.rows
    .selectFrom("character_classes")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toCharacterClass(row);
}

/** Adds rows to a character. Through `writeDetails` alone, or the sheet says something else. */
export async function addCharacterClasses(
  { rows }: PersonTx | MaintenanceTx,
  character: CharacterId,
  added: readonly NewCharacterClass[],
): Promise<readonly CharacterClass[]> {
  if (added.length === 0) return [];
  const made = await rows
    .insertInto("character_classes")
    .values(
      added.map((one) => ({
        id: uuidv7(),
        character_id: character,
        class_name: one.className,
        class_source: one.classSource,
        level: one.level,
        subclass_name: one.subclassName,
        subclass_source: one.subclassSource,
        starting_class: one.startingClass,
      })),
    )
    .returningAll()
    .execute();
  return made.map(toCharacterClass);
}

/** Null when there is no such row of a character of one's own. */
export async function updateCharacterClass(
  { rows }: PersonTx,
  id: string,
  changes: CharacterClassChanges,
): Promise<CharacterClass | null> {
  const row = await rows
    .updateTable("character_classes")
    .set({ id, ...columnsOf(changes) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toCharacterClass(row);
}

export async function removeCharacterClass({ rows }: PersonTx, id: string): Promise<boolean> {
  const row = await rows
    .deleteFrom("character_classes")
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
