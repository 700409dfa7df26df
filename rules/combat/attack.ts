import type { AttackMode, CreatureCommand } from "../command.ts";
import { instances } from "../conditions/table.ts";
import type { Attack, Item } from "../creature.ts";
import { attackWith } from "../creatures/attack-options.ts";
import { spendInspiration, spendsInspiration } from "../features/inspiration.ts";
import { becomeReckless, beginsReckless } from "../features/reckless.ts";
import type { CreatureId } from "../ids.ts";
import { distanceFeet } from "../movement/geometry.ts";
import { acting, aimedAt, type Context, type Decision, spend } from "../resolve/context.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import type { AttackFrame, Creature, State } from "../state.ts";
import { attackBudget, type Budget, spendAttack } from "./attack-budget.ts";
import { coverFrom } from "./cover.ts";
import { holding, slippedNear } from "./held.ts";
import { spendAmmunition, supplyFor } from "./supply.ts";

type AttackCommand = Extract<CreatureCommand, { readonly do: "attack" }>;

/** @rule combat.attack-rolls @srd Combat > Making an Attack */
export function attack(context: Context, command: AttackCommand): Decision {
  const found = acting(context, command.by);
  if (!found.ok) return found;
  const lying = lyingHandy(context.state, found.value, command.with);
  const attacker = lying === null ? found.value : holding(found.value, [lying]);
  const chosen = chooseAttack(context, attacker, command);
  if (!chosen.ok) return chosen;
  const { target, mode, attack: weapon } = chosen.value;
  const supplied = supplyFor(attacker, weapon, mode);
  if (!supplied.ok) return supplied;
  const readied = context.readied === attacker.id;
  const budget = readied ? UNCOUNTED : attackBudget(context.state, attacker, { command, weapon, mode });
  if (!budget.ok) return budget;
  const reckless = beginsReckless(attacker, command);
  if (!reckless.ok) return reckless;
  const spark = spendsInspiration(attacker, command.use);
  if (!spark.ok) return spark;
  return ok((run) => {
    if (lying !== null) pickUp(run, attacker.id, lying);
    if (reckless.value) becomeReckless(run, attacker);
    if (spark.value) spendInspiration(run, attacker);
    spendAttack(run, attacker.id, weapon.name, budget.value);
    spendAmmunition(run, attacker.id, supplied.value);
    declareAttack(
      run,
      {
        attacker: attacker.id,
        target: target.id,
        with: weapon.name,
        mode,
        reaction: readied,
        nonlethal: command.nonlethal ?? false,
        use: command.use ?? [],
        ability: command.ability ?? null,
      },
      readied ? "combat.ready" : "combat.attack-action",
    );
  });
}

/** The weapon that is named, if it slipped from the hand and lies at one's feet. */
function lyingHandy(state: State, attacker: Creature, name: string): Item | null {
  if (attackWith(attacker, name) !== null) return null;
  return (
    slippedNear(state, attacker).find((item) => attackWith(holding(attacker, [item]), name) !== null) ?? null
  );
}

function pickUp(run: Resolution, creature: CreatureId, { id, name }: Item): void {
  spend(run, creature, "interaction", name, "combat.free-interaction");
  run.emit({ kind: "item-equipped", creature, item: id, equipped: true }, ["combat.free-interaction"]);
}

/** A readied attack is one attack, whatever Extra Attack says: it is not made on one's own turn. */
const UNCOUNTED: Result<Budget> = ok({ kind: "uncounted" });

/** Records the intent and sets the machine on it. */
export function declareAttack(
  run: Resolution,
  blow: Omit<AttackFrame, "kind" | "step" | "entered" | "roll" | "outcome">,
  rule: RuleId,
): void {
  const { attacker, target, mode, reaction } = blow;
  run.emit(
    { kind: "attack-declared", attacker, target, with: blow.with, mode, reaction },
    reaction ? [rule, "combat.reactions"] : [rule],
  );
  run.push({ kind: "attack", step: "roll", entered: null, roll: null, outcome: null, ...blow });
}

export type Chosen = { readonly target: Creature; readonly attack: Attack; readonly mode: AttackMode };

type Choice = Pick<AttackCommand, "with" | "target" | "mode" | "ability">;

/** The attack and its target, if the attacker can make it from where it stands. */
export function chooseAttack(context: Context, attacker: Creature, choice: Choice): Result<Chosen> {
  const plain = attackWith(attacker, choice.with, { mode: choice.mode, ability: choice.ability });
  if (plain === null) return reject("no-such-attack", `${attacker.name} has no attack called ${choice.with}`);
  const aimed = aimedAt(context, choice.target);
  if (!aimed.ok) return aimed;
  const target = aimed.value;
  if (target.id === attacker.id) return reject("illegal-target", "a creature cannot attack itself");
  if (target.dead) return reject("target-dead", `${target.name} is dead`);
  const mode = modeFor(context.state, attacker, target, plain, choice.mode);
  if (!mode.ok) return mode;
  const weapon = attackWith(attacker, choice.with, { mode: mode.value, ability: choice.ability }) ?? plain;
  if (coverFrom(context.state, attacker, target) === "total") {
    return reject("total-cover", `${target.name} is behind total cover`);
  }
  if (instances(attacker, "charmed").some(({ source }) => source === target.id)) {
    return reject("illegal-target", `${attacker.name} is charmed by ${target.name}`);
  }
  return ok({ target, attack: weapon, mode: mode.value });
}

/** Whether a mode strikes from afar. */
export const isRanged = (mode: AttackMode, attack: Attack): boolean =>
  mode === "ranged" || mode === "thrown" || attack.reachFeet === 0;

/** How the attack is made: as asked, or in melee when the target is in reach, or from afar. */
function modeFor(
  state: State,
  attacker: Creature,
  target: Creature,
  attack: Attack,
  asked: AttackMode | undefined,
): Result<AttackMode> {
  const feet = state.session.mapMode === "narrative_only" ? 5 : distanceFeet(attacker, target);
  const melee = attack.reachFeet > 0;
  if (asked === "melee" || asked === "two-handed" || asked === "off-hand") {
    if (!melee && asked !== "off-hand") {
      if (asked === "two-handed") return inRange(attack, feet, "two-handed");
      return reject("no-such-attack", `${attack.name} is not a melee attack`);
    }
    if (melee) return inReach(attack, feet, asked);
    return inRange(attack, feet, asked);
  }
  if (asked === "ranged" || asked === "thrown") return inRange(attack, feet, asked);
  if (melee && feet <= attack.reachFeet) return ok("melee");
  if (attack.range === null) return inReach(attack, feet, "melee");
  return inRange(attack, feet, attack.properties.includes("thrown") ? "thrown" : "ranged");
}

function inReach(attack: Attack, feet: number, mode: AttackMode): Result<AttackMode> {
  if (feet <= attack.reachFeet) return ok(mode);
  return reject("out-of-range", `the target is ${feet} ft away; the reach is ${attack.reachFeet} ft`);
}

function inRange(attack: Attack, feet: number, mode: AttackMode): Result<AttackMode> {
  if (attack.range === null) return reject("out-of-range", `${attack.name} cannot be used at range`);
  if (feet <= attack.range.longFeet) return ok(mode);
  return reject("out-of-range", `the target is ${feet} ft away; the range is ${attack.range.longFeet} ft`);
}
