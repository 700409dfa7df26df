/** A simulated server process: real live sessions, over ports through which the scheduler may kill it anywhere. */
import type { FeedMessage } from "../../client-sdk/src/protocol.ts";
import { decodeCommand } from "../../rooms/decode.ts";
import { Feed } from "../../rooms/feed.ts";
import { type LivePorts, LiveSession } from "../../rooms/live-session.ts";
import type { Citations, DiceSecrets, EventLog, Reply, Sitter, Snapshots } from "../../rooms/ports.ts";
import type { SessionId } from "../../rules/ids.ts";
import type { RuleId } from "../../rules/rule-ids.ts";
import type { SeatView } from "../../rules/view.ts";
import type { Chance } from "./chance.ts";
import type { Scheduler } from "./scheduler.ts";
import type { EpochWatch } from "./store.ts";

export type ToClient =
  | { readonly type: "welcome"; readonly head: number }
  | { readonly type: "view"; readonly view: SeatView }
  | { readonly type: "feed"; readonly feed: FeedMessage }
  | { readonly type: "reply"; readonly reply: Reply };

export type ToServer =
  | { readonly type: "command"; readonly message: unknown }
  | { readonly type: "resume"; readonly after: number };

/** One client's end of a line, as the server has it. */
export interface Socket {
  readonly sitter: Sitter;
  deliver(message: ToClient): void;
  closed(): void;
}

export type World = {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly session: SessionId;
  readonly secrets: DiceSecrets;
  readonly snapshots: Snapshots;
  readonly leaseMs: number;
  readonly watch: EpochWatch;
  /** What a planted fault changes on its way; the identity in honest runs. */
  readonly tamper: {
    readonly log: (log: EventLog) => EventLog;
    readonly toClient: (message: ToClient, socket: Socket, live: LiveSession) => ToClient;
    readonly toServer: (message: unknown, seenBefore: boolean) => unknown;
  };
};

/** Quoting the real book is proved elsewhere; here every rule has the same short proof. */
export const citations: Citations = {
  cite: (ruleId: RuleId) => ({
    ruleId,
    sourceId: "simulated@000000000000",
    sectionPath: ["Simulated"],
    lineStart: 1,
    lineEnd: 1,
    quote: ruleId,
    quoteSha256: "0".repeat(64),
    role: "applied",
  }),
};

const silent = { info: () => undefined, error: () => undefined };

export class Server {
  life: "running" | "paused" | "dead" = "running";
  readonly #world: World;
  readonly #owner: string;
  readonly #log: EventLog;
  readonly #lines = new Map<Socket, Feed>();
  readonly #heard = new Set<string>();
  #live: Promise<LiveSession> | null = null;
  #opened: LiveSession | null = null;

  /** `owner` names the installation: a server that is started again after a crash is the same one. */
  constructor(world: World, log: EventLog, owner: string) {
    this.#world = world;
    this.#owner = owner;
    this.#log = world.watch.held(world.tamper.log(this.#gated(world.watch.over(log))));
  }

  /** The session while it is open here. */
  get session(): LiveSession | null {
    return this.#opened?.isOpen === true ? this.#opened : null;
  }

  /** Nothing of it runs again; its lines break. */
  kill(): void {
    this.life = "dead";
    for (const socket of this.#lines.keys()) socket.closed();
    this.#lines.clear();
  }

  /** Nobody is at its table any more: the room closes and lets the session go. */
  retire(): void {
    void this.#whenOpen().then((live) => live?.close());
  }

  /** A client connects; null when the session cannot be opened now. */
  async connect(socket: Socket): Promise<void> {
    try {
      this.#live ??= this.#open();
      const live = await this.#live;
      if (!live.isOpen) throw new Error("closing");
      const { seat, user, name, role } = socket.sitter;
      if (live.state.seats[seat] === undefined) {
        await live.submit({ kind: "system" }, { do: "take-seat", seat, user, name, role });
      }
      if (live.state.seats[seat] === undefined) throw new Error("no seat");
      this.#join(socket, live);
    } catch {
      socket.closed();
    }
  }

  disconnect(socket: Socket): void {
    const feed = this.#lines.get(socket);
    feed?.end();
    if (!this.#lines.delete(socket)) return;
    const gone = (live: LiveSession | null) => live?.connected(socket.sitter.seat, false);
    void this.#whenOpen().then(gone);
  }

  /** The session if it could be opened. */
  async #whenOpen(): Promise<LiveSession | null> {
    try {
      return await this.#live;
    } catch {
      return null;
    }
  }

  async receive(socket: Socket, message: ToServer): Promise<void> {
    const live = await this.#whenOpen();
    if (live === null || !this.#lines.has(socket)) return;
    if (message.type === "resume") {
      await this.#lines.get(socket)?.resume(message.after);
      return;
    }
    const key = JSON.stringify(message.message);
    const intent = decodeCommand(this.#world.tamper.toServer(message.message, this.#heard.has(key)));
    this.#heard.add(key);
    if (!intent.ok) throw new Error(`the simulation sent nonsense: ${intent.rejection.detail} ${key}`);
    const reply = await live.send(socket.sitter, intent.value);
    this.#send(socket, { type: "reply", reply }, live);
  }

  #open(): Promise<LiveSession> {
    const opening = LiveSession.open(this.#ports(), this.#world.session).then((live) => {
      this.#opened = live;
      live.watch({
        committed: (records) => {
          for (const [socket, feed] of this.#lines) {
            this.#send(socket, { type: "view", view: live.view(socket.sitter.seat) }, live);
            feed.follow(records);
          }
        },
        closed: () => {
          this.#live = null;
          for (const socket of this.#lines.keys()) socket.closed();
          this.#lines.clear();
        },
      });
      return live;
    });
    opening.catch(() => {
      this.#live = null;
    });
    return opening;
  }

  #join(socket: Socket, live: LiveSession): void {
    const line = {
      backlog: () => 0,
      send: (feed: FeedMessage) => this.#send(socket, { type: "feed", feed }, live),
      cut: () => socket.closed(),
    };
    const source = {
      head: () => live.head,
      after: (sequence: number, limit: number) => live.recordsAfter(sequence, limit),
    };
    this.#lines.set(socket, new Feed(socket.sitter, line, source));
    live.connected(socket.sitter.seat, true);
    this.#send(socket, { type: "view", view: live.view(socket.sitter.seat) }, live);
    this.#send(socket, { type: "welcome", head: live.head.sequence }, live);
  }

  #send(socket: Socket, message: ToClient, live: LiveSession): void {
    if (this.life !== "dead") socket.deliver(this.#world.tamper.toClient(message, socket, live));
  }

  #gated(log: EventLog): EventLog {
    const { scheduler } = this.#world;
    const life = () => this.life;
    return {
      take: (...given) => scheduler.gate(life, () => log.take(...given)),
      takeIfFree: (...given) => scheduler.gate(life, () => log.takeIfFree(...given)),
      renew: (...given) => scheduler.gate(life, () => log.renew(...given)),
      release: (...given) => scheduler.gate(life, () => log.release(...given)),
      read: (...given) => scheduler.gate(life, () => log.read(...given)),
      append: (...given) => scheduler.gate(life, () => log.append(...given)),
      version: (...given) => scheduler.gate(life, () => log.version(...given)),
    };
  }

  #ports(): LivePorts {
    const { scheduler, chance, secrets, snapshots } = this.#world;
    const life = () => this.life;
    return {
      log: this.#log,
      snapshots: {
        find: (...given) => scheduler.gate(life, () => snapshots.find(...given)),
        keep: (...given) => scheduler.gate(life, () => snapshots.keep(...given)),
        answered: (...given) => scheduler.gate(life, () => snapshots.answered(...given)),
      },
      secrets: {
        commit: (session) => scheduler.gate(life, () => secrets.commit(session)),
        dice: (session, contributions) => scheduler.gate(life, () => secrets.dice(session, contributions)),
        reveal: (session) => scheduler.gate(life, () => secrets.reveal(session)),
      },
      characters: { creature: async () => null },
      citations,
      clock: scheduler.clock(life),
      randomness: { uuid: () => chance.uuid(), hex: (bytes) => chance.hex(bytes) },
      meter: { count: () => undefined, observe: () => undefined },
      journal: silent,
      dungeonMaster: null,
      owner: this.#owner,
      leaseMs: this.#world.leaseMs,
      snapshotEvery: 30,
    };
  }
}
