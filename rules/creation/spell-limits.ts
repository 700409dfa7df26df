import { abilityModifier } from "../creatures/abilities.ts";
import { pactSlots } from "../creatures/spell-slots.ts";
import type { Ability } from "../vocabulary.ts";
import { countAt } from "./class-choices.ts";

/** How a class comes to its spells: knows some, prepares from its whole list, or prepares from a book. */
export type SpellManner = "known" | "list" | "book";

type Casts = {
  readonly ability: Ability;
  readonly manner: SpellManner;
  readonly cantrips: readonly (readonly [level: number, count: number])[];
  /** By class level, from 1; of `known` alone. */
  readonly known?: readonly number[];
};

/** @srd Classes: Cantrips Known and Spells Known of each class's table. */
const CASTERS: Readonly<Record<string, Casts>> = {
  Bard: {
    ability: "cha",
    manner: "known",
    cantrips: [
      [1, 2],
      [4, 3],
      [10, 4],
    ],
    known: [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 15, 16, 18, 19, 19, 20, 22, 22, 22],
  },
  Cleric: {
    ability: "wis",
    manner: "list",
    cantrips: [
      [1, 3],
      [4, 4],
      [10, 5],
    ],
  },
  Druid: {
    ability: "wis",
    manner: "list",
    cantrips: [
      [1, 2],
      [4, 3],
      [10, 4],
    ],
  },
  Paladin: { ability: "cha", manner: "list", cantrips: [] },
  Ranger: {
    ability: "wis",
    manner: "known",
    cantrips: [],
    known: [0, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11],
  },
  Sorcerer: {
    ability: "cha",
    manner: "known",
    cantrips: [
      [1, 4],
      [4, 5],
      [10, 6],
    ],
    known: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 13, 13, 14, 14, 15, 15, 15, 15],
  },
  Warlock: {
    ability: "cha",
    manner: "known",
    cantrips: [
      [1, 2],
      [4, 3],
      [10, 4],
    ],
    known: [2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15],
  },
  Wizard: {
    ability: "int",
    manner: "book",
    cantrips: [
      [1, 3],
      [4, 4],
      [10, 5],
    ],
  },
};

export type SpellLimits = {
  readonly ability: Ability;
  readonly manner: SpellManner;
  readonly cantrips: number;
  /** Spells that one knows; null for who prepares. */
  readonly known: number | null;
  /** Spells that one has prepared at most; null for who knows. */
  readonly prepared: number | null;
  /** The highest level of a spell that one may learn or prepare. */
  readonly highest: number;
};

/** What a class of that level may have in mind; null for who casts nothing (yet). */
export function spellLimits(
  of: { readonly class: string; readonly level: number; readonly subclass?: string | undefined },
  abilities: Readonly<Record<Ability, number>>,
): SpellLimits | null {
  const casts = CASTERS[of.class];
  const highest = highestSpell(of.class, of.level);
  if (casts === undefined || (highest === 0 && casts.cantrips.length === 0)) return null;
  const land = of.class === "Druid" && of.level >= 2 && /land/i.test(of.subclass ?? "") ? 1 : 0;
  const modifier = abilityModifier(abilities[casts.ability]);
  const levels = of.class === "Paladin" ? Math.floor(of.level / 2) : of.level;
  const secrets = of.class === "Bard" && of.level >= 6 && /lore/i.test(of.subclass ?? "") ? 2 : 0;
  return {
    ability: casts.ability,
    manner: casts.manner,
    cantrips: countAt(casts.cantrips, of.level) + land,
    known: casts.manner === "known" ? (casts.known?.[of.level - 1] ?? 0) + secrets : null,
    prepared: casts.manner === "known" ? null : Math.max(1, levels + modifier),
    highest,
  };
}

/** The level of the spell that a warlock chooses at that level, beside those known. @srd Warlock > Mystic Arcanum */
export function arcanumAt(of: { readonly class: string; readonly level: number }): number | null {
  const levels: Readonly<Record<number, number>> = { 11: 6, 13: 7, 15: 8, 17: 9 };
  return of.class === "Warlock" ? (levels[of.level] ?? null) : null;
}

/** Spells that a bard may have from any list. @srd Bard > Magical Secrets; College of Lore */
export const secretsOf = (of: {
  readonly class: string;
  readonly level: number;
  readonly subclass?: string | undefined;
}): number =>
  of.class === "Bard"
    ? countAt(
        [
          [10, 2],
          [14, 4],
          [18, 6],
        ],
        of.level,
      ) + (of.level >= 6 && /lore/i.test(of.subclass ?? "") ? 2 : 0)
    : 0;

function highestSpell(name: string, level: number): number {
  if (name === "Warlock") return pactSlots(level).level;
  if (name === "Paladin" || name === "Ranger") return level < 2 ? 0 : Math.ceil((level - 1) / 4);
  return name in CASTERS ? Math.min(9, Math.ceil(level / 2)) : 0;
}
