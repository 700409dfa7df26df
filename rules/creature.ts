import type { CharacterId, CreatureId, ItemId, SeatId } from "./ids.ts";
import type { Square } from "./map.ts";
import type { Ability, ConditionName, DamageType, Size, Skill } from "./vocabulary.ts";

/** A number with its reason, for roll cards and sheets. The parts of a total add up to it. */
export type Part = { readonly value: number; readonly why: string };

/** Dice and a flat bonus, for instance 2d6 + 3. `count` 0 means a flat amount. */
export type DiceFormula = { readonly count: number; readonly sides: number; readonly bonus: number };

export type DamageFormula = DiceFormula & { readonly type: DamageType };

/** An attack as a stat block prints it, or as a weapon in hand gives it. */
export type Attack = {
  /** As printed: `Scimitar`. Unique within the creature; compared without regard to case. */
  readonly name: string;
  readonly kind: "melee-weapon" | "ranged-weapon" | "melee-spell" | "ranged-spell";
  readonly bonus: number;
  readonly bonusParts: readonly Part[];
  /** Feet; 0 for an attack that cannot be made in melee. */
  readonly reachFeet: number;
  /** Feet; null for an attack that cannot be made at range. */
  readonly range: { readonly normalFeet: number; readonly longFeet: number } | null;
  readonly damage: readonly DamageFormula[];
  /** Where the bonus of the first damage comes from; absent when the stat block prints it whole. */
  readonly damageParts?: readonly Part[];
  /** Instead of `damage` when it is made with both hands; absent when that changes nothing. */
  readonly versatileDamage?: readonly DamageFormula[];
  /** Instead of `damage` at half the hit points or fewer: swarms. */
  readonly bloodiedDamage?: readonly DamageFormula[];
  readonly properties: readonly WeaponProperty[];
  /** The item it is made with; null for natural weapons and stat blocks. */
  readonly item: ItemId | null;
  readonly magical: boolean;
  /** What a hit does beside its damage, where the engine resolves it. */
  readonly riders: readonly AttackRider[];
  /** The ability it uses; null when the stat block does not say. */
  readonly ability: Ability | null;
  /** Sentences of the stat block that the engine leaves to the DM, said on the roll card. */
  readonly unresolved: readonly string[];
};

export type AttackRider =
  | {
      readonly kind: "save";
      readonly ability: Ability;
      readonly dc: number;
      readonly onFailure: {
        readonly condition?: ConditionName;
        /** As in `Condition.until`; absent when it lasts until something ends it. */
        readonly until?: string;
        /** The save is made again at the end of each of its turns. */
        readonly repeats?: boolean;
        readonly damage?: readonly DamageFormula[];
      };
      readonly halfOnSuccess: boolean;
      readonly limit?: RiderLimit;
    }
  | {
      readonly kind: "grapple";
      readonly escapeDc: number;
      readonly restrains: boolean;
      readonly limit?: RiderLimit;
    }
  | { readonly kind: "condition"; readonly condition: ConditionName; readonly limit?: RiderLimit };

/** Whom a rider can befall; absent parts let everyone in. */
export type RiderLimit = {
  readonly largest?: Size;
  readonly notTypes?: readonly string[];
  readonly onlyTypes?: readonly string[];
};

export type WeaponProperty =
  | "ammunition"
  | "finesse"
  | "heavy"
  | "light"
  | "loading"
  | "reach"
  | "special"
  | "thrown"
  | "two-handed"
  | "versatile"
  | "silvered"
  | "adamantine";

export type WeaponRecord = {
  readonly name: string;
  readonly category: "simple" | "martial";
  readonly ranged: boolean;
  readonly damage: DamageFormula | null;
  readonly versatileDamage: DamageFormula | null;
  readonly range: { readonly normalFeet: number; readonly longFeet: number } | null;
  readonly properties: readonly WeaponProperty[];
};

export type ArmorRecord = {
  readonly name: string;
  readonly category: "light" | "medium" | "heavy" | "shield";
  readonly base: number;
  readonly dexterityCap: number | null;
  readonly strengthMinimum: number;
  readonly stealthDisadvantage: boolean;
};

/** A thing a creature carries. Its record is embedded, so that the log never looks content up. */
export type Item = {
  readonly id: ItemId;
  readonly name: string;
  readonly quantity: number;
  readonly equipped: boolean;
  /** Magic bonus to attack and damage, or to armor class. */
  readonly bonus: number;
  readonly weapon: WeaponRecord | null;
  readonly armor: ArmorRecord | null;
  readonly attuned: boolean;
  readonly silvered: boolean;
  readonly adamantine: boolean;
  /** A torch, lamp or lantern that burns. */
  readonly lit?: boolean;
};

/** Against which damage a resistance, immunity or vulnerability holds; `unless` lists what defeats it. */
export type DamageTrait = {
  readonly types: readonly DamageType[];
  readonly unless: readonly ("magical" | "silvered" | "adamantine")[];
};

/** A class, race or monster feature that the engine knows by id. */
export type Feature = {
  /** Kebab-case id that the engine resolves, for instance `sneak-attack`, `nimble-escape`, `pack-tactics`. */
  readonly id: string;
  /** As the book prints it. */
  readonly name: string;
  /** Numbers the feature carries, for instance `{ dice: 3 }` for Sneak Attack at rogue level 5. */
  readonly values: Readonly<Record<string, number>>;
  /** Free text of a choice, for instance the fighting style. */
  readonly option: string | null;
  /** False for features that stand on the sheet and are left to the DM in play. */
  readonly resolved: boolean;
};

export type Speeds = {
  readonly walk: number;
  readonly fly: number;
  readonly climb: number;
  readonly swim: number;
  readonly burrow: number;
  readonly hover: boolean;
};

/** Senses in feet, 0 when absent. */
export type Senses = {
  readonly darkvision: number;
  readonly blindsight: number;
  readonly tremorsense: number;
  readonly truesight: number;
};

/** What does not change by play: derived once from a monster's record or a character's sheet. */
export type StatBlock = {
  readonly size: Size;
  /** `humanoid`, `undead` ... */
  readonly type: string;
  /** Character level 1 to 20; 0 for monsters. */
  readonly level: number;
  /** Challenge rating, as eighths to stay whole: 2 is 1/4, 8 is 1; 0 for characters. */
  readonly challengeEighths: number;
  readonly proficiencyBonus: number;
  readonly abilities: Readonly<Record<Ability, number>>;
  readonly saves: Readonly<Record<Ability, number>>;
  readonly skills: Readonly<Record<Skill, number>>;
  readonly maxHp: number;
  /** Hit dice by size, for instance `{ d10: 5 }`. */
  readonly hitDice: Readonly<Record<string, number>>;
  /** A printed armor class; null when it follows from what is worn. */
  readonly armorClass: number | null;
  readonly speeds: Speeds;
  readonly senses: Senses;
  readonly passivePerception: number;
  readonly resistances: readonly DamageTrait[];
  readonly vulnerabilities: readonly DamageTrait[];
  readonly immunities: readonly DamageTrait[];
  readonly conditionImmunities: readonly ConditionName[];
  /** Attacks that need no item: printed actions, natural weapons. Weapons in hand add theirs. */
  readonly attacks: readonly Attack[];
  /** Attacks made with one Attack action: 1, or 2 to 4 with Extra Attack. */
  readonly attacksPerAction: number;
  /** The printed composition of a Multiattack; each inner list is one allowed composition of attack names. */
  readonly multiattack: readonly (readonly string[])[];
  readonly weaponProficiencies: readonly string[];
  readonly armorProficiencies: readonly string[];
  readonly features: readonly Feature[];
  readonly languages: string;
  /** Spell slots at their most, by level; pact slots beside others as `pact-2`. Absent for who has none. */
  readonly slots?: Readonly<Record<string, number>>;
};

/** Everything that enters the log with a creature. `evolve` never looks anything up beside it. */
export type CreatureSpec = {
  readonly id: CreatureId;
  readonly name: string;
  readonly kind: "character" | "monster";
  /** Creatures of one side are friends; of two sides, hostile. `party` is the players' side. */
  readonly side: string;
  /** The seat that plays it; null for the DM. */
  readonly seat: SeatId | null;
  readonly character: CharacterId | null;
  readonly at: Square | null;
  /** True keeps it off every player's wire until revealed. */
  readonly concealed: boolean;
  /** For the DM's eyes only. */
  readonly notes: string;
  readonly block: StatBlock;
  readonly items: readonly Item[];
  /** Where it starts, when not at its best: hit points after earlier sessions, used slots, conditions. */
  readonly start: CreatureStart;
};

export type CreatureStart = {
  readonly hp?: number;
  readonly tempHp?: number;
  readonly armorClass?: number;
  readonly stable?: boolean;
  readonly dead?: boolean;
  readonly exhaustion?: number;
  readonly xp?: number;
  readonly hitDice?: Readonly<Record<string, number>>;
  readonly resources?: Readonly<Record<string, number>>;
  readonly slots?: Readonly<Record<string, number>>;
  readonly deathSaves?: { readonly successes: number; readonly failures: number };
  readonly conditions?: readonly {
    readonly name: ConditionName;
    readonly source?: string;
    readonly until?: string;
  }[];
  readonly hidden?: { readonly stealth: number; readonly from: readonly string[] };
  /** Feet above the ground. */
  readonly altitude?: number;
  /** The spell it concentrates on. */
  readonly concentration?: string;
  readonly action?: boolean;
  readonly bonusAction?: boolean;
  readonly reaction?: boolean;
  readonly movementUsedFeet?: number;
};
