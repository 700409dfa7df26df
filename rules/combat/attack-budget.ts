import type { AttackMode, CreatureCommand } from "../command.ts";
import type { Attack } from "../creature.ts";
import { attackOptions } from "../creatures/attack-options.ts";
import { monkBudget, payFlurry } from "../features/monk.ts";
import type { CreatureId } from "../ids.ts";
import { type Context, spend } from "../resolve/context.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature, State } from "../state.ts";

/** What pays for an attack on one's own turn. */
export type Budget =
  | { readonly kind: "uncounted" }
  /** One more of the attacks of the action under way. */
  | { readonly kind: "next" }
  /** The action, with this many attacks or these compositions. */
  | { readonly kind: "action"; readonly count: number; readonly multiattack: readonly (readonly string[])[] }
  | { readonly kind: "bonus-action"; readonly rule: RuleId }
  /** Flurry of Blows: the bonus action and a point of ki buy two strikes, this is the first. */
  | { readonly kind: "flurry" };

type Asked = {
  readonly command: Extract<CreatureCommand, { readonly do: "attack" }>;
  readonly weapon: Attack;
  readonly mode: AttackMode;
};

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * An attack takes one of the attacks left of an Attack action or Multiattack under way, or else the action.
 * @rule combat.attack-action @rule features.extra-attack @rule combat.multiattack
 */
export function attackBudget(state: State, attacker: Creature, asked: Asked): Result<Budget> {
  if (state.encounter === null) return ok({ kind: "uncounted" });
  const { economy, block } = attacker;
  const { name } = asked.weapon;
  if (asked.mode === "off-hand") return offHand(attacker, asked.weapon);
  const granted = economy.multiattackLeft.some((composition) =>
    composition.some((entry) => same(entry, name)),
  );
  const strike = granted ? null : monkBudget(state, attacker, name, asked.command.use);
  if (strike !== null) {
    if (!strike.ok) return strike;
    return ok(
      strike.value === "flurry"
        ? { kind: "flurry" }
        : { kind: "bonus-action", rule: "features.martial-arts" },
    );
  }
  if (economy.multiattackLeft.some((composition) => composition.some((entry) => same(entry, name)))) {
    return ok({ kind: "next" });
  }
  if (economy.attacksLeft > 0) {
    if (once(attacker, asked.weapon)) return reject("no-attacks-left", `${name} has been fired this turn`);
    return ok({ kind: "next" });
  }
  if (!economy.action) {
    const again = economy.usedThisTurn.includes("action:attack");
    return again
      ? reject("no-attacks-left", `${attacker.name} has no attack left`)
      : reject("no-action", `${attacker.name} has no action left`);
  }
  const multiattack = block.multiattack.filter((composition) =>
    composition.some((entry) => same(entry, name)),
  );
  return ok({ kind: "action", count: multiattack.length > 0 ? 0 : block.attacksPerAction, multiattack });
}

/** Grappling and shoving take the place of one attack of the Attack action; a Multiattack has no room for them. */
export function specialBudget({ state, readied }: Context, attacker: Creature): Result<Budget> {
  if (state.encounter === null || readied === attacker.id) return ok({ kind: "uncounted" });
  const { economy, block } = attacker;
  if (economy.attacksLeft > 0) return ok({ kind: "next" });
  if (economy.action) return ok({ kind: "action", count: block.attacksPerAction, multiattack: [] });
  return economy.usedThisTurn.includes("action:attack")
    ? reject("no-attacks-left", `${attacker.name} has no attack left`)
    : reject("no-action", `${attacker.name} has no action left`);
}

/** A loading weapon is fired once with one action, bonus action or reaction. @rule equipment.loading */
const once = (attacker: Creature, weapon: Attack): boolean =>
  weapon.properties.includes("loading") && attacker.economy.usedThisTurn.includes(`attacked:${weapon.name}`);

function offHand(attacker: Creature, weapon: Attack): Result<Budget> {
  if (!attacker.economy.bonusAction) {
    return reject("no-bonus-action", `${attacker.name} has no bonus action left`);
  }
  if (!isLightMelee(weapon)) return reject("not-allowed", `${weapon.name} is not a light melee weapon`);
  const struck = attackOptions(attacker).filter(
    (option) => isLightMelee(option) && attacker.economy.usedThisTurn.includes(`attacked:${option.name}`),
  );
  if (!struck.some((option) => !same(option.name, weapon.name) || holdsTwo(attacker, weapon))) {
    return reject("not-allowed", "two-weapon fighting needs an attack with another light melee weapon first");
  }
  return ok({ kind: "bonus-action", rule: "combat.two-weapon-fighting" });
}

const isLightMelee = (weapon: Attack): boolean =>
  weapon.properties.includes("light") && weapon.reachFeet > 0 && weapon.item !== null;

function holdsTwo({ items }: Creature, weapon: Attack): boolean {
  const held = items.filter((item) => item.equipped && same(item.name, weapon.name));
  return held.reduce((sum, { quantity }) => sum + quantity, 0) > 1;
}

/** Spends it; everything was checked. */
export function spendAttack(run: Resolution, attacker: CreatureId, name: string, budget: Budget): void {
  switch (budget.kind) {
    case "uncounted":
      return;
    case "bonus-action":
      spend(run, attacker, "bonus-action", name, budget.rule);
      return;
    case "flurry":
      payFlurry(run, attacker);
      spend(run, attacker, "attack", name, "features.ki");
      return;
    case "next":
      spend(run, attacker, "attack", name, "combat.attack-action");
      return;
    case "action": {
      spend(run, attacker, "action", "attack", "combat.attack-action");
      const { count, multiattack } = budget;
      if (count !== 1) {
        const rule = multiattack.length > 0 ? "combat.multiattack" : "features.extra-attack";
        run.emit({ kind: "attacks-granted", creature: attacker, count, multiattack }, [rule]);
        spend(run, attacker, "attack", name, rule);
      }
    }
  }
}
