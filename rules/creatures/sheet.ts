import type { Ability } from "../vocabulary.ts";

/** A character as a player writes it down; everything else is derived. The shape of a scenario's `sheet`. */
export type Sheet = {
  readonly race: string;
  /** The first one is the first class. */
  readonly classes: readonly SheetClass[];
  /** Final scores, race included. */
  readonly abilities: Readonly<Record<Ability, number>>;
  /** Absent: the fixed values of the hit dice. */
  readonly maxHp?: number;
  readonly skills?: readonly string[];
  readonly expertise?: readonly string[];
  /** Saving throws beyond those of the first class. */
  readonly saves?: readonly string[];
  readonly feats?: readonly string[];
  /** What a feat came from, when it was no ability score improvement. */
  readonly featSources?: Readonly<Record<string, FeatSource>>;
  readonly background?: string;
  readonly languages?: readonly string[];
  readonly tools?: readonly string[];
  readonly choices?: SheetChoices;
  readonly equipment?: readonly SheetItem[];
  readonly spells?: readonly SheetSpell[];
  readonly xp?: number;
  /** Hit dice that were rolled; every other level has the fixed value. */
  readonly rolledHitDice?: readonly RolledHitDie[];
  /** How the scores were come by, before the race and every improvement. */
  readonly origin?: ScoreOrigin;
  /** Of a sheet as it is at the table: what was counted in from beside it. Never written down. */
  readonly beside?: {
    /** Without the gifts. */
    readonly abilities: Readonly<Record<Ability, number>>;
    /** Those that gifts alone give. */
    readonly skills: readonly string[];
    readonly gifts: readonly SheetGift[];
  };
};

/** What a race or archetype of the table's own, or a thing that is worn, adds to a sheet. */
export type SheetGift = {
  /** For people: `Moon Elf`. */
  readonly from: string;
  readonly abilities?: Readonly<Partial<Record<Ability, number>>>;
  readonly hitPoints?: number;
  /** Of the SRD; other names mean nothing. */
  readonly skills?: readonly string[];
};

export type FeatSource = "asi" | "race" | "class" | "bonus";

export type SheetSpell = {
  readonly spell: string;
  readonly prepared?: boolean;
  /** The class, or the race, that it is cast as. Absent: the first class whose list has it. */
  readonly class?: string;
};

/** A die of the class's kind, rolled when it reached that level. */
export type RolledHitDie = { readonly class: string; readonly level: number; readonly face: number };

export type ScoreOrigin = {
  readonly method: "standard-array" | "point-buy" | "rolled" | "imported";
  readonly base: Readonly<Record<Ability, number>>;
  /** Four faces for each score, when they were rolled. */
  readonly dice?: readonly (readonly number[])[];
};

export type SheetClass = {
  readonly class: string;
  readonly level: number;
  readonly subclass?: string | undefined;
};

export type SheetChoices = {
  readonly fightingStyle?: string | readonly string[];
  readonly subrace?: string;
  readonly invocations?: readonly string[];
  readonly pactBoon?: string;
  readonly metamagic?: readonly string[];
  readonly draconicAncestor?: string;
  readonly land?: string;
  readonly huntersPrey?: string;
};

export type SheetItem = {
  readonly item: string;
  readonly quantity?: number;
  readonly equipped?: boolean;
  readonly bonus?: number;
  readonly silvered?: boolean;
  readonly adamantine?: boolean;
  readonly lit?: boolean;
  readonly attuned?: boolean;
  readonly notes?: string;
};

export function levelOf(sheet: Sheet): number {
  return sheet.classes.reduce((sum, one) => sum + one.level, 0);
}
