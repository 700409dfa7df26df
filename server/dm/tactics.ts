import type { AnswerCommand, CreatureCommand } from "../../rules/command.ts";
import type { CreatureId } from "../../rules/ids.ts";
import type { LegalChoice } from "../../rules/legal.ts";
import type { Request } from "../../rules/request.ts";
import type { AttackView, CreatureView, SeatView } from "../../rules/view.ts";
import { feetBetween, placed, squaresBetween } from "./grammar/distance.ts";
import { awayIn } from "./grammar/places.ts";
import { type Spot, waysOf } from "./paths.ts";

/** What a creature of the DM's has to decide by. */
export type Situation = {
  /** The DM's view. */
  readonly view: SeatView;
  readonly self: CreatureView;
  readonly legal: readonly LegalChoice[];
  /** Whom it does not perceive, though the DM does; they are neither hunted nor feared. */
  readonly unseen: ReadonlySet<CreatureId>;
  /** Commands of this turn that were refused or are used up, as `keyOf` names them. */
  readonly tried: ReadonlySet<string>;
};

export function keyOf(command: CreatureCommand | AnswerCommand): string {
  switch (command.do) {
    case "attack":
      return `attack ${command.with} ${command.target}`;
    case "move-to":
      return `move-to ${command.to.join(",")}`;
    default:
      return command.do;
  }
}

const standing = (creature: CreatureView): boolean =>
  creature.health === "unhurt" || creature.health === "wounded" || creature.health === "bloodied";

function foesOf({ view, self, unseen }: Situation): readonly CreatureView[] {
  return Object.values(view.creatures).filter(
    (other) => other.side !== self.side && standing(other) && !unseen.has(other.id),
  );
}

/** The mean of printed damage: `2d6+3 slashing`, sums of several. */
function meanDamage(attack: AttackView): number {
  let sum = 0;
  for (const [, count, sides] of attack.damage.matchAll(/(\d+)d(\d+)/g))
    sum += (Number(count) * (Number(sides) + 1)) / 2;
  for (const [flat] of attack.damage.replace(/\d+d\d+/g, "").matchAll(/[+-]?\d+/g)) sum += Number(flat);
  return Math.max(sum, 1);
}

/** Expected damage, and more where it takes a foe down; less for a shot at arms' length or far away. */
function worth(attack: AttackView, target: CreatureView, self: CreatureView, crowded: boolean): number {
  const needed = (target.ac >= 0 ? target.ac : 13) - attack.bonus;
  const chance = Math.min(0.95, Math.max(0.05, (21 - needed) / 20));
  const feet = feetBetween(self, target);
  const shot = feet > attack.reachFeet;
  const hindered = shot && (crowded || feet > attack.normalFeet);
  const mean = meanDamage(attack);
  const finishing = target.hp > 0 && mean >= target.hp ? 1.5 : 1;
  return (hindered ? chance * chance : chance) * mean * finishing;
}

type Strike = Extract<CreatureCommand, { readonly do: "attack" }>;

function strikes(situation: Situation): readonly Strike[] {
  const { self, legal, tried } = situation;
  const foes = new Map(foesOf(situation).map((foe) => [foe.id, foe]));
  const crowded = [...foes.values()].some((foe) => feetBetween(self, foe) <= 5);
  const options = legal.flatMap((choice) => {
    if (choice.do !== "attack" || choice.by !== self.id || choice.why !== null) return [];
    const attack = self.attacks.find((one) => one.name === choice.with);
    if (attack === undefined) return [];
    return choice.targets.flatMap(({ target, why }) => {
      const foe = foes.get(target);
      if (why !== null || foe === undefined) return [];
      const command: Strike = { do: "attack", by: self.id, with: choice.with, target };
      return tried.has(keyOf(command)) ? [] : [{ command, value: worth(attack, foe, self, crowded) }];
    });
  });
  return options.sort((one, other) => other.value - one.value).map(({ command }) => command);
}

/** How far ahead it plans its way; beyond that it waits to be found. */
const SIGHT_FEET = 400;

/** How far it can do harm from, by its best weapon kind: its reach, or the near range of what it shoots. */
function strikingFeet(self: CreatureView): number {
  return Math.max(5, ...self.attacks.map((attack) => Math.max(attack.reachFeet, attack.normalFeet)));
}

/** The square from which it can strike that costs the fewest feet, then as far on the way there as it gets. */
function approach(situation: Situation): CreatureCommand | null {
  const { view, self, tried } = situation;
  const foes = foesOf(situation).filter(placed);
  if (!placed(self) || foes.length === 0 || self.movementLeftFeet < 5) return null;
  const ways = waysOf(view, self, SIGHT_FEET);
  const reach = strikingFeet(self);
  const gap = (spot: Spot): number =>
    5 * Math.min(...foes.map((foe) => squaresBetween(spot.to, self.squares, foe)));
  const now = 5 * Math.min(...foes.map((foe) => squaresBetween([self.x, self.y], self.squares, foe)));
  const goal = ways.spots.find((spot) => gap(spot) <= reach && !tried.has(`move-to ${spot.to.join(",")}`));
  const nearest =
    goal ?? [...ways.spots].sort((one, other) => gap(one) - gap(other) || one.costFeet - other.costFeet)[0];
  if (nearest === undefined || (goal === undefined && gap(nearest) >= now)) return null;
  const endable = new Set(ways.spots.map((spot) => spot.to.join(",")));
  const stop = ways
    .pathTo(nearest.to)
    .filter((spot) => spot.costFeet <= self.movementLeftFeet && endable.has(spot.to.join(",")))
    .at(-1);
  if (stop === undefined) return null;
  const command: CreatureCommand = { do: "move-to", by: self.id, to: stop.to };
  return tried.has(keyOf(command)) ? null : command;
}

/** Alone against several and nearly dead, it runs. */
function wantsToFlee(situation: Situation): boolean {
  const { view, self } = situation;
  const friends = Object.values(view.creatures).filter(
    (other) => other.id !== self.id && other.side === self.side && standing(other),
  );
  return self.hp > 0 && self.hp * 4 <= self.maxHp && friends.length === 0 && foesOf(situation).length >= 2;
}

function flight(situation: Situation): CreatureCommand | null {
  const { view, self, tried } = situation;
  const foes = foesOf(situation).filter(placed);
  if (!placed(self) || foes.length === 0) return null;
  const pressed = foes.some((foe) => feetBetween(self, foe) <= 5);
  if (self.action && pressed && !tried.has("disengage")) return { do: "disengage", by: self.id };
  if (self.action && !pressed && !tried.has("dash")) return { do: "dash", by: self.id };
  if (self.movementLeftFeet < 5) return null;
  const to = awayIn(self, foes, waysOf(view, self, self.movementLeftFeet).spots);
  const command: CreatureCommand | null = to === null ? null : { do: "move-to", by: self.id, to };
  return command === null || tried.has(keyOf(command)) ? null : command;
}

/**
 * The next command of a creature that nobody plays: stand up, strike the best target, close in, dash, and in
 * the end always end the turn. Deterministic: the same situation gives the same command.
 */
export function nextCommand(situation: Situation): CreatureCommand {
  const { self, tried } = situation;
  const end: CreatureCommand = { do: "end-turn", by: self.id };
  // Whom the DM keeps out of sight waits there until the DM reveals it.
  if (!standing(self) || self.concealed) return end;
  const prone = self.conditions.some((condition) => condition.name === "prone");
  if (prone && self.movementLeftFeet * 2 >= self.speedFeet && self.speedFeet > 0 && !tried.has("stand"))
    return { do: "stand", by: self.id };
  if (wantsToFlee(situation)) return flight(situation) ?? end;
  const [strike] = strikes(situation);
  if (strike !== undefined) return strike;
  if (!self.action && self.attacksLeft <= 0) return end;
  const step = approach(situation);
  if (step !== null) return step;
  const idle = self.movementLeftFeet < 5 && foesOf(situation).length > 0 && self.speedFeet > 0;
  return idle && self.action && !tried.has("dash") ? { do: "dash", by: self.id } : end;
}

/** The answer of a creature that nobody plays: it takes every chance to strike, and declines the rest. */
export function answerTo(request: Request, view: SeatView): AnswerCommand {
  const by = request.creature;
  const self = view.creatures[by];
  const option = request.options.find((one) => one.choice !== "decline");
  const able = self !== undefined && standing(self);
  if (request.kind !== "reaction" || option === undefined || !able)
    return { do: "decline", by, request: request.id };
  const best = [...(option.with ?? [])].sort((one, other) => value(other, self) - value(one, self))[0];
  return {
    do: "react",
    by,
    request: request.id,
    choice: option.choice,
    ...(best === undefined ? {} : { with: best }),
  };
}

function value(name: string, self: CreatureView): number {
  const attack = self.attacks.find((one) => one.name === name);
  return attack === undefined ? 0 : meanDamage(attack);
}
