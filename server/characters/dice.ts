import { randomInt } from "node:crypto";

/** Fair dice of the server's, for what is rolled outside of a session; what falls is kept and shown. */
export const rollDie = (sides: number): number => randomInt(1, sides + 1);

/** Four six-sided dice for each of the six scores. @srd Determine Ability Scores */
export const rollScores = (): readonly (readonly number[])[] =>
  Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => rollDie(6)));
