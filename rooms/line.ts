import { type Client, ClientState } from "@colyseus/core";
import { CLOSE, type FeedMessage } from "../client-sdk/src/protocol.ts";
import type { FeedLine } from "./feed.ts";

/** Feed messages kept for a client that has opened its socket and not yet said that it is ready. */
const UNREAD_WHILE_JOINING = 200;

/** One client's socket, as the feed needs it. */
export class Line implements FeedLine {
  readonly #client: Client;
  readonly #cut: () => void;
  #unread = 0;

  constructor(client: Client, cut: () => void) {
    this.#client = client;
    this.#cut = cut;
  }

  backlog(): number {
    if (this.#client.state !== ClientState.JOINED && this.#unread > UNREAD_WHILE_JOINING) return Infinity;
    const { ref } = this.#client;
    return "bufferedAmount" in ref && typeof ref.bufferedAmount === "number" ? ref.bufferedAmount : 0;
  }

  send(message: FeedMessage): void {
    if (this.#client.state !== ClientState.JOINED) this.#unread += 1;
    this.#client.send("feed", message);
  }

  cut(): void {
    this.#cut();
    const { ref } = this.#client;
    // A goodbye would wait behind what is not being read.
    if ("terminate" in ref && typeof ref.terminate === "function") ref.terminate();
    else this.#client.leave(CLOSE.rejoin);
  }
}
