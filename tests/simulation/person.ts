/** A simulated person at the table: tries things by chance, and keeps everything they were told. */
import { FeedCursor } from "../../client-sdk/src/feed-cursor.ts";
import type { FeedMessage, WireCommand } from "../../client-sdk/src/protocol.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { canonical } from "../../rules/index.ts";
import type { SeatView } from "../../rules/view.ts";
import type { Chance } from "./chance.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Server, Socket, ToClient, ToServer } from "./server.ts";
import { someCommand } from "./whims.ts";

export type Kept = {
  /** Acknowledged commands and the number they were told. */
  readonly acks: Map<string, number>;
  readonly refusals: Map<string, string>;
  /** Acknowledged again with another number: right only for a command that stored nothing. */
  readonly answeredTwice: Set<string>;
  /** What was said at each number, as text. */
  readonly feed: Map<number, string>;
  /** The last view, and the number it belongs to. */
  view: SeatView | null;
  /** Views as they were when each number was the newest. */
  readonly views: Map<number, string>;
  /** Contradictions noticed by the client itself. */
  readonly complaints: string[];
};

/** Commands one person has on the way at once. */
const IN_FLIGHT = 3;
const DUPLICATED = 0.1;
const REORDERED = 0.05;

export class Person {
  readonly sitter: Sitter;
  readonly kept: Kept = {
    acks: new Map(),
    refusals: new Map(),
    answeredTwice: new Set(),
    feed: new Map(),
    view: null,
    views: new Map(),
    complaints: [],
  };
  readonly #scheduler: Scheduler;
  readonly #chance: Chance;
  readonly #outbox = new Map<string, WireCommand>();
  #line: { readonly server: Server; readonly socket: Socket; up: ToServer[]; down: ToClient[] } | null = null;
  readonly #cursor = new FeedCursor();
  #said = 0;
  #quiet = false;

  constructor(sitter: Sitter, scheduler: Scheduler, chance: Chance) {
    this.sitter = sitter;
    this.#scheduler = scheduler;
    this.#chance = chance;
  }

  get connected(): boolean {
    return this.#line !== null;
  }

  get unanswered(): number {
    return this.#outbox.size;
  }

  /** How often they have opened their mouth; each line is said once, so it may be heard once. */
  get said(): number {
    return this.#said;
  }

  /** From now on they only finish what they began. */
  hush(): void {
    this.#quiet = true;
  }

  connect(server: Server): void {
    const socket: Socket = {
      sitter: this.sitter,
      deliver: (message) => {
        const line = this.#line;
        if (line?.socket !== socket) return;
        line.down.push(message);
        this.#scheduler.add(
          () => "running",
          () => {
            const next = line.down.shift();
            if (next !== undefined && this.#line === line) this.#hear(next);
          },
        );
      },
      closed: () => {
        if (this.#line?.socket === socket) this.#line = null;
      },
    };
    this.#line = { server, socket, up: [], down: [] };
    void server.connect(socket);
  }

  /** The line breaks with whatever was on it. */
  cut(): void {
    const line = this.#line;
    this.#line = null;
    line?.server.disconnect(line.socket);
  }

  /** Tries something, if not too much is under way. */
  act(): boolean {
    const { view } = this.kept;
    if (this.#quiet || view === null || this.#line === null || this.#outbox.size >= IN_FLIGHT) return false;
    const command = someCommand(view, this.#chance, `${this.sitter.name} ${this.#said + 1}`);
    if (command.do === "say") this.#said++;
    const id = this.#chance.uuid();
    this.#outbox.set(id, command);
    this.#sendCommand(id, command);
    return true;
  }

  #sendCommand(commandId: string, command: WireCommand): void {
    const message: ToServer = { type: "command", message: { commandId, command } };
    this.#send(message);
    if (this.#chance.happens(DUPLICATED)) this.#send(message);
  }

  #send(message: ToServer): void {
    const line = this.#line;
    if (line === null) return;
    if (line.up.length > 0 && this.#chance.happens(REORDERED)) line.up.unshift(message);
    else line.up.push(message);
    this.#scheduler.add(
      () => line.server.life,
      () => {
        const next = line.up.shift();
        if (next !== undefined && this.#line === line) void line.server.receive(line.socket, next);
      },
    );
  }

  #hear(message: ToClient): void {
    switch (message.type) {
      case "welcome":
        this.#send({ type: "resume", after: this.#cursor.last });
        for (const [id, command] of this.#outbox) this.#sendCommand(id, command);
        return;
      case "view":
        this.#see(message.view);
        return;
      case "feed":
        this.#follow(message.feed);
        return;
      case "reply": {
        const { reply } = message;
        const command = this.#outbox.get(reply.commandId);
        if (reply.outcome === "accepted") this.#acknowledge(reply.commandId, reply.sequence);
        if (reply.outcome === "pending" && command !== undefined) this.#again(reply.commandId, command);
        if (reply.outcome !== "rejected") return;
        const { code } = reply.rejection;
        const passing = code === "unavailable" || code === "busy";
        if (passing && command !== undefined) {
          this.#again(reply.commandId, command);
          return;
        }
        // The answer to a duplicate of what is long settled.
        if (command === undefined && passing) return;
        this.#outbox.delete(reply.commandId);
        this.kept.refusals.set(reply.commandId, code);
        return;
      }
    }
  }

  /** After a while, as a client would. */
  #again(id: string, command: WireCommand): void {
    this.#scheduler
      .clock(() => "running")
      .after(200, () => {
        if (this.#outbox.has(id)) this.#sendCommand(id, command);
      });
  }

  #acknowledge(id: string, sequence: number): void {
    const before = this.kept.acks.get(id);
    if (before !== undefined && before !== sequence) this.kept.answeredTwice.add(id);
    if (this.kept.refusals.has(id)) this.kept.complaints.push(`${id} acknowledged after it was refused`);
    this.kept.acks.set(id, sequence);
    this.#outbox.delete(id);
  }

  #see(view: SeatView): void {
    this.kept.view = view;
    this.kept.views.set(view.sequence, canonical(view));
  }

  /** As the SDK does: what comes out of order waits for a `resume`, and nothing is taken twice. */
  #follow(feed: FeedMessage): void {
    for (const entry of feed.entries) {
      const before = this.kept.feed.get(entry.sequence);
      if (before !== undefined && before !== canonical(entry)) {
        this.kept.complaints.push(`event ${entry.sequence} told twice, differently`);
      }
    }
    const { fresh, gap } = this.#cursor.take(feed.entries);
    for (const entry of fresh) this.kept.feed.set(entry.sequence, canonical(entry));
    if (gap || this.#cursor.last < feed.head.sequence)
      this.#send({ type: "resume", after: this.#cursor.last });
  }
}
