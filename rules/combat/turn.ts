import { d20Roll, d20Sides, keptFace, type Odds, Reasons } from "../checks/d20.ts";
import type { CreatureCommand } from "../command.ts";
import { endsAt } from "../conditions/duration.ts";
import { repeatSaves } from "../conditions/repeat-save.ts";
import { conditionRule, exhaustion } from "../conditions/table.ts";
import { auraParts } from "../features/aura.ts";
import { askLegendary } from "../features/legendary.ts";
import { withLuck } from "../features/lucky.ts";
import { coolDown } from "../features/rage.ts";
import { recharge } from "../features/recharge.ts";
import { regenerate } from "../features/regeneration.ts";
import type { CreatureId } from "../ids.ts";
import { type Context, type Decision, onTurn } from "../resolve/context.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, reject } from "../result.ts";
import type { Creature, DeathSaveFrame, TurnFrame } from "../state.ts";
import { dieOfFailures, isDying } from "./dying.ts";

/** Ends a turn and starts the next; draws what both draw. @rule combat.turn */
export function endTurn(
  context: Context,
  command: Extract<CreatureCommand, { readonly do: "end-turn" }>,
): Decision {
  if (context.state.encounter === null) return reject("not-in-combat", "nobody is fighting");
  const found = onTurn(context, command.by);
  // Only the dead may have their turn ended for them by the death itself.
  if (!found.ok && found.rejection.code !== "dead") return found;
  return ok((run) => run.push({ kind: "turn", step: "end", entered: null, creature: command.by }));
}

/**
 * The end of one turn and the start of the next: what ends with the turn, then what ends with the start of the
 * new one, then its death saving throw (RUL-8 order).
 * @rule combat.turn @srd Combat > The Order of Combat > Your Turn
 */
export function stepTurn(run: Resolution, frame: TurnFrame): void {
  switch (frame.step) {
    case "end": {
      coolDown(run, frame.creature);
      run.emit({ kind: "turn-ended", creature: frame.creature }, ["combat.turn"]);
      expire(run, "end", frame.creature);
      run.step({ ...frame, step: "legendary" });
      repeatSaves(run, frame.creature);
      return;
    }
    case "legendary":
      if (!askLegendary(run, frame)) run.step({ ...frame, step: "start" });
      return;
    case "start": {
      const next = nextInOrder(run, frame.creature);
      if (next === null) {
        run.pop();
        return;
      }
      for (const id of next.passed) {
        expire(run, "start", id);
        expire(run, "end", id);
      }
      run.emit({ kind: "turn-started", ...next }, ["combat.turn"]);
      expire(run, "start", next.creature);
      run.step({ ...frame, step: "recharge", creature: next.creature });
      return;
    }
    case "recharge":
      if (!recharge(run, frame)) return;
      regenerate(run, frame.creature);
      run.step({ ...frame, step: "death-save", entered: null });
      return;
    case "death-save": {
      run.step({ ...frame, step: "begin" });
      if (isDying(run.creature(frame.creature))) {
        run.push({ kind: "death-save", step: "roll", entered: null, creature: frame.creature });
      }
      return;
    }
    case "begin":
      run.pop();
      return;
  }
}

/** Whose turn it is next, and the dead whose places went by; what was to end on their turns ends all the same. */
type Next = {
  readonly creature: CreatureId;
  readonly round: number;
  readonly passed: readonly CreatureId[];
};

/** Only the dead are skipped; after the last of the order a new round begins. */
function nextInOrder(run: Resolution, after: CreatureId): Next | null {
  const { encounter } = run.state;
  if (encounter === null) return null;
  const { order, round } = encounter;
  const start = order.indexOf(after);
  const passed: CreatureId[] = [];
  for (let step = 1; step <= order.length; step++) {
    const index = (start + step) % order.length;
    const id = order[index];
    if (id === undefined) continue;
    if (run.find(id)?.dead === false) {
      return { creature: id, round: index <= start ? round + 1 : round, passed };
    }
    passed.push(id);
  }
  return null;
}

/** Ends what lasted until this edge of this turn. The tick of `evolve` left those at their last turn. */
function expire(run: Resolution, edge: "start" | "end", of: CreatureId): void {
  for (const id of run.state.roster) {
    const creature = run.creature(id);
    for (const condition of creature.conditions) {
      if (!endsAt(condition.until, edge, of)) continue;
      const { name, source } = condition;
      run.emit({ kind: "condition-lost", creature: id, name, source, why: "time" }, [conditionRule(name)]);
    }
    for (const effect of creature.effects) {
      if (!endsAt(effect.until, edge, of)) continue;
      run.emit({ kind: "effect-ended", creature: id, effect: effect.id, why: "time" }, ["combat.turn"]);
    }
  }
}

/**
 * 10 or higher succeeds; a 1 is two failures, a 20 gives 1 hit point back. Dice: one d20.
 * @rule combat.death-saving-throws @srd Combat > Damage and Healing > Dropping to 0 Hit Points > Death Saving Throws
 */
export function stepDeathSave(run: Resolution, frame: DeathSaveFrame): void {
  const creature = run.find(frame.creature);
  if (creature === null || !isDying(creature)) {
    run.pop();
    return;
  }
  const odds = deathSaveOdds(creature);
  const dice = rollFor(run, frame, { sides: d20Sides(odds), purpose: "death-save", by: creature.id });
  if (dice === null) return;
  const luck = withLuck(run, frame, creature, dice, "death-save");
  if (luck === null) return;
  const roll = d20Roll(luck.dice, odds, auraParts(run.state, creature));
  const outcome = deathSaveOutcome(keptFace(roll), roll.total);
  run.emit({ kind: "death-save-rolled", creature: creature.id, roll, outcome }, [
    "combat.death-saving-throws",
  ]);
  run.pop();
  if (outcome === "revived") {
    run.emit({ kind: "came-to", creature: creature.id }, ["combat.death-saving-throws"]);
  } else if (run.creature(creature.id).deathSaves.successes >= 3) {
    run.emit({ kind: "stabilized", creature: creature.id, by: null }, ["combat.death-saving-throws"]);
  } else dieOfFailures(run, creature);
}

/** A death save is a saving throw tied to no ability: what touches every save touches it. */
function deathSaveOdds(creature: Creature): Odds {
  const reasons = new Reasons();
  if (exhaustion(creature) >= 3) reasons.disadvantage("exhaustion", "conditions.exhaustion");
  return reasons.odds();
}

function deathSaveOutcome(face: number, total: number): "success" | "failure" | "two-failures" | "revived" {
  if (face === 20) return "revived";
  if (face === 1) return "two-failures";
  return total >= 10 ? "success" : "failure";
}
