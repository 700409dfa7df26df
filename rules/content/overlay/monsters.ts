import type { RawMonster } from "../raw.ts";

/**
 * What the package has wrong about monsters, found by comparing it with the SRD and with arithmetic. Where
 * sources disagree on an attack, ability and proficiency decide. Only numbers and terms; the words are ours.
 */
export type MonsterCorrection = {
  readonly fields?: Partial<RawMonster>;
  /** Bonuses by skill or saving throw, `Skill: Perception`; added to, or put in place of, the printed ones. */
  readonly proficiencies?: Readonly<Record<string, number>>;
  /** In the prose of the action of that name, the first is replaced by the second. */
  readonly actions?: Readonly<Record<string, readonly [from: string, to: string]>>;
  /** New printed names, for usages that are missing or wrong. */
  readonly names?: Readonly<Record<string, string>>;
  readonly traits?: readonly { readonly name: string; readonly desc: string }[];
  /** Where the prose of Multiattack is irregular. */
  readonly multiattack?: readonly (readonly string[])[];
};

/** Not part of SRD 5.1. */
export const NOT_SRD: readonly string[] = ["Adult Blue Dracolich", "Carrion Crawler", "Cave Bear"];

const NOT_SILVERED = "bludgeoning, piercing, and slashing from nonmagical weapons that aren't silvered";

const conditions = (...names: string[]) => names.map((name) => ({ name }));
const OOZE = conditions("Blinded", "Charmed", "Deafened", "Exhaustion", "Frightened", "Prone");
const OBJECT = conditions(
  "Blinded",
  "Charmed",
  "Deafened",
  "Frightened",
  "Paralyzed",
  "Petrified",
  "Poisoned",
);
const MINDLESS_PLANT = conditions("Blinded", "Deafened", "Frightened");
const GHOULISH = conditions("Charmed", "Exhaustion", "Poisoned");
const TIRELESS = conditions("Exhaustion", "Poisoned");

export const MONSTER_CORRECTIONS: Readonly<Record<string, MonsterCorrection>> = {
  "Adult Brass Dragon": { fields: { speed: { walk: "40 ft.", burrow: "30 ft.", fly: "80 ft." } } },
  "Ancient Blue Dragon": {
    traits: [{ name: "Legendary Resistance (3/Day)", desc: "A failed saving throw can be made a success." }],
  },
  "Young Blue Dragon": { fields: { speed: { walk: "40 ft.", burrow: "20 ft.", fly: "80 ft." } } },
  "Animated Armor": { fields: { condition_immunities: [...OBJECT, { name: "Exhaustion" }] } },
  Assassin: { names: { "Sneak Attack (1/Turn)": "Sneak Attack" } },
  Basilisk: { fields: { armor_class: 15 } },
  "Barbed Devil": {
    multiattack: [
      ["Tail", "Claw", "Claw"],
      ["Hurl Flame", "Hurl Flame"],
    ],
  },
  "Bandit Captain": {
    multiattack: [
      ["Scimitar", "Scimitar", "Dagger"],
      ["Dagger", "Dagger"],
    ],
  },
  "Black Bear": {
    proficiencies: { "Skill: Perception": 3 },
    actions: { Bite: ["+3 to hit", "+4 to hit"], Claws: ["+3 to hit", "+4 to hit"] },
  },
  "Black Pudding": { fields: { condition_immunities: OOZE } },
  "Blink Dog": { fields: { senses: { passive_perception: 13 } } },
  "Bone Devil": {
    fields: { challenge_rating: 9, senses: { darkvision: "120 ft.", passive_perception: 12 } },
  },
  "Brown Bear": { actions: { Bite: ["Weapon Attack: +5", "Melee Weapon Attack: +6"], Claws: ["+5", "+6"] } },
  Centaur: {
    multiattack: [
      ["Pike", "Hooves"],
      ["Longbow", "Longbow"],
    ],
  },
  Chimera: { multiattack: [["Bite", "Horns", "Claws"]] },
  Crocodile: { fields: { speed: { walk: "20 ft.", swim: "30 ft." } } },
  "Cult Fanatic": { fields: { hit_points: 33 } },
  Drider: {
    multiattack: [
      ["Longsword", "Longsword", "Longsword"],
      ["Longbow", "Longbow", "Longbow"],
      ["Bite", "Longsword", "Longsword"],
      ["Bite", "Longbow", "Longbow"],
    ],
  },
  "Dragon Turtle": {
    multiattack: [
      ["Bite", "Claw", "Claw"],
      ["Bite", "Tail"],
    ],
  },
  Druid: {
    actions: {
      Quarterstaff: [
        "or 6 (1d8 + 2) bludgeoning damage with shillelagh or if wielded with two hands",
        "or 4 (1d8) bludgeoning damage if used with two hands",
      ],
    },
  },
  Efreeti: {
    multiattack: [
      ["Scimitar", "Scimitar"],
      ["Hurl Flame", "Hurl Flame"],
    ],
  },
  Erinyes: {
    multiattack: [
      ["Longsword", "Longsword", "Longsword"],
      ["Longbow", "Longbow", "Longbow"],
      ["Longsword", "Longsword", "Longbow"],
      ["Longsword", "Longbow", "Longbow"],
    ],
  },
  "Flying Sword": { fields: { condition_immunities: OBJECT } },
  "Gelatinous Cube": { fields: { condition_immunities: OOZE } },
  Ghast: {
    fields: {
      damage_resistances: ["necrotic"],
      damage_immunities: ["poison"],
      condition_immunities: GHOULISH,
    },
  },
  Ghoul: { fields: { damage_immunities: ["poison"], condition_immunities: GHOULISH } },
  "Giant Elk": { fields: { armor_class: 14 } },
  "Giant Wasp": { fields: { speed: { walk: "10 ft.", fly: "50 ft." } } },
  "Gibbering Mouther": { multiattack: [["Bites"]] },
  Glabrezu: { multiattack: [["Pincer", "Pincer", "Fist", "Fist"]] },
  "Gray Ooze": { fields: { condition_immunities: OOZE } },
  Grick: { multiattack: [["Tentacles", "Beak"]] },
  Gynosphinx: { actions: { Claw: ["+9 to hit", "+8 to hit"] } },
  "Half-Red Dragon Veteran": {
    proficiencies: { "Skill: Athletics": 5, "Skill: Perception": 2 },
    multiattack: [["Longsword", "Longsword", "Shortsword"]],
  },
  Hezrou: { names: { Claws: "Claw" } },
  "Horned Devil": {
    fields: { hit_points: 178 },
    multiattack: [
      ["Fork", "Fork", "Tail"],
      ["Hurl Flame", "Fork", "Tail"],
      ["Fork", "Fork", "Hurl Flame"],
      ["Hurl Flame", "Hurl Flame", "Fork"],
      ["Hurl Flame", "Hurl Flame", "Tail"],
      ["Hurl Flame", "Hurl Flame", "Hurl Flame"],
    ],
  },
  Hydra: { multiattack: [["Bite", "Bite", "Bite", "Bite", "Bite"]] },
  "Ice Devil": {
    fields: { damage_immunities: ["cold", "fire", "poison"] },
    names: { "Wall of Ice": "Wall of Ice (Recharge 6)" },
  },
  "Iron Golem": { names: { "Poison Breath (Recharge 5-6)": "Poison Breath (Recharge 6)" } },
  Kraken: {
    actions: { Bite: ["+7 to hit", "+17 to hit"], Tentacle: ["+7 to hit", "+17 to hit"] },
    multiattack: [["Tentacle", "Tentacle", "Tentacle"]],
  },
  Lamia: {
    multiattack: [
      ["Claws", "Dagger"],
      ["Claws", "Intoxicating Touch"],
    ],
  },
  Lich: { proficiencies: { "Skill: Arcana": 19 } },
  Lizardfolk: {
    multiattack: [
      ["Bite", "Heavy Club"],
      ["Bite", "Javelin"],
      ["Bite", "Spiked Shield"],
      ["Heavy Club", "Javelin"],
      ["Heavy Club", "Spiked Shield"],
      ["Javelin", "Spiked Shield"],
    ],
  },
  Manticore: {
    multiattack: [
      ["Bite", "Claw", "Claw"],
      ["Tail Spike", "Tail Spike", "Tail Spike"],
    ],
  },
  Marilith: {
    multiattack: [["Longsword", "Longsword", "Longsword", "Longsword", "Longsword", "Longsword", "Tail"]],
  },
  Medusa: {
    multiattack: [
      ["Snake Hair", "Shortsword", "Shortsword"],
      ["Longbow", "Longbow"],
    ],
  },
  Mummy: { multiattack: [["Rotting Fist"]] },
  "Mummy Lord": { fields: { damage_vulnerabilities: ["fire"] }, multiattack: [["Rotting Fist"]] },
  "Ochre Jelly": { fields: { condition_immunities: OOZE } },
  Oni: {
    multiattack: [
      ["Claw", "Claw"],
      ["Glaive", "Glaive"],
    ],
  },
  "Pit Fiend": { actions: { Tail: ["3d1O", "3d10"] } },
  Priest: { fields: { speed: { walk: "30 ft." } }, proficiencies: { "Skill: Religion": 5 } },
  "Purple Worm": {
    actions: { Bite: ["+9 to hit", "+14 to hit"], "Tail Stinger": ["+9 to hit", "+14 to hit"] },
  },
  Roper: { multiattack: [["Tendril", "Tendril", "Tendril", "Tendril", "Bite"]] },
  "Rug of Smothering": { fields: { condition_immunities: OBJECT } },
  "Shambling Mound": {
    fields: { condition_immunities: conditions("Blinded", "Deafened", "Exhaustion") },
    multiattack: [["Slam", "Slam"]],
  },
  Shrieker: { fields: { condition_immunities: MINDLESS_PLANT } },
  Skeleton: { fields: { damage_immunities: ["poison"], condition_immunities: TIRELESS } },
  Solar: { actions: { "Slaying Longbow": ["190 hit points", "100 hit points"] } },
  Spider: { fields: { senses: { darkvision: "30 ft.", passive_perception: 10 } } },
  Spy: { proficiencies: { "Skill: Sleight of Hand": 4 } },
  "Swarm of Ravens": { proficiencies: { "Skill: Perception": 5 } },
  Tarrasque: { multiattack: [["Bite", "Claw", "Claw", "Horns", "Tail"]] },
  "Tyrannosaurus Rex": { multiattack: [["Bite", "Tail"]] },
  Vampire: {
    multiattack: [
      ["Unarmed Strike", "Unarmed Strike"],
      ["Unarmed Strike", "Bite"],
    ],
  },
  "Vampire Spawn": {
    multiattack: [
      ["Claws", "Claws"],
      ["Claws", "Bite"],
    ],
  },
  Veteran: { multiattack: [["Longsword", "Longsword", "Shortsword"]] },
  "Violet Fungus": { fields: { condition_immunities: MINDLESS_PLANT } },
  Werebear: {
    multiattack: [
      ["Claw", "Claw"],
      ["Greataxe", "Greataxe"],
    ],
  },
  Wereboar: {
    multiattack: [
      ["Maul", "Maul"],
      ["Maul", "Tusks"],
    ],
  },
  Wererat: {
    multiattack: [
      ["Shortsword", "Shortsword"],
      ["Hand Crossbow", "Hand Crossbow"],
      ["Shortsword", "Hand Crossbow"],
      ["Bite", "Shortsword"],
      ["Bite", "Hand Crossbow"],
    ],
  },
  Weretiger: {
    multiattack: [
      ["Scimitar", "Scimitar"],
      ["Longbow", "Longbow"],
      ["Claw", "Claw"],
    ],
  },
  Werewolf: {
    proficiencies: { "Skill: Stealth": 3 },
    multiattack: [
      ["Bite", "Claws"],
      ["Bite", "Spear"],
    ],
  },
  Wight: {
    fields: {
      damage_resistances: ["necrotic", NOT_SILVERED],
      damage_immunities: ["poison"],
      condition_immunities: TIRELESS,
    },
    multiattack: [
      ["Longsword", "Longsword"],
      ["Longbow", "Longbow"],
      ["Life Drain", "Longsword"],
    ],
  },
  Wyvern: {
    multiattack: [
      ["Bite", "Stinger"],
      ["Claws", "Stinger"],
      ["Bite", "Claws"],
    ],
  },
  Xorn: { multiattack: [["Claw", "Claw", "Claw", "Bite"]] },
  Zombie: { fields: { damage_immunities: ["poison"] } },
};
