/** The table: live sessions and replays as Colyseus rooms, and the door through which one gets in. */
import { matchMaker } from "@colyseus/core";
import type { Actor, Command } from "../rules/command.ts";
import type { SessionId } from "../rules/ids.ts";
import { EXPULSIONS, type Expulsion, type Present, readExpulsion } from "./expulsion.ts";
import { Grants } from "./grants.ts";
import type { LivePorts } from "./live-ports.ts";
import { LiveSessions } from "./live-sessions.ts";
import type { Journal, Reply, Sitter } from "./ports.ts";
import { replayRoomClass, type Viewer } from "./replay-room.ts";
import { sessionRoomClass } from "./session-room.ts";

export {
  brokenLink,
  chainAppend,
  type Head,
  hashOf,
  headOf,
  NO_EVENTS,
  payloadHashOf,
  sealOf,
} from "./chain.ts";
export { type Changes, changesBetween } from "./changes.ts";
export type { Expulsion, Present } from "./expulsion.ts";
export { entryOf, type Reader } from "./feed.ts";
export { type HandDice, handDice } from "./hand-dice.ts";
export { CorruptLog, loggedOf, presentRecord, readAfter, readThrough } from "./history.ts";
export {
  amongPlayers,
  type CreatureKnowledge,
  creaturesCalled,
  type EventKnowledge,
  sawAmongPlayers,
  whoKnew,
  whoSaw,
} from "./knowledge.ts";
export { KNOWLEDGE_BOUNDS, KnowledgePages } from "./knowledge-pages.ts";
export type { LivePorts, Watcher } from "./live-ports.ts";
export { LiveSession } from "./live-session.ts";
export { openingRecords } from "./opening.ts";
export { readSeatView, type SeatNode } from "./read-seat-view.ts";
export { type As, appendEnds, eyesIn, stateAt, viewAt } from "./recording.ts";
export { appendsOf, type Difference, redecide } from "./redecide.ts";
export type { Viewer } from "./replay-room.ts";
export { SNAPSHOT_EVERY } from "./snapshot.ts";

/** Names under which the room classes are to be defined. */
export const ROOM_NAMES = { session: "session", replay: "replay" } as const;

export type Rooms = {
  /** To be defined as `defineRoom(rooms.session).filterBy(["gameSessionId"])` under `ROOM_NAMES.session`. */
  readonly session: ReturnType<typeof sessionRoomClass>;
  /** To be defined under `ROOM_NAMES.replay`. */
  readonly replay: ReturnType<typeof replayRoomClass>;
  /**
   * A seat in the live room of a session, made from its log if there is none. Whoever calls has checked that
   * this person may sit here. The reservation is good for one join within some seconds.
   */
  readonly reserve: (session: SessionId, sitter: Sitter) => Promise<unknown>;
  /** A replay of one's own. Whoever calls has checked that this person may see through these eyes. */
  readonly reserveReplay: (viewer: Viewer) => Promise<unknown>;
  /**
   * A command of the server's own, for instance to end a session or to clear a seat: goes through the live session
   * when it lives in this process, and takes the session over for it otherwise.
   */
  readonly submit: (session: SessionId, actor: Actor, command: Command) => Promise<Reply>;
  /** Closes sockets, in every process of the registry: signed out, banned or no longer invited. */
  readonly expel: (expulsion: Expulsion) => void;
  /** Who is at a table or before a replay of this process, wherever their ticket is from. */
  readonly present: () => readonly Present[];
};

/** The room classes over these ports. Clients reach them by reservation alone, so matchmaking stays closed. */
export function makeRooms(ports: LivePorts): Rooms {
  const sitters = new Grants<Sitter>();
  const viewers = new Grants<Viewer>();
  const sessions = new LiveSessions(ports);
  const session = sessionRoomClass({ sessions, grants: sitters });
  const replay = replayRoomClass({ ...ports, grants: viewers });
  matchMaker.controller.exposedMethods = ["reconnect"];
  const inTurn = new OneAtATime();
  const expelHere = (expulsion: Expulsion): void => {
    session.expel(expulsion);
    replay.expel(expulsion);
  };
  const others = new OtherProcesses(expelHere, ports.journal);
  return {
    session,
    replay,
    reserve: (id, sitter) => {
      others.hear();
      return inTurn.run(id, () =>
        sitters.with(sitter, (token) =>
          matchMaker.joinOrCreate(ROOM_NAMES.session, { gameSessionId: id }, authOf(token)),
        ),
      );
    },
    reserveReplay: (viewer) => {
      others.hear();
      return viewers.with(viewer, (token) =>
        matchMaker.create(ROOM_NAMES.replay, { gameSessionId: viewer.session }, authOf(token)),
      );
    },
    submit: (id, actor, command) => sessions.submit(id, actor, command),
    expel: (expulsion) => {
      expelHere(expulsion);
      others.tell(expulsion);
    },
    present: () => [...session.present(), ...replay.present()],
  };
}

const authOf = (token: string) => ({ token, headers: new Headers(), ip: "" });

/** The servers of the registry, of which any may have the room of somebody whom this one sends away. */
class OtherProcesses {
  readonly #expel: (expulsion: Expulsion) => void;
  readonly #journal: Journal;
  #hearing = false;

  constructor(expel: (expulsion: Expulsion) => void, journal: Journal) {
    this.#expel = expel;
    this.#journal = journal;
  }

  /** From the first reservation on: a process without rooms has nobody to send away. */
  hear(): void {
    if (this.#hearing) return;
    this.#hearing = true;
    const heard = async () =>
      matchMaker.presence.subscribe(EXPULSIONS, (message: unknown) => {
        const expulsion = readExpulsion(message);
        if (expulsion !== null) this.#expel(expulsion);
      });
    heard().catch((error: unknown) => {
      this.#hearing = false;
      this.#missed(error);
    });
  }

  tell(expulsion: Expulsion): void {
    const told = async () => matchMaker.presence?.publish(EXPULSIONS, expulsion);
    told().catch((error: unknown) => this.#missed(error));
  }

  /** Whose sign-in ended goes all the same: each process looks after those who are present there. */
  #missed(error: unknown): void {
    this.#journal.error({ error }, "other servers are not reached");
  }
}

/** Joins of one session follow each other, so that two people who come at once find one room. */
class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    this.#last.set(key, result);
    try {
      return await result;
    } finally {
      if (this.#last.get(key) === result) this.#last.delete(key);
    }
  }
}
