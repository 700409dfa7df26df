import type { CharacterId } from "../rules/ids.ts";
import { addCharacterClasses, listCharacterClasses, type NewCharacterClass } from "./character-classes.ts";
import { addCharacterFeats, listCharacterFeats, type NewCharacterFeat } from "./character-feats.ts";
import { addInventoryItems, listInventory, type NewInventoryItem } from "./character-inventory.ts";
import {
  addProficiencies,
  listProficiencies,
  type NewCharacterProficiency,
} from "./character-proficiencies.ts";
import { addCharacterSpells, listCharacterSpells, type NewCharacterSpell } from "./character-spells.ts";
import type { MaintenanceTx, PersonTx } from "./transaction.ts";

/** What a sheet says, as rows. Whoever writes a sheet derives these from it and hands over both. */
export type CharacterDetails = {
  readonly classes: readonly NewCharacterClass[];
  readonly feats: readonly NewCharacterFeat[];
  readonly inventory: readonly NewInventoryItem[];
  readonly proficiencies: readonly NewCharacterProficiency[];
  readonly spells: readonly NewCharacterSpell[];
};

const TABLES = [
  "character_classes",
  "character_feats",
  "character_inventory",
  "character_proficiencies",
  "character_spells",
] as const;

/**
 * Makes a character's rows what its sheet says, in the transaction that writes the sheet. The rows are written
 * anew, so their ids last until the next change.
 */
export async function writeDetails(
  tx: PersonTx | MaintenanceTx,
  character: CharacterId,
  details: CharacterDetails,
): Promise<void> {
  for (const table of TABLES) await tx.rows.deleteFrom(table).where("character_id", "=", character).execute();
  await addCharacterClasses(tx, character, details.classes);
  await addCharacterFeats(tx, character, details.feats);
  await addInventoryItems(tx, character, details.inventory);
  await addProficiencies(tx, character, details.proficiencies);
  await addCharacterSpells(tx, character, details.spells);
}

/** All rows of a character, each list in the order of the sheet. */
export async function readDetails(tx: PersonTx, character: CharacterId) {
  return {
    classes: await listCharacterClasses(tx, character),
    feats: await listCharacterFeats(tx, character),
    inventory: await listInventory(tx, character),
    proficiencies: await listProficiencies(tx, character),
    spells: await listCharacterSpells(tx, character),
  };
}
