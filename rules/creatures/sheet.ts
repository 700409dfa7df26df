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
  readonly choices?: SheetChoices;
  readonly equipment?: readonly SheetItem[];
  readonly spells?: readonly { readonly spell: string; readonly prepared?: boolean }[];
  readonly xp?: number;
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
};

export function levelOf(sheet: Sheet): number {
  return sheet.classes.reduce((sum, one) => sum + one.level, 0);
}
