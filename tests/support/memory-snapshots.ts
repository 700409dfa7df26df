import type { AnsweredCommand, EventLog, Snapshot, Snapshots } from "../../rooms/ports.ts";
import type { SessionId } from "../../rules/ids.ts";

/** Snapshots kept in memory beside a log, under the same contract as those in the database. */
export class MemorySnapshots implements Snapshots {
  readonly #log: Pick<EventLog, "read">;
  readonly #foldedBy: string;
  /** Shared by those that stand for processes of one installation. */
  readonly kept: Map<string, Snapshot & { readonly foldedBy: string }>;

  constructor(log: Pick<EventLog, "read">, foldedBy = "these rules", kept = new Map()) {
    this.#log = log;
    this.#foldedBy = foldedBy;
    this.kept = kept;
  }

  async find(session: SessionId): Promise<Snapshot | null> {
    const found = this.kept.get(session);
    if (found === undefined || found.foldedBy !== this.#foldedBy) return null;
    const { foldedBy: _, ...snapshot } = found;
    return snapshot;
  }

  async keep(session: SessionId, snapshot: Snapshot): Promise<void> {
    const older = this.kept.get(session);
    if (older?.foldedBy === this.#foldedBy && older.sequence >= snapshot.sequence) return;
    this.kept.set(session, { ...snapshot, foldedBy: this.#foldedBy });
  }

  async answered(session: SessionId, sequence: number): Promise<readonly AnsweredCommand[]> {
    const answers: { -readonly [Key in keyof AnsweredCommand]: AnsweredCommand[Key] }[] = [];
    for (let after = 0; after < sequence; after += 1000) {
      for (const record of await this.#log.read(session, after, Math.min(1000, sequence - after))) {
        const { seatId: seat, commandId, payloadHash } = record;
        const last = answers.at(-1);
        if (commandId !== null && payloadHash !== null)
          answers.push({ seat, commandId, payloadHash, sequence: record.sequence });
        else if (record.causationId !== null && last !== undefined) last.sequence = record.sequence;
      }
    }
    return answers;
  }
}
