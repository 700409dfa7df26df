import { expect, it } from "vitest";
import { gearItem, type Sheet, sheetSpec } from "../../rules/content/index.ts";
import { explainSheet } from "../../rules/creation/index.ts";
import { creatureId } from "../../rules/ids.ts";
import { fieldsOf } from "../../server/characters/fields.ts";
import { toFoundry } from "../../server/characters/foundry-export.ts";
import { foundryActor, fromFoundry } from "../../server/characters/foundry-import.ts";
import { SAMPLE_CHARACTERS } from "../../server/sample.ts";

/** An actor as the dnd5e system of Foundry writes it, with fields that a sheet of ours does not know. */
const ACTOR = {
  name: "Seraphina Vale",
  type: "character",
  img: "tokens/seraphina.webp",
  system: {
    abilities: {
      str: { value: 10, proficient: 0, bonuses: { check: "", save: "" } },
      dex: { value: 16, proficient: 1, max: null },
      con: { value: 14, proficient: 0 },
      int: { value: 13, proficient: 1 },
      wis: { value: "12", proficient: 0 },
      cha: { value: 8, proficient: 1 },
    },
    attributes: {
      hp: { value: 20, max: 27, temp: null },
      ac: { calc: "default", flat: null },
      init: { ability: "" },
    },
    details: {
      xp: { value: 2700, max: 6500 },
      biography: { value: "<p>Left home.</p>" },
      alignment: "Chaotic Good",
    },
    skills: {
      acr: { ability: "dex", value: 1 },
      ste: { ability: "dex", value: 2 },
      per: { ability: "cha", value: 0 },
      prc: { ability: "wis", value: 0.5 },
    },
    // As newer versions write it: proficiencies beside the tools that are carried.
    tools: {
      mason: { value: 1, ability: "str" },
      panflute: { value: 1 },
      chess: { value: 0 },
      vehicle: { value: 1 },
    },
    traits: { size: "med", languages: { value: ["common", "elvish", "cant", "deep"], custom: "Old Tongue" } },
    currency: { pp: 0, gp: 31, ep: 0, sp: 4, cp: 0 },
    bonuses: {},
  },
  items: [
    { name: "Elf, High", type: "race", system: { identifier: "elf-high" } },
    { name: "Acolyte", type: "background", system: {} },
    { name: "Rogue", type: "class", system: { identifier: "rogue", levels: 3, hitDice: "d8" } },
    { name: "Wizard", type: "class", system: { identifier: "wizard", levels: 1, hitDice: "d6" } },
    { name: "Thief", type: "subclass", system: { identifier: "thief", classIdentifier: "rogue" } },
    { name: "Artificer", type: "class", system: { identifier: "artificer", levels: 1 } },
    { name: "Sneak Attack", type: "feat", system: { type: { value: "class" } } },
    // Of an actor that was made before feats had kinds.
    { name: "Grappler", type: "feat", system: { type: { value: "" } } },
    {
      name: "Fighting Style: Archery",
      type: "feat",
      system: { type: { value: "class", subtype: "fightingStyle" } },
    },
    { name: "Devil’s Sight", type: "feat", system: { type: { value: "class" } } },
    { name: "Curse of the Moon", type: "feat", system: { type: { value: "" } } },
    { name: "Rapier", type: "weapon", system: { quantity: 1, equipped: true, magicalBonus: 1 } },
    {
      name: "Leather Armor",
      type: "equipment",
      system: { quantity: 1, equipped: true, armor: { value: 11 } },
    },
    {
      name: "Cloak of Protection",
      type: "equipment",
      system: { quantity: 1, equipped: true, attuned: true },
    },
    { name: "Arrows", type: "consumable", system: { quantity: 20 } },
    { name: "Torch", type: "consumable", system: { quantity: 3, activities: { a: {} }, uses: { max: "1" } } },
    {
      name: "Wand of Magic Missiles",
      type: "consumable",
      system: { quantity: 1, activities: { a: {} }, uses: { max: "7" } },
    },
    { name: "Thieves' Tools", type: "tool", system: { quantity: 1, proficient: 1 } },
    {
      name: "Fire Bolt",
      type: "spell",
      system: { level: 0, preparation: { mode: "prepared", prepared: false } },
    },
    {
      name: "Shield",
      type: "spell",
      system: { level: 1, preparation: { mode: "prepared", prepared: true }, sourceClass: "wizard" },
    },
    {
      name: "Sleep",
      type: "spell",
      system: { level: 1, preparation: { mode: "prepared", prepared: false } },
    },
    { name: "Longstrider", type: "enchantment", system: {} },
  ],
  effects: [],
  flags: { exportSource: { world: "x", system: "dnd5e", coreVersion: "12.331", systemVersion: "4.1.2" } },
};

const imported = (actor: unknown) => fromFoundry(foundryActor.parse(actor));

it("[CHR-21] a Foundry actor becomes a sheet that the engine plays", () => {
  const { name, sheet } = imported(ACTOR);
  expect(name).toBe("Seraphina Vale");
  expect(sheet).toMatchObject({
    race: "Elf",
    choices: { subrace: "High Elf", fightingStyle: ["Archery"], invocations: ["Devil's Sight"] },
    classes: [
      { class: "Rogue", level: 3, subclass: "Thief" },
      { class: "Wizard", level: 1 },
    ],
    abilities: { str: 10, dex: 16, con: 14, int: 13, wis: 12, cha: 8 },
    maxHp: 27,
    skills: ["acrobatics", "stealth"],
    expertise: ["stealth"],
    saves: ["cha"],
    feats: ["Grappler"],
    background: "Acolyte",
    languages: ["Common", "Elvish", "Thieves' Cant", "Deep Speech", "Old Tongue"],
    tools: ["Mason's tools", "Pan flute", "Thieves' Tools"],
    xp: 2700,
  });
  expect(sheet.equipment).toContainEqual({ item: "Rapier", quantity: 1, equipped: true, bonus: 1 });
  expect(sheet.equipment).toContainEqual({ item: "Gold piece", quantity: 31 });
  expect(sheet.spells).toEqual([
    { spell: "Fire Bolt", prepared: true },
    { spell: "Shield", prepared: true, class: "Wizard" },
    { spell: "Sleep", prepared: false },
  ]);
  const spec = sheetSpec(sheet, {
    id: creatureId("c"),
    name,
    side: "party",
    at: null,
    seat: null,
    character: null,
    start: {},
  });
  expect(spec.ok).toBe(true);
  const items = (sheet.equipment ?? []).map((entry, index) => gearItem(entry, `item-${index}`));
  const shown = explainSheet(sheet, items);
  expect(shown).toMatchObject({ armorClass: { total: 14 }, skills: { stealth: { total: 7 } } });
  expect(shown.attacks[0]).toMatchObject({ name: "Rapier", bonus: { total: 6 }, damage: "1d8+4 piercing" });
  expect(fieldsOf(name, sheet).details.inventory.filter(({ attuned }) => attuned)).toMatchObject([
    { itemName: "Cloak of Protection" },
  ]);
});

it("[CHR-22] what a Foundry actor has and a sheet has not is listed by name", () => {
  expect(imported(ACTOR).unmapped).toEqual([
    "class Artificer",
    "half proficiency in perception",
    "enchantment Longstrider",
    "feature Curse of the Moon",
    "proficiency with vehicle",
    "uses of Wand of Magic Missiles",
  ]);
  const bare = imported({ name: "Bo", type: "character", system: { abilities: {} }, items: [] });
  expect(bare.unmapped).toEqual([
    "race (none): Human in its place",
    "no class of the SRD: Fighter 1 in its place",
  ]);
});

it.each(SAMPLE_CHARACTERS.map(({ name, sheet }) => [name, sheet] as const))(
  "[CHR-23] %s goes to Foundry's format and comes back with the same numbers",
  (name, sheet) => {
    const actor: unknown = JSON.parse(
      JSON.stringify(toFoundry(name, sheet, { now: 20, max: fieldsOf(name, sheet).maxHp }, null)),
    );
    const back = imported(actor);
    expect(back.unmapped).toEqual([]);
    expect([back.sheet.languages, back.sheet.tools ?? []]).toEqual([
      sheet.languages ?? [],
      sheet.tools ?? [],
    ]);
    const numbers = (of: Sheet) => {
      const { details, maxHp, armorClass, level, abilities, skills } = fieldsOf(name, of);
      const { classes, inventory, spells } = details;
      return { classes, inventory, spells, maxHp, armorClass, level, abilities, skills };
    };
    expect(numbers(back.sheet)).toEqual(numbers(sheet));
  },
);
