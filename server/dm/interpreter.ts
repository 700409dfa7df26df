import type { Command, CreatureCommand } from "../../rules/command.ts";
import type { CreatureId } from "../../rules/ids.ts";
import type { LegalChoice } from "../../rules/legal.ts";
import type { CreatureView, SeatView } from "../../rules/view.ts";
import { readAnswer } from "./grammar/answers.ts";
import { readAsked } from "./grammar/asked.ts";
import { isAttack, readAttack } from "./grammar/attacks.ts";
import { readDeed } from "./grammar/deeds.ts";
import { squareName } from "./grammar/distance.ts";
import { isMove, readMove } from "./grammar/moves.ts";
import { asks, type Context, type Reading, tells, UNKNOWN } from "./grammar/reading.ts";
import { isHypothetical, isQuestion, statementsOf } from "./grammar/speech.ts";
import { namesMeant } from "./grammar/weapons.ts";

export type { Context, Reading } from "./grammar/reading.ts";

/** The creature a speaker acts with: the one named, else the one whose turn it is, else the first of theirs. */
export function speakerOf(view: SeatView, creature: CreatureId | null): CreatureView | null {
  const mine = Object.values(view.creatures).filter((one) => one.mine);
  return (
    mine.find((one) => one.id === creature) ??
    mine.find((one) => one.id === view.encounter?.turn) ??
    mine.find((one) => one.kind === "character") ??
    mine[0] ??
    null
  );
}

/** Statements of a speech, each to be read when its turn comes: the second against what the first changed. */
export function statements(text: string, self: CreatureView): readonly string[] {
  const first = self.name.split(" ")[0] ?? self.name;
  return statementsOf(text, [self.name, first]);
}

/** An answer to what waits for the speaker, or to a plain question; unknown when it is neither. */
export function readAside(text: string, context: Context): Reading {
  const answer = readAnswer(text, context.view);
  return answer.kind === "unknown" ? readAsked(text, context) : answer;
}

const READY =
  /^(?:ready|prepare|hold)\s+(?:(?:an?|my)\s+(?:action\s+)?)?(?:to\s+)?(.+?),?\s+(?:for when|when(?:ever)?|if|as soon as|once|in case|the moment)\s+(.+)$/;

/** "I ready an attack on the goblin for when it comes out": the action is read like any other. */
function readReady(statement: string, context: Context): Reading {
  const [, wanted = "", trigger = ""] = READY.exec(statement) ?? [];
  if (trigger === "") return UNKNOWN;
  const action = read(wanted.replace(/^(attack|shot|strike) (?:on|at|against) /, "attack "), context);
  if (action.kind !== "command") return action;
  return canBeReadied(action.command)
    ? { ...action, command: { do: "ready", by: context.self.id, trigger, action: action.command } }
    : UNKNOWN;
}

const READIED = [
  "attack",
  "move-to",
  "dash",
  "disengage",
  "dodge",
  "help",
  "hide",
  "search",
  "grapple",
  "shove",
] as const;
type Readied = Extract<CreatureCommand, { readonly do: (typeof READIED)[number] }>;

const canBeReadied = (command: Command): command is Readied => READIED.some((name) => name === command.do);

/** "use my bow on the wolf" */
const USING = /^use (?:my |the |a )?(.+?) (?:on|against|at|to (?:attack|hit|shoot|stab|strike)) (.+)$/;

/** One statement by grammar: the same words in the same position always mean the same. */
export function read(statement: string, context: Context): Reading {
  const readied = readReady(statement, context);
  if (readied.kind !== "unknown") return readied;
  if (isHypothetical(statement)) return UNKNOWN;
  const [, tool, whom] = USING.exec(statement) ?? [];
  if (tool !== undefined && context.self.attacks.some((attack) => namesMeant(tool, [attack.name]).length > 0))
    return readAttack(`attack ${whom} with ${tool}`, context);
  const deed = readDeed(statement, context);
  if (deed.kind !== "unknown") return deed;
  if (isAttack(statement)) return readAttack(statement, context);
  if (isMove(statement)) return readMove(statement, context);
  return UNKNOWN;
}

/** A question that could be a command ("can I hit the goblin?") is offered, never carried out. */
export function readQuestion(text: string, context: Context): Reading {
  if (!isQuestion(text)) return UNKNOWN;
  const [statement] = statements(text, context.self);
  if (statement === undefined) return UNKNOWN;
  const reading = read(statement, context);
  if (reading.kind !== "command") return reading;
  const why = closedBy(reading.command, context.legal);
  if (why !== null) return tells(`Not now: ${why}`);
  return asks(
    `You can try: ${describeCommand(reading.command, context.view)}. Shall it be done?`,
    reading.command,
  );
}

function closedBy(command: Command, legal: readonly LegalChoice[]): string | null {
  if (command.do !== "attack") return null;
  const choice = legal.find(
    (one) => one.do === "attack" && one.by === command.by && one.with === command.with,
  );
  if (choice?.do !== "attack") return null;
  return choice.why ?? choice.targets.find((one) => one.target === command.target)?.why ?? null;
}

/** A command in words, for an offer. */
export function describeCommand(command: Command, view: SeatView): string {
  const name = (id: CreatureId): string => view.creatures[id]?.name ?? "it";
  switch (command.do) {
    case "attack":
      return `attack ${name(command.target)} with ${command.with}`;
    case "move-to":
      return `move to ${squareName(command.to)}`;
    case "help":
    case "grapple":
    case "shove":
    case "stabilize":
      return `${command.do} ${name(command.target)}`;
    case "ready":
      return `be ready to ${describeCommand(command.action, view)} when ${command.trigger}`;
    case "use":
      return `use ${command.feature.replaceAll("-", " ")}`;
    default:
      return command.do.replaceAll("-", " ");
  }
}
