/** Lets people into the rooms of their sessions, and ends sessions. */
import type { Rooms } from "../rooms/index.ts";
import type { DiceSecrets, Sitter } from "../rooms/ports.ts";
import type { SessionId, UserId } from "../rules/ids.ts";
import type { Bearer } from "./http/identify.ts";
import { HttpProblem } from "./http/problem.ts";
import type { Eyes } from "./past.ts";

export interface Tables {
  /** A reservation in the session's live room, made if it is not there. */
  join(session: SessionId, sitter: Sitter & Bearer): Promise<unknown>;
  /** A reservation in a room of one's own that plays the session again. */
  replay(session: SessionId, eyes: Eyes, by: Bearer): Promise<unknown>;
  end(session: SessionId): Promise<void>;
  /** Closes a person's sockets: at one session's table and before its replay, or at all. */
  expel(user: UserId, session?: SessionId): void;
}

/** `seated` is told of everybody who gets a ticket. */
export function openTables(
  rooms: Rooms,
  secrets: DiceSecrets,
  seated: (user: UserId, signIn: string, session: SessionId) => void,
): Tables {
  return {
    async join(session, sitter) {
      const reservation = await reserved("The table", () => rooms.reserve(session, sitter));
      seated(sitter.user, sitter.signIn, session);
      return reservation;
    },
    async replay(session, as, { user, signIn }) {
      const reservation = await reserved("The replay", () =>
        rooms.reserveReplay({ session, as, user, signIn }),
      );
      seated(user, signIn, session);
      return reservation;
    },
    expel: (user, session) => rooms.expel({ user, session }),
    async end(session) {
      const { open } = await secrets.reveal(session);
      const reply = await rooms.submit(session, { kind: "system" }, { do: "end-session", diceSecret: open });
      if (reply.outcome === "rejected")
        throw new HttpProblem(409, reply.rejection.code, reply.rejection.detail);
      if (reply.outcome === "pending") throw unavailable("The session");
    },
  };
}

const unavailable = (what: string, options?: ErrorOptions): HttpProblem =>
  new HttpProblem(503, "unavailable", `${what} cannot be reached at the moment.`, options);

async function reserved(what: string, reserve: () => Promise<unknown>): Promise<unknown> {
  try {
    return await reserve();
  } catch (cause) {
    throw unavailable(what, { cause });
  }
}
