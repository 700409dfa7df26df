import { WebSocket } from "ws";

/** Colyseus' first byte of a frame that says "you are in"; the client answers with the same. */
const JOIN_ROOM = 10;

type Reservation = {
  readonly roomId: string;
  readonly sessionId: string;
  readonly processId?: string;
};

/** A room message `resume {after: 0}` as bytes: message code, type as a short string, then msgpack. */
const RESUME = Buffer.from([13, 0xa6, ...Buffer.from("resume"), 0x81, 0xa5, ...Buffer.from("after"), 0]);

/** A bare WebSocket in a seat: keeps every byte that comes, understands none. */
export class RawSocket {
  readonly frames: Buffer[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      this.frames.push(Buffer.from(data));
      if (data[0] === JOIN_ROOM) socket.send(Uint8Array.of(JOIN_ROOM));
    });
  }

  static async open(port: number, reserved: unknown): Promise<RawSocket> {
    const { roomId, sessionId, processId } = reserved as Reservation;
    const url = `ws://127.0.0.1:${port}/${processId}/${roomId}?sessionId=${sessionId}`;
    const socket = new WebSocket(url);
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    return raw;
  }

  /** Everything that came, as one run of bytes. */
  get bytes(): Buffer {
    return Buffer.concat(this.frames);
  }

  /** Which of these texts stand somewhere in what came. */
  found(texts: readonly string[]): string[] {
    const { bytes } = this;
    return texts.filter((text) => bytes.includes(Buffer.from(text, "utf8")));
  }

  /** Reads nothing more, though it stays connected. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Asks for the whole feed again. */
  askAgain(): void {
    this.#socket.send(RESUME);
  }

  close(): void {
    this.#socket.close();
  }
}
