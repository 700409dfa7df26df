import type { WireCommand } from "../client-sdk/src/protocol.ts";
import type { SeatRole } from "../rules/command.ts";
import { type Rejection, type Result, reject } from "../rules/result.ts";

/** Commands that run the table itself: the DM's seat sends them, nobody else's. */
const DM_ONLY: ReadonlySet<WireCommand["do"]> = new Set([
  "set-map",
  "add-monster",
  "remove-creature",
  "place",
  "reveal",
  "conceal",
  "note",
  "roll-initiative",
  "start-combat",
  "end-combat",
  "damage",
  "heal",
  "condition",
  "fall",
  "environment",
  "rest",
  "award-xp",
  "adjust",
  "rule",
  "answer-appeal",
  "cancel-resolution",
  "pause",
  "resume",
  "end-session",
]);

/** What a spectator may do: add to the dice before the first falls, so that nobody at the table can know them. */
const SPECTATOR: ReadonlySet<WireCommand["do"]> = new Set(["contribute-dice"]);

/** Null when a seat of this role may send the command at all; whether it is legal now is for the rules. */
export function forbidden(role: SeatRole, command: WireCommand): Rejection | null {
  if (role === "spectator" && !SPECTATOR.has(command.do))
    return rejection(reject("not-allowed", "Spectators watch."));
  // A player's undo is decided in the table's right, and rulings are not theirs to carry out.
  if (role !== "dm" && (DM_ONLY.has(command.do) || "because" in command))
    return rejection(reject("not-allowed", "Only the dungeon master's seat may do that."));
  return null;
}

function rejection(refused: Result<never>): Rejection | null {
  return refused.ok ? null : refused.rejection;
}
