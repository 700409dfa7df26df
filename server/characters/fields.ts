/** What is stored of a sheet beside it: all of it follows from the sheet, so nobody sends it. */
import { type Sheet, sheetSpec, srdCatalogue } from "../../rules/content/index.ts";
import { sheetDetails } from "../../rules/creation/index.ts";
import type { CreatureSpec } from "../../rules/creature.ts";
import { armorClass } from "../../rules/creatures/armor-class.ts";
import { creatureId } from "../../rules/ids.ts";
import { HttpProblem } from "../http/problem.ts";
import type { CharacterFields } from "../http/stores.ts";

/** @srd Magic Items > Attunement */
const ATTUNED_AT_MOST = 3;

/** The creature that a sheet is at a table. @throws HttpProblem 422 when no SRD sheet can say this. */
export function creatureOf(name: string, written: Sheet): CreatureSpec {
  const nowhere = {
    id: creatureId("sheet"),
    side: "party",
    at: null,
    seat: null,
    character: null,
    start: {},
  };
  const spec = sheetSpec(written, { ...nowhere, name });
  if (!spec.ok) throw new HttpProblem(422, spec.rejection.code, spec.rejection.detail);
  return spec.value;
}

/** @throws HttpProblem 422 */
export function fieldsOf(name: string, written: Sheet): CharacterFields {
  const { block, items } = creatureOf(name, written);
  const attuned = (written.equipment ?? []).filter((one) => one.attuned).length;
  if (attuned > ATTUNED_AT_MOST)
    throw new HttpProblem(
      422,
      "too-many-attuned",
      `sheet.equipment: ${attuned} items attuned, ${ATTUNED_AT_MOST} at most`,
    );
  const classes = written.classes.map((one) => one.class.trim().toLowerCase());
  if (new Set(classes).size < classes.length)
    throw new HttpProblem(422, "malformed", "sheet.classes: each class once, with all its levels");
  const details = sheetDetails(written, srdCatalogue());
  return {
    name,
    sheet: written,
    details,
    race: written.race,
    class: written.classes.map((one) => one.class).join(" / "),
    level: block.level,
    maxHp: block.maxHp,
    armorClass: armorClass({ block, items, features: block.features }).ac,
    speedFeet: block.speeds.walk,
    abilities: block.abilities,
    skills: block.skills,
    proficiencies: details.proficiencies,
    equipment: written.equipment ?? [],
    spells: written.spells ?? [],
    features: block.features.map((feature) => feature.name),
  };
}
