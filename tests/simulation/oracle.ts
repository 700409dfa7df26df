/** What must be true of an evening when it is over, whatever went wrong on the way. */

import { diceFrom } from "../../db/dice-faces.ts";
import { brokenLink, NO_EVENTS } from "../../rooms/chain.ts";
import { entryOf } from "../../rooms/feed.ts";
import type { DiceSecrets } from "../../rooms/ports.ts";
import { redecide } from "../../rooms/redecide.ts";
import type { Die } from "../../rules/dice.ts";
import type { SessionId } from "../../rules/ids.ts";
import { canonical, fold, view } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { State } from "../../rules/state.ts";
import type { Person } from "./person.ts";

/** Written into everything that players may not know. */
export const CANARY = "canary-7f3a";

export type Findings = {
  lost: number;
  doubled: number;
  staleAccepted: number;
  hashMismatches: number;
  secretsSent: number;
  requestsLost: number;
  undosInMidLog: number;
  skippedByCheckpoint: number;
  diceDrawnTwice: number;
  complaints: string[];
};

export const nothing = (): Findings => ({
  lost: 0,
  doubled: 0,
  staleAccepted: 0,
  hashMismatches: 0,
  secretsSent: 0,
  requestsLost: 0,
  undosInMidLog: 0,
  skippedByCheckpoint: 0,
  diceDrawnTwice: 0,
  complaints: [],
});

export const logged = ({ sequence, content }: StoredEvent) => ({ sequence, event: content.event });

export type Evidence = {
  readonly records: readonly StoredEvent[];
  readonly people: readonly Person[];
  /** The living room's state when everything was quiet; null when the session did not come back. */
  readonly live: State | null;
  readonly session: SessionId;
  readonly secrets: DiceSecrets;
};

export async function judge({ records, people, live, session, secrets }: Evidence): Promise<Findings> {
  const found = nothing();
  const state = fold(records.map(logged));
  const broken = brokenLink(NO_EVENTS, records);
  if (broken !== null) found.complaints.push(`the chain breaks at ${broken}`);
  records.forEach(({ sequence }, index) => {
    if (sequence !== index + 1) found.complaints.push(`number ${sequence} stands at place ${index + 1}`);
  });
  if (live === null) found.complaints.push("the session did not come back");
  else if (canonical(live) !== canonical(state)) found.hashMismatches++;
  commands(records, people, found);
  dice(records, found);
  undos(records, found);
  for (const person of people) witness(records, state, person, found);
  const pair = await secrets.reveal(session);
  const difference = redecide(records, (contributions) => diceFrom(pair, session, contributions));
  if (difference !== null)
    found.complaints.push(`decided again, event ${difference.sequence} differs (${difference.command})`);
  return found;
}

/** Acknowledged is stored, where it was said; stored is stored once; said is heard once. */
function commands(records: readonly StoredEvent[], people: readonly Person[], found: Findings): void {
  const firsts = Map.groupBy(
    records.filter(({ commandId }) => commandId !== null),
    ({ seatId, commandId }) => `${seatId}/${commandId}`,
  );
  for (const same of firsts.values()) if (same.length > 1) found.doubled++;
  const lines = Map.groupBy(
    records.flatMap(({ content: { event } }) => (event.kind === "said" ? [event.text] : [])),
    (text) => text,
  );
  for (const same of lines.values()) if (same.length > 1) found.doubled++;
  for (const { sitter, kept } of people) {
    for (const [id, sequence] of kept.acks) {
      const [first] = firsts.get(`${sitter.seat}/${id}`) ?? [];
      const last = records.findLast((record) => record.id === first?.id || record.causationId === first?.id);
      // A command that changed nothing is acknowledged with the number it found and leaves no event.
      if (first === undefined ? sequence > records.length : sequence !== last?.sequence) found.lost++;
    }
    for (const [id, code] of kept.refusals) {
      if (firsts.has(`${sitter.seat}/${id}`))
        found.complaints.push(`${id} was refused (${code}) and is in the log`);
    }
    for (const id of kept.answeredTwice) {
      if (firsts.has(`${sitter.seat}/${id}`)) found.complaints.push(`${id} acknowledged twice, differently`);
    }
    found.complaints.push(...kept.complaints);
  }
}

const isDie = (value: unknown): value is Die =>
  typeof value === "object" && value !== null && "sides" in value && "face" in value && "draw" in value;

/** Every die in what an event records, wherever it stands. */
function diceIn(value: unknown): Die[] {
  if (isDie(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(diceIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(diceIn) : [];
}

/** Draw numbers count from 1 without holes, undone events included; no number is drawn twice. */
function dice(records: readonly StoredEvent[], found: Findings): void {
  for (const stream of ["open", "hidden"] as const) {
    const drawn = new Map<number, number>();
    for (const { sequence, content } of records) {
      if (content.event.kind === "frame-pushed" || content.event.kind === "frame-stepped") continue;
      for (const die of diceIn(content.event)) {
        if (die.stream !== stream || die.draw === null) continue;
        if (drawn.has(die.draw)) found.diceDrawnTwice++;
        drawn.set(die.draw, sequence);
      }
    }
    const highest = Math.max(0, ...drawn.keys());
    if (highest !== drawn.size)
      found.complaints.push(`${highest - drawn.size} draws of the ${stream} dice are missing`);
  }
}

/** An undo revokes a run that reaches the head: everything up to the number before its own. */
function undos(records: readonly StoredEvent[], found: Findings): void {
  for (const { sequence, content } of records) {
    if (content.event.kind === "undone" && content.event.to !== sequence - 1) found.undosInMidLog++;
  }
}

/** What somebody was shown is what their seat may know, at every number, and nothing of it is a secret. */
function witness(records: readonly StoredEvent[], state: State, person: Person, found: Findings): void {
  const { seat, role } = person.sitter;
  const { kept } = person;
  if (kept.feed.size !== records.length)
    found.complaints.push(`${person.sitter.name} heard ${kept.feed.size} of ${records.length}`);
  for (const record of records) {
    const heard = kept.feed.get(record.sequence);
    if (heard !== undefined && heard !== canonical(entryOf(record, person.sitter)))
      found.complaints.push(`event ${record.sequence} was told otherwise than recorded`);
  }
  if (role !== "dm") {
    const told = [...kept.feed.values(), ...kept.views.values()];
    found.secretsSent += told.filter((text) => text.includes(CANARY)).length;
  }
  if (kept.view === null) return;
  const entitled = view(state, seat);
  if (canonical(kept.view.requests) !== canonical(entitled.requests)) found.requestsLost++;
  if (canonical(kept.view) !== canonical(entitled)) found.hashMismatches++;
}
