/** What the demo may claim at its end: each figure from what the clients kept, or from the exported file. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { sha256Hex, verifySession } from "../../../client-sdk/src/verify.ts";
import type { Citation } from "../../../rules/citation.ts";
import { canonical } from "../../../rules/index.ts";
import type { StoredEvent } from "../../../rules/log.ts";
import { loadRuleBook } from "../../../rules/text/index.ts";
import type { Seated } from "./people.ts";

export type Reckoning = {
  readonly ok: boolean;
  readonly players: number;
  readonly events: number;
  readonly acked: number;
  readonly rulings: number;
  /** With citations, each of them true to the rule book. */
  readonly rulingsCited: number;
  readonly distinctRules: number;
  readonly refused: number;
  readonly opportunityAttacks: number;
  readonly lost: number;
  readonly doubled: number;
  readonly viewsEqual: boolean;
  readonly liveHash: string;
  readonly replayHash: string;
};

/** Events that no rule of the game decides: the table's own bookkeeping, talk and scenery. */
const NOT_A_RULING = new Set([
  "session-started",
  "session-paused",
  "session-resumed",
  "session-ended",
  "seat-taken",
  "seat-left",
  "dice-contributed",
  "said",
  "narrated",
  "undone",
  "map-set",
  "light-changed",
  "terrain-changed",
  "time-passed",
  "creature-added",
  "creature-removed",
  "creature-placed",
  "creature-revealed",
  "creature-concealed",
  "creature-noted",
  "frame-pushed",
  "frame-stepped",
  "frame-popped",
  "request-opened",
  "request-answered",
  "dice-entered",
  "resolution-cancelled",
]);

/** The events of an exported session, without its first and last line. */
export const eventsOf = (exported: string): readonly StoredEvent[] =>
  exported
    .split("\n")
    .filter((line) => line !== "")
    .slice(1, -1)
    .map((line) => JSON.parse(line) as StoredEvent);

/** Hash of what a client's own copy of the state says. */
const held = ({ table }: Seated): string => sha256Hex(canonical(table.view));

function lostAndDoubled(seats: readonly Seated[], events: readonly StoredEvent[]) {
  const firsts = events.filter(({ commandId }) => commandId !== null);
  let lost = 0;
  let doubled = 0;
  for (const { acked, table } of seats) {
    for (const { commandId, sequence } of acked) {
      const found = firsts.filter((event) => event.commandId === commandId && event.seatId === table.seatId);
      const last = events.filter((event) => event.causationId === found[0]?.id).at(-1) ?? found[0];
      if (found.length === 0 || sequence < (found[0]?.sequence ?? 0) || sequence > (last?.sequence ?? 0))
        lost++;
      if (found.length > 1) doubled++;
    }
  }
  return { lost, doubled };
}

/** Reads the export at `file` in another process and holds everything against it. */
export async function reckon(
  seats: readonly Seated[],
  dm: Seated,
  exported: string,
  file: string,
): Promise<Reckoning> {
  const events = eventsOf(exported);
  const rulings = events.filter(({ kind }) => !NOT_A_RULING.has(kind));
  const book = loadRuleBook();
  const isTrue = (citation: Citation) => book.verify(citation).length === 0;
  const cited = rulings.filter(({ citations }) => citations.length > 0 && citations.every(isTrue));
  const { lost, doubled } = lostAndDoubled(seats, events);
  const child = execFileSync(process.execPath, [join(import.meta.dirname, "refold.ts"), file], {
    encoding: "utf8",
  });
  const refolded = JSON.parse(child) as { replayHash: string; seats: Record<string, string> };
  const figures = {
    players: seats.filter(({ table }) => table.role === "player").length,
    events: events.length,
    acked: seats.reduce((sum, { acked }) => sum + acked.length, 0),
    rulings: rulings.length,
    rulingsCited: cited.length,
    distinctRules: new Set(cited.flatMap(({ citations }) => citations.map(({ ruleId }) => ruleId))).size,
    refused: seats.reduce((sum, { refused }) => sum + refused.length, 0),
    opportunityAttacks: events.filter(
      ({ content }) => content.event.kind === "attack-declared" && content.event.reaction,
    ).length,
    lost,
    doubled,
    viewsEqual: seats.every((seat) => refolded.seats[seat.table.seatId] === held(seat)),
    liveHash: held(dm),
    replayHash: refolded.replayHash,
  };
  const verdict = await verifySession(exported);
  const ok =
    verdict.ok &&
    figures.events >= 100 &&
    figures.rulings >= 30 &&
    figures.rulingsCited === figures.rulings &&
    figures.distinctRules >= 8 &&
    figures.refused >= 1 &&
    figures.opportunityAttacks >= 1 &&
    lost === 0 &&
    doubled === 0 &&
    figures.viewsEqual &&
    figures.liveHash === figures.replayHash;
  return { ok, ...figures };
}
