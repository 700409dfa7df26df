/** What an operator does with the sessions of an installation, beside any table. */
import { createHash } from "node:crypto";
import type { UserRole } from "../client-sdk/src/protocol.ts";
import { verifySession } from "../client-sdk/src/verify.ts";
import { loggedOf, readAfter } from "../rooms/index.ts";
import type { EventLog } from "../rooms/ports.ts";
import { type SessionId, sessionId } from "../rules/ids.ts";
import { canonical, fold } from "../rules/index.ts";
import type { State } from "../rules/state.ts";
import type { Archive } from "./adapters/archive.ts";
import { BackstageError } from "./backstage-error.ts";
import type { SampleAccounts } from "./sample-accounts.ts";
import { exportLines, firstUnreadable, recordsOf } from "./session-file.ts";

export type SessionLine = {
  readonly id: string;
  readonly campaign: string;
  readonly name: string;
  readonly status: string;
  readonly events: number;
  readonly lastActivity: string;
};
export type Imported = { readonly sessionId: string; readonly events: number; readonly head: string };
export type Rebuilt = { readonly sessionId: string; readonly events: number; readonly stateHash: string };

export interface Backstage {
  sessions(): Promise<readonly SessionLine[]>;
  /** @throws BackstageError when there is no such session. */
  exportLines(session: string): AsyncIterable<string>;
  /** Checks the whole file first, then stores it under its own id. @throws BackstageError */
  importSession(file: string): Promise<Imported>;
  /** The sample, or what is missing of it. @throws BackstageError when an address of it is somebody else's. */
  seed(): Promise<SampleAccounts>;
  /** One session, or all: each is read, checked and folded again from its log. @throws BackstageError */
  rebuild(session: string | null): Promise<readonly Rebuilt[]>;
  /** Gives somebody a role: how the first admin comes to be. @throws BackstageError when there is no such account. */
  setRole(email: string, role: UserRole): Promise<void>;
  close(): Promise<void>;
}

export const stateHash = (state: State): string =>
  createHash("sha256").update(canonical(state), "utf8").digest("hex");

export type BackstageNeeds = {
  readonly log: EventLog;
  readonly archive: Archive;
  readonly seed: () => Promise<SampleAccounts>;
  /** False when there is no such account. */
  readonly setRole: (email: string, role: UserRole) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export function backstageOf({ log, archive, seed, setRole, close }: BackstageNeeds): Backstage {
  return {
    sessions: () => archive.sessions(),
    async *exportLines(text) {
      const session = readId(text);
      if ((await log.version(session)) === 0) throw new BackstageError(`There is no session ${session}.`);
      yield* exportLines(log, session);
    },
    async importSession(file) {
      const verdict = verifySession(file);
      if (!verdict.ok)
        throw new BackstageError(
          `Event ${verdict.fault.sequence}: ${verdict.fault.code}, ${verdict.fault.detail}.`,
        );
      const unreadable = firstUnreadable(recordsOf(file));
      if (unreadable !== null)
        throw new BackstageError(`Event ${unreadable.sequence}: ${unreadable.code}, ${unreadable.detail}`);
      const id = sessionId(verdict.sessionId);
      if ((await log.version(id)) > 0) throw new BackstageError(`Session ${id} is here already.`);
      await archive.store(id, recordsOf(file));
      return { sessionId: id, events: verdict.events, head: verdict.head };
    },
    seed,
    async rebuild(session) {
      const all =
        session === null ? (await archive.sessions()).map(({ id }) => sessionId(id)) : [readId(session)];
      const rebuilt: Rebuilt[] = [];
      for (const id of all) {
        const records = await readAfter(log, id);
        if (records.length === 0) throw new BackstageError(`There is no session ${id}.`);
        const state = fold(records.map(loggedOf));
        await archive.project(id, state, records);
        rebuilt.push({ sessionId: id, events: records.length, stateHash: stateHash(state) });
      }
      return rebuilt;
    },
    async setRole(email, role) {
      if (!(await setRole(email, role))) throw new BackstageError(`There is no account of ${email}.`);
    },
    close,
  };
}

function readId(text: string): SessionId {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new BackstageError(`"${text.slice(0, 60)}" is no id of a session. \`skald sessions\` lists them.`);
  return sessionId(text.toLowerCase());
}
