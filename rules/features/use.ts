import { chooseAttack, declareAttack } from "../combat/attack.ts";
import type { CreatureCommand } from "../command.ts";
import type { Feature } from "../creature.ts";
import { UNARMED_STRIKE } from "../creatures/attack-options.ts";
import { featureOf } from "../creatures/features.ts";
import { idOf } from "../creatures/names.ts";
import { speedFeet } from "../movement/speed.ts";
import { acting, type Context, type Decision, spend } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import type { Creature } from "../state.ts";
import { breathe, breathOf } from "./breath.ts";
import { layOnHands } from "./lay-on-hands.ts";
import { flurry, patientDefense, stepOfTheWind } from "./monk.ts";
import { useObject } from "./objects.ts";
import { enterRage } from "./rage.ts";
import { usesLeft, useUp } from "./uses.ts";

type Use = Extract<CreatureCommand, { readonly do: "use" }>;

/** A feature that is used by name. What a feature does on an attack or another action stands there. */
export function useFeature(context: Context, command: Use): Decision {
  const found = acting(context, command.by);
  if (!found.ok) return found;
  const creature = found.value;
  const id = idOf(command.feature);
  const feature = featureOf(creature, id);
  if (feature === null) {
    const object = useObject(context, creature, command);
    if (object !== null) return object;
  }
  if (feature === null) return reject("no-such-feature", `${creature.name} has no ${command.feature}`);
  switch (id) {
    case "second-wind":
      return secondWind(context, creature, feature);
    case "action-surge":
      return actionSurge(context, creature, feature);
    case "rage":
      return enterRage(context, creature, feature);
    case "flurry-of-blows":
      return flurryAt(context, creature, command);
    case "patient-defense":
      return patientDefense(context, creature);
    case "step-of-the-wind":
      return stepOfTheWind(context, creature, command.option, speedFeet(creature, "walk"));
    case "lay-on-hands":
      return layOnHands(context, creature, feature, command);
    default:
      if (breathOf(feature) !== null) return breathe(context, creature, feature, command);
      return reject("not-implemented", `${feature.name} is left to the DM`);
  }
}

/** 1d10 and the fighter level, as a bonus action. @rule features.second-wind */
function secondWind({ state }: Context, creature: Creature, feature: Feature): Decision {
  if (usesLeft(creature, feature) === 0) return reject("no-uses-left", "Second Wind comes back with a rest");
  if (state.encounter !== null && !creature.economy.bonusAction) {
    return reject("no-bonus-action", `${creature.name} has no bonus action left`);
  }
  const { dice = 1, sides = 10, bonus = creature.block.level } = feature.values;
  return ok((run) => {
    spend(run, creature.id, "bonus-action", feature.name, "combat.bonus-actions");
    useUp(run, creature, feature, "features.second-wind");
    run.push({
      kind: "heal",
      step: "roll",
      entered: null,
      target: creature.id,
      source: creature.id,
      why: feature.name,
      dice: { count: dice, sides, bonus },
    });
  });
}

/** One more action, once a turn. @rule features.action-surge */
function actionSurge({ state }: Context, creature: Creature, feature: Feature): Decision {
  if (state.encounter === null) return reject("not-in-combat", "actions are not counted now");
  if (usesLeft(creature, feature) === 0) return reject("no-uses-left", "Action Surge comes back with a rest");
  if (creature.economy.usedThisTurn.includes(feature.id)) {
    return reject("no-uses-left", "Action Surge is for once a turn");
  }
  if (creature.economy.action) return reject("no-effect", "the action of this turn is not spent yet");
  return ok((run) => {
    useUp(run, creature, feature, "features.action-surge");
    run.emit({ kind: "action-granted", creature: creature.id, for: feature.name }, ["features.action-surge"]);
  });
}

/** With a target both strikes follow at once; without one they are made as attacks. */
function flurryAt(context: Context, creature: Creature, command: Use): Decision {
  const paid = flurry(context, creature);
  if (!paid.ok || command.target === undefined) return paid;
  const chosen = chooseAttack(context, creature, { with: UNARMED_STRIKE, target: command.target });
  if (!chosen.ok) return chosen;
  return ok((run) => {
    paid.value(run);
    for (const _ of [1, 2]) {
      spend(run, creature.id, "attack", UNARMED_STRIKE, "features.ki");
      declareAttack(
        run,
        {
          attacker: creature.id,
          target: chosen.value.target.id,
          with: UNARMED_STRIKE,
          mode: "melee",
          reaction: false,
          nonlethal: false,
          use: [],
          ability: null,
        },
        "features.ki",
      );
    }
  });
}
