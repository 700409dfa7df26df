/** The lists of a character: classes, feats, inventory, proficiencies, spells, and what became of it. */
import { z } from "zod";
import { listCharacterClasses, startingClass, totalLevel } from "../../../db/character-classes.ts";
import { listCharacterFeats, listFeatsBySourceType } from "../../../db/character-feats.ts";
import { listCharacterHistory } from "../../../db/character-history.ts";
import {
  countAttunedItems,
  listAttunedItems,
  listEquippedItems,
  listInventory,
} from "../../../db/character-inventory.ts";
import {
  listExpertise,
  listLanguages,
  listProficiencies,
  listSaveProficiencies,
  listSkillProficiencies,
} from "../../../db/character-proficiencies.ts";
import { listCharacterSpells, listPreparedSpells, listSpellsByClass } from "../../../db/character-spells.ts";
import type { PersonTx } from "../../../db/transaction.ts";
import { type CharacterId, characterId } from "../../../rules/ids.ts";
import { notFound } from "../problem.ts";
import { answers, id, ok, type Route, route } from "../route.ts";
import { instant, uuid } from "../schemas.ts";
import type { CharacterStore } from "../stores.ts";

const ofCharacter = z.object({ character: id(characterId) });
const row = { id: uuid, characterId: uuid };
const characterClass = z
  .object({
    ...row,
    className: z.string(),
    classSource: z.string(),
    level: z.int(),
    subclassName: z.string().nullable(),
    subclassSource: z.string().nullable(),
    startingClass: z.boolean(),
  })
  .meta({ id: "CharacterClass" });
const feat = z
  .object({
    ...row,
    featName: z.string(),
    featSource: z.string(),
    sourceType: z.enum(["asi", "race", "class", "bonus"]),
  })
  .meta({ id: "CharacterFeat" });
const item = z
  .object({
    ...row,
    itemName: z.string(),
    itemSource: z.string(),
    quantity: z.int(),
    equipped: z.boolean(),
    attuned: z.boolean(),
    notes: z.string().nullable(),
  })
  .meta({ id: "InventoryItem" });
const proficiencyType = z.enum(["skill", "save", "tool", "weapon", "armor", "language"]);
const proficiency = z
  .object({ ...row, type: proficiencyType, name: z.string(), expertise: z.boolean() })
  .meta({ id: "CharacterProficiency" });
const spell = z
  .object({
    ...row,
    spellName: z.string(),
    spellSource: z.string(),
    sourceClass: z.string(),
    prepared: z.boolean(),
  })
  .meta({ id: "CharacterSpell" });
const change = z
  .object({
    id: uuid,
    changedBy: uuid.nullable(),
    changedAt: instant,
    sessionId: uuid.nullable().describe("Set when play changed it: carried back up to `sequence`."),
    sequence: z.int().nullable(),
    before: z.looseObject({}),
    after: z.looseObject({}),
  })
  .meta({ id: "CharacterChange" });

const yes = z.literal("true").optional();

/** Lists by the type that is asked for; the rest of the six are filtered from all. */
async function proficienciesOf(tx: PersonTx, character: CharacterId, type: string | undefined) {
  if (type === "skill") return listSkillProficiencies(tx, character);
  if (type === "save") return listSaveProficiencies(tx, character);
  if (type === "language") return listLanguages(tx, character);
  const all = await listProficiencies(tx, character);
  return type === undefined ? all : all.filter((one) => one.type === type);
}

export function detailRoutes(characters: CharacterStore): readonly Route[] {
  const tag = "Characters";
  const found = <T>(value: T | null): T => {
    if (value === null) throw notFound("character");
    return value;
  };
  return [
    route({
      method: "get",
      path: "/characters/{character}/classes",
      tag,
      summary: "Its classes, the first one, and its level in all",
      params: ofCharacter,
      answers: {
        200: answers(
          "In the order in which they were taken.",
          z.object({
            classes: z.array(characterClass),
            startingClass: characterClass.nullable(),
            totalLevel: z.int(),
          }),
        ),
      },
      handle: async ({ params: { character }, user }) =>
        ok(
          found(
            await characters.read(user, character, async (tx) => ({
              classes: await listCharacterClasses(tx, character),
              startingClass: await startingClass(tx, character),
              totalLevel: await totalLevel(tx, character),
            })),
          ),
        ),
    }),
    route({
      method: "get",
      path: "/characters/{character}/feats",
      tag,
      summary: "Its feats, or those of one source",
      params: ofCharacter,
      query: z.object({ source: z.enum(["asi", "race", "class", "bonus"]).optional() }),
      answers: { 200: answers("Each with what it came from.", z.array(feat)) },
      handle: async ({ params: { character }, query: { source }, user }) =>
        ok(
          found(
            await characters.read(user, character, (tx) =>
              source === undefined
                ? listCharacterFeats(tx, character)
                : listFeatsBySourceType(tx, character, source),
            ),
          ),
        ),
    }),
    route({
      method: "get",
      path: "/characters/{character}/inventory",
      tag,
      summary: "What it carries: all, or what is equipped or attuned",
      params: ofCharacter,
      query: z.object({ equipped: yes, attuned: yes }),
      answers: {
        200: answers(
          "With how many are attuned, of three at most.",
          z.object({ items: z.array(item), attuned: z.int() }),
        ),
      },
      handle: async ({ params: { character }, query, user }) => {
        const list = query.attuned ? listAttunedItems : query.equipped ? listEquippedItems : listInventory;
        return ok(
          found(
            await characters.read(user, character, async (tx) => ({
              items: await list(tx, character),
              attuned: await countAttunedItems(tx, character),
            })),
          ),
        );
      },
    }),
    route({
      method: "get",
      path: "/characters/{character}/proficiencies",
      tag,
      summary: "What it is proficient in: all, of one type, or with expertise",
      params: ofCharacter,
      query: z.object({ type: proficiencyType.optional(), expertise: yes }),
      answers: { 200: answers("Of six types.", z.array(proficiency)) },
      handle: async ({ params: { character }, query, user }) =>
        ok(
          found(
            await characters.read(user, character, (tx) =>
              query.expertise ? listExpertise(tx, character) : proficienciesOf(tx, character, query.type),
            ),
          ),
        ),
    }),
    route({
      method: "get",
      path: "/characters/{character}/spells",
      tag,
      summary: "Its spells: all, those prepared, or those of one class",
      params: ofCharacter,
      query: z.object({ prepared: yes, class: z.string().max(80).optional() }),
      answers: { 200: answers("Each with the class that it is cast as.", z.array(spell)) },
      handle: async ({ params: { character }, query, user }) =>
        ok(
          found(
            await characters.read(user, character, (tx) => {
              if (query.prepared) return listPreparedSpells(tx, character);
              return query.class === undefined
                ? listCharacterSpells(tx, character)
                : listSpellsByClass(tx, character, query.class);
            }),
          ),
        ),
    }),
    route({
      method: "get",
      path: "/characters/{character}/history",
      tag,
      summary: "Every change of one's own character, by hand or by play, the oldest first",
      params: ofCharacter,
      answers: { 200: answers("At most 500; none for who is not its player.", z.array(change)) },
      handle: async ({ params: { character }, user }) =>
        ok(found(await characters.read(user, character, (tx) => listCharacterHistory(tx, character)))),
    }),
  ];
}
