import type { Ability } from "../vocabulary.ts";

type Scores = Readonly<Record<Ability, number>>;

/** How the six scores are come by, before the race. `roll` names dice that the server rolled and kept. */
export type ScoreChoice =
  | { readonly method: "standard-array"; readonly scores: Scores }
  | { readonly method: "point-buy"; readonly scores: Scores }
  | { readonly method: "rolled"; readonly scores: Scores; readonly roll: string };

/** What one level of one class asks; what it does not ask stays away. */
export type LevelChoices = {
  readonly class: string;
  /** `fixed` unless it says otherwise; the first level of all has its whole die. */
  readonly hitPoints?: "fixed" | "rolled";
  readonly subclass?: string;
  readonly skills?: readonly string[];
  readonly tools?: readonly string[];
  readonly expertise?: readonly string[];
  readonly fightingStyle?: string;
  /** Two points, at the levels of an ability score improvement, or a feat in their place. */
  readonly improve?: Readonly<Partial<Record<Ability, number>>>;
  readonly feat?: string;
  readonly cantrips?: readonly string[];
  /** Spells that one learns now: known ones, or new pages of the book. */
  readonly spells?: readonly string[];
  /** A known spell that is given up for another one. */
  readonly forget?: string;
  /** A warlock's spell of level 6 to 9. */
  readonly arcanum?: string;
  /** All that this class has prepared from now on. */
  readonly prepared?: readonly string[];
  readonly invocations?: readonly string[];
  readonly pactBoon?: string;
  readonly metamagic?: readonly string[];
  readonly draconicAncestor?: string;
  readonly land?: string;
  readonly huntersPrey?: string;
};

export type CharacterChoices = {
  readonly race: string;
  readonly subrace?: string;
  readonly draconicAncestor?: string;
  readonly raceAbilities?: readonly string[];
  readonly raceSkills?: readonly string[];
  readonly raceTool?: string;
  readonly raceCantrip?: string;
  /** `Acolyte`, or a name of one's own with two skills, and two languages or tools. */
  readonly background: string;
  readonly backgroundSkills?: readonly string[];
  readonly backgroundTools?: readonly string[];
  /** Those that race and background let one choose, together. */
  readonly languages?: readonly string[];
  readonly abilities: ScoreChoice;
  /** Of each row of the class's starting equipment: which alternative, and what stands for `any`. */
  readonly equipment?: readonly GearChoice[];
  /** From the first level on. */
  readonly levels: readonly LevelChoices[];
};

/** A character in the making: whatever was chosen by now. */
export type DraftChoices = Partial<Omit<CharacterChoices, "abilities" | "equipment">> & {
  /** null: this row is not chosen yet. */
  readonly equipment?: readonly (GearChoice | null)[];
  readonly abilities?: {
    readonly method: ScoreChoice["method"];
    readonly scores?: Partial<Scores>;
    readonly roll?: string;
  };
};

/** All that one of the character's classes has prepared from now on. */
export type PreparedChoices = { readonly class: string; readonly prepared?: readonly string[] };

export type GearChoice = { readonly option: number; readonly items?: readonly string[] };

/** What was rolled for a character: faces, roll by roll. */
export type Rolled = {
  readonly abilities?: readonly (readonly number[])[];
  /** The hit dice of the levels that ask for a roll, in their order. */
  readonly hitPoints?: readonly number[];
};
