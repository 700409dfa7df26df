import type { Actor, Command } from "../rules/command.ts";
import { commandId, type SessionId } from "../rules/ids.ts";
import { decide, initialState } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import { ok, type Result } from "../rules/result.ts";
import { chainAppend, NO_EVENTS, payloadHashOf } from "./chain.ts";
import type { Citations, Clock, Randomness } from "./ports.ts";

type StartSession = Extract<Command, { readonly do: "start-session" }>;

/**
 * The first append of a session, to be stored in one transaction with the session's row. Draws no die.
 */
export function openingRecords(
  session: SessionId,
  command: StartSession,
  ports: { readonly citations: Citations; readonly clock: Clock; readonly randomness: Randomness },
): Result<readonly StoredEvent[]> {
  const actor: Actor = { kind: "system" };
  const id = commandId(ports.randomness.uuid());
  const noDice = {
    face(): number {
      throw new Error("a session starts without dice");
    },
  };
  const decided = decide(initialState(), { commandId: id, actor, command }, noDice);
  if (!decided.ok) return decided;
  const append = {
    session,
    actor,
    seatId: null,
    actorId: null,
    actorName: null,
    commandId: id,
    payloadHash: payloadHashOf(command),
    command,
    events: decided.value.map((event) => ({
      ...event,
      citations: event.rules.map((rule) => ports.citations.cite(rule)),
    })),
  };
  return ok(chainAppend(NO_EVENTS, append, ports.clock, ports.randomness));
}
