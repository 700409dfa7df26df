import type { Part } from "../creature.ts";
import type { Die } from "../dice.ts";
import type { D20Roll } from "../event.ts";
import type { RuleId } from "../rule-ids.ts";

/** Why a d20 is rolled twice. Each reason stands once; any of both sides cancel. */
export type Odds = {
  readonly advantage: readonly string[];
  readonly disadvantage: readonly string[];
  /** The rules behind the reasons. */
  readonly rules: readonly RuleId[];
};

export const EVEN: Odds = { advantage: [], disadvantage: [], rules: [] };

/** 1 for a plain roll, 2 when one side alone has a reason. @rule abilities.advantage */
export function d20Count({ advantage, disadvantage }: Omit<Odds, "rules">): 1 | 2 {
  return advantage.length > 0 !== disadvantage.length > 0 ? 2 : 1;
}

export const d20Sides = (odds: Omit<Odds, "rules">): readonly number[] => Array(d20Count(odds)).fill(20);

/** The roll of the dice that fell: both d20 are drawn first, one is kept. */
export function d20Roll(dice: readonly Die[], odds: Omit<Odds, "rules">, parts: readonly Part[]): D20Roll {
  const marked = keep(dice, odds.advantage.length > 0);
  const modifier = parts.reduce((sum, { value }) => sum + value, 0);
  const face = marked.find((die) => die.kept)?.face ?? 0;
  return {
    dice: marked,
    modifier,
    parts: parts.filter(({ value }) => value !== 0),
    total: face + modifier,
    advantage: odds.advantage,
    disadvantage: odds.disadvantage,
  };
}

function keep(dice: readonly Die[], high: boolean): readonly Die[] {
  // A die that was rolled again is out already.
  const faces = dice.filter(({ kept }) => kept).map(({ face }) => face);
  if (faces.length < 2) return dice;
  const face = high ? Math.max(...faces) : Math.min(...faces);
  const best = dice.findIndex((die) => die.kept && die.face === face);
  return dice.map((die, index) => ({ ...die, kept: index === best }));
}

/** The face of the die that counts. */
export const keptFace = (roll: D20Roll): number => roll.dice.find((die) => die.kept)?.face ?? 0;

/** Gathers reasons; the same reason twice is one. */
export class Reasons {
  readonly #advantage = new Set<string>();
  readonly #disadvantage = new Set<string>();
  readonly #rules = new Set<RuleId>();

  advantage(why: string, rule: RuleId): void {
    this.#advantage.add(why);
    this.#rules.add(rule);
  }

  disadvantage(why: string, rule: RuleId): void {
    this.#disadvantage.add(why);
    this.#rules.add(rule);
  }

  odds(): Odds {
    const any = this.#advantage.size + this.#disadvantage.size > 0;
    return {
      advantage: [...this.#advantage],
      disadvantage: [...this.#disadvantage],
      rules: any ? ["abilities.advantage", ...this.#rules] : [],
    };
  }
}
