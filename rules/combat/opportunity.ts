import type { AnswerCommand } from "../command.ts";
import { isIncapacitated } from "../conditions/table.ts";
import { attackOptions, attackWith } from "../creatures/attack-options.ts";
import type { CreatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import { FEET_PER_SQUARE, footprint, footprintAt, gap } from "../movement/geometry.ts";
import { spend } from "../resolve/context.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { canSee } from "../senses/sight.ts";
import type { Creature, MoveFrame, State } from "../state.ts";
import { declareAttack } from "./attack.ts";

/**
 * Who may strike at a creature that takes this step: hostile, seeing it, with a reaction and a melee attack, its
 * reach left by the step. In initiative order from the mover (RUL-17).
 * @rule combat.opportunity-attacks @srd Combat > Making an Attack > Melee Attacks > Opportunity Attacks
 */
export function opportunistsAt(state: State, mover: Creature, to: Square): readonly Creature[] {
  if (state.encounter === null || mover.effects.some(({ name }) => name === "disengaged")) return [];
  return inOrderFrom(state, mover.id).flatMap((id) => {
    const reactor = state.creatures[id];
    if (reactor === undefined || !mayReact(state, reactor) || reactor.side === mover.side) return [];
    return leavesReach(reactor, mover, to) && canSee(state, reactor, mover) ? [reactor] : [];
  });
}

function mayReact(state: State, reactor: Creature): boolean {
  if (isIncapacitated(reactor) || !reactor.economy.reaction) return false;
  return !state.encounter?.surprised.includes(reactor.id);
}

/** Its longest melee reach counts (RUL-13). */
export function reachFeet(creature: Creature): number {
  return Math.max(0, ...attackOptions(creature).map((attack) => attack.reachFeet));
}

function leavesReach(reactor: Creature, mover: Creature, to: Square): boolean {
  const own = footprint(reactor);
  const from = footprint(mover);
  if (own === null || from === null) return false;
  const reach = reachFeet(reactor);
  const before = gap(own, from) * FEET_PER_SQUARE;
  const after = gap(own, footprintAt(mover, to)) * FEET_PER_SQUARE;
  return before <= reach && after > reach;
}

/** The order of turns, starting behind a creature. */
export function inOrderFrom(state: State, id: CreatureId): readonly CreatureId[] {
  const order = state.encounter?.order ?? state.roster;
  const at = order.indexOf(id);
  return at < 0 ? order : [...order.slice(at + 1), ...order.slice(0, at)];
}

/** The answer was to strike: the attack resolves whole, then the mover goes on. */
export function strikeInPassing(
  run: Resolution,
  frame: MoveFrame,
  reactor: CreatureId,
  command: Extract<AnswerCommand, { readonly do: "react" }>,
): void {
  const creature = run.creature(reactor);
  const named = command.with === undefined ? null : attackWith(creature, command.with);
  const attack = named ?? bestStrike(creature);
  if (attack === null) return;
  spend(run, reactor, "reaction", "opportunity attack", "combat.reactions");
  declareAttack(
    run,
    {
      attacker: reactor,
      target: frame.creature,
      with: attack.name,
      mode: "melee",
      reaction: true,
      nonlethal: false,
      use: command.use ?? [],
      ability: null,
    },
    "combat.opportunity-attacks",
  );
}

/** Without a choice of weapon: the one of the longest reach, then the best bonus; never the bare fist first. */
function bestStrike(creature: Creature) {
  const strikes = attackOptions(creature).filter((attack) => attack.reachFeet > 0);
  const [first, ...rest] = strikes;
  if (first === undefined) return null;
  return rest.reduce((best, next) => {
    if (next.reachFeet !== best.reachFeet) return next.reachFeet > best.reachFeet ? next : best;
    return next.bonus > best.bonus ? next : best;
  }, first);
}
