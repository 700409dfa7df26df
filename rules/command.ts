import type { CreatureSpec } from "./creature.ts";
import type { CharacterId, CommandId, CreatureId, RequestId, SeatId, UserId } from "./ids.ts";
import type { MapSpec, Square } from "./map.ts";
import type { Direction } from "./movement/areas.ts";
import type { RuleId } from "./rule-ids.ts";
import type { Ability, ConditionName, DamageType, Skill } from "./vocabulary.ts";

export type AttackMode = "melee" | "ranged" | "thrown" | "two-handed" | "off-hand";
export type MoveMode = "walk" | "fly" | "climb" | "swim" | "burrow" | "jump" | "crawl";

/** Who witnessed an event, as the log has it: a seat that is not listed saw what the table saw. */
export type Witnesses = {
  readonly table: boolean;
  readonly seats: Readonly<Record<SeatId, boolean>>;
};

/** An event that a command is about. The room reads it from the log; of the sender's it has the number alone. */
export type Matter = {
  readonly sequence: number;
  /** The rule that governed it; null for what no rule decided. */
  readonly rule: RuleId | null;
  readonly witnesses: Witnesses;
};

/** What a DM makes of an appeal: it stands, it is corrected as the rules have it, it is decided against them. */
export type AppealOutcome = "uphold" | "correct" | "overrule";

/** The number of the ruling that a command of the DM carries out. */
type Because = { readonly because?: number };

/** What a creature does on its own turn, or asks to. `by` is the creature that acts. */
export type CreatureCommand =
  | {
      readonly do: "attack";
      readonly by: CreatureId;
      readonly with: string;
      readonly target: CreatureId;
      readonly mode?: AttackMode;
      readonly nonlethal?: boolean;
      readonly ability?: Ability;
      readonly use?: readonly string[];
    }
  /** Strikes at a place, guessing that somebody unseen is there. */
  | {
      readonly do: "attack-at";
      readonly by: CreatureId;
      readonly with: string;
      readonly at: Square;
      readonly mode?: AttackMode;
      readonly use?: readonly string[];
    }
  | {
      readonly do: "move";
      readonly by: CreatureId;
      readonly path: readonly Square[];
      /** Rises or sinks to this many feet above the ground, flying, where it is: with an empty path. */
      readonly altitude?: number;
      readonly mode?: MoveMode;
      /** Whom one holds and takes along. */
      readonly drag?: readonly CreatureId[];
    }
  | {
      readonly do: "move-to";
      readonly by: CreatureId;
      readonly to: Square;
      readonly mode?: MoveMode;
      readonly drag?: readonly CreatureId[];
    }
  | { readonly do: "dash"; readonly by: CreatureId; readonly use?: readonly string[] }
  | { readonly do: "disengage"; readonly by: CreatureId; readonly use?: readonly string[] }
  | { readonly do: "dodge"; readonly by: CreatureId }
  | {
      readonly do: "help";
      readonly by: CreatureId;
      readonly target: CreatureId;
      readonly against?: CreatureId;
    }
  | { readonly do: "hide"; readonly by: CreatureId; readonly use?: readonly string[] }
  | { readonly do: "search"; readonly by: CreatureId }
  | { readonly do: "grapple"; readonly by: CreatureId; readonly target: CreatureId }
  | {
      readonly do: "shove";
      readonly by: CreatureId;
      readonly target: CreatureId;
      readonly effect: "prone" | "push";
    }
  | { readonly do: "escape"; readonly by: CreatureId; readonly from: CreatureId }
  | { readonly do: "stabilize"; readonly by: CreatureId; readonly target: CreatureId }
  | { readonly do: "stand"; readonly by: CreatureId }
  | { readonly do: "drop-prone"; readonly by: CreatureId }
  | { readonly do: "equip"; readonly by: CreatureId; readonly item: string }
  | { readonly do: "drop"; readonly by: CreatureId; readonly item: string }
  | { readonly do: "interact"; readonly by: CreatureId; readonly at: Square }
  | {
      readonly do: "use";
      readonly by: CreatureId;
      readonly feature: string;
      readonly target?: CreatureId;
      readonly option?: string;
      readonly amount?: number;
      /** Where a cone or a line points; without it towards `at` or the target. */
      readonly direction?: Direction;
      readonly at?: Square;
    }
  /** Waits for what it names, till the start of its next turn; `react` with `readied` says that it has come. */
  | {
      readonly do: "ready";
      readonly by: CreatureId;
      readonly trigger: string;
      readonly action: CreatureCommand;
    }
  | { readonly do: "end-turn"; readonly by: CreatureId }
  | {
      readonly do: "check";
      readonly by: CreatureId;
      readonly ability: Ability;
      readonly skill?: Skill;
      readonly dc?: number;
      readonly advantage?: "advantage" | "disadvantage";
      readonly hidden?: boolean;
      /** What the check relies on: the blinded fail by sight, the deafened by hearing. */
      readonly sense?: "sight" | "hearing";
    }
  | {
      readonly do: "save";
      readonly by: CreatureId;
      readonly ability: Ability;
      readonly dc: number;
      /** Against a spell or another magical effect. */
      readonly magical?: boolean;
      readonly advantage?: "advantage" | "disadvantage";
    }
  | {
      readonly do: "contest";
      readonly by: CreatureId;
      readonly ability: Ability;
      readonly skill?: Skill;
      readonly target: CreatureId;
      readonly targetAbility: Ability;
      readonly targetSkill?: Skill;
    };

/** Answers to a request that waits. */
export type AnswerCommand =
  | {
      readonly do: "react";
      readonly by: CreatureId;
      /** Optional: names the request; a stale one is refused. Without it the creature's only open request is meant. */
      readonly request?: RequestId;
      readonly choice: string;
      readonly with?: string;
      readonly target?: CreatureId;
      readonly use?: readonly string[];
    }
  | { readonly do: "decline"; readonly by: CreatureId; readonly request?: RequestId }
  | {
      readonly do: "enter-dice";
      readonly by: CreatureId;
      readonly request: RequestId;
      readonly faces: readonly number[];
    };

/** What only the DM's seat may send. */
export type DmCommand =
  | { readonly do: "set-map"; readonly map: MapSpec }
  | { readonly do: "add-creature"; readonly creature: CreatureSpec }
  | { readonly do: "remove-creature"; readonly target: CreatureId }
  | ({ readonly do: "place"; readonly creature: CreatureId; readonly at: Square } & Because)
  | { readonly do: "reveal"; readonly target: CreatureId }
  | { readonly do: "conceal"; readonly target: CreatureId }
  | { readonly do: "note"; readonly target: CreatureId; readonly text: string }
  | { readonly do: "roll-initiative"; readonly surprised?: readonly CreatureId[] }
  | {
      readonly do: "start-combat";
      readonly order: readonly CreatureId[];
      readonly turn?: CreatureId;
      readonly round?: number;
      readonly surprised?: readonly CreatureId[];
    }
  | { readonly do: "end-combat" }
  | ({
      readonly do: "damage";
      readonly target: CreatureId;
      readonly amount: number;
      readonly type: DamageType;
      readonly magical?: boolean;
      readonly critical?: boolean;
    } & Because)
  | ({
      readonly do: "heal";
      readonly target: CreatureId;
      readonly amount: number;
      readonly temporary?: boolean;
    } & Because)
  | ({
      readonly do: "condition";
      readonly target: CreatureId;
      readonly change: "add" | "remove";
      readonly name: ConditionName;
      readonly source?: CreatureId;
      readonly until?: string;
    } & Because)
  | { readonly do: "fall"; readonly target: CreatureId; readonly feet: number }
  | {
      readonly do: "environment";
      readonly light?: "bright" | "dim" | "darkness";
      readonly passMinutes?: number;
    }
  | {
      readonly do: "rest";
      readonly kind: "short" | "long";
      /** Who rests; without it every living character. */
      readonly by?: CreatureId;
      /** Of one who rests, by size (`d10`); of several, by creature. */
      readonly hitDice?: Readonly<Record<string, number>>;
    }
  | { readonly do: "award-xp"; readonly amount: number; readonly to: readonly CreatureId[] }
  | ({
      readonly do: "adjust";
      readonly target: CreatureId;
      readonly hp?: number;
      readonly reason: string;
    } & Because)
  | { readonly do: "cancel-resolution"; readonly reason: string }
  | ({ readonly do: "undo"; readonly toSequence: number; readonly reason: string } & Because)
  /** Decides against or beyond the rules. `keep`: the campaign goes by it from now on, and all of it may read it. */
  | {
      readonly do: "rule";
      readonly about: Matter | null;
      readonly text: string;
      readonly reason: string;
      readonly keep: boolean;
    }
  /** `appeal` is the number of the `appeal-made` event. */
  | {
      readonly do: "answer-appeal";
      readonly appeal: number;
      readonly outcome: AppealOutcome;
      readonly text: string;
    };

/** About the session and its seats. */
export type TableCommand =
  | {
      readonly do: "start-session";
      readonly name: string;
      readonly campaign: string;
      readonly diceMode: "rng" | "player_entered";
      readonly mapMode: "grid_2d" | "narrative_only";
      readonly rulings: Readonly<Record<string, string>>;
      /** Names and hashes of the loaded rule books and of the content. */
      readonly books: readonly string[];
      readonly rulesVersion: string;
      readonly contentVersion: string;
      /** Lower-case hex sha256 of the dice secret. */
      readonly diceCommitment: { readonly open: string; readonly hidden: string };
      /** Where this session was forked from, if it was. */
      readonly ancestry?: { readonly session: string; readonly sequence: number; readonly hash: string };
    }
  | {
      readonly do: "take-seat";
      readonly seat: SeatId;
      readonly user: UserId;
      readonly name: string;
      readonly role: SeatRole;
    }
  | { readonly do: "leave-seat"; readonly seat: SeatId }
  | { readonly do: "join-character"; readonly creature: CreatureSpec; readonly character?: CharacterId }
  /** 32 lower-case hex digits; only before the first draw. */
  | { readonly do: "contribute-dice"; readonly entropy: string }
  | { readonly do: "say"; readonly text: string; readonly to: "dm" | "table"; readonly by?: CreatureId }
  /** Asks the DM to look again at an event that one saw. */
  | { readonly do: "appeal"; readonly about: Matter; readonly text: string }
  | { readonly do: "pause" }
  | { readonly do: "resume" }
  | { readonly do: "end-session"; readonly diceSecret: string }
  /** Prose for committed events; sent by the DM module after its audit. Changes nothing but the story told. */
  | {
      readonly do: "narrate";
      readonly text: string;
      /** The events it tells, all committed. */
      readonly about: readonly number[];
      readonly voice: "built-in" | "model";
      readonly audience: "table" | SeatId;
    }
  /** Time ran out on a request; sent by the room's clock. */
  | { readonly do: "time-out"; readonly request: RequestId };

export type Command = CreatureCommand | AnswerCommand | DmCommand | TableCommand;
export type CommandName = Command["do"];

export type SeatRole = "dm" | "player" | "spectator";

/** Who stands behind a command. `system` is the room itself: its clock, its narrator, its start. */
export type Actor = { readonly kind: "seat"; readonly seat: SeatId } | { readonly kind: "system" };

/** A command on its way to `decide`: the actor comes from the connection, never from the message. */
export type CommandEnvelope = {
  readonly commandId: CommandId;
  readonly actor: Actor;
  readonly command: Command;
};
