import type { CommandId, SeatId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";

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

const keyOf = (seat: SeatId | null, command: CommandId): string => `${seat ?? ""}\n${command}`;
