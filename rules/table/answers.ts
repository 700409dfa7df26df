import { chooseSkill } from "../checks/contest.ts";
import { strikeInPassing } from "../combat/opportunity.ts";
import type { AnswerCommand, TableCommand } from "../command.ts";
import { attackWith } from "../creatures/attack-options.ts";
import { DEFLECT_MISSILES } from "../features/deflect-missiles.ts";
import { endure, RELENTLESS_ENDURANCE } from "../features/endurance.ts";
import { resist } from "../features/failed-save.ts";
import { answerHit } from "../features/hit-reactions.ts";
import { actLegendarily, legendaryAnswer } from "../features/legendary.ts";
import { PROTECTION, protect } from "../features/protection.ts";
import type { Request } from "../request.ts";
import { actingAs, type Context, type Decision, spend } from "../resolve/context.ts";
import { leftToServer, withFaces } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { assert, ok, type Result, reject } from "../result.ts";

type React = Extract<AnswerCommand, { readonly do: "react" }>;

/** The request that a command answers. Its seat answers, or the DM. */
function requestFor(context: Context, command: AnswerCommand): Result<Request> {
  const acting = actingAs(context, command.by);
  if (!acting.ok) return acting;
  const open = context.state.requests;
  const request = open.find(({ creature }) => creature === command.by);
  if (request === undefined) return reject("no-such-request", "nothing is asked of it");
  if (command.request !== undefined && command.request !== request.id) {
    return reject("stale-answer", "that is not what is asked now");
  }
  return ok(request);
}

export function react(context: Context, command: React): Decision {
  const found = requestFor(context, command);
  if (!found.ok) return found;
  const request = found.value;
  const option = request.options.find(({ choice }) => choice.toLowerCase() === command.choice.toLowerCase());
  if (option === undefined) return reject("illegal-answer", `${command.choice} is not among the answers`);
  if (command.with !== undefined && option.with !== undefined) {
    const reactor = context.state.creatures[command.by];
    const attack = reactor && attackWith(reactor, command.with);
    if (!attack || !option.with.some((name) => name.toLowerCase() === attack.name.toLowerCase())) {
      return reject("illegal-answer", `${command.with} cannot be used for this`);
    }
  }
  const legendary = legendaryAnswer(context, command.by, { ...command, choice: option.choice });
  if (!legendary.ok) return legendary;
  return ok((run) => {
    answer(run, request, option.choice, command, "person");
    if (legendary.value !== null && run.top?.kind === "turn") {
      actLegendarily(run, command.by, legendary.value);
    }
  });
}

export function decline(
  context: Context,
  command: Extract<AnswerCommand, { readonly do: "decline" }>,
): Decision {
  const found = requestFor(context, command);
  if (!found.ok) return found;
  return ok((run) => answer(run, found.value, found.value.default, null, "person"));
}

/** Time ran out, or the room gave up waiting. */
export function timeOut(
  context: Context,
  command: Extract<TableCommand, { readonly do: "time-out" }>,
): Decision {
  if (!context.isDm) return reject("not-allowed", "only the room's clock times out");
  const request = context.state.requests.find(({ id }) => id === command.request);
  if (request === undefined) return reject("no-such-request", "that is not asked any more");
  return ok((run) => answer(run, request, request.default, null, "default"));
}

/** Faces that a person read off their own dice. @rule table.dice-by-hand */
export function enterDice(
  context: Context,
  command: Extract<AnswerCommand, { readonly do: "enter-dice" }>,
): Decision {
  const found = requestFor(context, command);
  if (!found.ok) return found;
  const { id, kind, dice } = found.value;
  if (kind !== "roll") return reject("illegal-answer", "no dice are asked for");
  const { faces } = command;
  if (faces.length !== dice.length) return reject("illegal-answer", `${dice.length} dice are asked for`);
  const fits = faces.every(
    (face, index) => Number.isInteger(face) && face >= 1 && face <= (dice[index] ?? 0),
  );
  if (!fits) return reject("illegal-answer", "a die shows 1 to its number of sides");
  return ok((run) => {
    run.emit({ kind: "dice-entered", request: id, creature: command.by, faces }, ["table.dice-by-hand"]);
    run.proceed();
    const frame = run.top;
    assert(frame, "dice were asked for by a frame");
    run.step(withFaces(frame, faces));
  });
}

function answer(
  run: Resolution,
  request: Request,
  choice: string,
  command: React | null,
  by: "person" | "default",
): void {
  const frame = run.top;
  assert(frame, "a request belongs to a frame");
  const named = command?.with ?? null;
  run.emit({ kind: "request-answered", request: request.id, choice, with: named, by }, ["table.waiting"]);
  if (request.kind === "roll") {
    // Left to the server: the step runs again and draws.
    run.step(leftToServer(frame));
    return;
  }
  switch (frame.kind) {
    case "move":
      if (choice === "opportunity-attack" && command !== null) {
        strikeInPassing(run, frame, request.creature, command);
      }
      return;
    case "contest":
      chooseSkill(run, frame, choice);
      return;
    case "attack":
      if (choice === DEFLECT_MISSILES) {
        spend(run, request.creature, "reaction", DEFLECT_MISSILES, "features.deflect-missiles");
        run.step({ ...frame, deflecting: true });
      } else if (choice === PROTECTION) protect(run, frame, request.creature);
      else answerHit(run, frame, choice);
      return;
    case "check":
      resist(run, frame, choice);
      return;
    case "damage":
      if (choice === RELENTLESS_ENDURANCE) endure(run, run.creature(frame.target));
      return;
    default:
      return;
  }
}
