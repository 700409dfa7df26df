/** A session as a file: `client-sdk/README.md` describes the format, `client-sdk/src/verify.ts` checks it. */
import { presentRecord } from "../rooms/history.ts";
import type { EventLog } from "../rooms/ports.ts";
import type { SessionId } from "../rules/ids.ts";
import { UnknownSchemaVersion } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";

const PAGE = 500;

/** The log in pages, in order, up to `until` when given. */
export async function* pages(
  log: EventLog,
  session: SessionId,
  until = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<readonly StoredEvent[]> {
  let after = 0;
  while (after < until) {
    const page = await log.read(session, after, Math.min(PAGE, until - after));
    if (page.length > 0) yield page;
    after += page.length;
    if (page.length < PAGE) return;
  }
}

/** The lines of an export, without line breaks; none for a session that has no events. */
export async function* exportLines(log: EventLog, session: SessionId): AsyncGenerator<string> {
  let last: StoredEvent | null = null;
  for await (const page of pages(log, session)) {
    for (const record of page) {
      if (last === null) yield headLine(record);
      yield JSON.stringify(record);
      last = record;
    }
  }
  if (last !== null) yield JSON.stringify({ format: "skald-end", count: last.sequence, head: last.hash });
}

function headLine(first: StoredEvent): string {
  const { event } = first.content;
  if (event.kind !== "session-started")
    throw new Error(`session ${first.sessionId} does not begin with its start`);
  const { rulesVersion, contentVersion, books } = event;
  return JSON.stringify({
    format: "skald-session",
    version: 1,
    sessionId: first.sessionId,
    rulesVersion,
    contentVersion,
    books,
  });
}

/** A session's lines from the first, as often as they are asked for: nobody has to hold them. */
export type Lines = () => AsyncIterable<string>;

export const linesIn = (text: string): Lines =>
  async function* () {
    let from = 0;
    while (from < text.length) {
      const end = text.indexOf("\n", from);
      yield text.slice(from, end === -1 ? text.length : end);
      from = end === -1 ? text.length : end + 1;
    }
  };

/** Lines of a text that comes in pieces. No other line break counts: texts of people may hold all of them. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** The events of a file that was verified: its lines are records as they were stored. */
export function recordsOf(file: string): readonly StoredEvent[] {
  const lines = file.trimEnd().split("\n");
  return lines.slice(1, -1).map((line): StoredEvent => JSON.parse(line));
}

/** Which event cannot be read here, and why. */
export type Unreadable = { readonly sequence: number; readonly code: string; readonly detail: string };

/** The first record whose shape is of a version that is not known here; null when each can be read. */
export function firstUnreadable(records: readonly StoredEvent[]): Unreadable | null {
  for (const record of records) {
    const present = presentOr(record);
    if ("code" in present) return present;
  }
  return null;
}

/** A record in today's shape, or why it has none. */
export function presentOr(record: StoredEvent): StoredEvent | Unreadable {
  try {
    return presentRecord(record);
  } catch (error) {
    if (!(error instanceof UnknownSchemaVersion)) throw error;
    return { sequence: record.sequence, code: "unknown-schema-version", detail: error.message };
  }
}
