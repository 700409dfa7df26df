import { uuidv7 } from "uuidv7";
import type { CharacterSummary } from "../../client-sdk/src/protocol.ts";
import { findCampaign } from "../../db/campaigns.ts";
import {
  beginPlaying,
  createCharacter,
  findCharacter,
  listCharacters,
  putCharacterAway,
  type Character as Row,
  updateCharacter,
} from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import { asUser, asWriter } from "../../db/transaction.ts";
import type { Characters, Randomness } from "../../rooms/ports.ts";
import { type Sheet, sheetSpec } from "../../rules/content/index.ts";
import type { CreatureStart } from "../../rules/creature.ts";
import { characterId, creatureId, type SeatId, sessionId } from "../../rules/ids.ts";
import type { CharacterStore } from "../http/stores.ts";

/** Whatever is written to `characters.sheet` came through `decode` and `sheetSpec` first. */
const sheetOf = (row: Row): Sheet => row.sheet as Sheet;

export function charactersOf({ db }: Connection): CharacterStore {
  return {
    create: (by, campaign, fields) =>
      asUser(db, by, async (tx) => {
        if ((await findCampaign(tx, campaign)) === null) return null;
        const id = characterId(uuidv7());
        const born = { id, campaignId: campaign, currentHp: fields.maxHp, notes: null };
        return toSummary(await createCharacter(tx, { ...fields, ...born }));
      }),
    list: (by, campaign) => asUser(db, by, async (tx) => (await listCharacters(tx, campaign)).map(toSummary)),
    get: (by, character) =>
      asUser(db, by, async (tx) => {
        const row = await findCharacter(tx, character);
        return row === null ? null : { summary: toSummary(row), sheet: sheetOf(row) };
      }),
    change: (by, character, fields) =>
      asUser(db, by, async (tx) => {
        if ((await findCharacter(tx, character))?.playingIn != null) return "playing";
        const row = await updateCharacter(tx, character, fields);
        return row === null ? null : toSummary(row);
      }),
    remove: (by, character) => asUser(db, by, (tx) => putCharacterAway(tx, character)),
  };
}

/** Characters as the room brings them to the table: whole, as they are after earlier sessions. */
export function playableCharacters({ db }: Connection, randomness: Randomness): Characters {
  return {
    async creature(character, user, seat) {
      const row = await asUser(db, user, (tx) => findCharacter(tx, character));
      if (row === null || row.userId !== user || !(await sitsDown(db, row, seat))) return null;
      const spec = sheetSpec(sheetOf(row), {
        id: creatureId(randomness.uuid()),
        name: row.name,
        side: "party",
        at: null,
        seat,
        character,
        start: startOf(row),
      });
      return spec.ok ? spec.value : null;
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
  const carried = typeof row.carried === "object" && row.carried !== null ? row.carried : {};
  return { ...(carried as CreatureStart), hp: row.currentHp };
}

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
});
