import type { AttackRider, Feature } from "../creature.ts";
import { UNARMED_STRIKE } from "../creatures/attack-options.ts";
import { featureOf } from "../creatures/features.ts";
import { idOf, nameKey } from "../creatures/names.ts";
import type { CreatureId } from "../ids.ts";
import { type Context, type Decision, spend } from "../resolve/context.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Rejection, type Result, reject } from "../result.ts";
import type { Creature, State } from "../state.ts";
import { usesLeft, useUp } from "./uses.ts";

export const names = (use: readonly string[] | undefined, id: string): boolean =>
  (use ?? []).some((name) => idOf(name) === id);

const isFist = (name: string): boolean => nameKey(name) === nameKey(UNARMED_STRIKE);

const hasAttacked = (creature: Creature): boolean => creature.economy.usedThisTurn.includes("action:attack");

/** The ki that a monk has left; null for who is no monk. */
function kiOf(creature: Creature): { readonly feature: Feature; readonly left: number } | null {
  const feature = featureOf(creature, "ki");
  return feature === null ? null : { feature, left: usesLeft(creature, feature) ?? 0 };
}

/** Why a bonus action that costs ki is closed; null when it is open. */
function refusedKi(state: State, creature: Creature, what: string): Rejection | null {
  const ki = kiOf(creature);
  if (ki === null) return { code: "no-such-feature", detail: `${creature.name} has no ${what}` };
  if (ki.left < 1) return { code: "no-uses-left", detail: "ki comes back with a rest" };
  if (state.encounter !== null && !creature.economy.bonusAction) {
    return { code: "no-bonus-action", detail: `${creature.name} has no bonus action left` };
  }
  return null;
}

/** How an unarmed strike is paid when a feature is named for it; null when none is. */
export function monkBudget(
  state: State,
  creature: Creature,
  weapon: string,
  use: readonly string[] | undefined,
): Result<"martial-arts" | "flurry"> | null {
  if (names(use, "flurry-of-blows")) {
    const refused = refusedFlurry(state, creature);
    if (refused !== null) return { ok: false, rejection: refused };
    return isFist(weapon)
      ? ok("flurry")
      : reject("not-allowed", "Flurry of Blows is made with unarmed strikes");
  }
  if (!names(use, "martial-arts")) return null;
  if (featureOf(creature, "martial-arts") === null) {
    return reject("no-such-feature", `${creature.name} has no Martial Arts`);
  }
  if (!isFist(weapon)) return reject("not-allowed", "the bonus attack of Martial Arts is an unarmed strike");
  if (!hasAttacked(creature)) return reject("not-allowed", "Martial Arts needs the Attack action first");
  if (!creature.economy.bonusAction) {
    return reject("no-bonus-action", `${creature.name} has no bonus action left`);
  }
  return ok("martial-arts");
}

function refusedFlurry(state: State, creature: Creature): Rejection | null {
  const refused = refusedKi(state, creature, "Flurry of Blows");
  if (refused !== null) return refused;
  if (state.encounter !== null && !hasAttacked(creature)) {
    return { code: "not-allowed", detail: "Flurry of Blows comes right after the Attack action" };
  }
  return null;
}

/** Two unarmed strikes for the bonus action and a point of ki. @rule features.ki @srd Monk > Flurry of Blows */
export function payFlurry(run: Resolution, id: CreatureId): void {
  payKi(run, id, "Flurry of Blows");
  run.emit(
    {
      kind: "attacks-granted",
      creature: id,
      count: 0,
      multiattack: [[UNARMED_STRIKE, UNARMED_STRIKE]],
    },
    ["features.ki"],
  );
}

function payKi(run: Resolution, id: CreatureId, what: string): void {
  const creature = run.creature(id);
  const ki = kiOf(creature);
  spend(run, id, "bonus-action", what, "combat.bonus-actions");
  if (ki !== null) useUp(run, creature, ki.feature, "features.ki");
}

export function flurry({ state }: Context, creature: Creature): Decision {
  const refused = refusedFlurry(state, creature);
  if (refused !== null) return { ok: false, rejection: refused };
  return ok((run) => payFlurry(run, creature.id));
}

/** @rule features.ki @srd Monk > Patient Defense */
export function patientDefense({ state }: Context, creature: Creature): Decision {
  const refused = refusedKi(state, creature, "Patient Defense");
  if (refused !== null) return { ok: false, rejection: refused };
  return ok((run) => {
    payKi(run, creature.id, "Patient Defense");
    run.emit({ kind: "dodged", creature: creature.id }, ["features.ki", "combat.dodge"]);
  });
}

/** Dash, or Disengage when the option says so. @rule features.ki @srd Monk > Step of the Wind */
export function stepOfTheWind(
  { state }: Context,
  creature: Creature,
  option: string | undefined,
  speed: number,
): Decision {
  const refused = refusedKi(state, creature, "Step of the Wind");
  if (refused !== null) return { ok: false, rejection: refused };
  const disengages = idOf(option ?? "dash") === "disengage";
  return ok((run) => {
    payKi(run, creature.id, "Step of the Wind");
    if (disengages) {
      run.emit({ kind: "disengaged", creature: creature.id }, ["features.ki", "combat.disengage"]);
    } else {
      run.emit({ kind: "dashed", creature: creature.id, feet: speed }, ["features.ki", "combat.dash"]);
    }
  });
}

/**
 * What a named Stunning Strike adds to a hit in melee: a Constitution save, or stunned until the end of the
 * monk's next turn. The point of ki is spent here, on the hit.
 * @rule features.stunning-strike @srd Monk > Stunning Strike
 */
export function stunningStrike(
  run: Resolution,
  id: CreatureId,
  use: readonly string[],
): readonly AttackRider[] {
  const creature = run.creature(id);
  const feature = featureOf(creature, "stunning-strike");
  const ki = kiOf(creature);
  if (feature === null || ki === null || ki.left < 1 || !names(use, "stunning-strike")) return [];
  useUp(run, creature, ki.feature, "features.stunning-strike");
  const dc = ki.feature.values.dc ?? 10;
  const onFailure = { condition: "stunned", until: `end of ${id}'s next turn` } as const;
  return [{ kind: "save", ability: "con", dc, onFailure, halfOnSuccess: false }];
}
