/** A character as a Foundry actor of the dnd5e system, as far as its sheet goes. */
import { armorRecord, type Sheet, srdCatalogue, weaponRecord } from "../../rules/content/index.ts";
import { sheetDetails, type sheetProficiencies } from "../../rules/creation/index.ts";
import { classRecord } from "../../rules/creatures/classes.ts";
import { ABILITIES, SKILLS } from "../../rules/vocabulary.ts";
import { FOUNDRY_SKILLS, toolKeyOf } from "./foundry-words.ts";

type Proficiencies = ReturnType<typeof sheetProficiencies>;

const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

export function toFoundry(
  name: string,
  sheet: Sheet,
  hp: { readonly now: number; readonly max: number },
  notes: string | null,
) {
  const { proficiencies, spells } = sheetDetails(sheet, srdCatalogue());
  const has = (type: Proficiencies[number]["type"], wanted: string) =>
    proficiencies.find((one) => one.type === type && one.name === wanted);
  return {
    name,
    type: "character",
    system: {
      abilities: Object.fromEntries(
        ABILITIES.map((one) => [
          one,
          { value: sheet.abilities[one], proficient: has("save", one) === undefined ? 0 : 1 },
        ]),
      ),
      skills: Object.fromEntries(
        Object.entries(FOUNDRY_SKILLS).map(([key, skill]) => [
          key,
          { ability: SKILLS[skill], value: rankOf(has("skill", skill)) },
        ]),
      ),
      tools: Object.fromEntries(
        (sheet.tools ?? []).flatMap((tool) => {
          const key = toolKeyOf(tool);
          return key === null ? [] : [[key, { value: 1 }]];
        }),
      ),
      attributes: { hp: { value: hp.now, max: hp.max } },
      details: {
        race: sheet.race,
        background: sheet.background ?? "",
        xp: { value: sheet.xp ?? 0 },
        biography: { value: notes ?? "" },
      },
      traits: { languages: { value: [], custom: (sheet.languages ?? []).join(";") } },
    },
    items: [
      { name: sheet.choices?.subrace ?? sheet.race, type: "race", system: { identifier: idOf(sheet.race) } },
      ...(sheet.background === undefined ? [] : [{ name: sheet.background, type: "background", system: {} }]),
      ...sheet.classes.flatMap((one) => classItems(one)),
      ...(sheet.feats ?? []).map((feat) => ({
        name: feat,
        type: "feat",
        system: { type: { value: "feat" } },
      })),
      ...choiceItems(sheet),
      ...(sheet.equipment ?? []).map(gearItem),
      ...spells.map(({ spellName, sourceClass, prepared }) => ({
        name: spellName,
        type: "spell",
        system: {
          level: srdCatalogue().spells.find((spell) => spell.name === spellName)?.level ?? 0,
          preparation: { mode: "prepared", prepared },
          sourceClass: idOf(sourceClass),
        },
      })),
    ],
  };
}

const rankOf = (proficiency: Proficiencies[number] | undefined): number =>
  proficiency === undefined ? 0 : proficiency.expertise ? 2 : 1;

function classItems(one: Sheet["classes"][number]) {
  const identifier = idOf(one.class);
  const own = {
    name: one.class,
    type: "class",
    system: { identifier, levels: one.level, hitDice: `d${classRecord(one.class)?.hitDie ?? 8}` },
  };
  if (one.subclass === undefined) return [own];
  return [
    own,
    {
      name: one.subclass,
      type: "subclass",
      system: { identifier: idOf(one.subclass), classIdentifier: identifier },
    },
  ];
}

/** What was chosen within a class is a feature of its own there. */
function choiceItems({ choices = {} }: Sheet) {
  const styles =
    typeof choices.fightingStyle === "string" ? [choices.fightingStyle] : (choices.fightingStyle ?? []);
  const feature = (subtype: string) => (name: string) => ({
    name,
    type: "feat",
    system: { type: { value: "class", subtype } },
  });
  return [
    ...styles.map((style) => `Fighting Style: ${style}`).map(feature("fightingStyle")),
    ...(choices.invocations ?? []).map(feature("eldritchInvocation")),
    ...(choices.metamagic ?? []).map(feature("metamagic")),
    ...(choices.pactBoon === undefined ? [] : [feature("pact")(`Pact of the ${choices.pactBoon}`)]),
    ...(choices.huntersPrey === undefined ? [] : [feature("huntersPrey")(choices.huntersPrey)]),
  ];
}

function gearItem(entry: NonNullable<Sheet["equipment"]>[number]) {
  const type =
    weaponRecord(entry.item) !== null ? "weapon" : armorRecord(entry.item) !== null ? "equipment" : "loot";
  const { item, quantity = 1, equipped = false, attuned = false, bonus } = entry;
  return {
    name: item,
    type,
    system: { quantity, equipped, attuned, ...(bonus === undefined ? {} : { magicalBonus: bonus }) },
  };
}
