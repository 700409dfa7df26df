import { chooseAttack, declareAttack } from "../combat/attack.ts";
import { inOrderFrom } from "../combat/opportunity.ts";
import type { AnswerCommand } from "../command.ts";
import { isIncapacitated } from "../conditions/table.ts";
import type { Feature } from "../creature.ts";
import { featureOf } from "../creatures/features.ts";
import type { CreatureId } from "../ids.ts";
import type { Context } from "../resolve/context.ts";
import { openRequest } from "../resolve/requests.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, State, TurnFrame } from "../state.ts";
import { usesLeft, useUp } from "./uses.ts";

type React = Extract<AnswerCommand, { readonly do: "react" }>;

const POOL = "legendary-actions";

/** The legendary actions that a creature can still pay for. */
function affordable(creature: Creature): readonly Feature[] {
  const pool = featureOf(creature, POOL);
  const left = pool === null ? 0 : (usesLeft(creature, pool) ?? 0);
  return creature.features.filter(
    ({ id, values }) => id.startsWith("legendary-") && (values.legendaryCost ?? Number.MAX_VALUE) <= left,
  );
}

/** Not while incapacitated, nor before the first turn of who was surprised has ended. */
function mayAct(state: State, creature: Creature): boolean {
  return !creature.dead && !isIncapacitated(creature) && !state.encounter?.surprised.includes(creature.id);
}

/**
 * At the end of another's turn, whoever has legendary actions left is asked, once, in initiative order from who
 * acted; true when it waits.
 * @rule monsters.legendary-actions @srd Monsters > Legendary Creatures > Legendary Actions
 */
export function askLegendary(run: Resolution, frame: TurnFrame): boolean {
  const asked = frame.asked ?? [];
  const next = inOrderFrom(run.state, frame.creature)
    .filter((id) => id !== frame.creature && !asked.includes(id))
    .map((id) => run.find(id))
    .find((one) => one !== null && mayAct(run.state, one) && affordable(one).length > 0);
  if (next === undefined || next === null) return false;
  run.step({ ...frame, asked: [...asked, next.id] });
  openRequest(run, next.id, {
    kind: "reaction",
    trigger: "turn-ended",
    about: frame.creature,
    options: [...affordable(next).map(({ name }) => ({ choice: name })), { choice: "decline" }],
    dice: [],
    purpose: null,
    timeoutSeconds: 30,
    default: "decline",
  });
  return true;
}

/** What a chosen legendary action does: an attack of the stat block, or something left to the DM. */
type Legendary = { readonly action: Feature; readonly strike: ReturnType<typeof strikeOf> };

function strikeOf(context: Context, creature: Creature, action: Feature, command: React) {
  const words = action.name.toLowerCase();
  const named = command.with?.toLowerCase();
  const attack = creature.block.attacks.find(({ name }) =>
    named === undefined ? words.includes(name.toLowerCase()) : name.toLowerCase() === named,
  );
  if (attack === undefined) return ok(null);
  if (command.target === undefined) return reject("no-such-target", `${action.name} needs a target`);
  return chooseAttack(context, creature, { with: attack.name, target: command.target });
}

/** The answer, checked before anything happens. */
export function legendaryAnswer(
  context: Context,
  creature: CreatureId,
  command: React,
): Result<Legendary | null> {
  const actor = context.state.creatures[creature];
  const action = actor?.features.find(
    ({ name, values }) => name === command.choice && "legendaryCost" in values,
  );
  if (actor === undefined || action === undefined) return ok(null);
  const strike = strikeOf(context, actor, action, command);
  return strike.ok ? ok({ action, strike }) : strike;
}

export function actLegendarily(run: Resolution, id: CreatureId, { action, strike }: Legendary): void {
  const creature = run.creature(id);
  const pool = featureOf(creature, POOL);
  if (pool === null) return;
  useUp(run, creature, pool, "monsters.legendary-actions", action.values.legendaryCost ?? 1);
  if (!strike.ok || strike.value === null) {
    run.emit({ kind: "feature-used", creature: id, feature: action.id, left: null }, [
      "monsters.legendary-actions",
    ]);
    return;
  }
  declareAttack(
    run,
    {
      attacker: id,
      target: strike.value.target.id,
      with: strike.value.attack.name,
      mode: strike.value.mode,
      reaction: true,
      nonlethal: false,
      use: [],
      ability: null,
    },
    "monsters.legendary-actions",
  );
}
