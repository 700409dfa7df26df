import { type CreatureId, creatureId } from "../ids.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { CheckFrame, Creature, Effect } from "../state.ts";
import { ABILITIES, type Ability, CONDITIONS, type ConditionName } from "../vocabulary.ts";
import { conditionRule } from "./table.ts";

const NAME = "repeat-save";

type Bound = { readonly condition: ConditionName; readonly source: CreatureId };

/** Binds a condition to a save that is made again at the end of each of the creature's turns. */
export function bindRepeat(
  run: Resolution,
  id: CreatureId,
  { condition, source }: Bound,
  save: { readonly ability: Ability; readonly dc: number },
): void {
  if (!held(run.creature(id), condition, source)) return;
  const effect: Effect = {
    id: `${NAME}:${condition}:${source}`,
    name: NAME,
    source,
    target: null,
    until: null,
    values: { dc: save.dc, ability: ABILITIES.indexOf(save.ability) },
  };
  run.emit({ kind: "effect-gained", creature: id, effect }, ["abilities.saving-throws"]);
}

const held = (creature: Creature, condition: ConditionName, source: CreatureId): boolean =>
  creature.conditions.some((one) => one.name === condition && one.source === source);

const conditionOf = (effect: Effect): ConditionName | undefined =>
  CONDITIONS.find((name) => effect.id.startsWith(`${NAME}:${name}:`));

/** At the end of its turn: one save for each, in the order they came. Dice: a d20 each. */
export function repeatSaves(run: Resolution, id: CreatureId): void {
  const creature = run.find(id);
  if (creature === null || creature.dead) return;
  const bound = creature.effects.filter(({ name }) => name === NAME);
  for (const effect of bound.toReversed()) {
    const condition = conditionOf(effect);
    if (condition === undefined || effect.source === null || !held(creature, condition, effect.source)) {
      run.emit({ kind: "effect-ended", creature: id, effect: effect.id, why: "over" }, ["combat.turn"]);
      continue;
    }
    run.push({
      kind: "check",
      step: "roll",
      entered: null,
      creature: id,
      purpose: "save",
      ability: ABILITIES[effect.values.ability ?? 2] ?? "con",
      skill: null,
      dc: effect.values.dc ?? 10,
      advantage: [],
      disadvantage: [],
      hidden: false,
      for: { kind: NAME, data: { condition, source: effect.source, effect: effect.id } },
    });
  }
}

/** The repeated save succeeded. */
export function shakeOff(run: Resolution, id: CreatureId, { data }: CheckFrame["for"]): void {
  const name = CONDITIONS.find((one) => one === data.condition);
  if (name === undefined) return;
  const source = creatureId(String(data.source));
  run.emit({ kind: "condition-lost", creature: id, name, source, why: "saved" }, [
    "abilities.saving-throws",
    conditionRule(name),
  ]);
  run.emit({ kind: "effect-ended", creature: id, effect: String(data.effect), why: "saved" }, [
    "abilities.saving-throws",
  ]);
}
