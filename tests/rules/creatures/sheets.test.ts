import { describe, expect, test } from "vitest";
import { type Sheet, sheetSpec } from "../../../rules/content/index.ts";
import { armorClass, armorPenalties } from "../../../rules/creatures/armor-class.ts";
import { attackOptions, attackWith } from "../../../rules/creatures/attack-options.ts";
import { featureOf } from "../../../rules/creatures/features.ts";
import { maxHpParts } from "../../../rules/creatures/sheet-block.ts";
import { walkingSpeed } from "../../../rules/creatures/speed.ts";
import { spellSlots } from "../../../rules/creatures/spell-slots.ts";
import { creatureId } from "../../../rules/ids.ts";
import { made, PARTY } from "./party.ts";

const sum = (parts: readonly { value: number }[]) => parts.reduce((total, part) => total + part.value, 0);

describe("armor class", () => {
  test.each([
    ["fighter", 18],
    ["rogue", 16],
    ["wizard", 12],
    ["cleric", 18],
    ["barbarian", 15],
    ["monk", 17],
  ] as const)("[SHT-1] the %s's armor class is %i and its parts add up to it", (who, ac) => {
    const of = armorClass(made(PARTY[who]));
    expect(of.ac).toBe(ac);
    expect(sum(of.parts)).toBe(ac);
  });

  test("[SHT-2] the Defense style counts only under armor", () => {
    const style = { choices: { fightingStyle: "Defense" } };
    expect(armorClass(made({ ...PARTY.fighter, ...style })).ac).toBe(19);
    expect(armorClass(made({ ...PARTY.fighter, ...style, equipment: [] })).ac).toBe(12);
  });

  test("[SHT-3] a monk's Unarmored Defense ends with a shield, a barbarian's does not", () => {
    const shield = [{ item: "Shield", equipped: true }];
    expect(armorClass(made({ ...PARTY.monk, equipment: shield })).ac).toBe(16);
    expect(armorClass(made({ ...PARTY.barbarian, equipment: shield })).ac).toBe(17);
  });

  test("[SHT-4] medium armor lets in two points of Dexterity, magic adds to it", () => {
    const equipment = [{ item: "Half Plate", equipped: true, bonus: 1 }];
    expect(armorClass(made({ ...PARTY.rogue, equipment })).ac).toBe(18);
  });

  test("[SHT-5] armor one has no proficiency with is named, and too heavy armor slows", () => {
    const plate = [{ item: "Plate", equipped: true }];
    expect(armorPenalties(made({ ...PARTY.wizard, equipment: plate })).notProficient).toBe(
      "not proficient with Plate",
    );
    expect(walkingSpeed(made({ ...PARTY.wizard, equipment: plate })).feet).toBe(20);
    expect(armorPenalties(made(PARTY.fighter))).toEqual({
      notProficient: null,
      stealth: "Chain Mail",
      speedFeet: 0,
    });
  });
});

describe("attacks", () => {
  test("[SHT-6] a fighter's longsword explains its +7 and its 1d8+4", () => {
    const sword = attackWith(made(PARTY.fighter), "longsword");
    expect(sword?.bonusParts).toEqual([
      { value: 4, why: "Strength" },
      { value: 3, why: "proficiency" },
    ]);
    expect(sword?.damage).toEqual([{ count: 1, sides: 8, bonus: 4, type: "slashing" }]);
  });

  test("[SHT-7] without proficiency there is no bonus", () => {
    expect(attackWith(made(PARTY.wizard), "Greatsword")?.bonus).toBe(0);
  });

  test("[SHT-8] a finesse weapon uses the better ability or the one chosen", () => {
    expect(attackWith(made(PARTY.rogue), "Shortsword")?.bonus).toBe(7);
    expect(attackWith(made(PARTY.rogue), "Shortsword", { ability: "str" })?.bonus).toBe(3);
  });

  test("[SHT-9] the other hand leaves a positive modifier out, unless the style keeps it", () => {
    const off = { mode: "off-hand" } as const;
    const equipment = [{ item: "Shortsword", equipped: true, quantity: 2 }];
    const fighter: Sheet = { ...PARTY.fighter, equipment };
    expect(attackWith(made(fighter), "Shortsword", off)?.damage[0]?.bonus).toBe(0);
    const trained: Sheet = { ...fighter, choices: { fightingStyle: "Two-Weapon Fighting" } };
    expect(attackWith(made(trained), "Shortsword", off)?.damage[0]?.bonus).toBe(4);
    const weak: Sheet = { ...fighter, abilities: { ...fighter.abilities, str: 8, dex: 8 } };
    expect(attackWith(made(weak), "Shortsword", off)?.damage[0]?.bonus).toBe(-1);
  });

  test("[SHT-10] both hands on a versatile weapon roll its greater die, and Dueling ends", () => {
    const dueling = made({ ...PARTY.fighter, choices: { fightingStyle: "Dueling" } });
    expect(attackWith(dueling, "Longsword")?.damage[0]?.bonus).toBe(6);
    expect(attackWith(dueling, "Longsword", { mode: "two-handed" })?.damage[0]).toEqual({
      count: 1,
      sides: 10,
      bonus: 4,
      type: "slashing",
    });
  });

  test("[SHT-11] Archery helps ranged weapons, not thrown ones", () => {
    const archer = made({
      ...PARTY.fighter,
      equipment: [
        { item: "Longbow", equipped: true },
        { item: "Handaxe", equipped: true },
      ],
      choices: { fightingStyle: "Archery" },
    });
    expect(attackWith(archer, "Longbow")?.bonus).toBe(7);
    expect(attackWith(archer, "Handaxe", { mode: "thrown" })?.bonus).toBe(7);
    expect(attackWith(archer, "Handaxe", { mode: "thrown" })?.kind).toBe("ranged-weapon");
  });

  test("[SHT-12] a fist does 1 and Strength, never less than nothing; a monk's rolls a die", () => {
    expect(attackWith(made(PARTY.fighter), "unarmed strike")?.damage[0]?.bonus).toBe(5);
    const weak: Sheet = { ...PARTY.wizard, abilities: { ...PARTY.wizard.abilities, str: 1 } };
    expect(attackWith(made(weak), "Unarmed Strike")?.damage[0]).toMatchObject({ count: 0, bonus: 0 });
    const monk = attackWith(made(PARTY.monk), "Unarmed Strike");
    expect(monk).toMatchObject({ bonus: 7, damage: [{ count: 1, sides: 6, bonus: 4 }] });
  });

  test("[SHT-13] every attack's parts add up to its bonus", () => {
    for (const sheet of Object.values(PARTY)) {
      for (const attack of attackOptions(made(sheet))) expect(sum(attack.bonusParts)).toBe(attack.bonus);
    }
  });

  test("[SHT-14] a bow in melee is an improvised weapon: 1d4 and no proficiency", () => {
    const archer = made({ ...PARTY.rogue, equipment: [{ item: "Shortbow", equipped: true }] });
    const club = attackWith(archer, "Shortbow", { mode: "melee" });
    expect(club).toMatchObject({ bonus: 0, kind: "melee-weapon", damage: [{ count: 1, sides: 4 }] });
  });
});

describe("the rest of a sheet", () => {
  test.each([
    ["fighter", 44],
    ["rogue", 33],
    ["wizard", 32],
    ["cleric", 38],
    ["barbarian", 55],
    ["monk", 38],
  ] as const)("[SHT-15] the %s has %i hit points by the fixed values", (who, hp) => {
    expect(made(PARTY[who]).block.maxHp).toBe(hp);
    expect(sum(maxHpParts(PARTY[who]))).toBe(hp);
  });

  test("[SHT-16] proficiency counts once and expertise doubles it", () => {
    const { skills, passivePerception } = made(PARTY.rogue).block;
    expect(skills).toMatchObject({ stealth: 10, acrobatics: 7, athletics: 0 });
    expect(passivePerception).toBe(15);
    const twice: Sheet = { ...PARTY.cleric, saves: ["wis", "Wisdom"] };
    expect(made(twice).block.saves.wis).toBe(7);
    const lacking: Sheet = { ...PARTY.wizard, expertise: ["Stealth"] };
    expect(made(lacking).block.skills.stealth).toBe(2);
  });

  test("[SHT-17] only the first class gives its saving throws", () => {
    const classes = [
      { class: "Wizard", level: 1 },
      { class: "Fighter", level: 1 },
    ];
    const { saves, attacksPerAction } = made({ ...PARTY.wizard, classes }).block;
    expect(saves).toMatchObject({ int: 6, wis: 2, str: 0, con: 2 });
    expect(attacksPerAction).toBe(1);
  });

  test.each([
    [4, 1],
    [5, 2],
    [11, 3],
    [20, 4],
  ])("[SHT-18] a fighter of level %i makes %i attacks", (level, attacks) => {
    expect(made({ ...PARTY.fighter, classes: [{ class: "Fighter", level }] }).block.attacksPerAction).toBe(
      attacks,
    );
  });

  test("[SHT-19] Extra Attack of two classes does not add up", () => {
    const classes = [
      { class: "Fighter", level: 5 },
      { class: "Barbarian", level: 5 },
    ];
    expect(made({ ...PARTY.fighter, classes }).block.attacksPerAction).toBe(2);
  });

  test.each([
    [
      "Paladin 5, Fighter 3",
      [
        ["Paladin", 5],
        ["Fighter", 3],
      ],
      { 1: 4, 2: 2 },
    ],
    [
      "Paladin 3, Ranger 3",
      [
        ["Paladin", 3],
        ["Ranger", 3],
      ],
      { 1: 3 },
    ],
    ["Paladin 1", [["Paladin", 1]], {}],
    ["Wizard 5", [["Wizard", 5]], { 1: 4, 2: 3, 3: 2 }],
    [
      "Wizard 3, Cleric 2",
      [
        ["Wizard", 3],
        ["Cleric", 2],
      ],
      { 1: 4, 2: 3, 3: 2 },
    ],
    [
      "Wizard 4, Paladin 3",
      [
        ["Wizard", 4],
        ["Paladin", 3],
      ],
      { 1: 4, 2: 3, 3: 2 },
    ],
    ["Warlock 5", [["Warlock", 5]], { 3: 2 }],
    [
      "Warlock 3, Sorcerer 1",
      [
        ["Warlock", 3],
        ["Sorcerer", 1],
      ],
      { 1: 2, "pact-2": 2 },
    ],
  ] as const)("[SHT-20] spell slots of a %s", (_, classes, slots) => {
    expect(spellSlots(classes.map(([name, level]) => ({ class: name, level })))).toEqual(slots);
  });

  test("[SHT-21] features carry their numbers and say whether the engine plays them", () => {
    const rogue = made(PARTY.rogue);
    expect(featureOf(rogue, "sneak-attack")).toMatchObject({ values: { dice: 3 }, resolved: true });
    expect(featureOf(rogue, "thieves-cant")?.resolved).toBe(false);
    const champion = made({
      ...PARTY.fighter,
      classes: [{ class: "Fighter", level: 15, subclass: "Champion" }],
    });
    expect(featureOf(champion, "improved-critical")?.values.from).toBe(18);
    expect(featureOf(made(PARTY.barbarian), "rage")?.values).toEqual({ uses: 3, damage: 2 });
  });

  test("[SHT-22] barbarians and monks are fast while their armor allows", () => {
    expect(walkingSpeed(made(PARTY.barbarian)).feet).toBe(40);
    expect(walkingSpeed(made(PARTY.monk)).feet).toBe(40);
    expect(walkingSpeed(made({ ...PARTY.monk, equipment: [{ item: "Shield", equipped: true }] })).feet).toBe(
      30,
    );
  });

  test("[SHT-23] a bard adds half its proficiency to what it has not learnt", () => {
    const bard: Sheet = { ...PARTY.wizard, classes: [{ class: "Bard", level: 5 }], skills: ["Stealth"] };
    expect(made(bard).block.skills).toMatchObject({ stealth: 5, acrobatics: 3 });
  });

  test("[SHT-24] a sheet that cannot be is refused, naming the field", () => {
    const place = {
      id: creatureId("x"),
      name: "X",
      side: "party",
      at: null,
      seat: null,
      character: null,
      start: {},
    };
    const refused = sheetSpec({ ...PARTY.fighter, race: "Kender" }, place);
    expect(refused).toEqual({
      ok: false,
      rejection: { code: "malformed", detail: "sheet.race: there is no race called Kender" },
    });
    expect(sheetSpec({ ...PARTY.fighter, classes: [{ class: "Fighter", level: 21 }] }, place).ok).toBe(false);
  });
});
