import type { RuleId } from "../rule-ids.ts";
import type { Condition, Creature } from "../state.ts";
import type { Ability, ConditionName } from "../vocabulary.ts";

/** One line of the truth table of conditions: what it does by itself, wherever it applies. */
type ConditionRow = {
  /** The condition brings these with it. */
  readonly implies: readonly ConditionName[];
  readonly ownAttack: "advantage" | "disadvantage" | null;
  readonly attacksAgainst: "advantage" | "disadvantage" | null;
  /** A hit from within 5 feet is a critical hit. */
  readonly criticalWithin5Feet: boolean;
  readonly autoFailSaves: readonly Ability[];
  readonly saveDisadvantage: readonly Ability[];
  readonly checkDisadvantage: boolean;
  readonly speedZero: boolean;
};

const NOTHING: ConditionRow = {
  implies: [],
  ownAttack: null,
  attacksAgainst: null,
  criticalWithin5Feet: false,
  autoFailSaves: [],
  saveDisadvantage: [],
  checkDisadvantage: false,
  speedZero: false,
};

/**
 * The conditions' unconditional effects. What depends on distance (prone), on sight (blinded, invisible,
 * frightened), on the source (charmed, grappled) or on a level (exhaustion) is asked where it matters.
 * @srd Conditions
 */
export const CONDITION_TABLE: Readonly<Record<ConditionName, ConditionRow>> = {
  blinded: NOTHING,
  charmed: NOTHING,
  deafened: NOTHING,
  exhaustion: NOTHING,
  frightened: NOTHING,
  grappled: { ...NOTHING, speedZero: true },
  incapacitated: NOTHING,
  invisible: NOTHING,
  paralyzed: {
    ...NOTHING,
    implies: ["incapacitated"],
    attacksAgainst: "advantage",
    criticalWithin5Feet: true,
    autoFailSaves: ["str", "dex"],
    speedZero: true,
  },
  petrified: {
    ...NOTHING,
    implies: ["incapacitated"],
    attacksAgainst: "advantage",
    autoFailSaves: ["str", "dex"],
    speedZero: true,
  },
  poisoned: { ...NOTHING, ownAttack: "disadvantage", checkDisadvantage: true },
  prone: { ...NOTHING, ownAttack: "disadvantage" },
  restrained: {
    ...NOTHING,
    ownAttack: "disadvantage",
    attacksAgainst: "advantage",
    saveDisadvantage: ["dex"],
    speedZero: true,
  },
  stunned: {
    ...NOTHING,
    implies: ["incapacitated"],
    attacksAgainst: "advantage",
    autoFailSaves: ["str", "dex"],
    speedZero: true,
  },
  unconscious: {
    ...NOTHING,
    implies: ["incapacitated"],
    attacksAgainst: "advantage",
    criticalWithin5Feet: true,
    autoFailSaves: ["str", "dex"],
    speedZero: true,
  },
};

export const conditionRule = (name: ConditionName): RuleId => `conditions.${name}`;

/** Whether a creature has a condition, by itself or brought by another. */
export function has(creature: Creature, name: ConditionName): boolean {
  return creature.conditions.some(
    (condition) => condition.name === name || CONDITION_TABLE[condition.name].implies.includes(name),
  );
}

/** The conditions of a creature, each name once. */
export function names(creature: Creature): readonly ConditionName[] {
  return [...new Set(creature.conditions.map((condition) => condition.name))];
}

export function instances(creature: Creature, name: ConditionName): readonly Condition[] {
  return creature.conditions.filter((condition) => condition.name === name);
}

export function exhaustion(creature: Creature): number {
  return creature.conditions.find((condition) => condition.name === "exhaustion")?.level ?? 0;
}

/** No actions, bonus actions or reactions. */
export const isIncapacitated = (creature: Creature): boolean =>
  creature.dead || has(creature, "incapacitated");

export const isConscious = (creature: Creature): boolean => !creature.dead && !has(creature, "unconscious");
