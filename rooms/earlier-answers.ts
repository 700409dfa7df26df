import type { CommandId, SeatId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Rejection } from "../rules/result.ts";
import type { AnsweredCommand, Reply } from "./ports.ts";
import { accepted, REUSED, refused } from "./reply.ts";

/** Refusals kept for resends; older ones are forgotten, and their senders have long had their answer. */
const REFUSALS = 512;

/** What tells one command from another: each seat's ids are its own. */
export type Asked = {
  readonly seat: SeatId | null;
  readonly commandId: CommandId;
  readonly payloadHash: string;
};

type Stored = { readonly payloadHash: string; sequence: number };

/**
 * The answers that commands were given, for whoever sends one again. What was accepted is remembered by the first
 * event of its append, so it is known again when the room is made again. What was refused is kept for a while and
 * in memory alone: a duplicate that arrives after the state has changed must not be accepted, since its sender was
 * told no and has gone on; a line that breaks with the process carries no duplicates.
 */
export class EarlierAnswers {
  readonly #stored = new Map<string, Stored>();
  readonly #refused = new Map<string, { readonly payloadHash: string; readonly rejection: Rejection }>();
  /** The append that the newest record belongs to. */
  #open: Stored | null = null;

  /** What was answered before the first record that is accepted. */
  recall(answered: readonly AnsweredCommand[]): void {
    for (const { seat, commandId, payloadHash, sequence } of answered) {
      this.#stored.set(keyOf(seat, commandId), { payloadHash, sequence });
    }
  }

  accept(records: readonly StoredEvent[]): void {
    for (const { seatId: seat, commandId, payloadHash, sequence } of records) {
      if (commandId !== null && payloadHash !== null) {
        this.#open = { payloadHash, sequence };
        this.#stored.set(keyOf(seat, commandId), this.#open);
      } else if (this.#open !== null) this.#open.sequence = sequence;
    }
  }

  refuse({ seat, commandId, payloadHash }: Asked, rejection: Rejection): void {
    this.#refused.set(keyOf(seat, commandId), { payloadHash, rejection });
    const [oldest] = this.#refused.keys();
    if (this.#refused.size > REFUSALS && oldest !== undefined) this.#refused.delete(oldest);
  }

  /** The answer of the first time; null for what was not asked before. */
  find({ seat, commandId, payloadHash }: Asked): Reply | null {
    const key = keyOf(seat, commandId);
    const stored = this.#stored.get(key);
    if (stored !== undefined)
      return stored.payloadHash === payloadHash
        ? accepted(commandId, stored.sequence)
        : refused(commandId, REUSED);
    const no = this.#refused.get(key);
    return no?.payloadHash === payloadHash ? refused(commandId, no.rejection) : null;
  }
}

const keyOf = (seat: SeatId | null, command: CommandId): string => `${seat ?? ""}\n${command}`;
