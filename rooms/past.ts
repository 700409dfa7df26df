import type { SessionId } from "../rules/ids.ts";
import { evolve, fold, initialState } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import { type Head, headOf, NO_EVENTS } from "./chain.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { loggedOf, pagesAfter, RecentRecords, readAfter } from "./history.ts";
import type { EventLog, Meter, Snapshots } from "./ports.ts";
import { type Kept, restore } from "./snapshot.ts";

/** Records kept in memory for clients that missed something. */
const RECENT = 1_000;

/** What a room keeps of everything that was. */
export type Past = {
  readonly state: State;
  readonly head: Head;
  readonly answers: EarlierAnswers;
  readonly recent: RecentRecords;
  /** The number of the snapshot it began from; 0 when the log was read from its beginning. */
  readonly from: number;
};

export type PastPorts = { readonly log: EventLog; readonly snapshots: Snapshots; readonly meter: Meter };

/**
 * The past of a session: from its snapshot when there is one that fits the log, else from the beginning.
 * @throws CorruptLog, LogUnavailable, UnknownSchemaVersion.
 */
export async function recall(ports: PastPorts, session: SessionId): Promise<Past> {
  const kept = await restore(ports, session);
  const past = kept === null ? null : await sinceSnapshot(ports, session, kept);
  if (kept !== null) ports.meter.count("snapshots", { outcome: past === null ? "unfit" : "used" });
  return past ?? fromTheBeginning(ports.log, session);
}

/**
 * Folded page by page: however long the log, only its newest records stay in memory. Only a log with an undo in it
 * is held whole while it is folded, since what an undo leaves is known from all of it.
 */
async function fromTheBeginning(log: EventLog, session: SessionId): Promise<Past> {
  const answers = new EarlierAnswers();
  const recent = new RecentRecords(RECENT);
  let state = initialState();
  let head = NO_EVENTS;
  let undone = false;
  for await (const page of pagesAfter(log, session)) {
    answers.accept(page);
    recent.add(page);
    head = headOf(page, head);
    undone ||= page.some(isUndo);
    if (!undone) state = page.map(loggedOf).reduce(evolve, state);
  }
  if (undone) state = fold((await readAfter(log, session)).map(loggedOf));
  return { state, head, answers, recent, from: 0 };
}

/** Null when the log says otherwise, or when an undo came later: it may reach behind the snapshot. */
async function sinceSnapshot(
  { log, snapshots }: PastPorts,
  session: SessionId,
  kept: Kept,
): Promise<Past | null> {
  const answers = new EarlierAnswers();
  const recent = new RecentRecords(RECENT);
  let { state } = kept;
  let head = await linkAt(log, session, Math.max(0, kept.sequence - RECENT));
  if (head === null) return null;
  answers.recall(await snapshots.answered(session, kept.sequence));
  for await (const page of pagesAfter(log, session, head)) {
    const fits = page.every(({ sequence, hash }) => sequence !== kept.sequence || hash === kept.hash);
    const since = page.filter(({ sequence }) => sequence > kept.sequence);
    if (!fits || since.some(isUndo)) return null;
    answers.accept(since);
    recent.add(page);
    head = headOf(page, head);
    state = since.map(loggedOf).reduce(evolve, state);
  }
  return head.sequence < kept.sequence ? null : { state, head, answers, recent, from: kept.sequence };
}

/** The link of the chain at a number; null when the log does not reach so far. */
async function linkAt(log: EventLog, session: SessionId, sequence: number): Promise<Head | null> {
  if (sequence === 0) return NO_EVENTS;
  const [record] = await log.read(session, sequence - 1, 1);
  return record === undefined ? null : headOf([record]);
}

const isUndo = ({ kind }: StoredEvent): boolean => kind === "undone";
