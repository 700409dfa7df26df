import type { CreatureSpec, CreatureStart } from "../creature.ts";
import { classRecord } from "../creatures/classes.ts";
import { raceRecord } from "../creatures/races.ts";
import { levelOf, type Sheet } from "../creatures/sheet.ts";
import { fullResources, sheetBlock } from "../creatures/sheet-block.ts";
import type { CharacterId, CreatureId, SeatId } from "../ids.ts";
import type { Square } from "../map.ts";
import { ok, type Result, reject } from "../result.ts";
import { SKILLS } from "../vocabulary.ts";
import { gearItem } from "./equipment.ts";

export type CharacterPlace = {
  readonly id: CreatureId;
  readonly name: string;
  readonly side: string;
  readonly at: Square | null;
  readonly seat: SeatId | null;
  readonly character: CharacterId | null;
  readonly start: CreatureStart;
};

/** A character from its sheet, ready to enter the log; refuses what no SRD sheet can say, naming the field. */
export function sheetSpec(sheet: Sheet, place: CharacterPlace): Result<CreatureSpec> {
  const fault = faultOf(sheet);
  if (fault !== null) return reject("malformed", fault);
  const block = sheetBlock(sheet);
  const items = (sheet.equipment ?? []).map((entry, index) => gearItem(entry, `${place.id}-${index + 1}`));
  return ok({
    id: place.id,
    name: place.name,
    kind: "character",
    side: place.side,
    seat: place.seat,
    character: place.character,
    at: place.at,
    concealed: false,
    notes: "",
    block,
    items,
    start: {
      ...place.start,
      xp: place.start.xp ?? sheet.xp ?? 0,
      resources: { ...fullResources(block), ...place.start.resources },
      slots: { ...block.slots, ...place.start.slots },
      hitDice: { ...block.hitDice, ...place.start.hitDice },
    },
  });
}

function faultOf(sheet: Sheet): string | null {
  if (raceRecord(sheet.race) === null) return `sheet.race: there is no race called ${sheet.race}`;
  if (sheet.classes.length === 0) return "sheet.classes: at least one class";
  const strange = sheet.classes.find((one) => classRecord(one.class) === null);
  if (strange !== undefined) return `sheet.classes: there is no class called ${strange.class}`;
  const level = levelOf(sheet);
  if (!Number.isInteger(level) || level < 1 || level > 20) return "sheet.classes: levels 1 to 20 in all";
  for (const [ability, score] of Object.entries(sheet.abilities)) {
    if (!Number.isInteger(score) || score < 1 || score > 30) return `sheet.abilities.${ability}: 1 to 30`;
  }
  const unknown = [...(sheet.skills ?? []), ...(sheet.expertise ?? [])].find(
    (skill) => !(skill.trim().toLowerCase() in SKILLS) && !/tools$/i.test(skill),
  );
  return unknown === undefined ? null : `sheet.skills: there is no skill called ${unknown}`;
}
