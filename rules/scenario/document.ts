import type { Sheet } from "../content/index.ts";
import type { Part } from "../creature.ts";
import type { Square } from "../map.ts";
import type { Ability } from "../vocabulary.ts";

/** A scenario file: who is there, what they do, what the dice show. */
export type Scenario = {
  readonly title?: string;
  readonly ruleset?: string;
  readonly rulings?: Readonly<Record<string, string>>;
  readonly map?: {
    readonly width: number;
    readonly height: number;
    /** `sunlight` is bright light of the sun. */
    readonly light?: "bright" | "dim" | "darkness" | "sunlight";
    readonly sunlight?: boolean;
    readonly terrain?: readonly { readonly x: number; readonly y: number; readonly type: string }[];
  };
  readonly creatures: readonly ScenarioCreature[];
  readonly combat?: {
    readonly order?: readonly string[];
    readonly turn?: string;
    readonly round?: number;
    readonly surprised?: readonly string[];
  };
  /** The tape: sides and face, in the order drawn. */
  readonly dice?: readonly (readonly [sides: number, face: number])[];
  /** Rolls the dice when there is no tape. */
  readonly seed?: string | number;
  readonly commands: readonly ScenarioCommand[];
  /** What a test asks of the outcome: see `expectation.ts`. */
  readonly expect?: unknown;
};

export type ScenarioCreature = {
  readonly id: string;
  readonly name?: string;
  /** Absent: `party` for a sheet, `foes` for a monster. */
  readonly side?: string;
  readonly at?: Square | null;
  readonly monster?: string;
  readonly sheet?: Sheet;
  readonly set?: Overrides;
};

export type SetCondition = {
  readonly name: string;
  readonly source?: string;
  readonly until?: string;
  /** Of exhaustion. */
  readonly level?: number;
};

/** What a file puts in place of what would be derived. */
export type Overrides = {
  readonly hp?: number;
  readonly maxHp?: number;
  readonly tempHp?: number;
  readonly speed?: number;
  readonly ac?: number;
  readonly slots?: Readonly<Record<string, number>>;
  readonly pactSlots?: Readonly<Record<string, number>>;
  readonly resources?: Readonly<Record<string, number>>;
  readonly conditions?: readonly (string | SetCondition)[];
  readonly concentration?: unknown;
  readonly deathSaves?: { readonly successes: number; readonly failures: number };
  readonly action?: boolean;
  readonly bonusAction?: boolean;
  readonly reaction?: boolean;
  readonly stable?: boolean;
  readonly dead?: boolean;
  readonly exhaustion?: number;
  readonly hitDice?: Readonly<Record<string, number>>;
  readonly altitude?: number;
  readonly hidden?: { readonly stealth: number; readonly from?: readonly string[] };
  readonly resistances?: readonly string[];
  readonly vulnerabilities?: readonly string[];
  readonly immunities?: readonly string[];
  readonly xp?: number;
};

export type ScenarioCommand = { readonly by: string; readonly do: string } & Readonly<
  Record<string, unknown>
>;

/** What a run prints. */
export type Outcome = {
  readonly title?: string;
  readonly initialHash: string;
  readonly results: readonly CommandResult[];
  readonly dice: { readonly drawn: number; readonly left: number };
  readonly state: ShownState;
  readonly hash: string;
  readonly stopped?: Stopped;
};

export type CommandResult =
  | {
      readonly command: number;
      readonly accepted: true;
      readonly rolls: readonly ShownRoll[];
      readonly events: readonly Readonly<Record<string, unknown>>[];
      readonly citations: readonly { readonly rule: string; readonly section: string }[];
      readonly requests: readonly ShownRequest[];
      /** Of a group check: at least half of them succeeded. */
      readonly outcome?: "success" | "failure";
      readonly hash: string;
    }
  | {
      readonly command: number;
      readonly accepted: false;
      readonly code: string;
      readonly detail: string;
      readonly hash: string;
    };

export type ShownRoll = {
  readonly purpose: string;
  readonly by: string | null;
  readonly dice: readonly { readonly sides: number; readonly face: number; readonly kept: boolean }[];
  readonly modifier: number;
  readonly total: number;
  readonly against?: Readonly<Record<string, number>>;
  readonly outcome?: string;
  readonly advantage?: readonly string[];
  readonly disadvantage?: readonly string[];
  readonly parts?: readonly Part[];
  readonly type?: string;
  readonly why?: string;
  readonly target?: string;
};

export type ShownRequest = {
  readonly id: string;
  readonly to: string;
  readonly kind: string;
  readonly trigger: string;
  readonly about: string | null;
  readonly options: readonly string[];
};

/** A draw that the tape does not have: the run ends before the command that wanted it. */
export type Stopped = {
  readonly code: "dice-mismatch" | "dice-exhausted";
  readonly detail: string;
  /** 1-based number of the draw in the tape. */
  readonly draw: number;
  readonly sides: number;
  readonly next: readonly [sides: number, face: number] | null;
  readonly purpose: string;
  readonly by: string | null;
  readonly command: number;
};

export type ShownState = {
  readonly combat: {
    readonly round: number;
    readonly turn: string;
    readonly order: readonly string[];
    readonly surprised: readonly string[];
  } | null;
  readonly creatures: Readonly<Record<string, ShownCreature>>;
};

export type ShownCreature = {
  readonly name: string;
  readonly hp: number;
  readonly maxHp: number;
  readonly tempHp: number;
  readonly ac: number;
  readonly at: Square | null;
  readonly dead: boolean;
  readonly stable: boolean;
  readonly conditions: readonly {
    readonly name: string;
    readonly source: string | null;
    readonly until: string | null;
  }[];
  readonly exhaustion: number;
  readonly deathSaves: { readonly successes: number; readonly failures: number };
  readonly concentration: { readonly spell: string } | null;
  readonly slots: Readonly<Record<string, number>>;
  readonly pactSlots?: Readonly<Record<string, number>>;
  readonly resources: Readonly<Record<string, number>>;
  readonly hitDice: Readonly<Record<string, number>>;
  readonly speed: number;
  readonly movementLeft: number;
  readonly action: boolean;
  readonly bonusAction: boolean;
  readonly reaction: boolean;
  readonly attacksLeft: number;
  readonly hiddenFrom: readonly string[];
  readonly passivePerception: number;
  readonly altitude: number;
  readonly items: readonly {
    readonly item: string;
    readonly quantity: number;
    readonly equipped: boolean;
    readonly on: "self" | Square | null;
  }[];
  readonly effects: readonly {
    readonly name: string;
    readonly by: string | null;
    readonly until: string | null;
  }[];
  readonly abilities: Readonly<Record<Ability, number>>;
  readonly level: number;
  readonly xp: number;
  readonly carryingCapacityPounds: number;
};
