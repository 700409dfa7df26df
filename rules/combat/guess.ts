import { d20Roll, d20Sides, Reasons } from "../checks/d20.ts";
import type { AttackMode, CreatureCommand } from "../command.ts";
import type { Attack } from "../creature.ts";
import { attackWith } from "../creatures/attack-options.ts";
import type { Square } from "../map.ts";
import { FEET_PER_SQUARE, footprint, gap, overlap } from "../movement/geometry.ts";
import { hasClearLine } from "../movement/lines.ts";
import { blockingSquares, isInside } from "../movement/terrain.ts";
import { acting, type Context, type Decision } from "../resolve/context.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, GuessFrame, State } from "../state.ts";
import { declareAttack } from "./attack.ts";
import { attackBudget, spendAttack } from "./attack-budget.ts";
import { spendAmmunition, supplyFor } from "./supply.ts";

type AttackAt = Extract<CreatureCommand, { readonly do: "attack-at" }>;

/**
 * Strikes at a place where somebody unseen may be. Who is there is attacked unseen; if nobody is, the blow finds
 * nothing, and looks to everyone like a miss. @rule combat.unseen-attackers
 * @srd Combat > Making an Attack > Unseen Attackers and Targets
 */
export function attackAt(context: Context, command: AttackAt): Decision {
  const found = acting(context, command.by);
  if (!found.ok) return found;
  const attacker = found.value;
  const aimed = aim(context.state, attacker, command);
  if (!aimed.ok) return aimed;
  const { attack, mode } = aimed.value;
  const supplied = supplyFor(attacker, attack, mode);
  if (!supplied.ok) return supplied;
  const budget = attackBudget(context.state, attacker, {
    command: { ...command, do: "attack", target: attacker.id },
    weapon: attack,
    mode,
  });
  if (!budget.ok) return budget;
  const target = whoIsAt(context.state, attacker, command.at);
  return ok((run) => {
    spendAttack(run, attacker.id, attack.name, budget.value);
    spendAmmunition(run, attacker.id, supplied.value);
    if (target === null) {
      strikeAtNothing(run, attacker, attack, mode);
      return;
    }
    declareAttack(
      run,
      {
        attacker: attacker.id,
        target: target.id,
        with: attack.name,
        mode,
        reaction: false,
        nonlethal: false,
        use: command.use ?? [],
        ability: null,
      },
      "combat.attack-action",
    );
  });
}

type Aim = { readonly attack: Attack; readonly mode: AttackMode };

/** The attack reaches the square; whether somebody is there does not matter to that. */
function aim(state: State, attacker: Creature, command: AttackAt): Result<Aim> {
  const plain = attackWith(attacker, command.with, { mode: command.mode });
  if (plain === null)
    return reject("no-such-attack", `${attacker.name} has no attack called ${command.with}`);
  const space = footprint(attacker);
  const place = { x: command.at[0], y: command.at[1], side: 1 };
  if (space === null) return reject("illegal-target", `${attacker.name} has no place on the map`);
  if (!isInside(state.map, place)) return reject("out-of-bounds", "the map ends there");
  const feet = gap(space, place) * FEET_PER_SQUARE;
  const near = plain.reachFeet > 0 && feet <= plain.reachFeet && command.mode !== "thrown";
  const far = plain.range !== null && feet <= plain.range.longFeet;
  if (!near && !far) return reject("out-of-range", `the place is ${feet} ft away`);
  if (!hasClearLine(space, place, blockingSquares(state.map, ["wall", "door-closed"]))) {
    return reject("total-cover", "a wall is in the way");
  }
  const thrown = plain.properties.includes("thrown") ? "thrown" : "ranged";
  const mode = command.mode ?? (near ? "melee" : thrown);
  return ok({ attack: attackWith(attacker, command.with, { mode }) ?? plain, mode });
}

function whoIsAt(state: State, attacker: Creature, [x, y]: Square): Creature | null {
  for (const id of state.roster) {
    const creature = state.creatures[id];
    const space = creature && footprint(creature);
    if (!creature || !space || creature.dead || id === attacker.id) continue;
    if (overlap(space, { x, y, side: 1 })) return creature;
  }
  return null;
}

function strikeAtNothing(run: Resolution, { id }: Creature, { name }: Attack, mode: AttackMode): void {
  run.emit({ kind: "attack-declared", attacker: id, target: null, with: name, mode, reaction: false }, [
    "combat.attack-action",
  ]);
  run.push({ kind: "guess", step: "roll", entered: null, attacker: id, with: name, mode });
}

/** It misses whatever the die shows; the die falls all the same, so that a miss tells nothing (RUL-31). */
export function stepGuess(run: Resolution, frame: GuessFrame): void {
  const attacker = run.find(frame.attacker);
  const attack = attacker && attackWith(attacker, frame.with, { mode: frame.mode });
  if (!attacker || !attack) {
    run.pop();
    return;
  }
  const reasons = new Reasons();
  reasons.disadvantage("target unseen", "combat.unseen-attackers");
  const odds = reasons.odds();
  const dice = rollFor(run, frame, { sides: d20Sides(odds), purpose: "attack", by: attacker.id });
  if (dice === null) return;
  const parts =
    attack.bonusParts.length > 0 ? attack.bonusParts : [{ value: attack.bonus, why: attack.name }];
  run.emit(
    {
      kind: "attack-rolled",
      attacker: attacker.id,
      target: null,
      with: attack.name,
      roll: d20Roll(dice, odds, parts),
      against: { ac: 0, parts: [] },
      outcome: "miss",
    },
    ["combat.unseen-attackers", "combat.attack-rolls", ...odds.rules],
  );
  run.pop();
  if (attacker.hidden === null) return;
  run.emit({ kind: "found", creature: attacker.id, by: null, why: "attacked" }, ["combat.unseen-attackers"]);
}
