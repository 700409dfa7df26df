import type { Die } from "../../../rules/dice.ts";
import type { D20Roll, Glimpse } from "../../../rules/event.ts";
import type { CreatureId } from "../../../rules/ids.ts";
import type { Scene } from "../scene.ts";

type Maybe = CreatureId | null;

export type AttackFact = {
  readonly attacker: Maybe;
  readonly target: Maybe;
  readonly outcome: "hit" | "miss" | "critical";
  readonly numbers: readonly number[];
};
export type DamageFact = {
  readonly target: Maybe;
  readonly source: Maybe;
  readonly type: string | null;
  /** Every number that may be said of this damage. */
  readonly amounts: readonly number[];
  readonly after: number | null;
  readonly before: number | null;
  readonly temporary: number;
};
export type TrialFact = {
  readonly creature: Maybe;
  readonly target: Maybe;
  readonly for: string;
  readonly outcome: "success" | "failure";
};

/** What the moments of a scene prove, indexed the way the audit asks. */
export type Ledger = {
  readonly attacks: readonly AttackFact[];
  readonly damage: readonly DamageFact[];
  readonly trials: readonly TrialFact[];
  readonly died: ReadonlySet<CreatureId>;
  readonly downed: ReadonlySet<CreatureId>;
  readonly healed: ReadonlySet<CreatureId>;
  readonly roused: ReadonlySet<CreatureId>;
  /** Whose place on the map changed. */
  readonly moved: ReadonlySet<CreatureId>;
  /** Who did something of their own accord, or tried. */
  readonly acted: ReadonlySet<CreatureId>;
  readonly gained: ReadonlyMap<CreatureId, ReadonlySet<string>>;
  readonly lost: ReadonlyMap<CreatureId, ReadonlySet<string>>;
  readonly feet: ReadonlySet<number>;
  readonly armorClasses: ReadonlySet<number>;
  readonly difficulties: ReadonlySet<number>;
  /** Any number that stands somewhere in what this audience saw. */
  readonly numbers: ReadonlySet<number>;
  readonly rounds: ReadonlySet<number>;
  readonly diceSizes: ReadonlySet<number>;
  /** Names of weapons, attacks, features and things that were used. */
  readonly things: ReadonlySet<string>;
};

/** All whole numbers anywhere in a glimpse, but not running draw numbers, which nobody would tell. */
function numbersIn(value: unknown, into: Set<number>, key = ""): void {
  if (key === "draw" || key === "path" || key === "at" || key === "map" || key === "frame") return;
  if (typeof value === "number") into.add(Math.abs(value));
  else if (Array.isArray(value)) for (const item of value) numbersIn(item, into);
  else if (typeof value === "object" && value !== null)
    for (const [name, item] of Object.entries(value)) numbersIn(item, into, name);
}

const faces = (dice: readonly Die[] | undefined): readonly number[] => (dice ?? []).map((die) => die.face);
const ofRoll = (roll: D20Roll | undefined): readonly number[] =>
  roll === undefined ? [] : [roll.total, Math.abs(roll.modifier), ...faces(roll.dice)];

function add<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  map.set(key, (map.get(key) ?? new Set<Value>()).add(value));
}

export function ledgerOf(scene: Scene): Ledger {
  const attacks: AttackFact[] = [];
  const damage: DamageFact[] = [];
  const trials: TrialFact[] = [];
  const died = new Set<CreatureId>();
  const downed = new Set<CreatureId>();
  const healed = new Set<CreatureId>();
  const roused = new Set<CreatureId>();
  const moved = new Set<CreatureId>();
  const acted = new Set<CreatureId>();
  const gained = new Map<CreatureId, Set<string>>();
  const lost = new Map<CreatureId, Set<string>>();
  const feet = new Set<number>();
  const armorClasses = new Set<number>();
  const difficulties = new Set<number>();
  const numbers = new Set<number>();
  const rounds = new Set<number>();
  const diceSizes = new Set<number>();
  const things = new Set<string>();
  const rolledFor = new Map<CreatureId, number[]>();

  const read = (glimpse: Glimpse): void => {
    switch (glimpse.kind) {
      case "attack-declared":
        if (glimpse.attacker) acted.add(glimpse.attacker);
        if (glimpse.with) things.add(glimpse.with.toLowerCase());
        return;
      case "attack-rolled":
        if (glimpse.attacker) acted.add(glimpse.attacker);
        if (glimpse.with) things.add(glimpse.with.toLowerCase());
        if (glimpse.against) armorClasses.add(glimpse.against.ac);
        if (glimpse.outcome !== undefined)
          attacks.push({
            attacker: glimpse.attacker ?? null,
            target: glimpse.target ?? null,
            outcome: glimpse.outcome,
            numbers: ofRoll(glimpse.roll),
          });
        return;
      case "damage-rolled": {
        const rolls = glimpse.rolls ?? [];
        const amounts = [
          ...rolls.map((roll) => roll.amount),
          rolls.reduce((sum, roll) => sum + roll.amount, 0),
        ];
        for (const roll of rolls) for (const die of roll.dice) diceSizes.add(die.sides);
        if (glimpse.target)
          rolledFor.set(glimpse.target, [...(rolledFor.get(glimpse.target) ?? []), ...amounts]);
        return;
      }
      case "damage-taken":
        damage.push({
          target: glimpse.target ?? null,
          source: glimpse.source ?? null,
          type: glimpse.type ?? null,
          amounts: [
            glimpse.amount ?? -1,
            ...(glimpse.temporary === undefined
              ? []
              : [glimpse.temporary, (glimpse.amount ?? 0) - glimpse.temporary]),
            ...(glimpse.steps ?? []).flatMap((step) => [step.before, step.after]),
          ],
          before: glimpse.hpBefore ?? null,
          after: glimpse.hpAfter ?? null,
          temporary: glimpse.temporary ?? 0,
        });
        return;
      case "healed":
      case "hit-die-spent":
        if (glimpse.kind === "healed" && glimpse.target) healed.add(glimpse.target);
        if (glimpse.kind === "hit-die-spent" && glimpse.creature) healed.add(glimpse.creature);
        return;
      case "temporary-hit-points-gained":
      case "hit-points-adjusted":
        if (glimpse.target) healed.add(glimpse.target);
        return;
      case "died":
        if (glimpse.creature) died.add(glimpse.creature);
        return;
      case "fell-unconscious":
      case "knocked-out":
        if (glimpse.creature) downed.add(glimpse.creature);
        return;
      case "came-to":
        if (glimpse.creature) roused.add(glimpse.creature);
        return;
      case "stabilized":
        if (glimpse.by) acted.add(glimpse.by);
        return;
      case "death-save-rolled":
        if (glimpse.creature && glimpse.outcome === "revived") roused.add(glimpse.creature);
        if (glimpse.creature && glimpse.outcome !== undefined)
          trials.push({
            creature: glimpse.creature,
            target: null,
            for: "death-save",
            outcome: glimpse.outcome === "success" || glimpse.outcome === "revived" ? "success" : "failure",
          });
        return;
      case "moved":
        if (glimpse.creature) {
          moved.add(glimpse.creature);
          if (glimpse.forced !== true) acted.add(glimpse.creature);
        }
        if (glimpse.costFeet !== undefined) feet.add(glimpse.costFeet);
        if (glimpse.path !== undefined) feet.add(glimpse.path.length * 5);
        return;
      case "movement-stopped":
        if (glimpse.creature) acted.add(glimpse.creature);
        return;
      case "creature-placed":
      case "creature-revealed":
        if (glimpse.creature) moved.add(glimpse.creature);
        return;
      case "creature-added":
        if (glimpse.id) moved.add(glimpse.id);
        return;
      case "fell":
        if (glimpse.creature) moved.add(glimpse.creature);
        if (glimpse.feet !== undefined) feet.add(glimpse.feet);
        return;
      case "stood-up":
      case "dashed":
      case "disengaged":
      case "dodged":
      case "helped":
      case "hid":
      case "searched":
        if (glimpse.creature) acted.add(glimpse.creature);
        if (glimpse.kind === "dashed" && glimpse.creature) moved.add(glimpse.creature);
        if (glimpse.kind === "dashed" && glimpse.feet !== undefined) feet.add(glimpse.feet);
        return;
      case "condition-gained":
        if (glimpse.creature && glimpse.name) add(gained, glimpse.creature, glimpse.name);
        return;
      case "condition-lost":
        if (glimpse.creature && glimpse.name) add(lost, glimpse.creature, glimpse.name);
        return;
      case "check-rolled":
        if (glimpse.creature) acted.add(glimpse.creature);
        if (glimpse.against) difficulties.add(glimpse.against.dc);
        if (glimpse.outcome)
          trials.push({
            creature: glimpse.creature ?? null,
            target: null,
            for: glimpse.purpose ?? "check",
            outcome: glimpse.outcome,
          });
        return;
      case "contest-resolved":
        if (glimpse.creature) acted.add(glimpse.creature);
        if (glimpse.outcome)
          trials.push({
            creature: glimpse.creature ?? null,
            target: glimpse.target ?? null,
            for: glimpse.for ?? "contest",
            outcome: glimpse.outcome,
          });
        return;
      case "turn-started":
        if (glimpse.round !== undefined) rounds.add(glimpse.round);
        return;
      case "encounter-started":
        if (glimpse.round !== undefined) rounds.add(glimpse.round);
        return;
      case "item-equipped":
      case "item-dropped":
      case "item-used":
        if (glimpse.creature) acted.add(glimpse.creature);
        return;
      case "feature-used":
        if (glimpse.creature) acted.add(glimpse.creature);
        if (glimpse.feature) things.add(glimpse.feature.toLowerCase().replaceAll("-", " "));
        return;
      default:
        // The rest is bookkeeping: it proves nothing that prose could claim.
        return;
    }
  };

  for (const moment of scene.moments) {
    numbersIn(moment.glimpse, numbers);
    read(moment.glimpse);
  }
  for (const figure of scene.figures) {
    if (figure.hp >= 0) numbers.add(figure.hp).add(figure.maxHp);
    if (figure.ac >= 0) armorClasses.add(figure.ac);
    for (const thing of figure.things) things.add(thing.toLowerCase());
  }
  return {
    attacks,
    damage: damage.map((fact) => ({
      ...fact,
      amounts: [...fact.amounts, ...(fact.target ? (rolledFor.get(fact.target) ?? []) : [])],
    })),
    trials,
    died,
    downed,
    healed,
    roused,
    moved,
    acted,
    gained,
    lost,
    feet,
    armorClasses,
    difficulties,
    numbers,
    rounds,
    diceSizes,
    things,
  };
}
