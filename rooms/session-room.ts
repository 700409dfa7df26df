import { type Client, Room, ServerError } from "@colyseus/core";
import { z } from "zod";
import { CLOSE, LIMITS, PROTOCOL_VERSION, type WelcomeMessage } from "../client-sdk/src/protocol.ts";
import { type SeatId, type SessionId, sessionId } from "../rules/ids.ts";
import { commandIdOf, decodeCommand, isPlain } from "./decode.ts";
import { type Expulsion, isMeant, type Present } from "./expulsion.ts";
import { Feed } from "./feed.ts";
import type { Grants } from "./grants.ts";
import { Line } from "./line.ts";
import type { Closed, Watcher } from "./live-ports.ts";
import type { LiveSession } from "./live-session.ts";
import type { LiveSessions } from "./live-sessions.ts";
import { Mailbox } from "./mailbox.ts";
import type { Reply, Sitter } from "./ports.ts";
import type { TableState } from "./schema/classes.ts";
import { Stage } from "./stage.ts";
import { resumeMessage, signalMessage } from "./wire-command.ts";

type TableClient = Client<{ auth: Sitter }>;

/** One person's socket in this room. Who is barred may not come back by it; a new reservation lets them in again. */
type Connection = {
  readonly sitter: Sitter;
  readonly feed: Feed;
  client: TableClient;
  there: boolean;
  barred: boolean;
};

/** Seconds for which a dropped socket may come back without joining again. */
const RECONNECT_SECONDS = 30;
/** Why connections end, as far as it is worth counting. */
const ENDINGS: Readonly<Record<number, string>> = {
  1009: "message-too-long",
  4000: "left",
  4002: "misbehaved",
  [CLOSE.rejoin]: "rejoin",
  [CLOSE.replaced]: "replaced",
  [CLOSE.notWelcome]: "not-welcome",
};
/** Closed on purpose: there is nothing to come back to. 4000 left, 4002 misbehaved. */
const FINAL = new Set<number>([4000, 4002, CLOSE.rejoin, CLOSE.replaced, CLOSE.notWelcome]);

const createOptions = z.object({ gameSessionId: z.uuid() });

export type SessionRoomPorts = { readonly sessions: LiveSessions; readonly grants: Grants<Sitter> };

/** The class of live tables. Colyseus makes the instances, so what they need is bound here. */
export function sessionRoomClass({ sessions, grants }: SessionRoomPorts) {
  return class SessionRoom extends Room<{ state: TableState; client: TableClient }> implements Watcher {
    override maxClients = LIMITS.seats * 3;
    override maxMessagesPerSecond = LIMITS.messagesPerSecond;
    /** Patches are sent by hand, right after a commit and before its feed. */
    override patchRate: number | null = null;
    readonly #stage = new Stage<SeatId>();
    readonly #connections = new Map<string, Connection>();
    static readonly #rooms = new Set<SessionRoom>();
    readonly #door = new Mailbox(LIMITS.mailbox);
    #session: SessionId = sessionId("");
    #live: LiveSession | null = null;
    #opening: Promise<LiveSession> | null = null;

    static override async onAuth(token: string): Promise<Sitter> {
      const sitter = grants.who(token);
      if (sitter === null) throw new ServerError(401, "Join through the session's own door.");
      return sitter;
    }

    /** Closes sockets of this process. */
    static expel(expulsion: Expulsion): void {
      for (const room of SessionRoom.#rooms) room.#expel(expulsion);
    }

    static present(): readonly Present[] {
      return [...SessionRoom.#rooms].flatMap((room) =>
        [...room.#connections.values()].flatMap(({ sitter: { user, signIn } }) =>
          signIn !== undefined ? [{ user, signIn, session: room.#session }] : [],
        ),
      );
    }

    // Nothing irrevocable here: of two rooms made at once for one session, one is thrown away after this.
    override onCreate(options: unknown): void {
      const { gameSessionId } = createOptions.parse(options);
      this.#session = sessionId(gameSessionId);
      this.roomId = gameSessionId;
      this.state = this.#stage.state;
      SessionRoom.#rooms.add(this);
      this.onMessage("command", (client, message) =>
        this.#guard(client, () => this.#command(client, message)),
      );
      this.onMessage("resume", (client, message) => this.#guard(client, () => this.#resume(client, message)));
      this.onMessage("signal", (client, message) => this.#guard(client, () => this.#signal(client, message)));
    }

    override async onJoin(client: TableClient, _options: unknown, sitter: Sitter): Promise<void> {
      const live = await this.#open();
      // One after the other, or two people would both find the last seat free.
      const seated = this.#door.post(() => takeSeat(live, sitter));
      if (seated === null) throw new ServerError(503, "Too many people at the door; join again.");
      await seated;
      if (!live.isOpen) throw new ServerError(503, "The table is closing; join again.");
      this.#replaceOthers(client, sitter);
      this.#stage.seat(client, sitter.seat, live.view(sitter.seat));
      const connection = this.#connect(client, sitter, live);
      this.#connections.set(client.sessionId, connection);
      live.connected(sitter.seat, true);
      this.#welcome(client, sitter, live);
    }

    override onDrop(client: TableClient, code?: number): void {
      this.#away(client);
      const final = code !== undefined && FINAL.has(code);
      if (final || this.#connections.get(client.sessionId)?.client !== client) return;
      // Given up or refused alike: `onLeave` follows.
      this.allowReconnection(client, RECONNECT_SECONDS).catch(() => undefined);
    }

    override onReconnect(client: TableClient): void {
      const known = this.#connections.get(client.sessionId);
      const live = this.#live;
      if (known === undefined || live === null || !live.isOpen) throw new ServerError(503, "Join again.");
      if (known.barred) throw new ServerError(403, "You are not at this table any more.");
      this.#replaceOthers(client, known.sitter);
      this.#connections.set(client.sessionId, this.#connect(client, known.sitter, live));
      live.connected(known.sitter.seat, true);
      this.#welcome(client, known.sitter, live);
    }

    override onLeave(client: TableClient, code?: number): void {
      sessions.meter.count("connections_ended", { why: ENDINGS[code ?? 0] ?? "dropped" });
      this.#away(client);
      client.view?.dispose();
      const gone = this.#connections.get(client.sessionId);
      if (gone === undefined) return;
      this.#connections.delete(client.sessionId);
      const { seat } = gone.sitter;
      if (![...this.#connections.values()].some(({ sitter }) => sitter.seat === seat))
        this.#stage.remove(seat);
    }

    override async onDispose(): Promise<void> {
      SessionRoom.#rooms.delete(this);
      if (this.#live !== null) await sessions.close(this.#live);
    }

    override onBeforeShutdown(): void {
      const closing = this.#live === null ? Promise.resolve() : sessions.close(this.#live);
      void closing.finally(() => this.disconnect(CLOSE.rejoin));
    }

    override onUncaughtException(error: Error, method: string): void {
      // Somebody was turned away at the door; they have been told why.
      if (error.cause instanceof ServerError) return;
      sessions.journal.error({ session: this.#session, error, method }, "uncaught in a room");
    }

    /** Stored: now everybody may see it. State first, then what led to it. */
    committed: Watcher["committed"] = (records) => {
      const live = this.#live;
      if (live === null) return;
      try {
        this.#stage.update((seat) => live.view(seat));
        this.broadcastPatch();
        for (const { feed } of this.#connections.values()) feed.follow(records);
      } catch (error) {
        // What is on the wire may be wrong now; whoever joins again gets it whole.
        sessions.journal.error({ session: this.#session, error }, "a commit could not be shown");
        void live.fenced();
      }
    };

    #expel(expulsion: Expulsion): void {
      for (const connection of this.#connections.values()) {
        if (connection.barred || !isMeant(expulsion, connection.sitter, this.#session)) continue;
        connection.barred = true;
        connection.client.leave(CLOSE.notWelcome);
      }
    }

    closed(why: Closed): void {
      if (why === "stale") void this.disconnect(CLOSE.rejoin);
    }

    #open(): Promise<LiveSession> {
      this.#opening ??= sessions.open(this.#session).then(
        (live) => {
          this.#live = live;
          live.watch(this);
          return live;
        },
        (error: unknown) => {
          this.#opening = null;
          throw error;
        },
      );
      return this.#opening.catch((error: unknown) => {
        sessions.journal.error({ session: this.#session, error }, "session could not be opened");
        throw new ServerError(503, "The session cannot be opened now.");
      });
    }

    #connect(client: TableClient, sitter: Sitter, live: LiveSession): Connection {
      const line = new Line(client, () => sessions.meter.count("slow_readers_cut"));
      const source = {
        head: () => live.head,
        after: (sequence: number, limit: number) => live.recordsAfter(sequence, limit),
      };
      return { client, sitter, feed: new Feed(sitter, line, source), there: true, barred: false };
    }

    /** A seat has one connection, the newest. */
    #replaceOthers(client: TableClient, sitter: Sitter): void {
      for (const other of this.#connections.values()) {
        if (other.sitter.seat !== sitter.seat || other.client.sessionId === client.sessionId) continue;
        this.#away(other.client);
        other.client.leave(CLOSE.replaced);
      }
    }

    #away(client: TableClient): void {
      const connection = this.#connections.get(client.sessionId);
      if (connection === undefined || !connection.there) return;
      connection.there = false;
      connection.feed.end();
      this.#live?.connected(connection.sitter.seat, false);
    }

    #welcome(client: TableClient, sitter: Sitter, live: LiveSession): void {
      const message: WelcomeMessage = {
        protocol: PROTOCOL_VERSION,
        sessionId: this.#session,
        seatId: sitter.seat,
        role: sitter.role,
        head: live.head,
      };
      client.send("welcome", message);
    }

    /** No handler may throw out of here: Colyseus would take the whole process down. */
    #guard(client: TableClient, handle: () => void | Promise<void>): void {
      const failed = (error: unknown) => {
        sessions.journal.error({ session: this.#session, seat: client.auth?.seat, error }, "message failed");
      };
      try {
        Promise.resolve(handle()).catch(failed);
      } catch (error) {
        failed(error);
      }
    }

    async #command(client: TableClient, message: unknown): Promise<void> {
      const connection = this.#connections.get(client.sessionId);
      if (connection === undefined || !connection.there || this.#live === null) return;
      const intent = decodeCommand(message);
      if (!intent.ok) {
        sessions.meter.count("commands", { command: "?", outcome: "malformed" });
        client.send("rejected", { commandId: commandIdOf(message), ...intent.rejection });
        return;
      }
      answer(client, await this.#live.send(connection.sitter, intent.value));
    }

    async #resume(client: TableClient, message: unknown): Promise<void> {
      const connection = this.#connections.get(client.sessionId);
      const read = resumeMessage.safeParse(message);
      if (connection === undefined || !read.success) return;
      try {
        await connection.feed.resume(read.data.after);
      } catch (error) {
        sessions.journal.error({ session: this.#session, error }, "a feed could not be resumed");
        client.leave(CLOSE.rejoin);
      }
    }

    #signal(client: TableClient, message: unknown): void {
      const connection = this.#connections.get(client.sessionId);
      const read = isPlain(message) ? signalMessage.safeParse(message) : null;
      if (connection === undefined || read?.success !== true) return;
      this.broadcast("signal", { ...read.data, seatId: connection.sitter.seat }, { except: client });
    }
  };
}

/** The first time somebody sits, all see it; whoever sits in another's seat, or in a second one, is refused. */
async function takeSeat(live: LiveSession, sitter: Sitter): Promise<void> {
  const { seat, user, name, role } = sitter;
  const seats = live.state.seats;
  const mine = seats[seat];
  if (mine !== undefined && mine.user !== user) throw new ServerError(403, "This seat is somebody else's.");
  const other = Object.values(seats).find((each) => each.user === user && each.id !== seat && !each.left);
  if (other !== undefined) throw new ServerError(409, "You have another seat at this table.");
  if (mine !== undefined && !mine.left && mine.role === role) return;
  if (mine === undefined && Object.values(seats).filter(({ left }) => !left).length >= LIMITS.seats)
    throw new ServerError(409, "Every seat at this table is taken.");
  // An ended session is still looked at, and takes no new events.
  if (live.state.session.status === "ended") return;
  const reply = await live.submit({ kind: "system" }, { do: "take-seat", seat, user, name, role });
  if (reply.outcome === "accepted") return;
  throw new ServerError(
    503,
    reply.outcome === "rejected" ? reply.rejection.detail : "Join again in a moment.",
  );
}

function answer(client: TableClient, reply: Reply): void {
  const { commandId } = reply;
  if (reply.outcome === "accepted") client.send("accepted", { commandId, sequence: reply.sequence });
  else if (reply.outcome === "pending") client.send("pending", { commandId });
  else client.send("rejected", { commandId, ...reply.rejection });
}
