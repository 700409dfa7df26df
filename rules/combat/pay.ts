import { hasFeature } from "../creatures/features.ts";
import { idOf } from "../creatures/names.ts";
import type { CreatureId } from "../ids.ts";
import { acting, type Context, spend, withAction } from "../resolve/context.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import type { Creature } from "../state.ts";

type Named = "dash" | "disengage" | "hide";

/** Features that let an action be taken as a bonus action, and which actions. */
const BONUS_ACTIONS: Readonly<Record<string, { readonly rule: RuleId; readonly actions: readonly Named[] }>> =
  {
    "cunning-action": { rule: "features.cunning-action", actions: ["dash", "disengage", "hide"] },
    "nimble-escape": { rule: "monsters.nimble-escape", actions: ["disengage", "hide"] },
  };

/** What pays for an action that a feature may turn into a bonus action. */
export type Payment = {
  readonly creature: Creature;
  readonly what: "action" | "bonus-action";
  readonly rules: readonly RuleId[];
};

/** The action, or the bonus action when `use` names a feature that allows it. */
export function payment(
  context: Context,
  by: CreatureId,
  name: Named,
  use: readonly string[] | undefined,
): Result<Payment> {
  const feature = use?.map(idOf).find((id) => BONUS_ACTIONS[id] !== undefined);
  if (feature === undefined) {
    const found = withAction(context, by);
    return found.ok ? ok({ creature: found.value, what: "action", rules: [] }) : found;
  }
  const found = acting(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  const allowed = BONUS_ACTIONS[feature];
  if (!hasFeature(creature, feature)) return reject("no-such-feature", `${creature.name} has no ${feature}`);
  if (!allowed?.actions.includes(name)) return reject("not-allowed", `${feature} does not allow to ${name}`);
  if (context.state.encounter !== null && !creature.economy.bonusAction) {
    return reject("no-bonus-action", `${creature.name} has no bonus action left`);
  }
  return ok({ creature, what: "bonus-action", rules: [allowed.rule, "combat.bonus-actions"] });
}

export function pay(run: Resolution, { creature, what, rules }: Payment, why: string, rule: RuleId): void {
  spend(run, creature.id, what, why, rules[0] ?? rule);
}
