import type { CommandId, SeatId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { Rejection } from "../rules/result.ts";

export type Remembered = {
  readonly payloadHash: string;
  /** The last number of what the command stored. */
  readonly sequence: number;
};

/**
 * The commands that were accepted, each seat's apart, as the first event of each append remembers them. A
 * resend finds its first answer here.
 */
export class RememberedCommands {
  readonly #commands = new Map<string, { readonly payloadHash: string; sequence: number }>();
  /** The append that the newest record belongs to. */
  #open: { readonly payloadHash: string; sequence: number } | null = null;

  add(records: readonly StoredEvent[]): void {
    for (const record of records) {
      if (record.commandId !== null && record.payloadHash !== null) {
        this.#open = { payloadHash: record.payloadHash, sequence: record.sequence };
        this.#commands.set(keyOf(record.seatId, record.commandId), this.#open);
      } else if (this.#open !== null) this.#open.sequence = record.sequence;
    }
  }

  find(seat: SeatId | null, command: CommandId): Remembered | null {
    return this.#commands.get(keyOf(seat, command)) ?? null;
  }
}

/** Refusals kept for resends; older ones are forgotten, and their senders have long had their answer. */
const REFUSALS = 512;

/**
 * What was refused a moment ago. A duplicate that arrives after the state has changed must not be accepted: its
 * sender was told no and has gone on. Only in memory: a line that breaks with the process carries no duplicates.
 */
export class RecentRefusals {
  readonly #refusals = new Map<string, { readonly payloadHash: string; readonly rejection: Rejection }>();

  add(seat: SeatId | null, command: CommandId, payloadHash: string, rejection: Rejection): void {
    this.#refusals.set(keyOf(seat, command), { payloadHash, rejection });
    const [oldest] = this.#refusals.keys();
    if (this.#refusals.size > REFUSALS && oldest !== undefined) this.#refusals.delete(oldest);
  }

  find(seat: SeatId | null, command: CommandId, payloadHash: string): Rejection | null {
    const known = this.#refusals.get(keyOf(seat, command));
    return known?.payloadHash === payloadHash ? known.rejection : null;
  }
}

const keyOf = (seat: SeatId | null, command: CommandId): string => `${seat ?? ""}\n${command}`;
