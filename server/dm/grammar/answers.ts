import type { Request } from "../../../rules/request.ts";
import type { SeatView } from "../../../rules/view.ts";
import { asks, commands, type Reading, UNKNOWN } from "./reading.ts";
import { isNo, isYes } from "./speech.ts";
import { sameWord } from "./targets.ts";
import { namesMeant } from "./weapons.ts";

/** Reads words as the answer to a decision that waits for the speaker; unknown when they are none. */
export function readAnswer(text: string, view: SeatView): Reading {
  const [request] = Object.values(view.requests);
  if (request === undefined) return UNKNOWN;
  return request.kind === "roll" ? readRoll(text, request) : readChoice(text, request);
}

/** "I rolled a 14 and a 3". */
function readRoll(text: string, request: Request): Reading {
  const faces = [...text.matchAll(/\d+/g)].map((match) => Number(match[0]));
  if (faces.length === 0) return UNKNOWN;
  const wanted = request.dice.map((sides) => `d${sides}`).join(", ");
  const fits =
    faces.length === request.dice.length &&
    faces.every((face, index) => face >= 1 && face <= (request.dice[index] ?? 0));
  if (!fits) return asks(`This roll needs ${wanted}, each as it fell, in this order.`);
  return commands({ do: "enter-dice", by: request.creature, request: request.id, faces });
}

function readChoice(text: string, request: Request): Reading {
  const said: readonly string[] = text.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  const decline = request.options.find((option) => option.choice === "decline");
  if (isNo(text) || said.includes("decline"))
    return decline === undefined && request.default !== "decline"
      ? UNKNOWN
      : commands({ do: "decline", by: request.creature, request: request.id });
  const offers = request.options.filter((option) => option.choice !== "decline");
  const named = offers.filter((option) =>
    option.choice.split("-").some((part) => part.length > 3 && said.some((word) => sameWord(word, part))),
  );
  const chosen =
    named[0] ??
    (isYes(text) || /\b(?:attack|strike|hit|stab|swing|slash|react)\b/i.test(text) ? offers[0] : undefined);
  if (chosen === undefined) return UNKNOWN;
  const [weapon] = namesMeant(text, chosen.with ?? []);
  return commands({
    do: "react",
    by: request.creature,
    request: request.id,
    choice: chosen.choice,
    ...(weapon === undefined ? {} : { with: weapon }),
  });
}
