import { d20Roll, d20Sides, keptFace, type Odds } from "../checks/d20.ts";
import { CONDITION_TABLE, conditionRule, names } from "../conditions/table.ts";
import type { Attack } from "../creature.ts";
import { armorClass, wornArmor } from "../creatures/armor-class.ts";
import { attackWith } from "../creatures/attack-options.ts";
import { featureOf } from "../creatures/features.ts";
import { inspired } from "../features/inspiration.ts";
import { withLuck } from "../features/lucky.ts";
import { askProtection } from "../features/protection.ts";
import { within } from "../movement/geometry.ts";
import { rollFor } from "../resolve/dice.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { RuleId } from "../rule-ids.ts";
import type { AttackFrame, Creature } from "../state.ts";
import { isRanged } from "./attack.ts";
import { coverBonus, coverFrom } from "./cover.ts";
import { attackOdds, helpFor } from "./odds.ts";

/**
 * The attack roll against armor class and cover. Dice: both d20 together when one side alone has a reason.
 * @rule combat.attack-rolls @srd Combat > Making an Attack
 */
export function rollAttack(run: Resolution, frame: AttackFrame): void {
  const attacker = run.find(frame.attacker);
  const target = run.find(frame.target);
  const attack = attacker && attackOf(attacker, frame);
  // Somebody may have fallen, or gone, while this waited.
  if (!attacker || !target || !attack || attacker.dead || target.dead) {
    run.pop();
    return;
  }
  const ranged = isRanged(frame.mode, attack);
  if (askProtection(run, frame)) return;
  const own = attackOdds(run.state, attacker, target, { attack, ranged });
  const odds = hindered(inspired(own, frame.use), frame);
  const dice = rollFor(run, frame, { sides: d20Sides(odds), purpose: "attack", by: attacker.id });
  if (dice === null) return;
  const luck = withLuck(run, frame, attacker, dice, "attack");
  if (luck === null) return;
  const rolled = d20Roll(luck.dice, odds, attack.bonusParts.length > 0 ? attack.bonusParts : printed(attack));
  const armor = armorClass(target);
  const cover = coverBonus(coverFrom(run.state, attacker, target));
  const against = {
    ac: armor.ac + (cover?.value ?? 0),
    parts: cover === null ? armor.parts : [...armor.parts, cover],
  };
  const struck = verdict(keptFace(rolled), rolled.total >= against.ac, attacker, attack);
  const helpless = struck.outcome === "hit" ? helplessness(attacker, target) : null;
  const blow = helpless === null ? struck.outcome : "critical";
  const hardened = blow === "critical" && wornArmor(target)?.adamantine === true;
  const outcome = hardened ? "hit" : blow;
  const rules: RuleId[] = [
    "combat.attack-rolls",
    ...struck.rules,
    ...(helpless === null ? [] : [helpless]),
    ...(hardened ? (["equipment.armor"] as const) : []),
    ...(cover === null ? [] : (["combat.cover"] as const)),
    ...odds.rules,
    ...luck.rules,
    ...(ranged ? (["combat.range"] as const) : (["combat.melee-attacks"] as const)),
  ];
  run.emit(
    {
      kind: "attack-rolled",
      attacker: attacker.id,
      target: target.id,
      with: attack.name,
      roll: rolled,
      against,
      outcome,
    },
    [...new Set(rules)],
  );
  useUp(run, attacker, target);
  const next = outcome === "miss" ? "after" : "reactions";
  run.step({ ...frame, step: next, entered: null, roll: rolled, outcome, against: against.ac });
}

/** @srd Fighter > Fighting Style > Protection */
function hindered(odds: Odds, frame: AttackFrame): Odds {
  if (frame.hindered !== true) return odds;
  return {
    ...odds,
    disadvantage: [...odds.disadvantage, "Protection"],
    rules: [...odds.rules, "features.fighting-style"],
  };
}

const printed = (attack: Attack) => [{ value: attack.bonus, why: attack.name }];

/** The attack as this frame makes it; null when its maker has it no more. */
export function attackOf(attacker: Creature, frame: AttackFrame): Attack | null {
  const ability = frame.ability ?? undefined;
  return attackWith(attacker, frame.with, { mode: frame.mode, ability });
}

/** @rule combat.natural-1-or-20 @srd Combat > Making an Attack > Rolling 1 or 20 */
function verdict(
  face: number,
  reaches: boolean,
  attacker: Creature,
  attack: Attack,
): { readonly outcome: "hit" | "miss" | "critical"; readonly rules: readonly RuleId[] } {
  if (face === 20) return { outcome: "critical", rules: ["combat.natural-1-or-20", "combat.critical-hits"] };
  if (face === 1) return { outcome: "miss", rules: ["combat.natural-1-or-20"] };
  if (!reaches) return { outcome: "miss", rules: [] };
  // A widened critical still has to hit (RUL-12).
  if (face >= criticalFrom(attacker, attack)) {
    return { outcome: "critical", rules: ["features.improved-critical", "combat.critical-hits"] };
  }
  return { outcome: "hit", rules: [] };
}

function criticalFrom(attacker: Creature, attack: Attack): number {
  if (attack.kind === "melee-spell" || attack.kind === "ranged-spell") return 20;
  if (featureOf(attacker, "superior-critical") !== null) return 18;
  const improved = featureOf(attacker, "improved-critical");
  return improved === null ? 20 : (improved.values.from ?? 19);
}

/** A hit from within 5 feet on a creature that cannot help itself is critical. */
function helplessness(attacker: Creature, target: Creature): RuleId | null {
  if (!within(attacker, target, 5)) return null;
  const name = names(target).find((condition) => CONDITION_TABLE[condition].criticalWithin5Feet);
  return name === undefined ? null : conditionRule(name);
}

/** Help is for one attack; an attack gives a hidden attacker away. */
function useUp(run: Resolution, attacker: Creature, target: Creature): void {
  const help = helpFor(attacker, target);
  if (help !== null) {
    run.emit({ kind: "effect-ended", creature: attacker.id, effect: help.id, why: "used" }, ["combat.help"]);
  }
  if (attacker.hidden !== null) {
    run.emit({ kind: "found", creature: attacker.id, by: null, why: "attacked" }, [
      "combat.unseen-attackers",
    ]);
  }
}
