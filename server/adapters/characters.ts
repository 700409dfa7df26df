import { uuidv7 } from "uuidv7";
import type { CharacterSummary } from "../../client-sdk/src/protocol.ts";
import { findCampaign } from "../../db/campaigns.ts";
import { changeBelongings, staysFitting } from "../../db/catalog/belongings.ts";
import { type Beside, findBeside } from "../../db/catalog/beside.ts";
import { findFreeRoll, keepRoll, listRolls, useRoll } from "../../db/character-rolls.ts";
import {
  beginPlaying,
  createCharacter,
  findCharacter,
  holdCharacter,
  listCharacters,
  putCharacterAway,
  type Character as Row,
  setVitals,
  updateCharacter,
} from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import type { Carried } from "../../db/projections/carried.ts";
import { asUser, asWriter, continueAsWriter, type PersonTx } from "../../db/transaction.ts";
import type { Characters, Randomness } from "../../rooms/ports.ts";
import { type Sheet, sheetSpec } from "../../rules/content/index.ts";
import { carriedAfter, hitPointsAfter } from "../../rules/creation/index.ts";
import type { CreatureStart } from "../../rules/creature.ts";
import { withGifts } from "../../rules/creatures/gifts.ts";
import { sheetBlock } from "../../rules/creatures/sheet-block.ts";
import {
  type CampaignId,
  type CharacterId,
  characterId,
  creatureId,
  type SeatId,
  sessionId,
} from "../../rules/ids.ts";
import { refusalProblem } from "../http/catalog/answer.ts";
import type { CharacterFields, CharacterRecord, CharacterStore, KeptRoll } from "../http/stores.ts";
import { giftsOf, wearing } from "./worn.ts";

/** Whatever is written to `characters.sheet` came through `decode` and `sheetSpec` first. */
const sheetOf = (row: Row): Sheet => row.sheet as Sheet;

export function charactersOf({ db }: Connection): CharacterStore {
  const revise: CharacterStore["revise"] = (by, character, work) =>
    asUser(db, by, async (tx) => {
      const row = await holdCharacter(tx, character);
      if (row === null) return null;
      if (row.playingIn !== null) return "playing";
      const { fields, rolls = [] } = work(toRecord(row));
      const vitals = vitalsAfter(row, fields);
      const settle = () => continueAsWriter(tx, (writer) => setVitals(writer, character, vitals));
      // Hit points never stand above their maximum, not even between two statements.
      if (fields.maxHp < row.maxHp) await settle();
      if (fields.race !== row.race && !(await staysFitting(tx, character, fields.race)))
        throw refusalProblem("wrong-race");
      await updateCharacter(tx, character, fields);
      if (fields.maxHp >= row.maxHp) await settle();
      await keepRolls(tx, row.campaignId, character, rolls);
      const now = await findCharacter(tx, character);
      return now === null ? null : toSummary(now);
    });

  return {
    revise,
    change: (by, character, fields) => revise(by, character, () => ({ fields })),
    create: async (by, campaign, fields, { using, rolls = [], of = {} } = {}) => {
      try {
        return await asUser(db, by, async (tx) => {
          if ((await findCampaign(tx, campaign)) === null) return null;
          const id = characterId(uuidv7());
          const born = { id, campaignId: campaign, currentHp: fields.maxHp, notes: fields.notes ?? null };
          const made = await createCharacter(tx, { ...fields, ...born });
          if (using !== undefined && !(await useRoll(tx, using, id))) throw new RollIsGone();
          await keepRolls(tx, campaign, id, rolls);
          if (of.raceId !== undefined || of.archetypeId !== undefined) {
            const has = await changeBelongings(tx, id, of);
            if (typeof has === "string") throw refusalProblem(has);
          }
          return toSummary(made);
        });
      } catch (error) {
        if (error instanceof RollIsGone) return null;
        throw error;
      }
    },
    list: (by, campaign) => asUser(db, by, async (tx) => (await listCharacters(tx, campaign)).map(toSummary)),
    get: async (by, character) => {
      const row = await asUser(db, by, (tx) => findCharacter(tx, character));
      return row === null ? null : { ...toRecord(row), beside: await besideOf(db, row) };
    },
    remove: (by, character) => asUser(db, by, (tx) => putCharacterAway(tx, character)),
    read: (by, character, work) =>
      asUser(db, by, async (tx) => ((await findCharacter(tx, character)) === null ? null : work(tx))),
    keepRoll: (by, campaign, { purpose, dice }) =>
      asUser(db, by, async (tx) =>
        (await findCampaign(tx, campaign)) === null ? null : keepRoll(tx, campaign, purpose, dice),
      ),
    rolls: (by, campaign) => asUser(db, by, (tx) => listRolls(tx, campaign)),
    freeRoll: (by, campaign, roll) => asUser(db, by, (tx) => findFreeRoll(tx, campaign, roll)),
  };
}

/** As its player sees it: what a character wears and is, the whole campaign is told, as at the table. */
const besideOf = (db: Connection["db"], row: Row): Promise<Beside> =>
  asUser(db, row.userId, (tx) => findBeside(tx, row.id));

/** Undoes a character whose dice somebody used in the same moment. */
class RollIsGone extends Error {
  override readonly name = "RollIsGone";
}

async function keepRolls(
  tx: PersonTx,
  campaign: CampaignId,
  character: CharacterId,
  rolls: readonly KeptRoll[],
): Promise<void> {
  for (const { purpose, dice } of rolls) {
    const kept = await keepRoll(tx, campaign, purpose, dice);
    await useRoll(tx, kept.id, character);
  }
}

/** What was lost and spent stays so; what the new sheet adds is there. */
function vitalsAfter(row: Row, fields: CharacterFields) {
  const [before, after] = [sheetBlock(sheetOf(row)), sheetBlock(fields.sheet)];
  return {
    currentHp: hitPointsAfter(row.currentHp, row.maxHp, fields.maxHp),
    carried: carriedAfter(carriedOf(row), before, after),
  };
}

/** Characters as the room brings them to the table: whole, as they are after earlier sessions. */
export function playableCharacters({ db }: Connection, randomness: Randomness): Characters {
  return {
    async creature(character, user, seat) {
      const row = await asUser(db, user, (tx) => findCharacter(tx, character));
      if (row === null || row.userId !== user || !(await sitsDown(db, row, seat))) return null;
      const beside = await besideOf(db, row);
      const spec = sheetSpec(withGifts(sheetOf(row), giftsOf(beside, row.level)), {
        id: creatureId(randomness.uuid()),
        name: row.name,
        side: "party",
        at: null,
        seat,
        character,
        start: startOf(row),
      });
      const { lost = 0 } = carriedOf(row);
      return spec.ok ? wearing(spec.value, beside.worn, { maxHp: row.maxHp, lost }) : null;
    },
  };
}

/** One running session for each character, and of its own campaign. */
const sitsDown = (db: Connection["db"], { id, campaignId }: Row, seat: SeatId): Promise<boolean> =>
  asWriter(db, async (tx) => {
    const table = await tx.rows
      .selectFrom("session_seats")
      .innerJoin("sessions", "sessions.id", "session_seats.session_id")
      .select(["sessions.id", "sessions.campaign_id"])
      .where("session_seats.id", "=", seat)
      .executeTakeFirst();
    return table?.campaign_id === campaignId && beginPlaying(tx, id, sessionId(table.id));
  });

/** What play carried back stands over what the sheet says. */
function startOf(row: Row): CreatureStart {
  const { lost: _, ...carried } = carriedOf(row);
  return { ...carried, hp: row.currentHp };
}

const carriedOf = ({ carried }: Row): Carried =>
  typeof carried === "object" && carried !== null ? (carried as Carried) : {};

const toRecord = (row: Row): CharacterRecord => ({
  summary: toSummary(row),
  sheet: sheetOf(row),
  notes: row.notes,
  carried: carriedOf(row),
  playingIn: row.playingIn,
});

const toSummary = (row: Row): CharacterSummary => ({
  id: row.id,
  campaignId: row.campaignId,
  userId: row.userId,
  name: row.name,
  race: row.race,
  class: row.class,
  level: row.level,
  maxHp: row.maxHp,
  currentHp: row.currentHp,
  armorClass: row.armorClass,
  imageId: row.imageId,
});
