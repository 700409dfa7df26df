import { createHash, randomUUID } from "node:crypto";
import type { Event } from "../../rules/event.ts";
import { commandId, eventId, type SeatId, type SessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

type Run = {
  readonly session: SessionId;
  /** Sequence of the first of them. */
  readonly from: number;
  readonly count?: number;
  readonly seat?: SeatId | null;
  readonly command?: string | null;
  readonly text?: string;
  readonly event?: Event;
};

/**
 * Records as a room would make them for one append, except that their hashes are fillers of the right form:
 * the store keeps the chain, it does not check it.
 */
export function storedRun(run: Run): readonly StoredEvent[] {
  const first = eventId(randomUUID());
  const command = run.command === undefined ? randomUUID() : run.command;
  const event: Event = run.event ?? {
    kind: "said",
    seat: run.seat ?? null,
    creature: null,
    text: run.text ?? "hail",
    to: "table",
  };
  return Array.from({ length: run.count ?? 1 }, (_, at): StoredEvent => {
    const sequence = run.from + at;
    const isFirst = at === 0;
    return {
      id: isFirst ? first : eventId(randomUUID()),
      sessionId: run.session,
      sequence,
      kind: event.kind,
      actorId: null,
      actorName: "Kara",
      seatId: isFirst ? (run.seat ?? null) : null,
      commandId: isFirst && command !== null ? commandId(command) : null,
      payloadHash: isFirst && command !== null ? sha256(command) : null,
      causationId: isFirst ? null : first,
      content: { schemaVersion: 1, event, actor: { kind: "system" }, command: null },
      citations: [],
      seen: { table: "whole", seats: {} },
      salt: sha256(`salt ${sequence}`).slice(0, 32),
      prevHash: sequence === 1 ? "0".repeat(64) : sha256(`${run.session} ${sequence - 1}`),
      hash: sha256(`${run.session} ${sequence}`),
      createdAt: new Date(Date.UTC(2026, 0, 1, 18, 0, 0, sequence)).toISOString(),
    };
  });
}
