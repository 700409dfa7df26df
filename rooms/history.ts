import type { LoggedEvent } from "../rules/event.ts";
import type { SessionId } from "../rules/ids.ts";
import { upcast } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import { brokenLink, type Head, headOf, NO_EVENTS } from "./chain.ts";
import type { EventLog } from "./ports.ts";

const PAGE = 1000;

/** The log does not hang together: something was changed, lost or put in from the side. */
export class CorruptLog extends Error {
  override readonly name = "CorruptLog";
  readonly sequence: number;

  constructor(session: SessionId, sequence: number, options?: ErrorOptions) {
    super(`The log of session ${session} is broken at event ${sequence}.`, options);
    this.sequence = sequence;
  }
}

/**
 * Everything after `head`, in order and in today's shape, page by page, each link of the chain checked as it is
 * stored. The next page is on its way while one is worked on.
 * @throws CorruptLog, LogUnavailable, UnknownSchemaVersion.
 */
export async function* pagesAfter(
  log: EventLog,
  session: SessionId,
  head: Head = NO_EVENTS,
): AsyncGenerator<readonly StoredEvent[]> {
  let at = head;
  let next = log.read(session, at.sequence, PAGE);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    const isLast = last === undefined || page.length < PAGE;
    if (!isLast) {
      next = log.read(session, last.sequence, PAGE);
      // When this page is bad, nobody asks for the next any more.
      next.catch(() => undefined);
    }
    const broken = brokenLink(at, page);
    if (broken !== null) throw new CorruptLog(session, broken);
    yield page.map(presentRecord);
    at = headOf(page, at);
    if (isLast) return;
  }
}

/** All pages of `pagesAfter` at once. */
export async function readAfter(
  log: EventLog,
  session: SessionId,
  head: Head = NO_EVENTS,
): Promise<readonly StoredEvent[]> {
  const records: StoredEvent[] = [];
  for await (const page of pagesAfter(log, session, head)) records.push(...page);
  return records;
}

/**
 * The log up to a number and a little further, so that one sees whether an append ends there; nothing of it is read
 * that is not needed for that but the rest of a page.
 */
export async function readThrough(
  log: EventLog,
  session: SessionId,
  to: number,
): Promise<readonly StoredEvent[]> {
  const records: StoredEvent[] = [];
  for await (const page of pagesAfter(log, session)) {
    records.push(...page);
    if (records.length > to) break;
  }
  return records;
}

/** A stored record in today's shape; its hashes are still over what is stored. @throws UnknownSchemaVersion. */
export function presentRecord(record: StoredEvent): StoredEvent {
  const { content, seen } = upcast(record);
  return content === record.content ? record : { ...record, kind: content.event.kind, content, seen };
}

/** The part of a record that the rules read. @throws UnknownSchemaVersion. */
export function loggedOf(record: StoredEvent): LoggedEvent {
  const { content, seen } = upcast(record);
  const { event, actor, command } = content;
  return { sequence: record.sequence, event, actor, command, seen };
}

/** The newest records, kept so that a client which missed a moment is not read from the database. */
export class RecentRecords {
  readonly #limit: number;
  #records: StoredEvent[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The newest ones, at most as many as are kept. */
  get all(): readonly StoredEvent[] {
    return this.#records.slice(-this.#limit);
  }

  add(records: readonly StoredEvent[]): void {
    this.#records.push(...records);
    if (this.#records.length > 2 * this.#limit) this.#records = this.#records.slice(-this.#limit);
  }

  /** The records after `sequence`, at most `count`; null when they are older than what is kept. */
  after(sequence: number, count: number): readonly StoredEvent[] | null {
    const first = this.#records[0];
    if (first === undefined || sequence + 1 < first.sequence) return null;
    const from = sequence + 1 - first.sequence;
    return this.#records.slice(from, from + count);
  }
}
