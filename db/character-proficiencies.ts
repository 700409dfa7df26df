import type { Selectable } from "kysely";
import { uuidv7 } from "uuidv7";
import { type CharacterId, characterId } from "../rules/ids.ts";
import type { CharacterProficiencies, ProficiencyType } from "./schema.ts";
import type { MaintenanceTx, PersonTx } from "./transaction.ts";

/** Something that a character is proficient in, of six types. */
export type CharacterProficiency = {
  readonly id: string;
  readonly characterId: CharacterId;
  readonly type: ProficiencyType;
  readonly name: string;
  readonly expertise: boolean;
};
export type NewCharacterProficiency = Omit<CharacterProficiency, "id" | "characterId">;
export type CharacterProficiencyChanges = Partial<NewCharacterProficiency>;

const toCharacterProficiency = (row: Selectable<CharacterProficiencies>): CharacterProficiency => ({
  id: row.id,
  characterId: characterId(row.character_id),
  type: row.proficiency_type,
  name: row.name,
  expertise: row.expertise,
});

const columnsOf = (changes: CharacterProficiencyChanges) => ({
  ...(changes.type !== undefined && { proficiency_type: changes.type }),
  ...(changes.name !== undefined && { name: changes.name }),
  ...(changes.expertise !== undefined && { expertise: changes.expertise }),
});

const rowsOf = ({ rows }: PersonTx, character: CharacterId) =>
  rows.selectFrom("character_proficiencies").selectAll().where("character_id", "=", character).orderBy("id");

/** In the order in which they were written down. */
export async function listProficiencies(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterProficiency[]> {
  return (await rowsOf(tx, character).execute()).map(toCharacterProficiency);
}

export async function listSkillProficiencies(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterProficiency[]> {
  return (await rowsOf(tx, character).where("proficiency_type", "=", "skill").execute()).map(
    toCharacterProficiency,
  );
}

export async function listSaveProficiencies(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterProficiency[]> {
  return (await rowsOf(tx, character).where("proficiency_type", "=", "save").execute()).map(
    toCharacterProficiency,
  );
}

export async function listLanguages(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterProficiency[]> {
  return (await rowsOf(tx, character).where("proficiency_type", "=", "language").execute()).map(
    toCharacterProficiency,
  );
}

/** What the proficiency bonus counts twice for. */
export async function listExpertise(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterProficiency[]> {
  return (await rowsOf(tx, character).where("expertise", "=", true).execute()).map(toCharacterProficiency);
}

export async function findProficiency(tx: PersonTx, id: string): Promise<CharacterProficiency | null> {
  const row = await tx.rows
    .selectFrom("character_proficiencies")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toCharacterProficiency(row);
}

/** Adds rows to a character. Through `writeDetails` alone, or the sheet says something else. */
export async function addProficiencies(
  { rows }: PersonTx | MaintenanceTx,
  character: CharacterId,
  added: readonly NewCharacterProficiency[],
): Promise<readonly CharacterProficiency[]> {
  if (added.length === 0) return [];
  const made = await rows
    .insertInto("character_proficiencies")
    .values(
      added.map((one) => ({
        id: uuidv7(),
        character_id: character,
        proficiency_type: one.type,
        name: one.name,
        expertise: one.expertise,
      })),
    )
    .returningAll()
    .execute();
  return made.map(toCharacterProficiency);
}

/** Null when there is no such row of a character of one's own. */
export async function updateProficiency(
  { rows }: PersonTx,
  id: string,
  changes: CharacterProficiencyChanges,
): Promise<CharacterProficiency | null> {
  const row = await rows
    .updateTable("character_proficiencies")
    .set({ id, ...columnsOf(changes) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toCharacterProficiency(row);
}

export async function removeProficiency({ rows }: PersonTx, id: string): Promise<boolean> {
  const row = await rows
    .deleteFrom("character_proficiencies")
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
