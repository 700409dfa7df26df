import { betterEscape } from "../combat/grapple.ts";
import type { CreatureCommand } from "../command.ts";
import { gain } from "../conditions/gain.ts";
import { isIncapacitated } from "../conditions/table.ts";
import { release } from "../conditions/upkeep.ts";
import type { D20Roll } from "../event.ts";
import { withLuck } from "../features/lucky.ts";
import { forcedStep } from "../movement/forced.ts";
import { actingAs, aimedAt, type Context, type Decision } from "../resolve/context.ts";
import { rollFor } from "../resolve/dice.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { assert, ok, reject } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import type { ContestFrame, Creature } from "../state.ts";
import { d20Roll, d20Sides } from "./d20.ts";
import { checkModifier, checkOdds } from "./modifiers.ts";

/** A contest that somebody calls for; it decides nothing by itself. @rule abilities.contests */
export function contest(
  context: Context,
  command: Extract<CreatureCommand, { readonly do: "contest" }>,
): Decision {
  const found = actingAs(context, command.by);
  if (!found.ok) return found;
  const aimed = aimedAt(context, command.target);
  if (!aimed.ok) return aimed;
  if (found.value.dead || aimed.value.dead) return reject("dead", "the dead contest nothing");
  const { by: creature, target, ability, skill = null, targetAbility, targetSkill = null } = command;
  return ok((run) =>
    run.push({
      kind: "contest",
      step: "first",
      entered: null,
      creature,
      target,
      for: "contest",
      ability,
      skill,
      targetAbility,
      targetSkill,
      first: null,
      second: null,
    }),
  );
}

/** Dice: the one who acts first, then the other; none when the other cannot resist. */
export function stepContest(run: Resolution, frame: ContestFrame): void {
  const creature = run.find(frame.creature);
  const target = run.find(frame.target);
  if (creature === null || target === null) {
    run.pop();
    return;
  }
  switch (frame.step) {
    case "first":
      first(run, frame, creature, target);
      return;
    case "choose":
      choose(run, frame, creature, target);
      return;
    case "second":
      second(run, frame, target);
      return;
    case "outcome":
      outcome(run, frame, creature, target);
      return;
  }
}

function first(run: Resolution, frame: ContestFrame, creature: Creature, target: Creature): void {
  // @srd Combat > Grappling, Shoving: nothing is rolled against an incapacitated target.
  if (isWrestling(frame) && isIncapacitated(target)) {
    run.step({ ...frame, step: "outcome" });
    return;
  }
  const roll = rollSide(run, frame, creature, { ability: frame.ability, skill: frame.skill });
  if (roll === null) return;
  run.step({ ...frame, step: "choose", entered: null, first: roll });
}

const isWrestling = (frame: ContestFrame): boolean => frame.for !== "contest" && frame.for !== "escape";

/** The target chooses between Athletics and Acrobatics; the DM's creatures take the better at once. */
function choose(run: Resolution, frame: ContestFrame, creature: Creature, target: Creature): void {
  if (frame.targetAbility !== null) {
    run.step({ ...frame, step: "second" });
    return;
  }
  const better = betterEscape(target);
  if (target.seat === null) {
    run.step({ ...frame, step: "second", targetAbility: better.ability, targetSkill: better.skill });
    return;
  }
  openRequest(run, target.id, {
    kind: "choice",
    trigger: frame.for,
    about: creature.id,
    options: [{ choice: "athletics" }, { choice: "acrobatics" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: better.skill,
  });
}

/** The answer to it. */
export function chooseSkill(run: Resolution, frame: ContestFrame, choice: string): void {
  const [targetAbility, targetSkill] =
    choice === "acrobatics" ? (["dex", "acrobatics"] as const) : (["str", "athletics"] as const);
  run.step({ ...frame, step: "second", targetAbility, targetSkill });
}

function second(run: Resolution, frame: ContestFrame, target: Creature): void {
  assert(frame.targetAbility !== null, "the target has chosen");
  const roll = rollSide(run, frame, target, { ability: frame.targetAbility, skill: frame.targetSkill });
  if (roll === null) return;
  run.step({ ...frame, step: "outcome", entered: null, second: roll });
}

function rollSide(
  run: Resolution,
  frame: ContestFrame,
  creature: Creature,
  check: Pick<ContestFrame, "ability" | "skill">,
): D20Roll | null {
  const odds = checkOdds(run.state, creature, check);
  const dice = rollFor(run, frame, { sides: d20Sides(odds), purpose: "contest", by: creature.id });
  if (dice === null) return null;
  const luck = withLuck(run, frame, creature, dice, "contest");
  if (luck === null) return null;
  const roll = d20Roll(luck.dice, odds, checkModifier(creature, check));
  run.emit(
    {
      kind: "check-rolled",
      creature: creature.id,
      purpose: "contest",
      ability: check.ability,
      skill: check.skill,
      roll,
      against: null,
      outcome: null,
    },
    ["abilities.contests", "abilities.checks", ...odds.rules, ...luck.rules],
  );
  return roll;
}

/** A tie leaves things as they were. */
function outcome(run: Resolution, frame: ContestFrame, creature: Creature, target: Creature): void {
  const one = frame.first?.total ?? 0;
  const other = frame.second?.total ?? 0;
  const won = frame.first === null || one > other;
  run.emit(
    {
      kind: "contest-resolved",
      creature: creature.id,
      target: target.id,
      for: frame.for,
      totals: [one, other],
      outcome: won ? "success" : "failure",
    },
    [GOVERNING[frame.for], "abilities.contests"],
  );
  run.pop();
  if (won) consequence(run, frame, creature, target);
}

const GOVERNING: Readonly<Record<ContestFrame["for"], RuleId>> = {
  grapple: "combat.grappling",
  escape: "combat.grappling",
  "shove-prone": "combat.shoving",
  "shove-push": "combat.shoving",
  contest: "abilities.contests",
};

function consequence(run: Resolution, frame: ContestFrame, creature: Creature, target: Creature): void {
  switch (frame.for) {
    case "grapple":
      gain(run, target.id, { name: "grappled", source: creature.id }, ["combat.grappling"]);
      return;
    case "shove-prone":
      gain(run, target.id, { name: "prone" }, ["combat.shoving"]);
      return;
    case "shove-push":
      forcedStep(run, creature, target);
      return;
    case "escape":
      release(run, creature.id, target.id, "escaped");
      return;
    case "contest":
      return;
  }
}
