import type { CreatureCommand } from "../command.ts";
import type { Attack } from "../creature.ts";
import { hasFeature } from "../creatures/features.ts";
import { idOf } from "../creatures/names.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { Creature, State } from "../state.ts";

const RECKLESS = "reckless";

const isReckless = (creature: Creature): boolean => creature.effects.some(({ name }) => name === RECKLESS);

/**
 * Whether this attack begins a reckless turn: named with the first attack, refused on a later one.
 * @rule features.reckless-attack @srd Barbarian > Reckless Attack
 */
export function beginsReckless(
  creature: Creature,
  command: Extract<CreatureCommand, { readonly do: "attack" }>,
): Result<boolean> {
  if (!(command.use ?? []).some((name) => idOf(name) === "reckless-attack")) return ok(false);
  if (!hasFeature(creature, "reckless-attack") && !hasFeature(creature, "reckless")) {
    return reject("no-such-feature", `${creature.name} has no Reckless Attack`);
  }
  if (isReckless(creature)) return ok(false);
  const struck = creature.economy.usedThisTurn.some((used) => used.startsWith("attacked:"));
  return struck ? reject("not-allowed", "recklessness is decided with the first attack of a turn") : ok(true);
}

export function becomeReckless(run: Resolution, { id }: Creature): void {
  run.emit(
    {
      kind: "effect-gained",
      creature: id,
      effect: {
        id: `${RECKLESS}:${id}`,
        name: RECKLESS,
        source: id,
        target: null,
        until: { kind: "turn", edge: "start", of: id, turns: 1 },
        values: {},
      },
    },
    ["features.reckless-attack"],
  );
}

/** Its own advantage: melee with Strength, on the turn it chose it. */
export function strikesRecklessly(
  state: State,
  attacker: Creature,
  attack: Attack,
  ranged: boolean,
): boolean {
  const strength = attack.ability === "str" || (attack.ability === null && attacker.kind === "monster");
  const its = state.encounter === null || state.encounter.turn === attacker.id;
  return isReckless(attacker) && its && strength && !ranged;
}

/** Everyone's advantage against it, until its next turn. */
export const standsOpen = isReckless;
