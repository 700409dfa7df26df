import { heal } from "../combat/dying.ts";
import { conditionRule } from "../conditions/table.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, WakingFrame } from "../state.ts";

/**
 * Time goes by: what was to last so long ends, and who is stable comes round. Dice: 1d4 for each stable creature
 * that has not rolled yet, in the order of the roster.
 */
export function passTime(run: Resolution, minutes: number): void {
  const since = run.state.minutes;
  run.emit({ kind: "time-passed", minutes }, []);
  expire(run);
  for (const id of run.state.roster.toReversed()) {
    if (isRecovering(run.creature(id)))
      run.push({ kind: "waking", step: "roll", entered: null, creature: id, since });
  }
}

function expire(run: Resolution): void {
  const { minutes, roster } = run.state;
  for (const id of roster) {
    const { conditions, effects } = run.creature(id);
    for (const { name, source, until } of conditions) {
      if (until?.kind !== "minutes" || until.at > minutes) continue;
      run.emit({ kind: "condition-lost", creature: id, name, source, why: "time" }, [conditionRule(name)]);
    }
    for (const { id: effect, name, until } of effects) {
      if (name === RECOVERING || until?.kind !== "minutes" || until.at > minutes) continue;
      run.emit({ kind: "effect-ended", creature: id, effect, why: "time" }, ["combat.turn"]);
    }
  }
}

export const RECOVERING = "recovering";

const isRecovering = ({ dead, stable, hp }: Creature): boolean => !dead && stable && hp === 0;

/** A stable creature regains 1 hit point after 1d4 hours. @rule combat.stabilizing */
export function stepWaking(run: Resolution, frame: WakingFrame): void {
  const creature = run.find(frame.creature);
  if (creature === null || !isRecovering(creature)) {
    run.pop();
    return;
  }
  const held = creature.effects.find(({ name }) => name === RECOVERING);
  if (held === undefined) {
    const dice = rollFor(run, frame, { sides: [4], purpose: "healing", by: creature.id });
    const die = dice?.[0];
    if (die === undefined) return;
    const at = frame.since + die.face * 60;
    const effect = { id: RECOVERING, name: RECOVERING, source: null, target: null, values: {}, dice: [die] };
    run.emit(
      { kind: "effect-gained", creature: creature.id, effect: { ...effect, until: { kind: "minutes", at } } },
      ["combat.stabilizing"],
    );
    run.step({ ...frame, entered: null });
    return;
  }
  run.pop();
  if (held.until?.kind !== "minutes" || held.until.at > run.state.minutes) return;
  run.emit({ kind: "effect-ended", creature: creature.id, effect: held.id, why: "time" }, [
    "combat.stabilizing",
  ]);
  heal(run, run.creature(creature.id), 1, { source: null });
}
