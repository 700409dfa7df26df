import { canonical } from "./canonical.ts";
import { type Fault, fault } from "./fault.ts";
import type { Row } from "./session-file.ts";
import { sha256Hex } from "./sha256.ts";

/** The hash before the first event. */
export const NO_HASH = "0".repeat(64);

/** What an event says, sealed with its salt: whoever may not read it can still follow the chain. */
export const sealOf = (row: Omit<Row, "hash">): string =>
  sha256Hex(
    row.salt +
      canonical({
        kind: row.kind,
        actorId: row.actorId,
        actorName: row.actorName,
        seatId: row.seatId,
        commandId: row.commandId,
        payloadHash: row.payloadHash,
        causationId: row.causationId,
        content: row.content,
        citations: row.citations,
        seen: row.seen,
      }),
  );

/** The link of one event to the one before. */
export const hashOf = (row: Omit<Row, "hash">): string =>
  sha256Hex(
    row.prevHash +
      canonical({
        sessionId: row.sessionId,
        sequence: row.sequence,
        id: row.id,
        createdAt: row.createdAt,
        sealed: sealOf(row),
      }),
  );

/** Follows a log from its first event, one at a time, so that a long file need not fit in memory. */
export class ChainCheck {
  #head = NO_HASH;
  #count = 0;
  #append: string | null = null;
  readonly #commands = new Set<string>();
  readonly #session: string;

  constructor(session: string) {
    this.#session = session;
  }

  get head(): string {
    return this.#head;
  }

  get count(): number {
    return this.#count;
  }

  /** Null when the event follows from all before it. */
  next(row: Row): Fault | null {
    const sequence = this.#count + 1;
    const wrong = this.#link(row, sequence) ?? this.#append_(row) ?? quotes(row);
    if (wrong !== null) return wrong;
    this.#head = row.hash;
    this.#count = sequence;
    return null;
  }

  #link(row: Row, sequence: number): Fault | null {
    if (row.sequence !== sequence) {
      return fault(
        sequence,
        "sequence-gap",
        `event ${sequence} is missing; ${row.sequence} stands in its place`,
      );
    }
    if (row.sessionId !== this.#session) {
      return fault(sequence, "other-session", `event ${sequence} belongs to session ${row.sessionId}`);
    }
    if (row.prevHash !== this.#head) {
      return fault(sequence, "chain-broken", `event ${sequence} does not follow the event before it`);
    }
    if (row.content.event.kind !== row.kind) {
      return fault(
        sequence,
        "content-altered",
        `event ${sequence} calls itself ${row.kind} and is another kind`,
      );
    }
    return hashOf(row) === row.hash
      ? null
      : fault(sequence, "record-altered", `event ${sequence} does not have the hash that it names`);
  }

  /** The first event of an append carries the command; the others point to it. */
  #append_(row: Row): Fault | null {
    if (row.causationId === null) {
      this.#append = row.id;
      if (row.commandId === null) return null;
      const command = `${row.seatId ?? ""} ${row.commandId}`;
      if (this.#commands.has(command)) {
        return fault(
          row.sequence,
          "command-doubled",
          `event ${row.sequence} applies a command a second time`,
        );
      }
      this.#commands.add(command);
      return null;
    }
    return row.causationId === this.#append && row.commandId === null
      ? null
      : fault(
          row.sequence,
          "append-broken",
          `event ${row.sequence} does not belong to the command before it`,
        );
  }
}

function quotes(row: Row): Fault | null {
  for (const citation of row.citations) {
    const { quote, quoteSha256 } = citation as { quote?: unknown; quoteSha256?: unknown };
    if (typeof quote !== "string" || sha256Hex(quote) !== quoteSha256) {
      return fault(row.sequence, "quote-altered", `event ${row.sequence} quotes a rule in other words`);
    }
  }
  return null;
}
