/** The real line: a ticket over HTTP, then a Colyseus room. */
import { Client, type Room, ServerError } from "@colyseus/sdk";
import type { JoinTicket } from "./protocol.ts";
import { seatViewOf } from "./seat-state.ts";
import { type Line, type LineEvents, Refused, type Transport } from "./transport.ts";

type Reservation = Parameters<InstanceType<typeof Client>["consumeSeatReservation"]>[0];

/** Hears the first message too: rooms speak as soon as one is seated, before the join is resolved. */
class ListeningClient extends Client {
  readonly #attach: (room: Room) => void;

  constructor(endpoint: string, attach: (room: Room) => void) {
    super(endpoint);
    this.#attach = attach;
  }

  protected override createRoom<T>(name: string): Room<unknown, T> {
    const room = super.createRoom<T>(name);
    // Reconnecting is the connection's business: it joins again, which also works after a restart.
    room.reconnection.enabled = false;
    this.#attach(room as Room);
    return room;
  }
}

/** Lines to the room that the tickets are for. `endpoint` is the server's http(s) address. */
export function colyseusTransport(endpoint: string, ticket: () => Promise<JoinTicket>): Transport {
  return {
    async open(events: LineEvents): Promise<Line> {
      const { seatId, reservation } = await ticket();
      const client = new ListeningClient(endpoint, (room) => listen(room, seatId, events));
      const room = await consume(client, reservation as Reservation);
      return {
        send: (type, payload) => room.send(type, payload),
        close: () => leave(room),
      };
    },
  };
}

/** The room says no like HTTP does: somebody else's seat, a second one. All else may pass. */
const SHUT: readonly number[] = [403, 409];

async function consume(client: Client, reservation: Reservation): Promise<Room> {
  try {
    return await client.consumeSeatReservation(reservation);
  } catch (error) {
    if (error instanceof ServerError && SHUT.includes(error.code))
      throw new Refused("not-allowed", error.message, { cause: error });
    throw error;
  }
}

function listen(room: Room, seatId: string, events: LineEvents): void {
  room.onMessage("*", (type, payload) => events.message(String(type), payload));
  room.onStateChange((state) => {
    const view = seatViewOf(state, seatId);
    if (view !== null) events.view(view);
  });
  room.onLeave((code, reason) => events.closed(code, reason ?? ""));
  // A failure is always followed by a close; the SDK would print it where nobody asked.
  room.onError(() => undefined);
}

function leave(room: Room): void {
  if (room.connection.isOpen) void room.leave(true);
  else room.connection.close();
}
