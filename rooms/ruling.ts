import type { Citation } from "../rules/citation.ts";
import type { Actor, Command } from "../rules/command.ts";
import type { SessionId } from "../rules/ids.ts";
import { ok, type Result, reject } from "../rules/result.ts";
import type { RuleId } from "../rules/rule-ids.ts";
import type { State } from "../rules/state.ts";
import { engineCommand, type Intent } from "./decode.ts";
import { readAfter } from "./history.ts";
import type { LivePorts } from "./live-ports.ts";
import { forbidden, isStaging } from "./permission.ts";
import type { Sitter } from "./ports.ts";
import { undoConsent } from "./undo-consent.ts";

/** What goes to the rules, and in whose right. */
export type Ruling = {
  readonly command: Command;
  readonly actor: Actor;
  /** What the campaign has ruled before on the rule in question. */
  readonly precedents?: readonly Citation[];
};

/**
 * What becomes of an intent before the rules see it: whether its sender may send it at all, and what it is in the
 * engine's words. A player's undo that needs no DM is granted by the table, and decided in its right; so is a scene
 * that players set.
 */
export async function ruleOn(
  { wire }: Intent,
  sitter: Sitter,
  session: SessionId,
  state: State,
  ports: LivePorts,
): Promise<Result<Ruling>> {
  const seat = state.seats[sitter.seat];
  if (seat === undefined || seat.left) return reject("no-such-seat", "You have no seat at this table.");
  const no = forbidden(seat.role, wire, state);
  if (no !== null) return { ok: false, rejection: no };
  const command = await engineCommand(wire, sitter, session, ports);
  if (!command.ok) return command;
  const own: Actor = { kind: "seat", seat: sitter.seat };
  const rule = inQuestion(command.value, state);
  if (rule !== null) {
    const precedents = (await ports.citations.precedents?.(session, rule)) ?? [];
    return ok({ command: command.value, actor: own, precedents });
  }
  if (isStaging(seat.role, wire, state)) return ok({ command: command.value, actor: { kind: "system" } });
  if (wire.do !== "undo" || seat.role === "dm") return ok({ command: command.value, actor: own });
  const consent = undoConsent(await readAfter(ports.log, session), sitter.seat, wire.toSequence);
  if (consent !== null) return { ok: false, rejection: consent };
  return ok({ command: command.value, actor: { kind: "system" } });
}

/** The rule that an appeal, its answer or a ruling is about; null for every other command. */
function inQuestion(command: Command, state: State): RuleId | null {
  switch (command.do) {
    case "appeal":
      return command.about.rule;
    case "rule":
      return command.about?.rule ?? null;
    case "answer-appeal":
      return state.appeals.find(({ sequence }) => sequence === command.appeal)?.rule ?? null;
    default:
      return null;
  }
}
