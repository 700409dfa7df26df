import { describe, expect, it } from "vitest";
import { type Beside, NOTHING_BESIDE, type Worn } from "../../db/catalog/beside.ts";
import type { Entry } from "../../db/catalog/kinds.ts";
import { sheetSpec } from "../../rules/content/index.ts";
import type { CreatureSpec, CreatureStart } from "../../rules/creature.ts";
import { armorClass, armorPenalties } from "../../rules/creatures/armor-class.ts";
import { attackWith } from "../../rules/creatures/attack-options.ts";
import { withGifts } from "../../rules/creatures/gifts.ts";
import { creatureId } from "../../rules/ids.ts";
import { giftsOf, wearing } from "../../server/adapters/worn.ts";
import { explain } from "../../server/characters/explained.ts";

const PLAIN: Entry<"items"> = {
  id: "0",
  name: "Thing",
  description: null,
  visibility: "PUBLIC",
  imageId: null,
  tags: [],
  bonusHealth: null,
  bonusMana: null,
  bonusStamina: null,
  bonusStrength: null,
  bonusConstitution: null,
  bonusDexterity: null,
  bonusIntelligence: null,
  bonusWisdom: null,
  bonusCharisma: null,
  damage: null,
  defense: null,
  rarity: "COMMON",
  slot: "NONE",
  requiredLevel: 1,
  weight: 1,
  durability: 100,
  maxDurability: 100,
  value: 0,
  is2Handed: false,
  isThrowable: false,
  isConsumable: false,
  isQuestItem: false,
  isTradeable: true,
  bonusSkills: [],
  bonusPerks: [],
  ownerId: null,
  isWithheld: false,
  createdAt: "",
  updatedAt: "",
};
const worn = (slot: Worn["slot"], fields: Partial<Entry<"items">>): Worn => ({
  slot,
  item: { ...PLAIN, ...fields },
});
const SHEET = {
  race: "Human",
  classes: [{ class: "Wizard", level: 3 }],
  abilities: { str: 10, dex: 14, con: 12, int: 16, wis: 10, cha: 10 },
  maxHp: 20,
} as const;

function dressed(things: readonly Worn[], start: CreatureStart = {}, of: Partial<Beside> = {}): CreatureSpec {
  const beside = { ...NOTHING_BESIDE, worn: things, ...of };
  const spec = sheetSpec(withGifts(SHEET, giftsOf(beside, 3)), {
    id: creatureId("kara"),
    name: "Kara",
    side: "party",
    at: null,
    seat: null,
    character: null,
    start,
  });
  if (!spec.ok) throw new Error(spec.rejection.detail);
  return wearing(spec.value, things, { maxHp: SHEET.maxHp, lost: 0 });
}
const ac = ({ block, items }: CreatureSpec): number =>
  armorClass({ block, items, features: block.features }).ac;

describe("homebrew at the table", () => {
  it("[CAT-30] attribute bonuses count, and end at 30", () => {
    const { block } = dressed([worn("belt", { bonusStrength: 7 }), worn("amulet", { bonusDexterity: 99 })]);
    expect([block.abilities.str, block.abilities.dex, block.saves.str]).toEqual([17, 30, 3]);
  });

  it("[CAT-31] bonus health is there for whoever has no wound", () => {
    const ring = worn("leftRing", { bonusHealth: 8 });
    const fresh = dressed([ring], { hp: 20 });
    expect([fresh.block.maxHp, fresh.start.hp]).toEqual([28, 28]);
    const hurt = dressed([ring], { hp: 11 });
    expect([hurt.block.maxHp, hurt.start.hp]).toEqual([28, 11]);
    expect(dressed([worn("leftRing", { bonusHealth: -90 })], { hp: 20 }).start.hp).toBe(1);
  });

  it("[CAT-32] damage makes a weapon that its bearer knows how to use", () => {
    const spec = dressed([
      worn("rightHand", { name: "Ember Blade", slot: "ONE_HAND", damage: 8, bonusStrength: 4 }),
    ]);
    const attack = attackWith({ ...spec, features: spec.block.features }, "Ember Blade");
    expect(attack).toMatchObject({ bonus: 4, damage: [{ count: 1, sides: 8, bonus: 2, type: "slashing" }] });
  });

  it.each([
    [8, 1, 8, 0],
    [12, 1, 12, 0],
    [18, 3, 6, 0],
    [5, 0, 1, 5],
  ])("[CAT-33] %i damage at most is thrown as it can be", (damage, count, sides, bonus) => {
    const spec = dressed([worn("rightHand", { name: "Odd", slot: "ONE_HAND", damage })]);
    expect(spec.items.at(-1)?.weapon?.damage).toMatchObject({ count, sides, bonus });
  });

  it("[CAT-34] what the SRD knows by name is that thing", () => {
    const spec = dressed([worn("rightHand", { name: "Longsword", slot: "ONE_HAND", damage: 99 })]);
    expect(spec.items.at(-1)?.weapon).toMatchObject({ category: "martial", versatileDamage: { sides: 10 } });
    expect(ac(dressed([worn("chest", { name: "Chain Mail", slot: "CHEST", defense: 1 })]))).toBe(16);
  });

  it("[CAT-35] defense protects wherever it is worn, and needs no training", () => {
    expect(ac(dressed([]))).toBe(12);
    const coat = worn("chest", { name: "Coat", slot: "CHEST", defense: 13 });
    const helm = worn("head", { name: "Helm", slot: "HEAD", defense: 2 });
    expect(ac(dressed([coat]))).toBe(15);
    expect(ac(dressed([coat, helm]))).toBe(17);
    const spec = dressed([helm]);
    expect(ac(spec)).toBe(14);
    expect(armorPenalties({ ...spec, features: spec.block.features }).notProficient).toBeNull();
    expect(ac(dressed([worn("leftHand", { name: "Door", slot: "ONE_HAND", defense: 2 })]))).toBe(14);
  });

  it("[CAT-36] mana, stamina and things without numbers change nothing", () => {
    expect(dressed([worn("cloak", { bonusMana: 50, bonusStamina: 50 })], { hp: 20 })).toEqual(
      dressed([worn("cloak", {})], { hp: 20 }),
    );
    expect(dressed([worn("cloak", {})]).items).toEqual([]);
  });

  const MOON_ELF: Entry<"races"> = {
    ...PLAIN,
    ownerId: "somebody",
    name: "Moon Elf",
    healthModifier: 103,
    manaModifier: 900,
    staminaModifier: 0,
    strengthModifier: 9,
    constitutionModifier: 10,
    dexterityModifier: 12,
    intelligenceModifier: 10,
    wisdomModifier: 10,
    charismaModifier: 10,
    skills: ["s1", "s2", "s3"],
  };
  const skills: Beside["skills"] = new Map([
    ["s1", { name: "Stealth", requiredLevel: 1 }],
    ["s2", { name: "Bellcraft", requiredLevel: 1 }],
    ["s3", { name: "Nature", requiredLevel: 4 }],
    ["s4", { name: "Religion", requiredLevel: 3 }],
  ]);

  it("[CAT-37] a race of one's own adds what it has beside 10 and 100, and each number says so", () => {
    const of = { race: MOON_ELF, skills };
    const { block, start } = dressed([], { hp: 20 }, of);
    expect([block.abilities.dex, block.abilities.str, block.maxHp, start.hp]).toEqual([16, 9, 23, 23]);
    const shown = explain(SHEET, { ...NOTHING_BESIDE, ...of });
    expect(shown.abilities.dex.score).toEqual({
      total: 16,
      parts: [
        { value: 14, why: "written on the sheet" },
        { value: 2, why: "Moon Elf" },
      ],
    });
    expect(shown.maxHp.parts).toContainEqual({ value: 3, why: "Moon Elf" });
    expect([shown.saves.dex.total, shown.armorClass.total]).toEqual([3, 13]);
    expect(explain(SHEET, { ...NOTHING_BESIDE, race: { ...MOON_ELF, ownerId: null }, skills })).toEqual(
      explain(SHEET),
    );
  });

  it("[CAT-38] skills of race, archetype and worn things count by the SRD's names, from their level on", () => {
    const archetype = {
      ...PLAIN,
      ownerId: "somebody",
      name: "Bell Warden",
      skills: ["s4"],
      requiredRaces: [],
    };
    const ring = worn("leftRing", { name: "Ring", bonusSkills: ["s3"] });
    const { block } = dressed([ring], {}, { race: MOON_ELF, archetype, skills });
    expect([block.skills.stealth, block.skills.religion, block.skills.nature]).toEqual([5, 5, 3]);
    const shown = explain(SHEET, { race: MOON_ELF, archetype, worn: [ring], skills });
    expect(shown.skills.religion.parts).toContainEqual({ value: 2, why: "proficiency (Bell Warden)" });
    expect(shown.skills.stealth.total).toBe(5);
  });

  it("[CAT-39] the sheet explains what is worn with the numbers that the table plays by", () => {
    const things = [
      worn("rightHand", { name: "Ember Blade", slot: "ONE_HAND", damage: 8, bonusStrength: 40 }),
      worn("chest", { name: "Coat", slot: "CHEST", defense: 13 }),
    ];
    const spec = dressed(things);
    const shown = explain(SHEET, { ...NOTHING_BESIDE, worn: things });
    expect(shown.armorClass.total).toBe(ac(spec));
    expect(shown.abilities.str.score.parts.slice(1)).toEqual([
      { value: 40, why: "Ember Blade" },
      { value: -20, why: "30 at most" },
    ]);
    const attack = attackWith({ ...spec, features: spec.block.features }, "Ember Blade");
    expect(shown.attacks.find(({ name }) => name === "Ember Blade")?.bonus.total).toBe(attack?.bonus);
  });
});
