import type { Selectable } from "kysely";
import { uuidv7 } from "uuidv7";
import { type CharacterId, characterId } from "../rules/ids.ts";
import type { CharacterSpells } from "./schema.ts";
import type { MaintenanceTx, PersonTx } from "./transaction.ts";

/** A spell that a character knows, by the class that it is cast as. */
export type CharacterSpell = {
  readonly id: string;
  readonly characterId: CharacterId;
  readonly spellName: string;
  readonly spellSource: string;
  readonly sourceClass: string;
  readonly prepared: boolean;
};
export type NewCharacterSpell = Omit<CharacterSpell, "id" | "characterId">;
export type CharacterSpellChanges = Partial<NewCharacterSpell>;

const toCharacterSpell = (row: Selectable<CharacterSpells>): CharacterSpell => ({
  id: row.id,
  characterId: characterId(row.character_id),
  spellName: row.spell_name,
  spellSource: row.spell_source,
  sourceClass: row.source_class,
  prepared: row.equipped,
});

const columnsOf = (changes: CharacterSpellChanges) => ({
  ...(changes.spellName !== undefined && { spell_name: changes.spellName }),
  ...(changes.spellSource !== undefined && { spell_source: changes.spellSource }),
  ...(changes.sourceClass !== undefined && { source_class: changes.sourceClass }),
  ...(changes.prepared !== undefined && { equipped: changes.prepared }),
});

const rowsOf = ({ rows }: PersonTx, character: CharacterId) =>
  rows.selectFrom("character_spells").selectAll().where("character_id", "=", character).orderBy("id");

/** In the order in which they were written down. */
export async function listCharacterSpells(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterSpell[]> {
  return (await rowsOf(tx, character).execute()).map(toCharacterSpell);
}

export async function listPreparedSpells(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterSpell[]> {
  return (await rowsOf(tx, character).where("equipped", "=", true).execute()).map(toCharacterSpell);
}

export async function listSpellsByClass(
  tx: PersonTx,
  character: CharacterId,
  sourceClass: string,
): Promise<readonly CharacterSpell[]> {
  return (await rowsOf(tx, character).where("source_class", "=", sourceClass).execute()).map(
    toCharacterSpell,
  );
}

export async function characterKnowsSpell(
  tx: PersonTx,
  character: CharacterId,
  spell: string,
): Promise<boolean> {
  return (await rowsOf(tx, character).where("spell_name", "=", spell).executeTakeFirst()) !== undefined;
}

export async function findCharacterSpell(tx: PersonTx, id: string): Promise<CharacterSpell | null> {
  const row = await tx.rows
    .selectFrom("character_spells")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toCharacterSpell(row);
}

/** Adds rows to a character. Through `writeDetails` alone, or the sheet says something else. */
export async function addCharacterSpells(
  { rows }: PersonTx | MaintenanceTx,
  character: CharacterId,
  added: readonly NewCharacterSpell[],
): Promise<readonly CharacterSpell[]> {
  if (added.length === 0) return [];
  const made = await rows
    .insertInto("character_spells")
    .values(
      added.map((one) => ({
        id: uuidv7(),
        character_id: character,
        spell_name: one.spellName,
        spell_source: one.spellSource,
        source_class: one.sourceClass,
        equipped: one.prepared,
      })),
    )
    .returningAll()
    .execute();
  return made.map(toCharacterSpell);
}

/** Null when there is no such row of a character of one's own. */
export async function updateCharacterSpell(
  { rows }: PersonTx,
  id: string,
  changes: CharacterSpellChanges,
): Promise<CharacterSpell | null> {
  const row = await rows
    .updateTable("character_spells")
    .set({ id, ...columnsOf(changes) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toCharacterSpell(row);
}

export async function removeCharacterSpell({ rows }: PersonTx, id: string): Promise<boolean> {
  const row = await rows
    .deleteFrom("character_spells")
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
