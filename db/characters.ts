import type { Selectable } from "kysely";
import {
  type CampaignId,
  type CharacterId,
  campaignId,
  characterId,
  type SessionId,
  sessionId,
  type UserId,
  userId,
} from "../rules/ids.ts";
import { type CharacterDetails, writeDetails } from "./character-details.ts";
import type { Characters } from "./schema.ts";
import type { PersonTx, WriterTx } from "./transaction.ts";

/** A character as it lives between sessions. The columns are for lists; `sheet` is what the rules read. */
export type Character = {
  readonly id: CharacterId;
  readonly campaignId: CampaignId;
  readonly userId: UserId;
  readonly name: string;
  readonly race: string;
  readonly class: string;
  readonly level: number;
  readonly maxHp: number;
  readonly currentHp: number;
  readonly armorClass: number;
  readonly speedFeet: number;
  readonly abilities: Abilities;
  readonly notes: string | null;
  readonly sheet: unknown;
  /** What play carried back beside hit points. */
  readonly carried: unknown;
  readonly playingIn: SessionId | null;
  /** Its portrait. */
  readonly imageId: string | null;
};

export type Abilities = Readonly<Record<"str" | "dex" | "con" | "int" | "wis" | "cha", number>>;

/** Lists that the sheet holds too, kept in columns of their own for whoever reads the table. */
export type SheetColumns = {
  readonly skills?: unknown;
  readonly proficiencies?: unknown;
  readonly equipment?: unknown;
  readonly spells?: unknown;
  readonly features?: unknown;
  /** What the sheet says, as rows of the tables of details; written with it. */
  readonly details?: CharacterDetails;
};

export type NewCharacter = Omit<Character, "userId" | "carried" | "playingIn" | "imageId"> & SheetColumns;
export type CharacterChanges = Partial<Omit<NewCharacter, "id" | "campaignId" | "currentHp">>;

const toCharacter = (row: Selectable<Characters>): Character => ({
  id: characterId(row.id),
  campaignId: campaignId(row.campaign_id),
  userId: userId(row.user_id),
  name: row.name,
  race: row.race,
  class: row.class,
  level: row.level,
  maxHp: row.max_hp,
  currentHp: row.current_hp,
  armorClass: row.armor_class,
  speedFeet: row.speed,
  abilities: {
    str: row.strength,
    dex: row.dexterity,
    con: row.constitution,
    int: row.intelligence,
    wis: row.wisdom,
    cha: row.charisma,
  },
  notes: row.notes,
  sheet: row.sheet,
  carried: row.carried,
  playingIn: row.playing_in === null ? null : sessionId(row.playing_in),
  imageId: row.image_id,
});

const abilityColumns = ({ str, dex, con, int, wis, cha }: Abilities) => ({
  strength: str,
  dexterity: dex,
  constitution: con,
  intelligence: int,
  wisdom: wis,
  charisma: cha,
});

function columnsOf(changes: CharacterChanges) {
  const { name, race, level, maxHp, armorClass, speedFeet, abilities, notes } = changes;
  return {
    ...(name !== undefined && { name }),
    ...(race !== undefined && { race }),
    ...(changes.class !== undefined && { class: changes.class }),
    ...(level !== undefined && { level }),
    ...(maxHp !== undefined && { max_hp: maxHp }),
    ...(armorClass !== undefined && { armor_class: armorClass }),
    ...(speedFeet !== undefined && { speed: speedFeet }),
    ...(abilities !== undefined && abilityColumns(abilities)),
    ...(notes !== undefined && { notes }),
    ...jsonOf("sheet", changes.sheet),
    ...jsonOf("skills", changes.skills),
    ...jsonOf("proficiencies", changes.proficiencies),
    ...jsonOf("equipment", changes.equipment),
    ...jsonOf("spells", changes.spells),
    ...jsonOf("features", changes.features),
  };
}

/** Written as text: the driver would take an array for one of Postgres' own. */
const jsonOf = (column: string, value: unknown): Record<string, string> =>
  value === undefined ? {} : { [column]: JSON.stringify(value) };

/** Makes a character of one's own in a campaign that one takes part in. */
export async function createCharacter(tx: PersonTx, character: NewCharacter): Promise<Character> {
  const { rows, user } = tx;
  const row = await rows
    .insertInto("characters")
    .values({
      ...columnsOf(character),
      id: character.id,
      campaign_id: character.campaignId,
      user_id: user,
      name: character.name,
      race: character.race,
      class: character.class,
      max_hp: character.maxHp,
      current_hp: character.currentHp,
      armor_class: character.armorClass,
      ...abilityColumns(character.abilities),
      sheet: JSON.stringify(character.sheet),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (character.details !== undefined) await writeDetails(tx, character.id, character.details);
  return toCharacter(row);
}

export async function findCharacter(
  { rows }: PersonTx | WriterTx,
  id: CharacterId,
): Promise<Character | null> {
  const row = await rows
    .selectFrom("characters")
    .selectAll()
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toCharacter(row);
}

/** The characters of a campaign, the oldest first. */
export async function listCharacters(
  { rows }: PersonTx,
  campaign: CampaignId,
): Promise<readonly Character[]> {
  const found = await rows
    .selectFrom("characters")
    .selectAll()
    .where("campaign_id", "=", campaign)
    .where("deleted_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .limit(500)
    .execute();
  return found.map(toCharacter);
}

/** Changes one's own character outside of play; the old sheet stays in its history. Null when not one's own. */
export async function updateCharacter(
  tx: PersonTx,
  id: CharacterId,
  changes: CharacterChanges,
): Promise<Character | null> {
  const { rows, user } = tx;
  const columns = columnsOf(changes);
  if (Object.keys(columns).length === 0) return null;
  const row = await rows
    .updateTable("characters")
    .set(columns)
    .where("id", "=", id)
    .where("user_id", "=", user)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  if (changes.details !== undefined) await writeDetails(tx, id, changes.details);
  return toCharacter(row);
}

/** Puts a character away; its history stays. */
export async function putCharacterAway({ rows, user }: PersonTx, id: CharacterId): Promise<boolean> {
  const row = await rows
    .updateTable("characters")
    .set({ deleted_at: new Date() })
    .where("id", "=", id)
    .where("user_id", "=", user)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Sits a character down at one running session; false while another one has it. */
export async function beginPlaying(
  { rows }: WriterTx,
  id: CharacterId,
  session: SessionId,
): Promise<boolean> {
  const row = await rows
    .updateTable("characters")
    .set({ playing_in: session })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .where((eb) => eb.or([eb("playing_in", "is", null), eb("playing_in", "=", session)]))
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** One's own character, held until the transaction ends. */
export async function holdCharacter({ rows, user }: PersonTx, id: CharacterId): Promise<Character | null> {
  const row = await rows
    .selectFrom("characters")
    .selectAll()
    .where("id", "=", id)
    .where("user_id", "=", user)
    .where("deleted_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toCharacter(row);
}

/** What play changes, when a change of the sheet moves it: hit points under their new maximum, new slots. */
export async function setVitals(
  { rows }: WriterTx,
  id: CharacterId,
  vitals: { readonly currentHp: number; readonly carried: unknown },
): Promise<void> {
  await rows
    .updateTable("characters")
    .set({ current_hp: vitals.currentHp, carried: JSON.stringify(vitals.carried) })
    .where("id", "=", id)
    .execute();
}
