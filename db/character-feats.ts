import type { Selectable } from "kysely";
import { uuidv7 } from "uuidv7";
import { type CharacterId, characterId } from "../rules/ids.ts";
import type { CharacterFeats, FeatSourceType } from "./schema.ts";
import type { MaintenanceTx, PersonTx } from "./transaction.ts";

/** A feat of a character, and what it came from. */
export type CharacterFeat = {
  readonly id: string;
  readonly characterId: CharacterId;
  readonly featName: string;
  readonly featSource: string;
  readonly sourceType: FeatSourceType;
};
export type NewCharacterFeat = Omit<CharacterFeat, "id" | "characterId">;
export type CharacterFeatChanges = Partial<NewCharacterFeat>;

const toCharacterFeat = (row: Selectable<CharacterFeats>): CharacterFeat => ({
  id: row.id,
  characterId: characterId(row.character_id),
  featName: row.feat_name,
  featSource: row.feat_source,
  sourceType: row.source_type,
});

const columnsOf = (changes: CharacterFeatChanges) => ({
  ...(changes.featName !== undefined && { feat_name: changes.featName }),
  ...(changes.featSource !== undefined && { feat_source: changes.featSource }),
  ...(changes.sourceType !== undefined && { source_type: changes.sourceType }),
});

const rowsOf = ({ rows }: PersonTx, character: CharacterId) =>
  rows.selectFrom("character_feats").selectAll().where("character_id", "=", character).orderBy("id");

/** In the order in which they were written down. */
export async function listCharacterFeats(
  tx: PersonTx,
  character: CharacterId,
): Promise<readonly CharacterFeat[]> {
  return (await rowsOf(tx, character).execute()).map(toCharacterFeat);
}

export async function listFeatsBySourceType(
  tx: PersonTx,
  character: CharacterId,
  sourceType: FeatSourceType,
): Promise<readonly CharacterFeat[]> {
  return (await rowsOf(tx, character).where("source_type", "=", sourceType).execute()).map(toCharacterFeat);
}

export async function characterHasFeat(tx: PersonTx, character: CharacterId, feat: string): Promise<boolean> {
  return (await rowsOf(tx, character).where("feat_name", "=", feat).executeTakeFirst()) !== undefined;
}

export async function findCharacterFeat(tx: PersonTx, id: string): Promise<CharacterFeat | null> {
  const row = await tx.rows.selectFrom("character_feats").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toCharacterFeat(row);
}

/** Adds rows to a character. Through `writeDetails` alone, or the sheet says something else. */
export async function addCharacterFeats(
  { rows }: PersonTx | MaintenanceTx,
  character: CharacterId,
  added: readonly NewCharacterFeat[],
): Promise<readonly CharacterFeat[]> {
  if (added.length === 0) return [];
  const made = await rows
    .insertInto("character_feats")
    .values(
      added.map((one) => ({
        id: uuidv7(),
        character_id: character,
        feat_name: one.featName,
        feat_source: one.featSource,
        source_type: one.sourceType,
      })),
    )
    .returningAll()
    .execute();
  return made.map(toCharacterFeat);
}

/** Null when there is no such row of a character of one's own. */
export async function updateCharacterFeat(
  { rows }: PersonTx,
  id: string,
  changes: CharacterFeatChanges,
): Promise<CharacterFeat | null> {
  const row = await rows
    .updateTable("character_feats")
    .set({ id, ...columnsOf(changes) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toCharacterFeat(row);
}

export async function removeCharacterFeat({ rows }: PersonTx, id: string): Promise<boolean> {
  const row = await rows
    .deleteFrom("character_feats")
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
