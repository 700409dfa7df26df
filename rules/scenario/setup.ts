import type { Command, DmCommand, TableCommand } from "../command.ts";
import { CONTENT_VERSION, monsterSpec, sheetSpec } from "../content/index.ts";
import type { CreatureSpec } from "../creature.ts";
import { creatureId, type SeatId, seatId, userId } from "../ids.ts";
import { TERRAIN_TYPES } from "../map.ts";
import { CONDITIONS } from "../vocabulary.ts";
import type { Scenario, ScenarioCreature, SetCondition } from "./document.ts";
import { blockWith, startOf } from "./overrides.ts";

/** The file does not say a scene; the message names the place. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

/** Everyone's commands go through one seat that may command every creature. */
export const TABLE_SEAT: SeatId = seatId("table");

/** Every creature is somebody's, so that its choices are asked for and not made for it. */
const PLAYERS_SEAT: SeatId = seatId("players");

export type SetupStep = { readonly command: Command; readonly as: "system" | "dm"; readonly what: string };

/** The commands that make the scene of a file, before its own commands. */
export function setupSteps(scenario: Scenario): readonly SetupStep[] {
  const steps: SetupStep[] = [
    { as: "system", command: startSession(scenario), what: "the session" },
    { as: "system", command: takeSeat(TABLE_SEAT, "dm"), what: "the seat" },
    { as: "system", command: takeSeat(PLAYERS_SEAT, "player"), what: "the seat" },
  ];
  if (scenario.map !== undefined) steps.push({ as: "dm", command: mapOf(scenario.map), what: "map" });
  for (const [index, creature] of scenario.creatures.entries()) {
    const what = `creatures[${index}]`;
    const spec = specOf(withHiding(creature, scenario.creatures), what);
    steps.push({ as: "dm", command: { do: "add-creature", creature: spec }, what });
  }
  if (scenario.combat !== undefined) {
    steps.push({ as: "dm", command: combatOf(scenario, scenario.combat), what: "combat" });
  }
  for (const [index, creature] of scenario.creatures.entries()) {
    for (const command of conditionsOf(creature, `creatures[${index}].set.conditions`)) {
      steps.push({ as: "dm", command, what: `creatures[${index}].set.conditions` });
    }
  }
  return steps;
}

/** Place matters as soon as there is a map, or anybody has one. */
const isPlaced = ({ map, creatures }: Scenario): boolean =>
  map !== undefined || creatures.some(({ at }) => at !== undefined && at !== null);

function startSession(scenario: Scenario): TableCommand {
  return {
    do: "start-session",
    name: scenario.title ?? "Scenario",
    campaign: "Scenario",
    diceMode: "rng",
    mapMode: isPlaced(scenario) ? "grid_2d" : "narrative_only",
    rulings: scenario.rulings ?? {},
    books: [],
    rulesVersion: scenario.ruleset ?? "srd-5.1",
    contentVersion: CONTENT_VERSION,
    diceCommitment: { open: "0".repeat(64), hidden: "0".repeat(64) },
  };
}

function takeSeat(seat: SeatId, role: "dm" | "player"): TableCommand {
  const user = userId(`00000000-0000-7000-8000-00000000000${role === "dm" ? 1 : 2}`);
  return { do: "take-seat", seat, user, name: seat, role };
}

function mapOf(map: NonNullable<Scenario["map"]>): DmCommand {
  const terrain = (map.terrain ?? []).map(({ x, y, type }, index) => {
    const known = TERRAIN_TYPES.find((one) => one === type);
    if (known === undefined) throw new ScenarioError(`map.terrain[${index}].type: ${type}`);
    return { x, y, type: known };
  });
  const sunlit = map.sunlight === true || map.light === "sunlight";
  const light = map.light === undefined || map.light === "sunlight" ? "bright" : map.light;
  const size = { width: map.width, height: map.height };
  return { do: "set-map", map: { ...size, light, ...(sunlit ? { sunlight: true } : {}), terrain } };
}

function combatOf(scenario: Scenario, combat: NonNullable<Scenario["combat"]>): DmCommand {
  const order = (combat.order ?? scenario.creatures.map(({ id }) => id)).map(creatureId);
  return {
    do: "start-combat",
    order,
    ...(combat.turn === undefined ? {} : { turn: creatureId(combat.turn) }),
    ...(combat.round === undefined ? {} : { round: combat.round }),
    ...(combat.surprised === undefined ? {} : { surprised: combat.surprised.map(creatureId) }),
  };
}

/** Conditions come last, when everyone is there and turns are counted: their ends name whose turn. */
function conditionsOf(creature: ScenarioCreature, what: string): readonly DmCommand[] {
  return (creature.set?.conditions ?? []).flatMap((given) => {
    const {
      name,
      source,
      until,
      level = 1,
    }: SetCondition = typeof given === "string" ? { name: given } : given;
    const known = CONDITIONS.find((one) => one === name.toLowerCase());
    if (known === undefined) throw new ScenarioError(`${what}: ${name}`);
    const command: DmCommand = {
      do: "condition",
      target: creatureId(creature.id),
      change: "add",
      name: known,
      ...(source === undefined ? {} : { source: creatureId(source) }),
      ...(until === undefined ? {} : { until }),
    };
    // Exhaustion goes up by one level at a time.
    return Array<DmCommand>(known === "exhaustion" ? level : 1).fill(command);
  });
}

const sideOf = ({ side, monster }: ScenarioCreature): string =>
  side ?? (monster === undefined ? "party" : "foes");

/** Who hides and does not say from whom hides from every other side. */
function withHiding(creature: ScenarioCreature, all: readonly ScenarioCreature[]): ScenarioCreature {
  const hidden = creature.set?.hidden;
  if (hidden === undefined || hidden.from !== undefined) return creature;
  const from = all.filter((one) => sideOf(one) !== sideOf(creature)).map(({ id }) => id);
  return { ...creature, set: { ...creature.set, hidden: { ...hidden, from } } };
}

function specOf(creature: ScenarioCreature, what: string): CreatureSpec {
  const id = creatureId(creature.id);
  const at = creature.at ?? null;
  const side = sideOf(creature);
  const start = startOf(creature.set ?? {});
  const made =
    creature.monster === undefined
      ? sheetSpec(sheetOf(creature, what), {
          id,
          name: creature.name ?? creature.id,
          side,
          at,
          seat: null,
          character: null,
          start,
        })
      : monsterSpec(creature.monster, {
          id,
          side,
          at,
          concealed: false,
          notes: "",
          ...(creature.name === undefined ? {} : { name: creature.name }),
        });
  if (!made.ok) throw new ScenarioError(`${what}: ${made.rejection.detail}`);
  const spec = made.value;
  const resources = { ...spec.start.resources, ...start.resources };
  return {
    ...spec,
    seat: PLAYERS_SEAT,
    block: blockWith(spec.block, creature.set ?? {}),
    start: { ...spec.start, ...start, resources, slots: { ...spec.start.slots, ...start.slots } },
  };
}

function sheetOf(creature: ScenarioCreature, what: string): NonNullable<ScenarioCreature["sheet"]> {
  if (creature.sheet === undefined) throw new ScenarioError(`${what}: a monster or a sheet`);
  return creature.sheet;
}
