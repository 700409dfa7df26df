import type { Command } from "../../../rules/command.ts";
import type { Square } from "../../../rules/map.ts";
import type { CreatureView } from "../../../rules/view.ts";
import { whichText } from "./attacks.ts";
import { feetBetween, squareName } from "./distance.ts";
import {
  alongIn,
  alreadyBeside,
  awayIn,
  besideIn,
  directionIn,
  type MoveChoice,
  squareIn,
  towardsIn,
} from "./places.ts";
import { asks, type Context, commands, foes, others, type Reading, tells } from "./reading.ts";
import { findCreature } from "./targets.ts";

const MOVE =
  /^(?:move|go|walk|run|step|approach|advance|charge|head|sprint|retreat|back(?: up| off| away)?|flee|get (?!up)|close in|close|rush|hurry|travel|position (?:myself|me)|reposition|jog|hustle|withdraw|fall back|follow|join|return)\b\s*/;
const AWAY = /\b(?:away|back|retreat|flee|withdraw|fall back|out of)\b/;
const TOWARD = /\b(?:towards?|closer|in the direction of|nearer|as close as)\b/;
const BEHIND = /\bbehind\b/;
const RELATION =
  /^(?:over |up |right |back |in |close |closer |nearer |as close as possible |as close as i can )*(?:next to|beside|adjacent to|alongside|near|by|to|toward|towards|behind|at|after|with|on|in front of|away from|from|of)\s+/;

export const isMove = (statement: string): boolean => MOVE.test(statement);

export function readMove(statement: string, context: Context): Reading {
  const choice = context.legal.find(
    (one): one is MoveChoice => one.do === "move" && one.by === context.self.id,
  );
  if (choice === undefined || context.self.x < 0) return asks("There is no map to move on here.");
  if (choice.why !== null && choice.reach.length === 0)
    return tells(`${context.self.name} cannot move now: ${choice.why}`);
  const goTo = (to: Square): Command => ({ do: "move-to", by: context.self.id, to });
  const rest = statement.replace(MOVE, "").trim();

  const square = squareIn(rest);
  if (square !== null) return commands(goTo(square));

  const phrase = whomOf(rest);
  if (phrase !== "") {
    const found = findCreature(phrase, {
      self: context.self,
      candidates: others(context),
      preferred: new Set(),
      last: context.last,
    });
    if (found.kind === "several") return asks(whichText(found.creatures, context));
    if (found.kind === "one") return nextTo(found.creature, statement, choice, context);
  }
  const direction = directionIn(rest);
  if (direction !== null) {
    const to = alongIn(context.self, direction, choice.reach, context.view.map);
    return to === null ? tells("There is no way to go there.") : commands(goTo(to));
  }
  if (AWAY.test(statement)) {
    const from = foes(context).filter((creature) => creature.x >= 0 && creature.health !== "dead");
    if (from.length === 0) return asks("Away from whom? There is no foe in sight.");
    const to = awayIn(context.self, from, within(statement, choice));
    return to === null ? tells("There is no square further away within reach.") : commands(goTo(to));
  }
  return asks("Where to? Name a square (C7, or 5,7), a direction and feet, or whom to move next to.");
}

/** A step is a step; only who flees goes as far as the feet carry. */
function within(statement: string, choice: MoveChoice): MoveChoice["reach"] {
  const feet = /^step\b/.test(statement) ? 5 : /^back\b/.test(statement) ? 10 : Number.POSITIVE_INFINITY;
  return choice.reach.filter((spot) => spot.costFeet <= feet);
}

function whomOf(rest: string): string {
  let phrase = rest
    .replace(/\b(?:as (?:close|far|near) as (?:possible|i can)|quickly|slowly|carefully)\b/g, " ")
    .trim();
  const from = /\b(?:away from|from)\s+(.*)$/.exec(phrase);
  if (from !== null) return from[1] ?? "";
  for (let before = ""; before !== phrase; ) {
    before = phrase;
    phrase = phrase.replace(RELATION, "");
  }
  if (
    directionIn(phrase) !== null &&
    /\d|^(?:the )?(?:north|south|east|west|left|right|up|down)/.test(phrase)
  )
    return "";
  return /^(?:away|back|closer|in|over|up|off)?$/.test(phrase) ? "" : phrase;
}

function nextTo(target: CreatureView, statement: string, choice: MoveChoice, context: Context): Reading {
  const { self } = context;
  const go = (to: Square): Command => ({ do: "move-to", by: self.id, to });
  if (AWAY.test(statement) && /\bfrom\b/.test(statement)) {
    const to = awayIn(self, [target], within(statement, choice));
    return to === null ? tells("There is no square further away within reach.") : commands(go(to), target.id);
  }
  const behind = BEHIND.test(statement);
  if (!behind && alreadyBeside(self, target))
    return tells(`${self.name} already stands next to ${target.name}.`, true);
  const beside = besideIn(self, target, choice.reach, behind);
  if (beside !== null && !TOWARD.test(statement)) return commands(go(beside), target.id);
  const nearer = beside ?? towardsIn(self, target, choice.reach);
  if (nearer === null) return tells(`There is no way for ${self.name} to get closer to ${target.name} now.`);
  if (TOWARD.test(statement)) return commands(go(nearer), target.id);
  return asks(
    `${target.name} is ${feetBetween(self, target)} feet away, too far to get ${behind ? "behind" : "next to"} now. Move to ${squareName(nearer)} instead, as close as you can?`,
    go(nearer),
  );
}
