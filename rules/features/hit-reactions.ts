import { keptFace } from "../checks/d20.ts";
import { isIncapacitated } from "../conditions/table.ts";
import { attackWith } from "../creatures/attack-options.ts";
import { featureOf, hasFeature } from "../creatures/features.ts";
import { spend } from "../resolve/context.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { canSee } from "../senses/sight.ts";
import type { AttackFrame, Creature } from "../state.ts";

export const UNCANNY_DODGE = "Uncanny Dodge";
export const PARRY = "Parry";

/** What the one who was hit can do about it, seeing the attacker and having its reaction. */
function choicesOf(run: Resolution, frame: AttackFrame): readonly string[] {
  const target = run.find(frame.target);
  const attacker = run.find(frame.attacker);
  if (target === null || attacker === null || !canReact(run, target, attacker)) return [];
  const attack = attackWith(attacker, frame.with, { mode: frame.mode });
  const melee =
    attack?.kind.startsWith("melee") === true && frame.mode !== "thrown" && frame.mode !== "ranged";
  return [
    ...(hasFeature(target, "uncanny-dodge") ? [UNCANNY_DODGE] : []),
    ...(melee && hasFeature(target, "parry") ? [PARRY] : []),
  ];
}

export function canReact(run: Resolution, creature: Creature, attacker: Creature): boolean {
  if (isIncapacitated(creature) || !creature.economy.reaction) return false;
  if (run.state.encounter?.surprised.includes(creature.id)) return false;
  return canSee(run.state, creature, attacker);
}

/** Asks who was hit, before the damage falls (RUL-26). @rule features.uncanny-dodge @rule monsters.parry */
export function askAboutHit(run: Resolution, frame: AttackFrame): void {
  const choices = choicesOf(run, frame);
  if (choices.length === 0) return;
  openRequest(run, frame.target, {
    kind: "reaction",
    trigger: "hit",
    about: frame.attacker,
    options: [...choices.map((choice) => ({ choice })), { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
}

export function answerHit(run: Resolution, frame: AttackFrame, choice: string): void {
  if (choice === UNCANNY_DODGE) {
    spend(run, frame.target, "reaction", UNCANNY_DODGE, "features.uncanny-dodge");
    used(run, frame, "uncanny-dodge");
    run.step({ ...frame, halved: UNCANNY_DODGE });
  }
  if (choice === PARRY) parry(run, frame);
}

/** The blow misses when the armor class with the parry is more than it rolled; a natural 20 hits all the same. */
function parry(run: Resolution, frame: AttackFrame): void {
  const target = run.creature(frame.target);
  const bonus = featureOf(target, "parry")?.values.ac ?? 0;
  spend(run, target.id, "reaction", PARRY, "monsters.parry");
  used(run, frame, "parry");
  const { roll, against = 0 } = frame;
  const misses = roll !== null && keptFace(roll) !== 20 && roll.total < against + bonus;
  if (misses) run.step({ ...frame, step: "after", outcome: "miss" });
}

function used(run: Resolution, frame: AttackFrame, feature: string): void {
  const rule = feature === "parry" ? "monsters.parry" : "features.uncanny-dodge";
  run.emit({ kind: "feature-used", creature: frame.target, feature, left: null }, [rule]);
}
