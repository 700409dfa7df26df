import { describe, expect, it } from "vitest";
import type { Entry } from "../../db/catalog/kinds.ts";
import { sheetSpec } from "../../rules/content/index.ts";
import type { CreatureSpec, CreatureStart } from "../../rules/creature.ts";
import { armorClass, armorPenalties } from "../../rules/creatures/armor-class.ts";
import { attackWith } from "../../rules/creatures/attack-options.ts";
import { creatureId } from "../../rules/ids.ts";
import { sheetWearing, type Worn, wearing } from "../../server/adapters/worn.ts";

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

function dressed(things: readonly Worn[], start: CreatureStart = {}): CreatureSpec {
  const spec = sheetSpec(sheetWearing(SHEET, things), {
    id: creatureId("kara"),
    name: "Kara",
    side: "party",
    at: null,
    seat: null,
    character: null,
    start,
  });
  if (!spec.ok) throw new Error(spec.rejection.detail);
  return wearing(spec.value, things);
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
});
