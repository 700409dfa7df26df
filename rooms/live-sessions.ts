import type { Actor, Command } from "../rules/command.ts";
import type { SessionId } from "../rules/ids.ts";
import type { LivePorts } from "./live-ports.ts";
import { LiveSession } from "./live-session.ts";
import type { Journal, Meter, Reply } from "./ports.ts";

/**
 * The sessions that live in this process. A room that is made again while the last one still closes waits for
 * it: both would write.
 */
export class LiveSessions {
  readonly #ports: LivePorts;
  readonly #closing = new Map<SessionId, Promise<void>>();
  readonly #open = new Map<SessionId, LiveSession>();

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
    const live = await LiveSession.open(this.#ports, session);
    this.#open.set(session, live);
    return live;
  }

  /** A command of the server's own: through the live session if it lives here, else by taking it over for it. */
  async submit(session: SessionId, actor: Actor, command: Command): Promise<Reply> {
    const here = this.#open.get(session);
    if (here?.isOpen === true) return here.submit(actor, command);
    await this.#closing.get(session);
    const live = await LiveSession.open({ ...this.#ports, dungeonMaster: null }, session);
    try {
      return await live.submit(actor, command);
    } finally {
      await live.close();
    }
  }

  /** Safe to call twice: the second waits for the first. */
  close(live: LiveSession): Promise<void> {
    const known = this.#closing.get(live.id);
    if (known !== undefined) return known;
    if (this.#open.get(live.id) === live) this.#open.delete(live.id);
    const closing = live.close().finally(() => this.#closing.delete(live.id));
    this.#closing.set(live.id, closing);
    return closing;
  }
}
