/** A session that goes on in its own way from an event of another. */
import { appendEnds, appendsOf, chainAppend, headOf, stateAt } from "../rooms/index.ts";
import type { SeatRole } from "../rules/command.ts";
import { type SeatId, type SessionId, seatId, type UserId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import { HttpProblem } from "./http/problem.ts";
import { type OpeningPorts, openingOf } from "./openings.ts";

export type Fork = {
  readonly session: SessionId;
  readonly name: string;
  readonly records: readonly StoredEvent[];
  readonly from: { readonly session: SessionId; readonly sequence: number };
  /** The same people at the same places, under seats of the new session's own. */
  readonly seats: readonly { readonly seat: SeatId; readonly user: UserId; readonly role: SeatRole }[];
};

/**
 * The log of the new session: its own start, with the ancestry, then the other's events up to `at` under the same
 * numbers, chained anew. The dice that fell stand; those to come follow from a secret of the new session's own, so
 * that nobody can try a roll here and know it there.
 */
export async function forkOf(
  parent: readonly StoredEvent[],
  at: number,
  name: string | undefined,
  ports: OpeningPorts,
): Promise<Fork> {
  const first = parent[0];
  const last = parent[at - 1];
  if (first === undefined || last === undefined || !appendEnds(parent).includes(at))
    throw new HttpProblem(422, "no-such-moment", "A session is forked where an action has ended.");
  const { event } = first.content;
  if (event.kind !== "session-started") throw new Error("a session begins with its start");
  const state = stateAt(parent, at);
  if (state.session.status === "ended")
    throw new HttpProblem(
      409,
      "session-ended",
      "The session has ended there; fork it from an earlier event.",
    );

  const opening = { name: name ?? `${event.name} (from ${at})`.slice(0, 80), rulings: event.rulings };
  const from = { session: first.sessionId, sequence: at };
  const [session, start] = await openingOf({ ...event, name: event.campaign }, opening, ports, {
    ...from,
    hash: last.hash,
  });
  const seats = Object.values(state.seats).map(({ id, user, role }) => ({
    old: id,
    seat: seatId(ports.randomness.uuid()),
    user,
    role,
  }));
  const renamed = renaming(seats);
  const records = [...start];
  for (const append of appendsOf(parent.slice(0, at)).slice(1))
    records.push(...copied(renamed(append), session, records, ports));
  if (records.length !== at) throw new Error(`a fork at ${at} has ${records.length} events`);
  return {
    session,
    name: opening.name,
    records,
    from,
    seats: seats.map(({ seat, user, role }) => ({ seat, user, role })),
  };
}

/** One append of the other session, said again in this one at the time it was said there. */
function copied(
  append: readonly StoredEvent[],
  session: SessionId,
  before: readonly StoredEvent[],
  { randomness, clock }: OpeningPorts,
): readonly StoredEvent[] {
  const first = append[0];
  if (first?.commandId == null || first.payloadHash === null || first.content.command === null)
    throw new Error("an append begins with its command");
  const then = { ...clock, now: () => Date.parse(first.createdAt) };
  return chainAppend(
    headOf(before),
    {
      session,
      actor: first.content.actor,
      actorId: first.actorId,
      actorName: first.actorName,
      seatId: first.seatId,
      commandId: first.commandId,
      payloadHash: first.payloadHash,
      command: first.content.command,
      // What was decided stands; no rule is applied again.
      events: append.map(({ content, seen, citations }) => ({
        event: content.event,
        seen,
        citations,
        rules: [],
      })),
    },
    then,
    randomness,
  );
}

/** Seats are UUIDs, so wherever one stands, in an event, in what was seen or in a command, it is that seat. */
function renaming(seats: readonly { readonly old: SeatId; readonly seat: SeatId }[]) {
  const names = new Map<string, string>(seats.map(({ old, seat }) => [old, seat]));
  const rename = (value: unknown): unknown => {
    if (typeof value === "string") return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [names.get(key) ?? key, rename(item)]),
    );
  };
  return (append: readonly StoredEvent[]) => rename(append) as readonly StoredEvent[];
}
