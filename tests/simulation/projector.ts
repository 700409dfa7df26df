import type { EventLog } from "../../rooms/ports.ts";
import type { SessionId } from "../../rules/ids.ts";

/** Reads the log a little at a time from a checkpoint, as a projection does, and counts what it has seen. */
export class Projector {
  seen = 0;
  readonly #log: EventLog;
  readonly #session: SessionId;
  readonly #hasty: boolean;
  #checkpoint = 0;

  constructor(log: EventLog, session: SessionId, hasty: boolean) {
    this.#log = log;
    this.#session = session;
    this.#hasty = hasty;
  }

  /** Reads at most `limit` events on from the checkpoint. */
  async catchUp(limit: number): Promise<void> {
    for (let left = limit; left > 0; ) {
      const page = await this.#log.read(this.#session, this.#checkpoint, Math.min(left, 1_000));
      if (page.length === 0) return;
      this.seen += page.length;
      left -= page.length;
      const read = page.at(-1)?.sequence ?? this.#checkpoint;
      this.#checkpoint = this.#hasty ? await this.#log.version(this.#session) : read;
    }
  }
}
