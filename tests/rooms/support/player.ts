import { createRequire } from "node:module";
import type {
  FeedEntry,
  FeedMessage,
  PlaybackState,
  WelcomeMessage,
  WireCommand,
} from "../../../client-sdk/src/protocol.ts";
import { readSeatView, type SeatNode } from "../../../rooms/read-seat-view.ts";
import type { SeatView } from "../../../rules/view.ts";

type Handler = (payload: never) => void;
type ColyseusRoom = {
  readonly sessionId: string;
  readonly reconnectionToken: string;
  readonly state: { readonly seats?: { get(key: string): SeatNode | undefined } } | null;
  readonly reconnection: { enabled: boolean; minUptime: number };
  readonly connection: {
    readonly isOpen: boolean;
    readonly transport: { readonly ws: { close(code: number): void } };
  };
  send(type: string, payload: unknown): void;
  onMessage(type: "*", handler: (type: string, payload: never) => void): void;
  onStateChange(handler: () => void): void;
  onLeave(handler: (code: number) => void): void;
  onError(handler: (code: number, message: string) => void): void;
  leave(consented: boolean): Promise<number>;
};
type ColyseusClient = {
  createRoom(name: string): ColyseusRoom;
  consumeSeatReservation(reservation: unknown): Promise<ColyseusRoom>;
  reconnect(token: string): Promise<ColyseusRoom>;
};
// The client is the SDK's dependency, not the server's: found where the SDK finds it.
const fromSdk = createRequire(new URL("../../../client-sdk/package.json", import.meta.url));
const { Client }: { Client: new (endpoint: string) => ColyseusClient } = fromSdk("@colyseus/sdk");

export type Answer =
  | { readonly outcome: "accepted"; readonly commandId: string; readonly sequence: number }
  | { readonly outcome: "pending"; readonly commandId: string }
  | {
      readonly outcome: "rejected";
      readonly commandId: string;
      readonly code: string;
      readonly detail: string;
    };

/** Somebody at the table with the plain Colyseus client: keeps all that came, in order. */
export class Player {
  readonly seat: string;
  readonly entries: FeedEntry[] = [];
  readonly answers: Answer[] = [];
  readonly welcomes: WelcomeMessage[] = [];
  readonly playback: PlaybackState[] = [];
  readonly others: { readonly type: string; readonly payload: unknown }[] = [];
  /** The view after each state that arrived. */
  readonly views: SeatView[] = [];
  closed: number | null = null;
  #room: ColyseusRoom | null = null;
  static #commands = 0;
  #waiters = new Set<() => void>();

  constructor(seat: string) {
    this.seat = seat;
  }

  static async join(port: number, seat: string, reservation: unknown): Promise<Player> {
    const player = new Player(seat);
    await player.enter(port, reservation);
    return player;
  }

  async enter(port: number, reservation: unknown): Promise<void> {
    this.#room = await this.#client(port).consumeSeatReservation(reservation);
    await this.until("the first state", () => this.views.length > 0);
  }

  /** Comes back to the seat that Colyseus keeps for a dropped socket. */
  async reconnect(port: number): Promise<void> {
    const before = this.views.length;
    this.#room = await this.#client(port).reconnect(this.room.reconnectionToken);
    await this.until("the state", () => this.views.length > before);
  }

  #client(port: number): ColyseusClient {
    const client = new Client(`http://127.0.0.1:${port}`);
    const create = client.createRoom.bind(client);
    client.createRoom = (name) => {
      const room = create(name);
      this.#listen(room);
      return room;
    };
    this.closed = null;
    return client;
  }

  get room(): ColyseusRoom {
    if (this.#room === null) throw new Error("not at the table");
    return this.#room;
  }

  get view(): SeatView {
    const view = this.views.at(-1);
    if (view === undefined) throw new Error("no state yet");
    return view;
  }

  send(type: string, payload: unknown): void {
    this.room.send(type, payload);
  }

  /** Sends a command and waits for its answer. */
  async command(command: WireCommand, commandId = `c${++Player.#commands}`): Promise<Answer> {
    const before = this.answers.length;
    this.send("command", { commandId, command });
    const find = () => this.answers.slice(before).find((answer) => answer.commandId === commandId);
    await this.until(`the answer to ${command.do}`, () => find() !== undefined);
    const answer = find();
    if (answer === undefined) throw new Error("no answer");
    return answer;
  }

  /** The same, and it must be accepted; waits until its events were told too. */
  async accepted(command: WireCommand, commandId?: string): Promise<number> {
    const answer = await this.command(command, commandId);
    if (answer.outcome !== "accepted") throw new Error(`${command.do}: ${JSON.stringify(answer)}`);
    await this.until(`event ${answer.sequence}`, () => this.view.sequence >= answer.sequence);
    return answer.sequence;
  }

  /** Waits for a condition, looked at whenever something arrives; gives up after five seconds. */
  until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#waiters.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(look);
        reject(new Error(`${this.seat} waited in vain for ${what}; closed: ${this.closed}`));
      }, 5000);
      this.#waiters.add(look);
    });
  }

  /** The socket goes without a goodbye. */
  drop(): void {
    this.room.connection.transport.ws.close(3001);
  }

  async leave(): Promise<void> {
    if (this.#room?.connection.isOpen) await this.#room.leave(true);
  }

  #listen(room: ColyseusRoom): void {
    room.reconnection.enabled = false;
    room.onMessage("*", (type, payload) => this.#received(type, payload));
    room.onStateChange(() => {
      const node = room.state?.seats?.get(this.seat);
      if (node !== undefined) this.views.push(readSeatView(node));
      this.#look();
    });
    room.onError(() => undefined);
    room.onLeave((code) => {
      this.closed = code;
      this.#look();
    });
  }

  #received(type: string, payload: never): void {
    const handlers: Record<string, Handler> = {
      welcome: (message: WelcomeMessage) => this.welcomes.push(message),
      feed: (message: FeedMessage) => this.entries.push(...message.entries),
      accepted: (message: object) => this.answers.push({ outcome: "accepted", ...message } as Answer),
      rejected: (message: object) => this.answers.push({ outcome: "rejected", ...message } as Answer),
      pending: (message: object) => this.answers.push({ outcome: "pending", ...message } as Answer),
      "playback-state": (message: PlaybackState) => this.playback.push(message),
    };
    const handler = handlers[type];
    if (handler === undefined) this.others.push({ type, payload });
    else handler(payload);
    this.#look();
  }

  #look(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }
}
