import { ABILITIES, type Ability } from "../vocabulary.ts";
import type { ScoreChoice } from "./choices.ts";
import type { Problems } from "./problem.ts";

export const STANDARD_ARRAY: readonly number[] = [15, 14, 13, 12, 10, 8];
export const POINTS = 27;
/** @srd Abilities: what a bought score costs. Variant: Customizing Ability Scores. */
export const POINT_COST: Readonly<Record<number, number>> = {
  8: 0,
  9: 1,
  10: 2,
  11: 3,
  12: 4,
  13: 5,
  14: 7,
  15: 9,
};

/** Four dice, the lowest left out. */
export const scoreOf = (faces: readonly number[]): number =>
  faces.reduce((sum, face) => sum + face, 0) - Math.min(...faces);

/** Checks scores against how they were come by. `dice`: what was rolled, null when nothing was. */
export function checkScores(
  problems: Problems,
  choice: ScoreChoice,
  dice: readonly (readonly number[])[] | null,
): void {
  const chosen = ABILITIES.map((ability) => choice.scores[ability]);
  if (choice.method === "point-buy") checkPoints(problems, choice.scores);
  else if (choice.method === "standard-array")
    checkSet(problems, chosen, STANDARD_ARRAY, "the standard array is");
  else if (dice === null) problems.add("abilities.roll", "unknown", "there is no such roll of yours to use");
  else checkSet(problems, chosen, dice.map(scoreOf), "the dice gave");
}

function checkSet(
  problems: Problems,
  chosen: readonly number[],
  given: readonly number[],
  words: string,
): void {
  const sorted = (numbers: readonly number[]) => [...numbers].sort((one, other) => other - one).join(", ");
  if (sorted(chosen) !== sorted(given))
    problems.add("abilities.scores", "scores", `${words} ${sorted(given)}; you placed ${sorted(chosen)}`);
}

function checkPoints(problems: Problems, scores: Readonly<Record<Ability, number>>): void {
  const odd = ABILITIES.filter((ability) => POINT_COST[scores[ability]] === undefined);
  for (const ability of odd) problems.add(`abilities.scores.${ability}`, "scores", "8 to 15 before the race");
  if (odd.length > 0) return;
  const spent = ABILITIES.reduce((sum, ability) => sum + (POINT_COST[scores[ability]] ?? 0), 0);
  if (spent > POINTS)
    problems.add("abilities.scores", "scores", `${spent} points spent, ${POINTS} are there`);
}
