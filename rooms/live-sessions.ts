import type { SessionId } from "../rules/ids.ts";
import { type LivePorts, LiveSession } from "./live-session.ts";
import type { Journal, Meter } from "./ports.ts";

/**
 * The sessions that live in this process. A room that is made again while the last one still closes waits for
 * it: both would write.
 */
export class LiveSessions {
  readonly #ports: LivePorts;
  readonly #closing = new Map<SessionId, Promise<void>>();

  constructor(ports: LivePorts) {
    this.#ports = ports;
  }

  get journal(): Journal {
    return this.#ports.journal;
  }

  get meter(): Meter {
    return this.#ports.meter;
  }

  async open(session: SessionId): Promise<LiveSession> {
    await this.#closing.get(session);
    return LiveSession.open(this.#ports, session);
  }

  /** Safe to call twice: the second waits for the first. */
  close(live: LiveSession): Promise<void> {
    const known = this.#closing.get(live.id);
    if (known !== undefined) return known;
    const closing = live.close().finally(() => this.#closing.delete(live.id));
    this.#closing.set(live.id, closing);
    return closing;
  }
}
