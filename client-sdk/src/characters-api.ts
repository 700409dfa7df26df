/** Characters over HTTP: made step by step, raised, explained, listed, carried to and from other places. */

import type {
  CharacterChoices,
  DraftChoices,
  GearChoice,
  LevelChoices,
  PreparedChoices,
  ScoreChoice,
} from "../../rules/creation/choices.ts";
import type { Explained, ExplainedSheet } from "../../rules/creation/explain.ts";
import type { Offer } from "../../rules/creation/problem.ts";
import type { CreatureStart } from "../../rules/creature.ts";
import type { Sheet } from "../../rules/creatures/sheet.ts";
import type { Http } from "./http.ts";
import type { CharacterSummary, FieldProblem } from "./protocol.ts";

export type {
  CharacterChoices,
  DraftChoices,
  Explained,
  ExplainedSheet,
  GearChoice,
  LevelChoices,
  Offer,
  PreparedChoices,
  ScoreChoice,
};

/** A race and an archetype of the catalog, by id, that a character is made with; they stand beside its sheet. */
export type CatalogOrigin = { readonly raceId?: string; readonly archetypeId?: string };

export type WholeCharacter = CharacterSummary & {
  readonly sheet: Sheet;
  readonly notes: string | null;
  /** What play carried back: experience, slots, resources. */
  readonly carried: CreatureStart & {
    /** Hit points short of the maximum at the table, which things and races may have raised. */
    readonly lost?: number;
  };
  /** The running session that has it. */
  readonly playingIn: string | null;
  readonly explained: ExplainedSheet;
  /** The level that its experience would be enough for, and what the next one takes; null at level 20. */
  readonly advancement: {
    readonly xp: number;
    readonly earnedLevel: number;
    readonly nextLevelAt: number | null;
  };
};

/** Either problems, or the sheet; and every choice that is open, made or not. */
export type CharacterDraft = {
  readonly problems: readonly FieldProblem[];
  readonly offers: readonly Offer[];
  readonly sheet: Sheet | null;
  readonly explained: ExplainedSheet | null;
  /** The numbers by now; null until there are race, class and scores. */
  readonly soFar: ExplainedSheet | null;
};

export type CharacterRoll = {
  readonly id: string;
  readonly userId: string;
  /** null: nothing was made from it yet. */
  readonly characterId: string | null;
  readonly purpose: "abilities" | "hit-points";
  /** Faces, roll by roll. */
  readonly dice: readonly (readonly number[])[];
  readonly rolledAt: string;
};

type Row = { readonly id: string; readonly characterId: string };
export type CharacterClass = Row & {
  readonly className: string;
  readonly classSource: string;
  readonly level: number;
  readonly subclassName: string | null;
  readonly subclassSource: string | null;
  readonly startingClass: boolean;
};
export type FeatSourceType = "asi" | "race" | "class" | "bonus";
export type CharacterFeat = Row & {
  readonly featName: string;
  readonly featSource: string;
  readonly sourceType: FeatSourceType;
};
export type InventoryItem = Row & {
  readonly itemName: string;
  readonly itemSource: string;
  readonly quantity: number;
  readonly equipped: boolean;
  readonly attuned: boolean;
  readonly notes: string | null;
};
export type ProficiencyType = "skill" | "save" | "tool" | "weapon" | "armor" | "language";
export type CharacterProficiency = Row & {
  readonly type: ProficiencyType;
  readonly name: string;
  readonly expertise: boolean;
};
export type CharacterSpell = Row & {
  readonly spellName: string;
  readonly spellSource: string;
  readonly sourceClass: string;
  readonly prepared: boolean;
};
export type CharacterChange = {
  readonly id: string;
  readonly changedBy: string | null;
  readonly changedAt: string;
  /** Set when play changed it: carried back up to `sequence`. */
  readonly sessionId: string | null;
  readonly sequence: number | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
};

type Names = readonly string[];
type Bonuses = Readonly<Record<string, number>>;
/** What the SRD has for whoever draws a form. */
export type Content = {
  readonly races: readonly {
    readonly name: string;
    readonly size: string;
    readonly speedFeet: number;
    readonly darkvisionFeet: number;
    readonly abilityBonuses: Bonuses;
    readonly traits: Names;
    readonly languages: Names;
    readonly subraces: readonly {
      readonly name: string;
      readonly abilityBonuses: Bonuses;
      readonly traits: Names;
    }[];
    readonly choose: {
      readonly languages: number;
      readonly abilities: number;
      readonly skills: number;
      readonly tools: Names;
      readonly draconicAncestors: Names;
    };
  }[];
  readonly classes: readonly {
    readonly name: string;
    readonly hitDie: number;
    readonly saves: Names;
    readonly armor: Names;
    readonly weapons: Names;
    readonly tools: Names;
    readonly prerequisites: readonly Names[];
    readonly skills: { readonly count: number; readonly from: Names };
    readonly subclass: { readonly level: number; readonly name: string };
    readonly improvements: readonly number[];
    readonly fightingStyles: Names;
    readonly castingAbility: string | null;
    readonly equipment: { readonly rows: readonly Names[]; readonly fixed: Names };
    readonly levels: readonly {
      readonly level: number;
      readonly features: Names;
      readonly slots: Readonly<Record<string, number>>;
      readonly cantrips: number | null;
      readonly spellsKnown: number | null;
    }[];
  }[];
  readonly origins: {
    readonly backgrounds: readonly {
      readonly name: string;
      readonly skills: Names;
      readonly languages: number;
      readonly feature: string;
    }[];
    readonly feats: readonly {
      readonly name: string;
      readonly prerequisite: { readonly ability: string; readonly score: number };
    }[];
    readonly languages: Names;
    readonly standardArray: readonly number[];
    readonly points: number;
    readonly pointCost: Readonly<Record<string, number>>;
  };
  readonly equipment: readonly {
    readonly name: string;
    readonly kinds: Names;
    readonly weapon: Readonly<Record<string, unknown>> | null;
    readonly armor: Readonly<Record<string, unknown>> | null;
  }[];
  readonly spells: readonly {
    readonly name: string;
    /** 0 for a cantrip. */
    readonly level: number;
    readonly school: string;
    readonly classes: Names;
    readonly ritual: boolean;
    readonly concentration: boolean;
  }[];
};

const part = encodeURIComponent;
const query = (fields: Readonly<Record<string, string | number | boolean | undefined>>): string => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== false);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
};

export class CharactersApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Rolls the six scores. Everyone of the campaign sees what fell. */
  roll(campaign: string): Promise<CharacterRoll> {
    return this.#http.json("POST", `${of(campaign)}/rolls`, {});
  }

  rolls(campaign: string): Promise<readonly CharacterRoll[]> {
    return this.#http.json("GET", `${of(campaign)}/rolls`);
  }

  /** What may be chosen and what is still to choose, from nothing on; the sheet once all is. Stores nothing. */
  check(campaign: string, choices: DraftChoices): Promise<CharacterDraft> {
    return this.#http.json("POST", `${of(campaign)}/check`, { choices });
  }

  /** @throws ProblemError `choices`, whose `problem.problems` name every field. */
  build(
    campaign: string,
    name: string,
    choices: CharacterChoices,
    beside: CatalogOrigin = {},
  ): Promise<CharacterSummary> {
    return this.#http.json("POST", `${of(campaign)}/build`, { name, choices, ...beside });
  }

  get(character: string): Promise<WholeCharacter> {
    return this.#http.json("GET", one(character));
  }

  /** Not while it plays in a running session. */
  change(
    character: string,
    changes: { readonly name?: string; readonly notes?: string | null; readonly sheet?: Sheet },
  ): Promise<CharacterSummary> {
    return this.#http.json("PATCH", one(character), changes);
  }

  remove(character: string): Promise<void> {
    return this.#http.json("DELETE", one(character));
  }

  checkLevelUp(character: string, choices: LevelChoices): Promise<CharacterDraft> {
    return this.#http.json("POST", `${one(character)}/level-up/check`, choices);
  }

  levelUp(character: string, choices: LevelChoices): Promise<CharacterSummary> {
    return this.#http.json("POST", `${one(character)}/level-up`, choices);
  }

  /** What a class may have prepared, and the sheet with it. Stores nothing. */
  checkPrepared(character: string, choices: PreparedChoices): Promise<CharacterDraft> {
    return this.#http.json("POST", `${one(character)}/prepare/check`, choices);
  }

  /** Prepares other spells, as after a rest. Not while it plays in a running session. */
  prepare(character: string, choices: PreparedChoices): Promise<CharacterSummary> {
    return this.#http.json("POST", `${one(character)}/prepare`, choices);
  }

  classes(character: string): Promise<{
    readonly classes: readonly CharacterClass[];
    readonly startingClass: CharacterClass | null;
    readonly totalLevel: number;
  }> {
    return this.#http.json("GET", `${one(character)}/classes`);
  }

  feats(character: string, source?: FeatSourceType): Promise<readonly CharacterFeat[]> {
    return this.#http.json("GET", `${one(character)}/feats${query({ source })}`);
  }

  inventory(
    character: string,
    only: { readonly equipped?: boolean; readonly attuned?: boolean } = {},
  ): Promise<{ readonly items: readonly InventoryItem[]; readonly attuned: number }> {
    return this.#http.json("GET", `${one(character)}/inventory${query(only)}`);
  }

  proficiencies(
    character: string,
    only: { readonly type?: ProficiencyType; readonly expertise?: boolean } = {},
  ): Promise<readonly CharacterProficiency[]> {
    return this.#http.json("GET", `${one(character)}/proficiencies${query(only)}`);
  }

  spells(
    character: string,
    only: { readonly prepared?: boolean; readonly class?: string } = {},
  ): Promise<readonly CharacterSpell[]> {
    return this.#http.json("GET", `${one(character)}/spells${query(only)}`);
  }

  /** Every change of one's own character, the oldest first. */
  history(character: string): Promise<readonly CharacterChange[]> {
    return this.#http.json("GET", `${one(character)}/history`);
  }

  /** A file of ours, or an actor for Foundry's dnd5e; `import` reads both. */
  export(
    character: string,
    format: "skald" | "foundry" = "skald",
  ): Promise<Readonly<Record<string, unknown>>> {
    return this.#http.json("GET", `${one(character)}/export${query({ format })}`);
  }

  /** `unmapped`: what did not come along. */
  import(
    campaign: string,
    file: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly character: CharacterSummary; readonly unmapped: readonly string[] }> {
    return this.#http.json("POST", `${of(campaign)}/import`, file);
  }

  /** A page to print. */
  sheetPage(character: string): Promise<string> {
    return this.#http.text("GET", `${one(character)}/sheet.html`);
  }

  /** What forms are made of: the SRD's `races`, `classes`, `origins`, `equipment` and `spells`. */
  content<What extends keyof Content>(
    what: What,
    only: { readonly kind?: string; readonly class?: string; readonly level?: number } = {},
  ): Promise<Content[What]> {
    return this.#http.json("GET", `/api/content/${what}${query(only)}`);
  }
}

const of = (campaign: string): string => `/api/campaigns/${part(campaign)}/characters`;
const one = (character: string): string => `/api/characters/${part(character)}`;
