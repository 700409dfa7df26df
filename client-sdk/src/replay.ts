/** A recorded session, played again in the same shape as a live one. */
import type { SeatView } from "../../rules/view.ts";
import { Connection, type ConnectionChange, type ConnectionOptions } from "./connection.ts";
import { Listeners, type Subscribe } from "./listeners.ts";
import type { FeedEntry, PlaybackMessage, PlaybackState } from "./protocol.ts";
import type { Transport } from "./transport.ts";

export class Replay {
  readonly sessionId: string;
  readonly onView: Subscribe<SeatView>;
  readonly onFeed: Subscribe<FeedEntry>;
  readonly onPlayback: Subscribe<PlaybackState>;
  readonly onConnection: Subscribe<ConnectionChange>;

  readonly #connection: Connection;
  readonly #playbacks = new Listeners<PlaybackState>();
  readonly #told: Promise<void>;
  #playback: PlaybackState = { playing: false, speed: 1, sequence: 0, last: 0 };
  /** Where it was put last: a line that comes back starts over, and is put there again. */
  #wanted: number | null = null;

  constructor(sessionId: string, transport: Transport, options: ConnectionOptions = {}) {
    this.sessionId = sessionId;
    const connection = new Connection(transport, { ...options, startsOver: true });
    this.#connection = connection;
    this.onView = connection.views.on;
    this.onFeed = connection.entries.on;
    this.onPlayback = this.#playbacks.on;
    this.onConnection = connection.changes.on;
    connection.messages.on(({ type, payload }) => {
      if (type !== "playback-state") return;
      this.#playback = payload as PlaybackState;
      if (this.#wanted === null || this.#playback.playing) this.#wanted = this.#playback.sequence;
      this.#playbacks.tell(this.#playback);
    });
    connection.changes.on((change) => {
      if (change.status === "open" && this.#wanted !== null && this.#wanted > 0) this.seek(this.#wanted);
    });
    this.#told = new Promise((resolve) => {
      const stop = this.#playbacks.on(() => {
        stop();
        resolve();
      });
    });
  }

  /** Resolves when the first view is there and the length is known. @throws SeatLost */
  get ready(): Promise<void> {
    return this.#connection.ready.then(() => this.#told);
  }

  /** What one's seat saw at the present number. @throws before the replay is ready. */
  get view(): SeatView {
    const { view } = this.#connection;
    if (view === null) throw new Error("the replay is not ready");
    return view;
  }

  get connection(): ConnectionChange {
    return this.#connection.status;
  }

  get playback(): PlaybackState {
    return this.#playback;
  }

  /** `speed` 1 is one event a second. */
  play(speed = 1): void {
    this.#send({ do: "play", speed });
  }

  pause(): void {
    this.#send({ do: "pause" });
  }

  seek(sequence: number): void {
    this.#wanted = sequence;
    this.#send({ do: "seek", sequence });
  }

  leave(): void {
    this.#connection.close();
  }

  #send(message: PlaybackMessage): void {
    this.#connection.send("playback", message);
  }
}
