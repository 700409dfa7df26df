import type { CreatureId } from "../../../rules/ids.ts";
import type { Scene } from "../scene.ts";
import { readBlow } from "./read-blow.ts";
import { readBody } from "./read-body.ts";
import { readPlace } from "./read-place.ts";
import { readTrial } from "./read-trial.ts";

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

/** A ledger while it is being written. */
export type Draft = {
  readonly attacks: AttackFact[];
  readonly damage: DamageFact[];
  readonly trials: TrialFact[];
  readonly died: Set<CreatureId>;
  readonly downed: Set<CreatureId>;
  readonly healed: Set<CreatureId>;
  readonly roused: Set<CreatureId>;
  readonly moved: Set<CreatureId>;
  readonly acted: Set<CreatureId>;
  readonly gained: Map<CreatureId, Set<string>>;
  readonly lost: Map<CreatureId, Set<string>>;
  readonly feet: Set<number>;
  readonly armorClasses: Set<number>;
  readonly difficulties: Set<number>;
  readonly numbers: Set<number>;
  readonly rounds: Set<number>;
  readonly diceSizes: Set<number>;
  readonly things: Set<string>;
  /** Damage as it was rolled, before what reduces it: it may be told too. */
  readonly rolledFor: Map<CreatureId, number[]>;
};

const emptyDraft = (): Draft => ({
  attacks: [],
  damage: [],
  trials: [],
  died: new Set(),
  downed: new Set(),
  healed: new Set(),
  roused: new Set(),
  moved: new Set(),
  acted: new Set(),
  gained: new Map(),
  lost: new Map(),
  feet: new Set(),
  armorClasses: new Set(),
  difficulties: new Set(),
  numbers: new Set(),
  rounds: new Set(),
  diceSizes: new Set(),
  things: new Set(),
  rolledFor: new Map(),
});

/** All whole numbers anywhere in a glimpse, but not running draw numbers, which nobody would tell. */
function numbersIn(value: unknown, into: Set<number>, key = ""): void {
  if (key === "draw" || key === "path" || key === "at" || key === "map" || key === "frame") return;
  if (typeof value === "number") into.add(Math.abs(value));
  else if (Array.isArray(value)) for (const item of value) numbersIn(item, into);
  else if (typeof value === "object" && value !== null)
    for (const [name, item] of Object.entries(value)) numbersIn(item, into, name);
}

/** A way in several stretches may be told as one. */
function addStretches(scene: Scene, feet: Set<number>): void {
  const gone = new Map<string, number>();
  for (const { glimpse } of scene.moments) {
    if (glimpse.kind !== "moved" || glimpse.costFeet === undefined || glimpse.forced === true) continue;
    const total = (gone.get(glimpse.creature ?? "") ?? 0) + glimpse.costFeet;
    gone.set(glimpse.creature ?? "", total);
    feet.add(total);
  }
}

/** Reads the moments of a scene into what they prove; what no reader knows is bookkeeping and proves nothing. */
export function ledgerOf(scene: Scene): Ledger {
  const draft = emptyDraft();
  for (const { glimpse } of scene.moments) {
    numbersIn(glimpse, draft.numbers);
    for (const read of [readBlow, readBody, readPlace, readTrial]) read(draft, glimpse);
  }
  addStretches(scene, draft.feet);
  for (const figure of scene.figures) {
    if (figure.hp >= 0) draft.numbers.add(figure.hp).add(figure.maxHp);
    if (figure.ac >= 0) draft.armorClasses.add(figure.ac);
    for (const thing of figure.things) draft.things.add(thing.toLowerCase());
  }
  const damage = draft.damage.map((fact) => ({
    ...fact,
    amounts: [...fact.amounts, ...(fact.target ? (draft.rolledFor.get(fact.target) ?? []) : [])],
  }));
  return { ...draft, damage };
}
