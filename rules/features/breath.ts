import { type Cover, coverFromPoint } from "../combat/cover.ts";
import type { CreatureCommand } from "../command.ts";
import type { DamageFormula, Feature } from "../creature.ts";
import { type AreaShape, type Direction, directionTo, isInArea, originOf } from "../movement/areas.ts";
import { type Footprint, footprint } from "../movement/geometry.ts";
import { aimedAt, type Context, type Decision, spend } from "../resolve/context.ts";
import { ok, type Result, reject } from "../result.ts";
import type { AreaFrame, Creature, State } from "../state.ts";
import { ABILITIES, type Ability, DAMAGE_TYPES } from "../vocabulary.ts";
import { usesLeft, useUp } from "./uses.ts";

type Use = Extract<CreatureCommand, { readonly do: "use" }>;

/** What a breath does, as far as its print could be read. */
type Breath = {
  readonly ability: Ability;
  readonly dc: number;
  readonly half: boolean;
  readonly damage: DamageFormula;
  readonly shapes: readonly AreaShape[];
};

/** A feature that breathes damage over a cone or a line: `dex/fire/half` and its numbers. */
export function breathOf({ option, values }: Feature): Breath | null {
  const [save, dealt, success] = option?.split("/") ?? [];
  const ability = ABILITIES.find((one) => one === save);
  const type = DAMAGE_TYPES.find((one) => one === dealt);
  const { dc, dice, sides, bonus = 0, coneFeet, lineFeet, lineWidthFeet = 5 } = values;
  if (ability === undefined || type === undefined || !dc || !dice || !sides) return null;
  const shapes: AreaShape[] = [];
  if (coneFeet) shapes.push({ kind: "cone", lengthFeet: coneFeet });
  if (lineFeet) shapes.push({ kind: "line", lengthFeet: lineFeet, widthFeet: lineWidthFeet });
  if (shapes.length === 0) return null;
  return { ability, dc, half: success === "half", damage: { count: dice, sides, bonus, type }, shapes };
}

/**
 * Breathes over everyone in the area, friends too. Of a breath with a cone and a line `option` says which.
 * @srd Monsters > Actions; Races > Dragonborn > Breath Weapon
 */
export function breathe(context: Context, creature: Creature, feature: Feature, command: Use): Decision {
  const breath = breathOf(feature);
  const space = footprint(creature);
  if (breath === null) return reject("not-implemented", `${feature.name} is left to the DM`);
  if (space === null) return reject("illegal-target", `${creature.name} has no place on the map`);
  if (usesLeft(creature, feature) === 0) return reject("no-uses-left", `${feature.name} is spent`);
  if (context.state.encounter !== null && !creature.economy.action) {
    return reject("no-action", `${creature.name} has no action left`);
  }
  const shape = shapeOf(breath, command.option);
  if (shape === undefined) return reject("malformed", `${feature.name} is no ${command.option}`);
  const direction = directionOf(context, space, command);
  if (!direction.ok) return direction;
  return ok((run) => {
    spend(run, creature.id, "action", feature.name, "combat.turn");
    useUp(run, creature, feature, "abilities.saving-throws");
    run.push({
      kind: "area",
      step: "damage",
      entered: null,
      source: creature.id,
      with: feature.name,
      ability: breath.ability,
      dc: breath.dc,
      half: breath.half,
      damage: [breath.damage],
      rolls: null,
      targets: targetsIn(run.state, creature, space, shape, direction.value, breath.ability),
      saved: null,
    });
  });
}

function shapeOf({ shapes }: Breath, option: string | undefined): AreaShape | undefined {
  if (option === undefined) return shapes[0];
  return shapes.find(({ kind }) => option.toLowerCase().includes(kind));
}

function directionOf(context: Context, from: Footprint, command: Use): Result<Direction> {
  if (command.direction !== undefined) return ok(command.direction);
  if (command.at !== undefined) {
    return ok(directionTo(from, { x: command.at[0], y: command.at[1], side: 1 }));
  }
  if (command.target === undefined) return reject("malformed", "a breath needs a direction");
  const aimed = aimedAt(context, command.target);
  if (!aimed.ok) return aimed;
  const space = footprint(aimed.value);
  return space === null ? reject("illegal-target", "the target has no place") : ok(directionTo(from, space));
}

const BONUS: Readonly<Record<Cover, number>> = { none: 0, half: 2, "three-quarters": 5, total: 0 };

/** Everyone alive in the area to whom a straight line leads, in initiative order, seen or not. */
function targetsIn(
  state: State,
  creature: Creature,
  space: Footprint,
  shape: AreaShape,
  direction: Direction,
  ability: Ability,
): AreaFrame["targets"] {
  const origin = originOf(space, direction);
  const order = state.encounter?.order ?? [];
  const everyone = [...order, ...state.roster.filter((id) => !order.includes(id))];
  return everyone.flatMap((id) => {
    const target = state.creatures[id];
    const at = target && footprint(target);
    if (!target || !at || target.dead || id === creature.id) return [];
    if (!isInArea(shape, origin, direction, at)) return [];
    const cover = coverFromPoint(state, origin, target);
    if (cover === "total") return [];
    return [{ id, cover: ability === "dex" ? BONUS[cover] : 0 }];
  });
}
