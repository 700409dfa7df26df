import type { WireCommand } from "../client-sdk/src/protocol.ts";
import type { SeatRole } from "../rules/command.ts";
import { type Rejection, type Result, reject } from "../rules/result.ts";
import type { State } from "../rules/state.ts";
import { DM_ONLY, playersStage } from "../rules/table/gate.ts";

/** What the rules leave to the DM's seat, and what runs the table itself. */
const DM_SEAT: ReadonlySet<string> = new Set([...DM_ONLY, "add-monster", "pause", "resume", "end-session"]);

/** What sets a scene and begins a fight in it. */
const STAGING: ReadonlySet<WireCommand["do"]> = new Set([
  "set-map",
  "add-monster",
  "place",
  "roll-initiative",
]);

/** What a spectator may do: add to the dice before the first falls, so that nobody at the table can know them. */
const SPECTATOR: ReadonlySet<WireCommand["do"]> = new Set(["contribute-dice"]);

/**
 * A command in the table's right: what a player may do where players set the scene. While they fight, nothing but
 * to end it.
 */
export const isStaging = (role: SeatRole, command: WireCommand, state: State): boolean =>
  role === "player" &&
  playersStage(state) &&
  (state.encounter === null ? STAGING.has(command.do) : command.do === "end-combat");

/** Null when a seat of this role may send the command at all; whether it is legal now is for the rules. */
export function forbidden(role: SeatRole, command: WireCommand, state: State): Rejection | null {
  if (role === "spectator" && !SPECTATOR.has(command.do))
    return rejection(reject("not-allowed", "Spectators watch."));
  if (isStaging(role, command, state)) return null;
  // A player's undo is decided in the table's right, and rulings are not theirs to carry out.
  if (role !== "dm" && (DM_SEAT.has(command.do) || "because" in command))
    return rejection(reject("not-allowed", "Only the dungeon master's seat may do that."));
  return null;
}

function rejection(refused: Result<never>): Rejection | null {
  return refused.ok ? null : refused.rejection;
}
