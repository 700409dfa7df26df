import { check, save } from "./checks/check.ts";
import { contest } from "./checks/contest.ts";
import * as actions from "./combat/actions.ts";
import { attack } from "./combat/attack.ts";
import { rollInitiative, startCombat } from "./combat/encounter.ts";
import { escapeGrapple, grapple, shove } from "./combat/grapple.ts";
import { attackAt } from "./combat/guess.ts";
import { hide, search } from "./combat/hide.ts";
import { drop, equip, interact } from "./combat/items.ts";
import { isReadied, reacted, ready, release } from "./combat/ready.ts";
import { endTurn } from "./combat/turn.ts";
import type { Command, CommandEnvelope } from "./command.ts";
import type { DiceSource } from "./dice.ts";
import type { NewEvent } from "./event.ts";
import { useFeature } from "./features/use.ts";
import { fall } from "./movement/fall.ts";
import { move, moveTo } from "./movement/move.ts";
import { type Context, contextOf, type Decision } from "./resolve/context.ts";
import { settle } from "./resolve/machine.ts";
import { Resolution } from "./resolve/resolution.ts";
import { rest } from "./rest/rest.ts";
import { never, ok, type Result } from "./result.ts";
import type { State } from "./state.ts";
import * as answers from "./table/answers.ts";
import { isUnderWay, refuse } from "./table/gate.ts";
import * as overrides from "./table/overrides.ts";
import * as rulings from "./table/rulings.ts";
import * as scene from "./table/scene.ts";
import * as session from "./table/session.ts";

/**
 * What follows from a command: the events of one append, or a refusal that drew no die and changed nothing.
 * Everything that can refuse refuses first; then the machine runs until nothing is left to do or somebody is
 * asked.
 * @throws RulesError for a state that cannot be; whatever the dice throw.
 */
export function decide(
  state: State,
  envelope: CommandEnvelope,
  dice: DiceSource,
): Result<readonly NewEvent[]> {
  const context = contextOf(state, envelope.actor);
  const refused = refuse(context, envelope.command);
  if (refused !== null) return { ok: false, rejection: refused };
  const decision = rulings.carryingOut(context, envelope.command, plan(context, envelope.command));
  if (!decision.ok) return decision;
  const run = new Resolution(state, dice);
  decision.value(run);
  // An undo leaves a state that only `fold` knows; nothing resolves on top of the old one.
  if (envelope.command.do !== "undo" && isUnderWay(envelope.command)) settle(run);
  return ok(run.events);
}

function plan(context: Context, command: Command): Decision {
  switch (command.do) {
    case "attack":
      return attack(context, command);
    case "attack-at":
      return attackAt(context, command);
    case "move":
      return move(context, command);
    case "move-to":
      return moveTo(context, command);
    case "end-turn":
      return endTurn(context, command);
    case "react":
      return isReadied(context, command) ? carryOut(context, command) : answers.react(context, command);
    case "ready":
      return ready(context, command);
    case "decline":
      return answers.decline(context, command);
    case "enter-dice":
      return answers.enterDice(context, command);
    case "time-out":
      return answers.timeOut(context, command);
    case "set-map":
      return scene.setMap(context, command);
    case "add-creature":
      return scene.addCreature(context, command);
    case "join-character":
      return scene.joinCharacter(context, command);
    case "remove-creature":
      return scene.removeCreature(context, command);
    case "place":
      return scene.place(context, command);
    case "reveal":
      return scene.reveal(context, command);
    case "conceal":
      return scene.conceal(context, command);
    case "note":
      return scene.note(context, command);
    case "environment":
      return scene.environment(context, command);
    case "roll-initiative":
      return rollInitiative(context, command);
    case "start-combat":
      return startCombat(context, command);
    case "end-combat":
      return overrides.endCombat(context);
    case "damage":
      return overrides.damage(context, command);
    case "heal":
      return overrides.healing(context, command);
    case "condition":
      return overrides.condition(context, command);
    case "award-xp":
      return overrides.awardXp(context, command);
    case "adjust":
      return overrides.adjust(context, command);
    case "cancel-resolution":
      return overrides.cancelResolution(context, command);
    case "undo":
      return overrides.undo(context, command);
    case "rule":
      return rulings.rule(context, command);
    case "appeal":
      return rulings.appeal(context, command);
    case "answer-appeal":
      return rulings.answerAppeal(context, command);
    case "start-session":
      return session.startSession(context, command);
    case "end-session":
      return session.endSession(context, command);
    case "take-seat":
      return session.takeSeat(context, command);
    case "leave-seat":
      return session.leaveSeat(context, command);
    case "contribute-dice":
      return session.contributeDice(context, command);
    case "pause":
      return session.pause(context);
    case "resume":
      return session.resume(context);
    case "say":
      return session.say(context, command);
    case "narrate":
      return session.narrate(context, command);
    case "dash":
      return actions.dash(context, command);
    case "disengage":
      return actions.disengage(context, command);
    case "dodge":
      return actions.dodge(context, command);
    case "help":
      return actions.help(context, command);
    case "stand":
      return actions.stand(context, command);
    case "drop-prone":
      return actions.dropProne(context, command);
    case "stabilize":
      return actions.stabilize(context, command);
    case "hide":
      return hide(context, command);
    case "search":
      return search(context, command);
    case "grapple":
      return grapple(context, command);
    case "shove":
      return shove(context, command);
    case "escape":
      return escapeGrapple(context, command);
    case "equip":
      return equip(context, command);
    case "drop":
      return drop(context, command);
    case "interact":
      return interact(context, command);
    case "use":
      return useFeature(context, command);
    case "check":
      return check(context, command);
    case "save":
      return save(context, command);
    case "contest":
      return contest(context, command);
    case "fall":
      return fall(context, command);
    case "rest":
      return rest(context, command);
    default:
      return never(command, "command");
  }
}

/** The readied action goes through the same checks as on one's own turn, when its moment has come. */
function carryOut(context: Context, command: Extract<Command, { readonly do: "react" }>): Decision {
  const released = release(context, command);
  return released.ok
    ? reacted(released.value, plan(released.value.context, released.value.action))
    : released;
}
