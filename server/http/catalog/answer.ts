import type { Refusal } from "../../adapters/catalog.ts";
import { HttpProblem, notFound, type ProblemStatus } from "../problem.ts";

const WORDS: Readonly<Record<Refusal, readonly [status: ProblemStatus, detail: string]>> = {
  "name-taken": [409, "Something of that name is there already."],
  "in-use": [409, "It is worn, or somebody's character is of it."],
  "not-there": [422, "It names something that is not there, or not yours to see."],
  "does-not-fit": [422, "Things of that kind do not go there."],
  "both-hands": [422, "It takes both hands."],
  "out-of-range": [422, "A number is larger or smaller than the rest of it allows."],
  playing: [409, "This character plays in a running session; change it afterwards."],
  "level-too-low": [422, "The character's level is too low for it."],
  "not-carried": [422, "The character does not carry it, or wears it elsewhere."],
  worn: [409, "It is worn: take it off first."],
  "wrong-race": [422, "That archetype is for other races."],
};

export const refusalProblem = (code: Refusal): HttpProblem =>
  new HttpProblem(WORDS[code][0], code, WORDS[code][1]);

/** The value, or the refusal as a problem. */
export function given<Value>(answer: Value | null | { readonly refused: Refusal }, what: string): Value {
  if (answer === null) throw notFound(what);
  if (typeof answer === "object" && "refused" in answer && typeof answer.refused === "string") {
    throw refusalProblem(answer.refused as Refusal);
  }
  return answer as Value;
}
