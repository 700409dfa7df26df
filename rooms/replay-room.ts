import { type Client, Room, ServerError } from "@colyseus/core";
import { z } from "zod";
import { CLOSE, LIMITS, PROTOCOL_VERSION, type WelcomeMessage } from "../client-sdk/src/protocol.ts";
import type { SeatRole } from "../rules/command.ts";
import { type SessionId, seatId, sessionId, type UserId } from "../rules/ids.ts";
import { view } from "../rules/index.ts";
import { headOf, NO_EVENTS } from "./chain.ts";
import { isPlain } from "./decode.ts";
import { type Expulsion, isMeant, type Present } from "./expulsion.ts";
import { entryOf } from "./feed.ts";
import type { Grants } from "./grants.ts";
import { readAfter } from "./history.ts";
import { Playback } from "./playback.ts";
import type { Clock, EventLog, Journal } from "./ports.ts";
import { type As, appendEnds, Reel, roleOf } from "./recording.ts";
import type { TableState } from "./schema/classes.ts";
import { Stage } from "./stage.ts";
import { playbackMessage, resumeMessage } from "./wire-command.ts";

/** Who watches, and through whose eyes. The server has checked that this person may. */
export type Viewer = {
  readonly session: SessionId;
  readonly as: As;
  /** Absent where nobody signs in. */
  readonly user?: UserId;
  readonly signIn?: string;
};

type ViewerClient = Client<{ auth: Viewer }>;

export type ReplayRoomPorts = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly grants: Grants<Viewer>;
};

const createOptions = z.object({ gameSessionId: z.uuid() });

/** The class of replays: one room for each viewer, in the state's shape and the messages of a live table. */
export function replayRoomClass({ log, clock, journal, grants }: ReplayRoomPorts) {
  return class ReplayRoom extends Room<{ state: TableState; client: ViewerClient }> {
    override maxClients = 1;
    override maxMessagesPerSecond = LIMITS.messagesPerSecond;
    override patchRate: number | null = null;
    readonly #stage = new Stage<As>();
    #session: SessionId = sessionId("");
    #reel = new Reel([]);
    #playback: Playback | null = null;
    #viewer: (Viewer & { readonly client: ViewerClient; readonly role: SeatRole }) | null = null;
    static readonly #rooms = new Set<ReplayRoom>();

    static override async onAuth(token: string): Promise<Viewer> {
      const viewer = grants.who(token);
      if (viewer === null) throw new ServerError(401, "Join through the session's own door.");
      return viewer;
    }

    /** Closes sockets of this process. */
    static expel(expulsion: Expulsion): void {
      for (const { room, viewer } of ReplayRoom.#watching())
        if (isMeant(expulsion, viewer, room.#session)) viewer.client.leave(CLOSE.notWelcome);
    }

    static present(): readonly Present[] {
      return ReplayRoom.#watching().flatMap(({ room, viewer: { user, signIn } }) =>
        user === undefined || signIn === undefined ? [] : [{ user, signIn, session: room.#session }],
      );
    }

    static #watching() {
      return [...ReplayRoom.#rooms].flatMap((room) =>
        room.#viewer === null ? [] : [{ room, viewer: room.#viewer }],
      );
    }

    override onCreate(options: unknown): void {
      this.#session = sessionId(createOptions.parse(options).gameSessionId);
      ReplayRoom.#rooms.add(this);
      this.state = this.#stage.state;
      this.onMessage("playback", (client, message) => this.#guard(client, () => this.#control(message)));
      this.onMessage("resume", (client, message) => this.#guard(client, () => this.#resume(message)));
      this.onMessage("command", (client, message) => this.#guard(client, () => refuse(client, message)));
      this.onMessage("signal", () => undefined);
    }

    override async onJoin(client: ViewerClient, _options: unknown, viewer: Viewer): Promise<void> {
      try {
        this.#reel = new Reel(await readAfter(log, this.#session));
      } catch (error) {
        journal.error({ session: this.#session, error }, "a recording could not be read");
        throw new ServerError(503, "The recording cannot be read now.");
      }
      const { as } = viewer;
      this.#viewer = { ...viewer, client, role: roleOf(this.#reel.records, as) };
      this.#stage.seat(client, as, view(this.#reel.at(0), as));
      const moved = (from: number, to: number) => this.#show(from, to);
      this.#playback = new Playback(appendEnds(this.#reel.records), clock, moved, () => this.#tell());
      this.#welcome(client, as);
      this.#tell();
    }

    override onLeave(client: ViewerClient): void {
      this.#playback?.stop();
      client.view?.dispose();
    }

    override onDispose(): void {
      ReplayRoom.#rooms.delete(this);
      this.#playback?.stop();
    }

    override onBeforeShutdown(): void {
      void this.disconnect(CLOSE.rejoin);
    }

    override onUncaughtException(error: Error, method: string): void {
      journal.error({ session: this.#session, error, method }, "uncaught in a replay");
    }

    #welcome(client: ViewerClient, as: As): void {
      const message: WelcomeMessage = {
        protocol: PROTOCOL_VERSION,
        sessionId: this.#session,
        seatId: as,
        role: this.#viewer?.role ?? "spectator",
        // Nothing was shown yet: the feed starts before the first event.
        head: NO_EVENTS,
      };
      client.send("welcome", message);
    }

    #show(from: number, to: number): void {
      const state = this.#reel.at(to);
      this.#stage.update((as) => view(state, as));
      this.broadcastPatch();
      // Going back shows the state alone; the feed was told already.
      if (to > from) this.#feed(from, to);
    }

    #feed(from: number, to: number): void {
      const viewer = this.#viewer;
      if (viewer === null) return;
      const reader = { seat: seatId(viewer.as), role: viewer.role };
      for (let at = from; at < to; at += LIMITS.feedBatch) {
        const records = this.#reel.records.slice(at, Math.min(to, at + LIMITS.feedBatch));
        const { sequence, hash } = headOf(records);
        const entries = records.map((record) => entryOf(record, reader));
        viewer.client.send("feed", { entries, head: { sequence, hash } });
      }
    }

    #tell(): void {
      if (this.#playback !== null) this.#viewer?.client.send("playback-state", this.#playback.state);
    }

    #control(message: unknown): void {
      const read = isPlain(message) ? playbackMessage.safeParse(message) : null;
      if (read?.success === true) this.#playback?.control(read.data);
    }

    #resume(message: unknown): void {
      const read = resumeMessage.safeParse(message);
      const at = this.#playback?.state.sequence ?? 0;
      if (read.success && read.data.after < at) this.#feed(read.data.after, at);
    }

    #guard(_client: ViewerClient, handle: () => void): void {
      try {
        handle();
      } catch (error) {
        journal.error({ session: this.#session, error }, "message failed in a replay");
      }
    }
  };
}

function refuse(client: ViewerClient, message: unknown): void {
  const commandId =
    typeof message === "object" && message !== null && "commandId" in message
      ? String(message.commandId)
      : "";
  client.send("rejected", { commandId, code: "not-allowed", detail: "What is past cannot be played again." });
}
