/** The real line: a ticket over HTTP, then a Colyseus room. */
import { Client, type Room, ServerError } from "@colyseus/sdk";
import type { JoinTicket } from "./protocol.ts";
import { readSeat, seatNodeOf } from "./seat-state.ts";
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

/** A line on which nothing is answered for this long is dead, however open it looks. */
const HEARTBEAT_MS = 15_000;

/** Lines to the room that the tickets are for. `endpoint` is the server's http(s) address. */
export function colyseusTransport(
  endpoint: string,
  ticket: () => Promise<JoinTicket>,
  heartbeatMs = HEARTBEAT_MS,
): Transport {
  return {
    async open(events: LineEvents): Promise<Line> {
      const { seatId, reservation } = await ticket();
      const client = new ListeningClient(endpoint, (room) => listen(room, seatId, events));
      const room = await consume(client, reservation as Reservation);
      listenToHeart(room, heartbeatMs, () => events.closed(NOTHING_HEARD, "the server does not answer"));
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
    const node = seatNodeOf(state, seatId);
    if (node !== null) events.view(() => readSeat(node), node.sequence);
  });
  room.onLeave((code, reason) => events.closed(code, reason ?? ""));
}

/** What a socket says that broke without a goodbye. */
const NOTHING_HEARD = 1006;

/** A cable that was pulled closes no socket: only asking tells. */
function listenToHeart(room: Room, everyMs: number, dead: () => void): void {
  let answered = true;
  const timer = setInterval(() => {
    if (answered) {
      answered = false;
      room.ping(() => {
        answered = true;
      });
      return;
    }
    clearInterval(timer);
    dead();
  }, everyMs);
  room.onLeave(() => clearInterval(timer));
}

/** With a goodbye, and without waiting for one. */
function leave(room: Room): void {
  if (room.connection.isOpen) void room.leave(true);
  else room.connection.close();
}
