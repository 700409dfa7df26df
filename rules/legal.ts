import type { CreatureId } from "./ids.ts";
import type { Square } from "./map.ts";
import type { Body } from "./movement/cost.ts";
import { FEET_PER_SQUARE, type Footprint, gap } from "./movement/geometry.ts";
import { hasClearLine } from "./movement/lines.ts";
import { reachable } from "./movement/path.ts";
import { blockingSquares } from "./movement/terrain.ts";
import type { AttackView, CreatureView, SeatView } from "./view.ts";

/**
 * One thing that a seat may try now, computed from its view and never from the state, so that the list tells
 * nothing the seat may not know. `why` says why a known option is closed; null when it is open.
 */
export type LegalChoice =
  | {
      readonly do: "attack";
      readonly by: CreatureId;
      readonly with: string;
      readonly targets: readonly { readonly target: CreatureId; readonly why: string | null }[];
      readonly why: string | null;
    }
  | {
      readonly do: "move";
      readonly by: CreatureId;
      readonly reach: readonly { readonly to: Square; readonly costFeet: number }[];
      readonly why: string | null;
    }
  | {
      readonly do:
        | "dash"
        | "disengage"
        | "dodge"
        | "hide"
        | "search"
        | "stand"
        | "drop-prone"
        | "end-turn"
        | "help"
        | "use"
        | "grapple"
        | "shove"
        | "stabilize";
      readonly by: CreatureId;
      readonly option: string | null;
      readonly why: string | null;
    };

/**
 * What a seat may try with its creatures now. Only the creature whose turn it is has choices; while something
 * waits nobody has.
 */
export function legalChoices(view: SeatView): readonly LegalChoice[] {
  if (view.session.status !== "active" || view.waiting || Object.keys(view.requests).length > 0) return [];
  const mine = Object.values(view.creatures).filter((creature) => creature.mine);
  const acting =
    view.encounter === null
      ? mine.filter(({ health }) => health !== "dead")
      : mine.filter(({ id }) => id === view.encounter?.turn);
  return acting.flatMap((creature) => choicesOf(view, creature));
}

function choicesOf(view: SeatView, creature: CreatureView): readonly LegalChoice[] {
  const by = creature.id;
  const ended = view.encounter === null ? [] : [choice(by, "end-turn", null)];
  // Of the fallen and the dead, the turn has to be ended all the same.
  if (creature.health === "dead" || is(creature, "unconscious")) return ended;
  const helpless = HELPLESS.some((name) => is(creature, name)) ? "incapacitated" : null;
  const acts = view.encounter === null || creature.action;
  const noAction = helpless ?? (acts ? null : "no action left");
  const noAttack = helpless ?? (acts || creature.attacksLeft > 0 ? null : "no attack left");
  return [
    ...creature.attacks.map((attack) => attackChoice(view, creature, attack, noAttack)),
    moveChoice(view, creature),
    ...ACTIONS.map((name) => choice(by, name, noAction)),
    ...bonusChoices(view, creature, helpless),
    choice(by, "grapple", noAttack),
    choice(by, "shove", noAttack),
    ...(isSomebodyDying(view, creature) ? [choice(by, "stabilize", noAction)] : []),
    is(creature, "prone") ? choice(by, "stand", standWhy(view, creature)) : choice(by, "drop-prone", null),
    ...ended,
  ];
}

function standWhy(view: SeatView, { speedFeet, movementLeftFeet }: CreatureView): string | null {
  if (speedFeet === 0) return "no speed";
  const cost = Math.floor(speedFeet / 10) * 5;
  return view.encounter !== null && movementLeftFeet < cost ? "not enough movement left" : null;
}

const ACTIONS = ["dash", "disengage", "dodge", "help", "hide", "search"] as const;
const HELPLESS: readonly string[] = ["incapacitated", "paralyzed", "petrified", "stunned"];

type Plain = Extract<LegalChoice, { readonly option: string | null }>;

const choice = (
  by: CreatureId,
  name: Plain["do"],
  why: string | null,
  option: string | null = null,
): Plain => ({
  do: name,
  by,
  option,
  why,
});

const is = (creature: CreatureView, name: string): boolean =>
  creature.conditions.some((condition) => condition.name === name);

/** Features that the engine plays by name, and the actions that a feature makes bonus actions. */
function bonusChoices(
  view: SeatView,
  creature: CreatureView,
  helpless: string | null,
): readonly LegalChoice[] {
  const by = creature.id;
  const spent = view.encounter !== null && !creature.bonusAction ? "no bonus action left" : null;
  return creature.features.flatMap(({ id, name, left }): readonly LegalChoice[] => {
    const usedUp = left === 0 ? "no uses left" : null;
    switch (id) {
      case "second-wind":
        return [choice(by, "use", helpless ?? usedUp ?? spent, name)];
      case "action-surge":
        return [choice(by, "use", helpless ?? usedUp, name)];
      case "cunning-action":
        return (["dash", "disengage", "hide"] as const).map((one) =>
          choice(by, one, helpless ?? spent, name),
        );
      case "nimble-escape":
        return (["disengage", "hide"] as const).map((one) => choice(by, one, helpless ?? spent, name));
      default:
        return [];
    }
  });
}

const isSomebodyDying = (view: SeatView, creature: CreatureView): boolean =>
  Object.values(view.creatures).some(
    (other) => other.health === "dying" && other.id !== creature.id && feetBetween(creature, other) <= 5,
  );

function attackChoice(
  view: SeatView,
  creature: CreatureView,
  attack: AttackView,
  why: string | null,
): LegalChoice {
  const foes = Object.values(view.creatures).filter(
    ({ side, health }) => side !== creature.side && health !== "dead",
  );
  const reach = Math.max(attack.reachFeet, attack.longFeet);
  const targets = foes.map((foe) => ({
    target: foe.id,
    why: targetWhy(view, creature, foe, reach),
  }));
  return { do: "attack", by: creature.id, with: attack.name, targets, why };
}

function targetWhy(view: SeatView, creature: CreatureView, foe: CreatureView, reach: number): string | null {
  if (feetBetween(creature, foe) > reach) return "out of range";
  const charmed = creature.conditions.some(({ name, source }) => name === "charmed" && source === foe.id);
  return charmed ? "charmed" : coverWhy(view, creature, foe);
}

function coverWhy(view: SeatView, one: CreatureView, other: CreatureView): string | null {
  if (view.map === null || one.x < 0 || other.x < 0) return null;
  const walls = blockingSquares(view.map, ["wall", "door-closed"]);
  return hasClearLine(spaceOf(one), spaceOf(other), walls) ? null : "total cover";
}

/** How far `reach` is listed where no turn limits it. */
const FREE_FEET = 60;

function moveChoice(view: SeatView, creature: CreatureView): LegalChoice {
  const feet = view.encounter === null ? FREE_FEET : creature.movementLeftFeet;
  const by = creature.id;
  if (creature.x < 0) return { do: "move", by, reach: [], why: "no place on the map" };
  if (creature.speedFeet === 0) return { do: "move", by, reach: [], why: "no speed" };
  if (feet < 5) return { do: "move", by, reach: [], why: "no movement left" };
  const bodies = Object.values(view.creatures).map(bodySeen);
  // Nobody else's view says who swims or climbs; the dearer way is listed, the engine knows better.
  const walker = {
    ...bodySeen(creature),
    prone: is(creature, "prone"),
    laborious: ["swim", "climb"] as const,
    fears: fearsOf(view, creature),
  };
  const reach = reachable(view.map, walker, walker.prone ? "crawl" : "walk", bodies, feet);
  return { do: "move", by, reach, why: null };
}

const fearsOf = (view: SeatView, { conditions }: CreatureView): readonly Footprint[] =>
  conditions.flatMap(({ name, source }) => {
    const feared = name === "frightened" && source !== "" ? view.creatures[source] : undefined;
    return feared === undefined || feared.x < 0 ? [] : [spaceOf(feared)];
  });

function bodySeen({ id, side, x, y, squares, health }: CreatureView): Body {
  // A view shows spaces, not sizes: the smallest size that takes the space is meant for foes.
  return { id, side, at: x < 0 ? null : [x, y], squares, rank: squares + 1, dead: health === "dead" };
}

const spaceOf = ({ x, y, squares }: CreatureView): Footprint => ({ x, y, side: squares });

function feetBetween(one: CreatureView, other: CreatureView): number {
  return one.x < 0 || other.x < 0 ? FEET_PER_SQUARE : gap(spaceOf(one), spaceOf(other)) * FEET_PER_SQUARE;
}
