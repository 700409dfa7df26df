/** What a connection needs of the network. The real one is `colyseus-transport.ts`. */
import type { SeatView } from "../../rules/view.ts";

export interface Transport {
  /**
   * One new connection to the room, on which nothing was sent yet. Events may arrive before it resolves.
   * @throws Refused when trying again cannot help; anything else means trying again may.
   */
  open(events: LineEvents): Promise<Line>;
}

export interface Line {
  send(type: string, payload: unknown): void;
  /** Leaves for good: no `closed` event follows. */
  close(): void;
}

export type LineEvents = {
  /** The seat's view has changed: `read` makes plain JSON of it, which takes a while and may not be needed. */
  readonly view: (read: () => SeatView, sequence: number) => void;
  readonly message: (type: string, payload: unknown) => void;
  /** The line is gone; at most once. */
  readonly closed: (code: number, reason: string) => void;
};

/** The server said no in a way that a second try will not change: not invited, signed out, no such session. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;

  constructor(code: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
