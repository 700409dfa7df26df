import type { AttackMode, MoveMode } from "./command.ts";
import type { AttackRider, DamageFormula, Part } from "./creature.ts";
import type { D20Roll, DamageRoll } from "./event.ts";
import type { CreatureId, RequestId } from "./ids.ts";
import type { Square } from "./map.ts";
import type { Ability, Skill } from "./vocabulary.ts";

/**
 * One action under way. Plain data: the machine takes the top frame's next step, again and again, until the
 * stack is empty or waits. `step` names are versioned like events: never renamed, only added.
 */
export type Frame =
  | AttackFrame
  | MoveFrame
  | DamageFrame
  | CheckFrame
  | ContestFrame
  | InitiativeFrame
  | TurnFrame
  | DeathSaveFrame
  | HitDiceFrame
  | HealFrame
  | FallFrame
  | WakingFrame
  | RiderFrame
  | AreaFrame
  | GuessFrame;

/** Dice that a person entered for the step about to run again, consumed by it. */
type Entered = {
  readonly entered: readonly number[] | null;
  /** Faces entered for this step while more of its dice are asked for. */
  readonly held?: readonly number[];
  /** What else this step rolls is the server's. */
  readonly leaveRest?: true;
};

export type AttackFrame = Entered & {
  readonly kind: "attack";
  readonly step: "roll" | "reactions" | "damage" | "deflect" | "after";
  readonly attacker: CreatureId;
  readonly target: CreatureId;
  readonly with: string;
  readonly mode: AttackMode;
  readonly reaction: boolean;
  readonly nonlethal: boolean;
  readonly use: readonly string[];
  /** Finesse and the like: the ability chosen; null for the better one. */
  readonly ability: Ability | null;
  readonly roll: D20Roll | null;
  readonly outcome: "hit" | "miss" | "critical" | null;
  /** The feature that halves its damage; absent when nothing does. */
  readonly halved?: string;
  /** The armor class it was rolled against; absent before the roll. */
  readonly against?: number;
  /** Neighbours of the target who were asked to protect it. */
  readonly offered?: readonly CreatureId[];
  /** The damage as it was rolled, while somebody may still turn it aside. */
  readonly rolls?: readonly DamageRoll[];
  readonly deflecting?: boolean;
  /** A neighbour's shield is in the way. */
  readonly hindered?: boolean;
};

export type MoveFrame = Entered & {
  readonly kind: "move";
  readonly step: "next-square" | "asking";
  readonly creature: CreatureId;
  readonly mode: MoveMode;
  /** Squares still to enter. */
  readonly path: readonly Square[];
  /** Creatures already asked for an opportunity attack at the present square. */
  readonly asked: readonly CreatureId[];
  readonly request: RequestId | null;
  /** Whom it holds and takes along; absent when nobody. */
  readonly drag?: readonly CreatureId[];
  /** Feet left of a readied move; absent for a move that its turn's movement pays. */
  readonly allowanceFeet?: number;
};

export type DamageFrame = Entered & {
  readonly kind: "damage";
  readonly step: "apply" | "dropped" | "after";
  readonly target: CreatureId;
  readonly source: CreatureId | null;
  readonly rolls: readonly DamageRoll[];
  readonly critical: boolean;
  readonly magical: boolean;
  /** What the weapon is made of, for resistances that ask. */
  readonly properties: readonly ("silvered" | "adamantine")[];
  readonly nonlethal: boolean;
  readonly melee: boolean;
  /** The feature that halves it before resistances; absent when nothing does. */
  readonly halved?: string;
  /** Filled by `apply`, for what follows from it. */
  readonly result: {
    readonly hpBefore: number;
    /** After resistances, temporary hit points included. */
    readonly total: number;
    /** What was left over at 0 hit points. */
    readonly overflow: number;
  } | null;
  /** Moments of this damage that already had their turn: `undead-fortitude`, `concentration`. */
  readonly done: readonly string[];
};

export type CheckFrame = Entered & {
  readonly kind: "check";
  readonly step: "roll" | "failed";
  readonly creature: CreatureId;
  readonly purpose: "check" | "save" | "concentration";
  readonly ability: Ability;
  readonly skill: Skill | null;
  readonly dc: number | null;
  readonly advantage: readonly string[];
  readonly disadvantage: readonly string[];
  readonly hidden: boolean;
  /** What it relies on; absent when on nothing that can be lost. */
  readonly sense?: "sight" | "hearing";
  /** Against magic. */
  readonly magical?: boolean;
  /** A feature against a failed save was offered already. */
  readonly retried?: boolean;
  /** The failed save counts as made. */
  readonly resisted?: boolean;
  /** What else adds to the roll, cover for instance; absent when nothing does. */
  readonly parts?: readonly Part[];
  /** What the outcome decides; `none` for a bare check. */
  readonly for: {
    readonly kind:
      | "none"
      | "escape"
      | "hide"
      | "search"
      | "stabilize"
      | "undead-fortitude"
      | "relentless-rage"
      | "repeat-save"
      | "concentration"
      | "rider"
      | "area";
    readonly data: Readonly<Record<string, string | number>>;
  };
};

export type ContestFrame = Entered & {
  readonly kind: "contest";
  readonly step: "first" | "choose" | "second" | "outcome";
  readonly creature: CreatureId;
  readonly target: CreatureId;
  readonly for: "grapple" | "shove-prone" | "shove-push" | "escape" | "contest";
  readonly ability: Ability;
  readonly skill: Skill | null;
  /** Null while the target has yet to choose. */
  readonly targetAbility: Ability | null;
  readonly targetSkill: Skill | null;
  readonly first: D20Roll | null;
  readonly second: D20Roll | null;
};

export type InitiativeFrame = Entered & {
  readonly kind: "initiative";
  readonly step: "next";
  readonly waiting: readonly (readonly CreatureId[])[];
  readonly surprised: readonly CreatureId[];
  readonly rolled: Readonly<Record<CreatureId, number>>;
};

export type TurnFrame = Entered & {
  readonly kind: "turn";
  readonly step: "end" | "legendary" | "start" | "recharge" | "death-save" | "begin";
  readonly creature: CreatureId;
  /** Who was asked for a legendary action after this turn. */
  readonly asked?: readonly CreatureId[];
};

export type DeathSaveFrame = Entered & {
  readonly kind: "death-save";
  readonly step: "roll";
  readonly creature: CreatureId;
};

export type HitDiceFrame = Entered & {
  readonly kind: "hit-dice";
  readonly step: "next";
  readonly creature: CreatureId;
  readonly waiting: readonly number[];
};

export type HealFrame = Entered & {
  readonly kind: "heal";
  readonly step: "roll";
  readonly target: CreatureId;
  readonly source: CreatureId | null;
  readonly why: string;
  readonly dice: { readonly count: number; readonly sides: number; readonly bonus: number };
};

export type WakingFrame = Entered & {
  readonly kind: "waking";
  readonly step: "roll";
  readonly creature: CreatureId;
  /** When the time that passes began, in minutes of the session. */
  readonly since: number;
};

export type FallFrame = Entered & {
  readonly kind: "fall";
  readonly step: "roll" | "landed";
  readonly target: CreatureId;
  readonly feet: number;
  /** Hit points and temporary hit points before the fall. */
  readonly before: number;
};

/** What a hit does beside its damage: the riders of the attack still to come. */
/** An effect on everyone in an area: its damage once, then save and damage of one target after the other. */
export type AreaFrame = Entered & {
  readonly kind: "area";
  readonly step: "damage" | "save" | "apply";
  readonly source: CreatureId;
  readonly with: string;
  readonly ability: Ability;
  readonly dc: number;
  readonly half: boolean;
  readonly damage: readonly DamageFormula[];
  /** The damage as it was rolled; null before. */
  readonly rolls: readonly DamageRoll[] | null;
  /** Those still to come, in their order, each with what its cover adds to a Dexterity save. */
  readonly targets: readonly { readonly id: CreatureId; readonly cover: number }[];
  /** Whether the save that was just rolled succeeded. */
  readonly saved: boolean | null;
};

/** A blow at a place where nobody is. */
export type GuessFrame = Entered & {
  readonly kind: "guess";
  readonly step: "roll";
  readonly attacker: CreatureId;
  readonly with: string;
  readonly mode: AttackMode;
};

export type RiderFrame = Entered & {
  readonly kind: "rider";
  readonly step: "next" | "damage";
  readonly attacker: CreatureId;
  readonly target: CreatureId;
  readonly with: string;
  readonly riders: readonly AttackRider[];
  /** The damage a save decides about, rolled before it; null when there is none. */
  readonly rolls: readonly DamageRoll[] | null;
  /** Whether the save that was just rolled succeeded. */
  readonly saved: boolean | null;
};
