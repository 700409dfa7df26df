import type { Command } from "../command.ts";
import type { Context } from "../resolve/context.ts";
import type { Rejection } from "../result.ts";
import type { State } from "../state.ts";

/** Commands about the table go past the machine, so that they can be sent while it waits. */
export function isUnderWay(command: Command): boolean {
  return !ALWAYS.has(command.do) || command.do === "time-out" || command.do === "cancel-resolution";
}

/** Accepted while somebody is asked. */
const ALWAYS: ReadonlySet<Command["do"]> = new Set<Command["do"]>([
  "cancel-resolution",
  "pause",
  "resume",
  "take-seat",
  "leave-seat",
  "contribute-dice",
  "say",
  "narrate",
  "time-out",
  "appeal",
  "answer-appeal",
  "rule",
]);

const ANSWERS: ReadonlySet<Command["do"]> = new Set<Command["do"]>(["react", "decline", "enter-dice"]);

/** Accepted while the session is paused. */
const IN_PAUSE: ReadonlySet<Command["do"]> = new Set<Command["do"]>([
  "resume",
  "take-seat",
  "leave-seat",
  "contribute-dice",
  "say",
  "narrate",
  "end-session",
  "appeal",
  "answer-appeal",
  "rule",
]);

/** What only the DM's seat, or the room, may send. */
export const DM_ONLY: ReadonlySet<Command["do"]> = new Set<Command["do"]>([
  "set-map",
  "add-creature",
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
  "cancel-resolution",
  "rule",
  "answer-appeal",
]);

/**
 * Whether players set the scene and call for initiative: where the session's rulings say so (`scene: "players"`),
 * as long as nobody sits there as the DM.
 */
export const playersStage = ({ session, seats }: Pick<State, "session" | "seats">): boolean =>
  session.rulings.scene === "players" &&
  !Object.values(seats).some(({ role, left }) => role === "dm" && !left);

/** What refuses before anything is looked at: the session, the seat, somebody who has to answer first. */
export function refuse({ state, seat, isDm }: Context, command: Command): Rejection | null {
  const name = command.do;
  const { status } = state.session;
  if (status === "ended") return { code: "session-ended", detail: "the session has ended" };
  if (status === "new" && name !== "start-session") {
    return { code: "session-not-active", detail: "the session has not started" };
  }
  if (seat !== null) {
    const sitter = state.seats[seat];
    if (sitter === undefined || sitter.left) return { code: "no-such-seat", detail: "take a seat first" };
    if (sitter.role === "spectator" && name !== "leave-seat" && name !== "contribute-dice") {
      return { code: "not-allowed", detail: "spectators watch" };
    }
  }
  if (!isDm && DM_ONLY.has(name)) return { code: "not-allowed", detail: "only the DM may do this" };
  if (status === "paused" && !IN_PAUSE.has(name)) {
    return { code: "session-not-active", detail: "the session is paused" };
  }
  if (state.requests.length > 0 && !ALWAYS.has(name) && !ANSWERS.has(name)) {
    return { code: "pending-request", detail: "somebody has to answer first" };
  }
  return null;
}
